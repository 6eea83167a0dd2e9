"""Rows of platforms, for officers of a district or province: named for skill 5, and ended again while nobody was asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from areas.models import Area
from households.models import Assessment
from imports.kinds.places import Places
from imports.kinds.platforms.check import PlatformCheck, naming_units
from imports.models import Import, ImportRow, Outcome, RowResult, Why
from imports.spreadsheet.lines import Line
from skills.actions import end_platform, name_platform
from skills.models import LocalPlatform

CHUNK = 50
# The figures of a place that these rows move, in words by name.
FIGURES = {"platforms": gettext_lazy("Nền tảng đang áp dụng")}


def count(place: Area) -> dict[str, int]:
    """Return how many platforms are named in a district or province. One query."""
    return {"platforms": LocalPlatform.unscoped.inside(place.path or "-").open().count()}


def check(
    source: Import, lines: Iterable[Line], _places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and what is named. Two queries."""
    return PlatformCheck(source.commune).rows(lines)


@transaction.atomic
def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Name the platforms of some units, in the name of who confirmed them."""
    units = naming_units(source.commune)
    return [_written(source, row, units) for row in rows]


def _written(source: Import, row: ImportRow, units: Mapping[int, Area]) -> RowResult:
    unit, said = units.get(row.village_id or 0), row.values
    if unit is None:
        return RowResult.refused(row, Why.CLOSED)
    if _named(unit, said["platform"]).exists():
        return RowResult.refused(row, Why.SINCE)
    day = date.fromisoformat(said["valid_from"])
    document = str(said.get("document", ""))
    name_platform(
        by=source.confirmed_by,
        area=unit,
        name=said["platform"],
        valid_from=day,
        document=document,
    )
    return RowResult(row=row, outcome=Outcome.WRITTEN, place=unit, is_new=True)


def _named(unit: Any, name: str) -> Any:
    return LocalPlatform.unscoped.open().filter(area=unit, name=name)


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """End the platforms that the file named, from their first day on; of which somebody was asked since, they stay."""
    for one in results:
        platform = _named(one.place, one.row.values.get("platform", "")).first()
        if platform is None:
            continue
        asked = Assessment.unscoped.inside(platform.area.path or "-").standing()
        asked = asked.filter(assessed_on__gte=platform.valid_from, local_platform__isnull=False)
        if asked.exists():
            one.why = Why.ASKED
        else:
            end_platform(by=source.undone_by, platform=platform, on=platform.valid_from)
