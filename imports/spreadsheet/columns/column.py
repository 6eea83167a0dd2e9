"""A column of a sheet, and a kind of sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise

# What nobody is to read or to write in: which record a row is, as of which version, what it said.
HIDDEN = frozenset({"id", "version", "given"})
# Beside those, what our own sheets tell of a row without being a fact of it.
_NO_FACT = HIDDEN | {"household"}


@dataclass(frozen=True)
class Column:
    """One field of a sheet: its heading in our template, and other spellings of it.

    `also` mean this field for sure, marks and capitals aside; `maybe` could mean it, so one asks.
    `pattern` is for what has too many spellings to list: of the folded heading, the whole of it.
    """

    key: str
    label: str | Promise
    also: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    required: bool = False
    pattern: str = ""


@dataclass(frozen=True)
class SheetKind:
    """One kind of sheet.

    `instead` names columns that together stand in for a required one; of `spreading` columns one cell
    merged over several rows speaks for all of them, as a village does.
    """

    key: str
    label: str | Promise
    columns: tuple[Column, ...]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spreading: frozenset[str] = frozenset()

    def column(self, key: str) -> Column:
        """Return the column of this key."""
        return next(column for column in self.columns if column.key == key)

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The fields of which the hidden cell of a row of ours says what they held when it was given out."""
        return ("id", *(column.key for column in self.columns if column.key not in _NO_FACT))
