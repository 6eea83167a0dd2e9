"""Rows of villages: added, declared, their names put right; nothing newer is replaced."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import User
from areas.actions import add_village, correct_name, withdraw_village
from areas.models import Area
from households.declarations.actions import declare, withdraw_declaration
from households.models import Completion, Declaration, Household
from imports.kinds.places import Places, commune_of, communes_among
from imports.kinds.villages.check import VillageCheck, declared_by, is_taken, villages_in
from imports.models import Import, ImportRow, Outcome, RowResult, Why
from imports.spreadsheet.lines import Line
from rollup.counts import lock
from rollup.models import VillageCount
from teams.models import Team

# A village takes a dozen statements: few of them are one transaction.
CHUNK = 50
# The figures of a commune that these rows move, in words by name.
FIGURES = {"villages": gettext_lazy("Thôn của xã"), "declared": gettext_lazy("Số hộ khai báo")}


def count(commune: Area) -> dict[str, int]:
    """Return the figures of a commune, or of all below a place, that villages move. Two queries."""
    open_now = Area.unscoped.within(commune).villages().on(timezone.localdate())
    counts = VillageCount.unscoped.filter(commune__path__startswith=commune.path or "-")
    declared = counts.aggregate(n=Sum("declared"))
    return {"villages": open_now.count(), "declared": declared["n"] or 0}


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register. Two queries."""
    said_new = {key for key, village in source.villages.items() if not village}
    return VillageCheck(source.commune, places, said_new, source.day).rows(lines)


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Add some villages, put names right, declare households, in the name of who confirmed them."""
    communes = communes_among(source.commune, rows)
    # In the one order: all count rows first.
    lock(communes.values())
    open_now = villages_in(source.commune, communes)
    latest, standing = declared_by(open_now).latest, defaultdict[int, dict[int, Area]](dict)
    for village in open_now:
        standing[village.commune_id or 0][village.pk] = village
    results = []
    for row in rows:
        commune = communes.get(commune_of(source.commune, row))
        if commune is None:
            results.append(RowResult.refused(row, Why.CLOSED))
        else:
            results.append(_written(source, row, commune, standing[commune.pk], latest))
    return results


def _written(
    source: Import,
    row: ImportRow,
    commune: Area,
    villages: dict[int, Area],
    latest: Mapping[int, Declaration],
) -> RowResult:
    """Write a row of a commune; `villages` are those it has by now."""
    said, is_new = row.values, row.village_id is None
    day = date.fromisoformat(said["declared_on"]) if "declared_on" in said else None
    if why := _hindered(row, villages, latest, day):
        return RowResult.refused(row, why)
    if is_new:
        place = add_village(
            by=source.confirmed_by, commune=commune, kind=said["kind"], name=said["name"]
        )
    else:
        place = _put_right(source.confirmed_by, villages[row.village_id or 0], row, 1)
    villages[place.pk] = place
    return RowResult(
        row=row,
        outcome=Outcome.WRITTEN,
        place=place,
        declaration=_declared(source, said, place, day),
        is_new=is_new,
    )


def _hindered(
    row: ImportRow,
    villages: Mapping[int, Area],
    latest: Mapping[int, Declaration],
    day: date | None,
) -> str:
    """Return why a row is not written as it was shown, "" for nothing."""
    place = villages.get(row.village_id or 0)
    names = _names(row)
    if row.village_id and place is None:
        return Why.VILLAGE
    if place and any(getattr(place, name) != pair[0] for name, pair in names.items()):
        return Why.CALLED
    if (place is None or names) and _is_taken(row, place, villages):
        return Why.THERE
    last = latest.get(row.village_id or 0)
    return Why.NEWER if last and _is_newer(last, row, day) else ""


def _is_newer(last: Declaration, row: ImportRow, day: date | None) -> bool:
    """Say whether a number of the register is of a later day, or not the one that the preview showed."""
    was = row.changes.get("fields", {}).get("declared", [last.households])[0]
    return last.households != was or (day is not None and last.declared_on > day)


def _is_taken(row: ImportRow, place: Area | None, villages: Mapping[int, Area]) -> bool:
    """Say whether another village is called what a row calls its own."""
    called = row.values
    if place:
        after = {name: pair[1] for name, pair in _names(row).items()}
        called = {"kind": place.kind, "name": place.name} | after
    return is_taken(called["kind"], called["name"], villages.values(), but=place)


def _names(row: ImportRow) -> dict[str, list[str]]:
    """Return the name and kind that a row puts right: before and after."""
    pairs = row.changes.get("fields", {})
    return {name: pairs[name] for name in ("name", "kind") if name in pairs}


def _put_right(by: Any, village: Area, row: ImportRow, at: int) -> Area:
    """Call a village as a row says (`at` 1) or as it was called before (0)."""
    names = _names(row)
    if not names:
        return village
    # In the one order: the commune's count row first.
    lock([village])
    said = {"name": village.name, "kind": village.kind, "code": village.code}
    wanted = {name: pair[at] for name, pair in names.items()}
    return correct_name(by=by, area=village, **{**said, **wanted})


def _declared(
    source: Import, said: Mapping[str, Any], place: Area, day: date | None
) -> Declaration | None:
    if "households" not in said:
        return None
    return declare(
        by=source.confirmed_by,
        area=place,
        households=said["households"],
        source=said.get("source") or _("Tệp Excel"),
        on=day,
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Declare anew what was declared before the file, as of the same day; villages that nobody used go."""
    # In the one order: all count rows first.
    lock(one.place for one in results if one.place)
    communes = {one.place.commune_id or 0 for one in results if one.place}
    latest = declared_by(villages_in(source.commune, communes)).latest
    for one in results:
        one.why = _taken_back(source, one, latest)


