"""Who typed another number into a report since it was sent, of the whole or of a village, and what each did to the whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from periodic.content import Content, Source
from periodic.drafts.rules.sentences import number_text
from periodic.filing.rules.differences import Cause
from periodic.models import Report, TypedValue

# So many causes are told of one indicator, the greatest first; the others together.
MOST = 6


@dataclass
class _Column:
    """The cells of one column as they stand, and the last number that the whole was known to be."""

    cells: dict[int | None, float] = field(default_factory=dict)
    known: float | None = None

    def put(self, one: TypedValue) -> float | None:
        """Write a cell; return what that does to the whole, None where it was blank or is."""
        self.cells.pop(one.area_id, None)
        if one.number is not None:
            self.cells[one.area_id] = float(one.number)
        if not self.cells:
            return None
        # As `periodic.drafts.rules.values.with_typed`: what was typed for the whole stands, else its villages' sum.
        whole = self.cells[None] if None in self.cells else sum(self.cells.values())
        more = None if self.known is None else whole - self.known
        self.known = whole
        return more

    def settle(self) -> None:
        """Forget what was known before, where it was sent blank."""
        if not self.cells:
            self.known = None


def typed_again(report: Report, sent: Content, moment: datetime) -> dict[str, list[Cause]]:
    """Return by column who typed another number since a moment, each with what it changed. One query."""
    keys = [one.key for one in sent.columns if one.source == Source.TYPED and not one.is_text]
    rows = TypedValue.unscoped.filter(report=report, column__in=keys).order_by("pk")
    columns, found = defaultdict[str, _Column](_Column), defaultdict[str, list[Cause]](list)
    for one in rows.select_related("by", "area"):
        column = columns[one.column]
        was = column.cells.get(one.area_id)
        more = column.put(one)
        if one.at <= moment:
            column.settle()
        elif was != (None if one.number is None else float(one.number)):
            found[one.column].append(Cause(_words(one, was), more))
    return {key: list(_fewer(_merged(causes))) for key, causes in found.items()}


def _words(one: TypedValue, was: float | None) -> str:
    said = {"who": one.by or "", "day": date_format(one.at, "d/m")}
    if one.number is None:
        words = _("%(who)s xóa số ngày %(day)s") % said
    elif was is None:
        said["n"] = number_text(float(one.number))
        words = _("%(who)s ghi %(n)s ngày %(day)s, trước để trống") % said
    else:
        words = _("%(who)s ghi lại ngày %(day)s") % said
    return f"{words} ({one.area.full_name})" if one.area else words


def _merged(causes: Iterable[Cause]) -> Iterator[Cause]:
    """Add up what one person did to one cell on one day."""
    found = dict[str, float | None]()
    for one in causes:
        before = found.get(one.words)
        found[one.words] = one.n if before is None else before + (one.n or 0)
    yield from (Cause(words, n) for words, n in found.items())


def _fewer(causes: Iterable[Cause]) -> Iterator[Cause]:
    """Keep the greatest, and put the others together."""
    found = list(causes)
    if len(found) <= MOST:
        yield from found
        return
    found.sort(key=lambda one: -abs(one.n or 0))
    rest = found[MOST - 1 :]
    yield from found[: MOST - 1]
    words = ngettext("%(n)s số ghi lại khác", "%(n)s số ghi lại khác", len(rest))
    yield Cause(words % {"n": len(rest)}, sum(one.n or 0 for one in rest))
