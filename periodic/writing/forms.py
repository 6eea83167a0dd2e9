"""What may be written into a report: its texts, and the numbers that no register knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from periodic.content import Column, Content, Row, Source, Value
from periodic.drafts.rules.sentences import number_text
from periodic.drafts.rules.values import FROM_TEXTS, sums_of_typed
from periodic.filing.forms import TEXTS
from periodic.filing.rules.words import told_of
from periodic.writing.actions import Cell, Typed
from periodic.writing.rules.villages import columns_of_villages
from web.fields import NumberField

# So many columns of the whole stand open beside a page of villages.
FEW = 3
# How the fields of a typed column begin.
NUMBER, WORDS, EVIDENCE = "so-", "chu-", "can-cu-"


def _words(column: Column, value: Value) -> forms.Field:
    return TypedName(
        label=column.name,
        help_text=column.definition,
        required=False,
        max_length=2000,
        initial=value.text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _number(label: str, value: Value, *, told: str = "", **attrs: str) -> forms.Field:
    return NumberField(
        label=label,
        help_text=told,
        required=False,
        max_digits=16,
        decimal_places=2,
        initial=value.n,
        widget=forms.TextInput(attrs={"inputmode": "decimal", **attrs}),
    )


def _evidence(label: str, value: Value, **attrs: str) -> forms.Field:
    return TypedName(
        label=_("Căn cứ của %(name)s") % {"name": label},
        required=False,
        max_length=300,
        initial=value.evidence,
        widget=forms.TextInput(attrs=attrs),
    )


class Typing(forms.Form):
    """Fields into which a report is written; `version` is that of the report as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # The version of what is asked, as its fields were shown.
    layout = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].initial = self.layout_now = content.form_version

    def clean_layout(self) -> int:
        """Refuse what was written on another version than is asked now: what it does not ask would be lost unsaid."""
        if (self.cleaned_data["layout"] or self.layout_now) != self.layout_now:
            self.data = {**self.data.dict(), "layout": str(self.layout_now)}  # type: ignore[attr-defined]  # a QueryDict
            self.add_error(None, _("Biểu mẫu vừa đổi. Xem lại các chỉ tiêu bên dưới rồi lưu lại."))
        return self.layout_now

    def is_of(self, version: int) -> None:
        """Let the page be of another version of the report: that which it wrote, or which was shown."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a QueryDict

    def seen(self, version: int, *, is_sent: bool = False) -> None:
        """Say that it was written, or sent, elsewhere meanwhile; saved once more, what stands here is taken."""
        self.is_of(version)
        words = _("Báo cáo này vừa được sửa ở nơi khác. Xem lại bên dưới rồi lưu lại.")
        if is_sent:
            words = _("Báo cáo đã gửi. Bản đã gửi chưa có những gì ghi bên dưới: xem lại rồi lưu.")
        self.add_error(None, words)

    def refuse(self, why: Mapping[Cell, str]) -> None:
        """Say beside each field why it cannot be so; above all, of what has no field on this page."""
        for (row, key), words in why.items():
            named = f"{row}-{key}" if row else key
            names = (f"{NUMBER}{named}", f"{WORDS}{named}", named)
            self.add_error(next((name for name in names if name in self.fields), None), words)


class ReportForm(Typing):
    """Texts and typed cells of the whole, named by their columns.

    `own` is what was typed for the whole: what stands there otherwise is the sum of rows, which nobody types again.
    """

    def __init__(
        self, *args: Any, content: Content, own: Mapping[str, Value], **kwargs: Any
    ) -> None:
        super().__init__(*args, content=content, **kwargs)
        typed = (one for one in content.columns if one.source == Source.TYPED)
        sums = sums_of_typed(content.columns, content.rows)
        # What units below sent is not typed over.
        summed = sums if content.sent_below else {}
        self.columns = [one for one in typed if one.key not in {*FROM_TEXTS, *summed}]
        for one in self.columns:
            self._add(one, own.get(one.key, Value()), _sum_of(sums.get(one.key), content))
        for key, label in TEXTS.items():
            self.fields[key] = forms.CharField(
                label=label,
                required=False,
                max_length=4000,
                initial=content.texts.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _add(self, column: Column, value: Value, told: str) -> None:
        if column.is_text:
            self.fields[f"{WORDS}{column.key}"] = _words(column, value)
            return
        unit = f" ({column.unit})" if column.unit else ""
        words = " ".join(filter(None, (column.definition, told)))
        self.fields[f"{NUMBER}{column.key}"] = _number(f"{column.name}{unit}", value, told=words)
        if column.needs_evidence:
            self.fields[f"{EVIDENCE}{column.key}"] = _evidence(column.name, value)

    @property
    def texts(self) -> dict[str, str]:
        """The texts that were written."""
        return {key: self.cleaned_data[key].strip() for key in TEXTS}

    @property
    def typed(self) -> dict[str, Typed]:
        """What was typed, by column."""
        said = self.cleaned_data
        return {
            one.key: Typed(
                number=said.get(f"{NUMBER}{one.key}"),
                text=said.get(f"{WORDS}{one.key}", ""),
                evidence=said.get(f"{EVIDENCE}{one.key}", ""),
            )
            for one in self.columns
        }

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The fields of what is typed."""
        return [field for field in self if field.name not in TEXTS and not field.is_hidden]

    @property
    def are_many(self) -> bool:
        """Whether there are so many columns that villages are typed first."""
        return len(self.columns) > FEW

    @property
    def is_whole(self) -> bool:
        """Whether numbers of the whole are typed, or one of them is wrong."""
        return any(field.errors or field.value() not in (None, "") for field in self.of_columns)

    @property
    def of_texts(self) -> list[forms.BoundField]:
        """The fields of the texts."""
        return [field for field in self if field.name in TEXTS]


