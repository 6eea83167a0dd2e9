"""What a sheet of ours looks like: which columns, what may be typed where, what is offered."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from areas.models import Area
from imports.spreadsheet.columns import SheetKind

type Cells = Mapping[str, Any]
type Days = tuple[date, date]
# The fields that offer the same, and what that is.
type Offer = tuple[Sequence[str], Sequence[str]]


def this_year() -> Days:
    """Return the days of what is given out where nobody asks for others."""
    today = timezone.localdate()
    return today.replace(month=1, day=1), today


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet. Its words are read in Vietnamese.

    `rows` are those of a place for a reader, of some days where they have days; its villages are given.
    `forms` are fields that hold numbers or days. What stands in `fixed` no file changes: filled cells of
    it are locked. `hints` are said beside a cell in which one types, by field.
    """

    kind: SheetKind
    title: str | Promise
    file_name: str
    # What the journal says of it.
    taken: str
    rows: Callable[[Any, Area, Sequence[Area], Days], Iterator[Cells]]
    offers: Callable[[Iterable[Area]], Sequence[Offer]]
    forms: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    hints: Mapping[str, str | Promise] = field(default_factory=dict)
    # Columns that stay in sight.
    frozen: int = 1
