"""Rows of communes, for officers of a district or province: declared, and taken back; nothing newer is replaced."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _, gettext_lazy

from areas.models import Area
from households.declarations.actions import declare, withdraw_declaration
from households.models import Declaration
from imports.kinds.communes.check import CommuneCheck, open_communes
from imports.kinds.places import Places
from imports.models import Import, ImportRow, Outcome, RowResult, Why
from imports.spreadsheet.lines import Line
from rollup.counts import lock
from rollup.models import CommuneCount

# A declaration takes a dozen statements: few of them are one transaction.
CHUNK = 50
# The figures of a place that these rows move, in words by name.
FIGURES = {
    "declaring": gettext_lazy("Xã đã khai báo số hộ"),
    "declared": gettext_lazy("Số hộ các xã khai báo"),
}


def count(place: Area) -> dict[str, int]:
    """Return the figures of a district or province that its communes move. One query."""
    counts = CommuneCount.unscoped.filter(commune__path__startswith=place.path or "-")
    found = counts.aggregate(n=Count("declared"), declared=Sum("declared"))
    return {"declaring": found["n"], "declared": found["declared"] or 0}


def check(
    source: Import, lines: Iterable[Line], _places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and what stands. Four queries."""
    return CommuneCheck(source.commune, source.day).rows(lines)


@transaction.atomic
def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Declare the numbers of some communes, in the name of who confirmed them."""
    communes = open_communes(source.commune)
    # In the one order: all count rows first.
    lock(communes[row.village_id] for row in rows if row.village_id in communes)
    stands = Declaration.unscoped.stands_at(communes.values())
    return [_written(source, row, communes, stands) for row in rows]


def _written(
    source: Import,
    row: ImportRow,
    communes: Mapping[int, Area],
    stands: Mapping[int, Mapping[str, Declaration]],
) -> RowResult:
    commune = communes.get(row.village_id or 0)
    if commune is None:
        return RowResult.refused(row, Why.CLOSED)
    here, pairs = stands.get(commune.pk, {}), row.changes["fields"]
    day = date.fromisoformat(row.values["declared_on"])
    if any(_is_newer(here.get(name), name, pair[0], day) for name, pair in pairs.items()):
        return RowResult.refused(row, Why.NEWER)
    declaration = declare(
        by=source.confirmed_by,
        area=commune,
        **{name: pair[1] for name, pair in pairs.items()},
        source=row.values.get("source") or _("Tệp Excel"),
        on=day,
    )
    return RowResult(row=row, outcome=Outcome.WRITTEN, place=commune, declaration=declaration)


def _is_newer(stands: Declaration | None, name: str, was: int | None, day: date) -> bool:
    """Say whether a number of the register is of a later day, or not the one that the preview showed."""
    if stands is None:
        return was is not None
    return getattr(stands, name) != was or stands.declared_on > day


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Withdraw what was declared by the file: what stood before holds again, and what is newer stays."""
    keys = [one.declaration_id for one in results]
    rows = Declaration.unscoped.select_related("area").in_bulk(keys)
    lock(row.area for row in rows.values())
    for one in results:
        declaration: Any = rows[one.declaration_id or 0]
        one.why = Why.WITHDRAWN if declaration.withdrawn_at else ""
        withdraw_declaration(by=source.undone_by, declaration=declaration)
