"""Forms of a file that comes in: the file, what is asked of it, which column of a sheet of ours is which."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from imports.jobs.queries.around import day_in_words
from imports.jobs.queries.questions import Asked
from imports.models import Import
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.reasons import REASONS
from imports.tidy.asking import About
from teams.documents.rules.files import MAX_BYTES
from web.fields import FileInput, day_asked

MEGABYTE = 2**20
# Cells of one row that are typed anew at once, and letters of the name of a field of one.
_MOST, _LONG = 100, 7


def most_bytes() -> int:
    """Return how large a file may be: what is read, and what an upload lets through."""
    return min(int(settings.IMPORT_MAX_BYTES), MAX_BYTES)


class TerritoryUploadForm(forms.Form):
    """A file of rows that say themselves whose they are."""

    file = forms.FileField(
        label=_("Tệp Excel hoặc .csv"),
        error_messages={
            "required": _("Chọn tệp trước."),
            "empty": _("Tệp rỗng. Chọn lại tệp."),
        },
        widget=FileInput(attrs={"accept": ".xlsx,.csv,.xls,.ods"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large; what was cut off on the way is larger than that, too."""
        file = self.cleaned_data["file"]
        if file.size > most_bytes():
            raise ValidationError(str(REASONS["large"]) % {"megabytes": most_bytes() // MEGABYTE})
        return file


class UploadForm(TerritoryUploadForm):
    """A file of rows, whose they are, and what its empty cells mean."""

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
    field_order = ("village", "empty", "file")

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["village"].queryset = villages
        fields["village"].label_from_instance = lambda village: village.full_name


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


class DayForm(QuestionForm):
    """The day of the rows of a file that say none: a decision's day often stands in a letter, not in its list."""

    day = DoneDay(label=_("Ngày"))

    def ask(self, source: Import, villages: Any) -> None:
        """Show the day that was said, else the one that the file mentions."""
        self.initial["day"] = source.day or source.likely_day
        # With an error of a team somebody looks for it; figures without a day are of today, which rarely matters.
        is_of_teams = "teams" in source.kinds and source.counts["error"]
        self.is_open = bool(is_of_teams or (source.likely_day and not source.day))
        self.is_wanted = bool(self.is_open or source.day or source.layout.get("undated"))
        self.of_what = day_in_words(source)


QUESTIONS = {"sheet": SheetForm, "columns": ColumnsForm, "day": DayForm}


class AnswersForm:
    """Answers to questions of a file, as its page sends them: from lists, marked, typed, or by one press.

    A press says in `chon` which question is answered and how; an answer in use is taken back by none.
    """

    def __init__(self, data: QueryDict, questions: Iterable[Asked]) -> None:
        by_key = {one.key: one for one in questions}
        # Marked or typed, or chosen from a list; a list where nothing was chosen says nothing.
        said = {name[2:]: data[name] for name in data if name.startswith("q-")}
        said |= {name[2:]: data[name] for name in data if name.startswith("o-") and data[name]}
        key, _colon, choice = data.get("chon", "").partition(":")
        back = {key} if key and not choice else set()
        said |= {key: choice} if key else {}
        typed = {
            key: _as_iso(by_key[key], str(text)) for key, text in said.items() if key in by_key
        }
        # What was not offered is no answer, whoever sends it.
        self.answers: dict[About, str] = {
            (by_key[key].kind, by_key[key].subject): text
            for key, text in typed.items()
            if key in back or (text and by_key[key].accepts(text))
        }
        self.remember = "nho" in data


def _as_iso(asked: Asked, text: str) -> str:
    """Return what was typed as it is kept: a day day first as ISO."""
    if asked.kind == "day" and not asked.accepts(text) and (day := day_asked(text)):
        return day.isoformat()
    return text.strip()


class MendForm(forms.Form):
    """Cells of one row typed anew: by column, each as text."""

    row = forms.IntegerField(min_value=1, max_value=2_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [name for name in self.data if name[:1] == "c" and name[1:].isdecimal()][:_MOST]
        for key in self.keys:
            self.fields[key] = forms.CharField(required=False, max_length=200)

    @property
    def texts(self) -> dict[int, str]:
        """The texts by column."""
        return {int(key[1:]): self.cleaned_data[key] for key in self.keys if len(key) < _LONG}
