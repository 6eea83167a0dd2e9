"""Forms by which a report is sent, judged, spoken of and put right."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from periodic.content import Content
from periodic.filing.actions.commenting import Said

_LINES = forms.Textarea(attrs={"rows": 3})
# What the texts of a report are called, by their keys.
TEXTS = {
    "results": _("Kết quả nổi bật"),
    "difficulties": _("Khó khăn"),
    "proposals": _("Kiến nghị"),
}


class CorrectionForm(forms.Form):
    """Why what was sent is replaced by another copy, and which copy that is."""

    # Of the copy that was looked at; without it whichever is the newest.
    number = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=32_000
    )
    reason = TypedName(label=_("Lý do"), max_length=500, widget=_LINES)


# How many lines for remarks stand open, how many more a press opens, and the most of one form.
LINES, MORE, MOST = 3, 3, 30
COLUMN, ROW, TEXT = "chi-tieu-", "dong-", "y-kien-"


class RemarksForm(forms.Form):
    """What is said at figures: a line for each, at a column, a row, or the whole; lines left blank say nothing."""

    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        content: Content,
        lines: int = LINES,
        opened: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.content, self.is_open = content, opened or self.is_bound
        typed = self.data.get("lines", "") if self.is_bound else ""
        wanted = int(typed) if typed.isdecimal() and len(typed) < 3 else lines
        self.numbers = range(1, min(max(1, wanted), MOST) + 1)
        self.initial["lines"] = len(self.numbers)
        columns = [("", _("Cả báo cáo")), *((one.key, one.name) for one in content.columns)]
        rows = [("", content.unit), *((str(row.pk), row.name) for row in content.rows if row.pk)]
        for n in self.numbers:
            self._add(n, columns, rows)

    def _add(self, n: int, columns: list[Any], rows: list[Any]) -> None:
        said = {"n": n}
        self.fields[f"{COLUMN}{n}"] = forms.ChoiceField(
            label=_("Ý kiến %(n)s ở chỉ tiêu") % said, choices=columns, required=False
        )
        if len(rows) > 1:
            self.fields[f"{ROW}{n}"] = forms.ChoiceField(
                label=_("Của nơi nào"), choices=rows, required=False
            )
        self.fields[f"{TEXT}{n}"] = TypedName(
            label=_("Ý kiến %(n)s") % said, max_length=500, required=False
        )

    @property
    def written(self) -> list[int]:
        """The numbers of the lines that say something."""
        return [n for n in self.numbers if self.cleaned_data.get(f"{TEXT}{n}")]

    @property
    def remarks(self) -> list[Said]:
        """What was said, line by line."""
        said = self.cleaned_data
        return [
            Said(said[f"{TEXT}{n}"], said[f"{COLUMN}{n}"], int(said.get(f"{ROW}{n}") or 0) or None)
            for n in self.written
        ]

    def refuse(self, keys: Iterable[str], words: str) -> None:
        """Say at the remarks with these numbers, or at the field of that name, why they cannot be written."""
        # An error takes its line out of those that say something.
        written = self.written
        for key in keys:
            named = key in self.fields
            self.add_error(key if named else f"{TEXT}{written[int(key) - 1]}", words)

    def refuse_all(self, words: str) -> None:
        """Say the same at everything that was written: which of them it is, is not told."""
        reasons = [name for name in ("why",) if name in self.fields]
        for field in [*reasons, *(f"{TEXT}{n}" for n in self.written)]:
            self.add_error(field, words)

    @property
    def of_lines(self) -> list[list[forms.BoundField]]:
        """The fields of the remarks, line by line."""
        names = (COLUMN, ROW, TEXT)
        return [
            [self[f"{name}{n}"] for name in names if f"{name}{n}" in self.fields]
            for n in self.numbers
        ]

    @property
    def may_grow(self) -> bool:
        """Whether more lines may be opened."""
        return len(self.numbers) < MOST


class ReturnForm(RemarksForm):
    """Why a report goes back, and what is said at single figures."""

    why = TypedName(label=_("Cần sửa gì"), max_length=500, widget=_LINES)
    field_order = ("why",)


class CommentForm(RemarksForm):
    """What is said at figures, one at least."""

    def clean(self) -> dict[str, Any]:
        """Refuse a form that says nothing."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.written:
            self.add_error(f"{TEXT}1", _("Ghi ít nhất một ý kiến."))
        return said


class RedactForm(forms.Form):
    """The texts of a report without what names somebody."""

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in content.texts.items():
            self.fields[key] = forms.CharField(
                label=TEXTS.get(key, key),
                initial=text,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