def _taken_back(source: Import, one: RowResult, latest: Mapping[int, Declaration]) -> str:
    """Take one row back; returns why it was not, or not wholly."""
    if one.place is None:
        return Why.STAYS
    if one.is_new:
        return _withdrawn(source, one, one.place)
    names = _names(one.row)
    if any(getattr(one.place, name) != pair[1] for name, pair in names.items()):
        return Why.RENAMED
    _put_right(source.undone_by, one.place, one.row, 0)
    return "" if one.declaration_id is None else _number_back(source, one, one.place, latest)


def _withdrawn(source: Import, one: RowResult, place: Area) -> str:
    """Take back a village that the file added, with what it declared; one in which anything stands by now stays."""
    called = (one.row.values.get("kind"), one.row.values.get("name"))
    if (place.kind, place.name) != called or _is_used(place, one.declaration_id):
        return Why.STAYS
    if one.declaration:
        withdraw_declaration(by=source.undone_by, declaration=one.declaration)
    withdraw_village(by=source.undone_by, village=place)
    return ""


def _is_used(village: Area, declaration: int | None) -> bool:
    """Say whether anything was written of a village beside its name and one declaration."""
    teams = Team.unscoped.filter(Q(area=village) | Q(villages__village=village))
    others = Declaration.unscoped.standing().filter(area=village).exclude(pk=declaration or 0)
    rows = (
        Household.unscoped.filter(village=village),
        User.unscoped.filter(area=village, is_active=True),
        Completion.unscoped.filter(area=village),
    )
    # A team whose founding was withdrawn never was.
    teams = teams.exclude(dissolved_on=F("founded_on"))
    return any(found.exists() for found in (teams, others, *rows))


def _number_back(
    source: Import, one: RowResult, place: Area, latest: Mapping[int, Declaration]
) -> str:
    mine = latest.get(place.pk)
    if mine is None or mine.pk != one.declaration_id:
        return Why.NEWER
    before = Declaration.unscoped.standing().filter(area=place).exclude(pk=mine.pk).first()
    if before is None:
        withdraw_declaration(by=source.undone_by, declaration=mine)
        return ""
    declare(
        by=source.undone_by,
        area=place,
        households=before.households,
        source=_("Hoàn tác nhập từ tệp"),
        on=min(mine.declared_on, timezone.localdate()),
    )
    return ""