def _sum_of(value: Value | None, content: Content) -> str:
    """Say what the villages make up, where some were typed."""
    if value is None or value.n is None:
        return ""
    said = {"n": number_text(value.n), "told": told_of(value, content.unit_level)}
    words = _("Cộng các thôn là %(n)s; để trống thì lấy số này.")
    if value.told is not None:
        words = _("Cộng các thôn là %(n)s (%(told)s); để trống thì lấy số này.")
    return str(words % said)


class VillagesForm(Typing):
    """The numbers of a report village by village: a row for each, its fields named by the row and the column."""

    def __init__(self, *args: Any, content: Content, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, content=content, **kwargs)
        self.rows, self.columns = rows, columns_of_villages(content)
        for row in rows:
            for one in self.columns:
                self._add(row, one, row.values.get(one.key, Value()))

    def _add(self, row: Row, column: Column, value: Value) -> None:
        named, words = f"{row.pk}-{column.key}", f"{row.name}: {column.name}"
        attrs = {"class": "in", "autocomplete": "off", "aria-label": words}
        self.fields[f"{NUMBER}{named}"] = _number(
            words, value, **attrs, **{"data-column": f"{NUMBER}{column.key}"}
        )
        if column.needs_evidence:
            attrs["aria-label"] = str(_("Căn cứ của %(name)s") % {"name": words})
            attrs["data-column"] = f"{EVIDENCE}{column.key}"
            self.fields[f"{EVIDENCE}{named}"] = _evidence(words, value, **attrs)

    @property
    def cells(self) -> dict[Cell, Typed]:
        """What was typed, by row and column: of a village that was not on the page that was sent, nothing."""
        said = self.cleaned_data
        return {
            (row.pk, one.key): Typed(
                number=said.get(f"{NUMBER}{row.pk}-{one.key}"),
                evidence=said.get(f"{EVIDENCE}{row.pk}-{one.key}", ""),
            )
            for row in self.rows
            for one in self.columns
            if f"{NUMBER}{row.pk}-{one.key}" in self.data
        }

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, list[forms.BoundField]]]]]:
        """Each village with the fields of its columns: a number, and where it is asked for, what shows it."""
        return [(row, [(one, self._fields(row, one)) for one in self.columns]) for row in self.rows]

    def _fields(self, row: Row, column: Column) -> list[forms.BoundField]:
        names = (f"{NUMBER}{row.pk}-{column.key}", f"{EVIDENCE}{row.pk}-{column.key}")
        return [self[name] for name in names if name in self.fields]
