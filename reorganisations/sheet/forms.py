"""What may come in: the sheet, the rows that go along with its page, and what is put right there."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from imports.jobs.forms import TerritoryUploadForm
from reorganisations.sheet.rules.problems import Problem, put_right
from reorganisations.sheet.rules.rows import Row, again, kept

# So many rows are shown, mended and written at once.
MOST_ROWS = 2_000
# So many problems are mended at once, two fields each: a form of a thousand fields does not come in.
MOST_PROBLEMS = 200


class SheetForm(TerritoryUploadForm):
    """A sheet of changes of villages."""


class RowsForm(forms.Form):
    """The rows of a sheet as they were read and mended so far; signed, so that nobody else's come back."""

    rows = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, data: Any = None, *, user: Any, place: Any) -> None:
        super().__init__(data)
        self.salt = f"reorganisations.sheet {user.pk} {place.pk}"

    def signed(self, rows: Sequence[Row]) -> str:
        """Return rows as they go along with the page."""
        return signing.dumps(kept(rows), salt=self.salt, compress=True)

    def clean_rows(self) -> list[Row]:
        """Take only what this person was sent, for the same place."""
        try:
            return again(signing.loads(self.cleaned_data["rows"], salt=self.salt))
        except signing.BadSignature as error:
            raise ValidationError(_("Trang này đã cũ. Gửi lại tệp.")) from error


class MendingForm(forms.Form):
    """One field to choose and, where a name or a day may be written, one to type, for each problem of a sheet."""

    def __init__(
        self, data: Any = None, *, rows: Sequence[Row], problems: Mapping[str, Problem]
    ) -> None:
        super().__init__(data, prefix="sua")
        self.rows, self.problems = rows, dict(islice(problems.items(), MOST_PROBLEMS))
        self.more = len(problems) - len(self.problems)
        for key, one in self.problems.items():
            if one.choices:
                choices = [("", _("Chọn…")), *one.choices]
                self.fields[key] = forms.ChoiceField(
                    label=one.words, choices=choices, required=False
                )
            if one.is_typed:
                self.fields[f"{key}-ghi"] = TypedName(
                    label=one.words, required=False, max_length=120
                )
        for field in self.fields.values():
            field.widget.attrs.update({"class": "in a"})

    def lines(self) -> list[tuple[Problem, str, Any, Any]]:
        """Return each problem with the rows it stands in and its fields."""
        return [
            (one, _numbers(one, self.rows), self._bound(key), self._bound(f"{key}-ghi"))
            for key, one in self.problems.items()
        ]

    def _bound(self, key: str) -> Any:
        return self[key] if key in self.fields else None

    def put_right(self) -> list[Row]:
        """Return the rows with what was said; what is typed counts before what is chosen."""
        rows = self.rows
        found: list[Row | None] = list(rows)
        for key, one in self.problems.items():
            said = self.cleaned_data.get(f"{key}-ghi") or self.cleaned_data.get(key)
            if said:
                changed = put_right(rows, one, said)
                found = [
                    _merged(before, now, then)
                    for before, now, then in zip(rows, found, changed, strict=True)
                ]
        return [row for row in found if row is not None]


def _numbers(problem: Problem, rows: Sequence[Row]) -> str:
    return ", ".join(rows[at].place for at in problem.rows)


def _merged(before: Row, now: Row | None, then: Row | None) -> Row | None:
    """Put two mendings of one row together."""
    if now is None or then is None:
        return None
    facts = {name: value for name, value in vars(then).items() if value != getattr(before, name)}
    return Row(**{**vars(now), **facts})
