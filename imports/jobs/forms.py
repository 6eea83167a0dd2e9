"""Forms of a file that comes in: the file, which column is which, which village a name means."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.fields import DoneDay
from imports.models import Import, Kind
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.reasons import REASONS
from teams.documents.rules.files import MAX_BYTES
from web.fields import FileInput

MEGABYTE = 2**20


def most_bytes() -> int:
    """Return how large a file may be: what is read, and what an upload lets through."""
    return min(int(settings.IMPORT_MAX_BYTES), MAX_BYTES)


class UploadForm(forms.Form):
    """A file of rows, whose they are, and what its empty cells mean."""

    kind = forms.ChoiceField(
        label=_("Tệp gồm"), choices=(), required=False, initial=Kind.HOUSEHOLDS
    )
    village: Any = forms.ModelChoiceField(
        label=_("Thôn"),
        queryset=None,
        required=False,
        empty_label=_("Theo cột “Thôn” trong tệp"),
    )
    empty = forms.ChoiceField(
        label=_("Ô kỹ năng để trống nghĩa là"),
        choices=[("", _("Chưa hỏi (không đổi gì)")), ("no", _("Ô trống: còn lại chưa biết"))],
        required=False,
    )
    file = forms.FileField(
        label=_("Tệp Excel hoặc .csv"),
        error_messages={
            "required": _("Chọn tệp trước."),
            "empty": _("Tệp rỗng. Chọn lại tệp."),
        },
        widget=FileInput(attrs={"accept": ".xlsx,.csv,.xls,.ods"}),
    )

    def __init__(self, *args: Any, villages: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices, fields["village"].queryset = kinds, villages
        fields["village"].label_from_instance = lambda village: village.full_name

    def clean_file(self) -> Any:
        """Refuse what is too large; what was cut off on the way is larger than that, too."""
        file = self.cleaned_data["file"]
        if file.size > most_bytes():
            raise ValidationError(str(REASONS["large"]) % {"megabytes": most_bytes() // MEGABYTE})
        return file


class QuestionForm(forms.Form):
    """A question about a file that the preview asks; `answer` is what `check_again` is told."""

    def __init__(self, *args: Any, source: Import, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(source, villages)

    def ask(self, source: Import, villages: Any) -> None:
        """Make the fields those of this file; `villages` are the commune's."""
        raise NotImplementedError

    @property
    def answer(self) -> Any:
        """What the form says: of its one field."""
        return next(iter(self.cleaned_data.values()))


class ColumnsForm(QuestionForm):
    """Which column of the file is which field; each field once."""

    def ask(self, source: Import, villages: Any) -> None:
        """Ask of each column that has a heading and was kept."""
        kind = SHEET_KINDS[source.kind]
        choices = [("", _("Bỏ qua cột này")), *((c.key, c.label) for c in kind.columns)]
        now = {str(column): key for key, column in source.layout.get("columns", {}).items()}
        self.labels = {column.key: str(column.label) for column in kind.columns}
        headings = source.layout.get("headings", {})
        cut = source.layout.get("cut", {})
        for column in sorted(headings.keys() - cut.keys(), key=int):
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=headings[column],
                choices=choices,
                required=False,
                initial=now.get(column, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns claim."""
        data = super().clean() or self.cleaned_data
        chosen = [key for key in data.values() if key]
        for key in dict.fromkeys(chosen):
            if chosen.count(key) > 1:
                raise ValidationError(
                    _("Hai cột cùng là “%(label)s”. Chọn một cột, cột kia bỏ qua."),
                    params={"label": self.labels[key]},
                )
        return data

    @property
    def answer(self) -> dict[int, str]:
        """The fields by column, "" for none."""
        return {int(name[1:]): key for name, key in self.cleaned_data.items()}


class SheetForm(QuestionForm):
    """Which sheet of a workbook is read, where there are several."""

    sheet = forms.TypedChoiceField(label=_("Trang tính"), choices=(), coerce=int)

    def ask(self, source: Import, villages: Any) -> None:
        """Offer the sheets that hold rows."""
        self.sheets = source.layout.get("sheets", {})
        choice: Any = self.fields["sheet"]
        choice.choices, choice.initial = list(self.sheets.items()), source.layout.get("place")


class VillagesForm(QuestionForm):
    """Which village each name means that no village of the commune has."""

    def ask(self, source: Import, villages: Any) -> None:
        """Ask of each name that is not sure."""
        self.asked = source.layout.get("asked", [])
        # Where villages themselves come in, a press without a look would take a new one for another.
        is_register = source.kind == Kind.VILLAGES
        nowhere = [("", _("Chưa chọn")), ("0", _("Là thôn mới"))]
        first = nowhere if is_register else [("", _("Không phải thôn của xã này"))]
        choices = [*first, *((one.pk, one.full_name) for one in villages)] if self.asked else []
        for number, one in enumerate(self.asked):
            self.fields[f"v{number}"] = forms.TypedChoiceField(
                label=one["text"],
                choices=choices,
                coerce=int,
                required=False,
                initial=one["options"][0] if one["options"] and not is_register else "",
            )

    @property
    def answer(self) -> dict[str, int]:
        """The keys of the villages chosen, by name as asked; 0 for one that is new."""
        chosen = {one["key"]: self.cleaned_data[f"v{n}"] for n, one in enumerate(self.asked)}
        return {key: village for key, village in chosen.items() if village != ""}


class DayForm(QuestionForm):
    """The day of the rows of a file that say none: a decision's day often stands in a letter, not in its list."""

    day = DoneDay(label=_("Ngày"))

    def ask(self, source: Import, villages: Any) -> None:
        """Show the day that was said."""
        self.initial["day"] = source.day


QUESTIONS = {"sheet": SheetForm, "columns": ColumnsForm, "villages": VillagesForm, "day": DayForm}


class MendForm(forms.Form):
    """Cells of one row typed anew: fields of the sheet, each as text."""

    row = forms.IntegerField(min_value=1, max_value=2_000_000)

    def __init__(self, *args: Any, source: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key in source.layout.get("columns", {}) if key in self.data]
        for key in self.keys:
            self.fields[key] = forms.CharField(required=False, max_length=200)

    @property
    def cells(self) -> dict[int, dict[str, str]]:
        """The texts by row and field."""
        return {self.cleaned_data["row"]: {key: self.cleaned_data[key] for key in self.keys}}
