"""Forms of the sheet: what its script sends, cell by cell and block by block."""

import json
import uuid as uuids
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from households.register.rules import Key, key_from
from skills.catalogue import CLEARED, COLUMNS, Result

WIDTH = len(COLUMNS)
ANSWERS = {"", str(CLEARED), *map(str, Result.values)}
# Rows of one block; a village's sheet shows no more.
BLOCK = 1000


class ResultsField(forms.CharField):
    """Five answers as the script writes them: "2,0,,1,-1"; empty is None, -1 is CLEARED."""

    def to_python(self, value: Any) -> Any:
        """Read five answers, or refuse."""
        parts = str(super().to_python(value)).split(",")
        if len(parts) != WIDTH or any(part not in ANSWERS for part in parts):
            raise ValidationError("five answers")
        return [int(part) if part else None for part in parts]


class KeysField(forms.CharField):
    """Keys in one line, with commas between; at most a sheet of them."""

    def __init__(self, *args: Any, kind: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(*args, required=False, **kwargs)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        """Read the keys, or refuse."""
        parts = [part for part in str(super().to_python(value)).split(",") if part]
        try:
            return [self.kind(part) for part in parts[:BLOCK]]
        except ValueError as error:
            raise ValidationError("keys") from error


def number(text: str) -> int:
    """Read a key of the database; ValueError for what cannot be one."""
    if not text.isdecimal() or len(text) > 18:
        raise ValueError(text)
    return int(text)


class CellForm(forms.Form):
    """One press: what it sets of one person (empty leaves as is), and what its author saw."""

    uuid = forms.UUIDField()
    resident = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    results = ResultsField()
    was = ResultsField()
    # Whether a household that refused agrees now.
    agreed = forms.BooleanField(required=False)


class UnsurveyForm(forms.Form):
    """Back to unsurveyed, and the five results its author saw."""

    was = ResultsField()


class UndoForm(forms.Form):
    """What to take back, or to bring back: findings, confirmations, or a household just added."""

    do = forms.ChoiceField(choices=[("undo", ""), ("redo", "")])
    assessments = KeysField(kind=uuids.UUID)
    confirmations = KeysField(kind=number)
    households = KeysField(kind=uuids.UUID)


class HouseholdsForm(forms.Form):
    """The households of a selection."""

    households = KeysField(kind=key_from)


class PasteForm(forms.Form):
    """A block from a spreadsheet, the column it was pasted at, the rows from there down."""

    text = forms.CharField(max_length=200_000, strip=False)
    first = forms.IntegerField(min_value=0, max_value=WIDTH - 1)
    rows = KeysField(kind=key_from)


class BlockForm(forms.Form):
    """The changes of a block as the preview showed them."""

    changes = forms.CharField(max_length=400_000)

    def clean_changes(self) -> list[tuple[Key, CellForm]]:
        """Read each row as a press of its own, or refuse the block."""
        try:
            rows = json.loads(self.cleaned_data["changes"])
            found = [(key_from(str(row["household"])), CellForm(row)) for row in rows[:BLOCK]]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValidationError("changes") from error
        if not all(form.is_valid() for _, form in found):
            raise ValidationError("changes")
        return found
