"""Rows of villages: new ones are added, numbers of households declared; nothing newer is replaced."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.actions import add_village
from areas.models import Area
from areas.names import fold
from households.actions import declare
from households.models import Declaration
from imports import values
from imports.kinds.village_check import VillageCheck, kind_of, latest_of, open_villages
from imports.lines import Line, Reader
from imports.models import Import, ImportRow, Outcome, RowResult
from imports.places import Places

# A village takes a dozen statements: few of them are one transaction.
CHUNK = 50


class Why(models.TextChoices):
    """Why a village was not written, or not taken back."""

    THERE = "there", gettext_lazy("Xã đã có thôn này sau lần xem trước.")
    ENDED = "ended", gettext_lazy("Thôn này đã thôi trước khi nhập.")
    NEWER = "newer", gettext_lazy("Trong sổ đã có số khai báo mới hơn.")
    STAYS = "stays", gettext_lazy("Thôn đã thêm thì giữ lại; nếu nhầm, sửa tên ở trang của thôn.")
    FIRST = (
        "first",
        gettext_lazy("Trước đó chưa có số khai báo nào để trả lại; ghi số đúng ở trang của thôn."),
    )


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read."""
    return {
        "village": lambda cell: values.text(cell, longest=120),
        "old_name": lambda cell: values.text(cell, longest=120),
        "kind": kind_of,
        "households": values.count,
        "source": lambda cell: values.text(cell, longest=120),
        "declared_on": lambda cell: values.day(cell, latest=today),
    }


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register. Two queries."""
    said_new = {key for key, village in source.villages.items() if not village}
    return VillageCheck(source.commune, places, said_new).rows(lines)


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Add some villages and declare their households, in the name of who confirmed them."""
    villages = open_villages(source.commune)
    latest = latest_of(source.commune)
    return [_written(source, row, villages, latest) for row in rows]


def _written(
    source: Import,
    row: ImportRow,
    villages: Mapping[int, Area],
    latest: Mapping[int, Declaration],
) -> RowResult:
    said, is_new = row.values, row.village_id is None
    day = date.fromisoformat(said["declared_on"]) if "declared_on" in said else None
    if is_new:
        if any(_is_named(village, said) for village in villages.values()):
            return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.THERE)
        place = add_village(
            by=source.confirmed_by, commune=source.commune, kind=said["kind"], name=said["name"]
        )
    else:
        found = villages.get(row.village_id or 0)
        if found is None:
            return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.ENDED)
        place = found
        last = latest.get(place.pk)
        if last and day and last.declared_on > day:
            return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.NEWER)
    return RowResult(
        row=row,
        outcome=Outcome.WRITTEN,
        place=place,
        declaration=_declared(source, said, place, day),
        is_new=is_new,
    )


def _is_named(village: Area, said: Mapping[str, Any]) -> bool:
    return village.kind == said["kind"] and fold(village.name) == fold(said["name"])


def _declared(
    source: Import, said: Mapping[str, Any], place: Area, day: date | None
) -> Declaration | None:
    if "households" not in said:
        return None
    return declare(
        by=source.confirmed_by,
        village=place,
        households=said["households"],
        source=said.get("source") or _("Tệp Excel"),
        on=day,
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Declare anew what was declared before the file, as of the same day; villages stay."""
    latest = latest_of(source.commune)
    for one in results:
        if one.outcome == Outcome.WRITTEN:
            one.why = _taken_back(source, one, latest)
            one.outcome = Outcome.KEPT if one.why else Outcome.UNDONE


def _taken_back(source: Import, one: RowResult, latest: Mapping[int, Declaration]) -> str:
    if one.is_new or one.declaration_id is None or one.place is None:
        return Why.STAYS
    mine = latest[one.place.pk]
    if mine.pk != one.declaration_id:
        return Why.NEWER
    before = Declaration.unscoped.filter(village=one.place).exclude(pk=mine.pk).first()
    if before is None:
        return Why.FIRST
    declare(
        by=source.undone_by,
        village=one.place,
        households=before.households,
        source=_("Hoàn tác nhập từ tệp"),
        on=min(mine.declared_on, timezone.localdate()),
    )
    return ""
