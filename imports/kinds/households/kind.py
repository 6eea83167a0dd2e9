"""Rows of households, people and skills: written by the actions of households, and taken back by them."""

import uuid as uuids
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.bulk.actions import Kept, RowChange, Written, change_many, take_back_many
from households.models import Household, Resident
from households.register.actions import NewHousehold, NewPerson, add_many
from households.survey.actions import Refusal
from imports.kinds.households.check import Check
from imports.kinds.households.register import Register
from imports.kinds.places import Places
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict
from imports.spreadsheet.lines import Lines, readers
from skills.catalogue import COLUMNS
from skills.models import FifthDue


class Closed(models.TextChoices):
    """Why a row was not written, beside what households themselves refuse."""

    VILLAGE = "village", _("Thôn này đã thôi trước khi nhập.")
    NO_HEAD = "no_head", _("Không ghi được hộ của người này.")


# At most so many rows are one transaction: others wait for the commune's row, on SQLite for the file.
CHUNK = 100
# Why a row was not written, or not taken back, in words.
WHY = {**dict(Refusal.choices), **dict(Kept.choices), **dict(Closed.choices)}


def check(
    source: Import, lines: Lines, places: Places, columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register."""
    skills = [key for key in COLUMNS if key in columns]
    register = Register(source.commune)
    no, cells_of = source.empty_is_no, lines.cells_of
    checked = Check(register, places.of, skills, empty_is_no=no, cells_of=cells_of)
    return checked.rows(lines)


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Write some rows, whole households each, in the name of who confirmed them.

    New households are worked out before the commune's row is locked.
    """
    keys = {row.village_id for row in rows}
    places = Area.unscoped.in_bulk(keys - {None})
    still = {key for key, place in places.items() if place.is_open}
    results = {row.pk: _refused(row, Closed.VILLAGE) for row in rows if row.village_id not in still}
    left = [row for row in rows if row.pk not in results]
    results |= _add(source, [row for row in left if row.household_id is None], places)
    results |= _change(source, [row for row in left if row.household_id is not None], places)
    return [results[row.pk] for row in rows]


def _refused(row: ImportRow, why: str) -> RowResult:
    return RowResult(row=row, outcome=Outcome.REFUSED, why=why)


def _add(
    source: Import, rows: Sequence[ImportRow], places: dict[int, Area]
) -> dict[int, RowResult]:
    """Add the households of rows that are new; return what became of each row, by its key."""
    groups, results = defaultdict[int, list[ImportRow]](list), dict[int, RowResult]()
    for row in rows:
        groups[row.group].append(row)
    fifth_due, wanted = FifthDue(), list[NewHousehold]()
    for group in groups.values():
        if group[0].number == group[0].group:
            wanted.append(_household(source, group, places, fifth_due))
        else:
            results |= {row.pk: _refused(row, Closed.NO_HEAD) for row in group}
    if not wanted:
        return results
    added = {
        one.uuid: one for one in add_many(by=source.confirmed_by, rows=wanted, fifth_due=fifth_due)
    }
    for group in groups.values():
        key = _key(source, group[0])
        results |= _results_of(group, added[key]) if key in added else {}
    return results


def _key(source: Import, head: ImportRow) -> uuids.UUID:
    """Return the key of a household that the same row makes again."""
    return uuids.uuid5(source.uuid, str(head.number))


def _results_of(group: Sequence[ImportRow], household: Household) -> dict[int, RowResult]:
    return {
        row.pk: RowResult(
            row=row,
            outcome=Outcome.WRITTEN,
            household=household,
            resident=person,
            assessment=person.finding,
            is_new=True,
            is_new_person=True,
            version=household.version,
        )
        for row, person in zip(group, household.living, strict=True)
    }


def _household(
    source: Import, group: Sequence[ImportRow], places: dict[int, Area], fifth_due: FifthDue
) -> NewHousehold:
    """Build a household of its rows, under a key that the same row makes again."""
    head, *others = group
    place = places[head.village_id or 0]
    return NewHousehold(
        uuid=_key(source, head),
        village=place,
        head_name=head.values["name"],
        hamlet=head.values.get("hamlet", ""),
        phone=head.values.get("phone", ""),
        birth_year=head.values.get("birth_year"),
        sex=head.values.get("sex", ""),
        results=_results(head, place, fifth_due),
        on=_day(head),
        people=[_person(row, _results(row, place, fifth_due)) for row in others],
    )


def _person(row: ImportRow, results: list[int | None] | None) -> NewPerson:
    return NewPerson(
        full_name=row.values["name"],
        relation=row.values.get("relation") or Resident.Relation.OTHER,
        birth_year=row.values.get("birth_year"),
        sex=row.values.get("sex", ""),
        phone=row.values.get("phone", ""),
        results=results,
        on=_day(row),
    )


def _results(row: ImportRow, place: Area, fifth_due: FifthDue) -> list[int | None] | None:
    """Return what is recorded of somebody new; skill 5 only where it means something."""
    results: list[int | None] | None = row.values.get("results")
    if results is None or results[4] is None:
        return results
    taken = fifth_due.accepts(place, _day(row) or timezone.localdate())
    return results if taken else [*results[:4], None]


def _day(row: ImportRow) -> date | None:
    text = row.values.get("on")
    return date.fromisoformat(text) if text else None


def _change(
    source: Import, rows: Sequence[ImportRow], places: dict[int, Area]
) -> dict[int, RowResult]:
    if not rows:
        return {}
    outcome = change_many(by=source.confirmed_by, rows=[_row_change(row, places) for row in rows])
    results = {}
    for row in rows:
        if row.pk in outcome.refused:
            results[row.pk] = _refused(row, outcome.refused[row.pk])
            continue
        person, found = outcome.saved[row.pk]
        results[row.pk] = RowResult(
            row=row,
            outcome=Outcome.WRITTEN,
            household=person.household,
            resident=person,
            assessment=found,
            is_new_person=row.resident_id is None,
            version=person.household.version,
            away=outcome.away.get(row.pk, ""),
        )
    return results


def _row_change(row: ImportRow, places: dict[int, Area]) -> RowChange:
    was, wanted = row.changes.get("results", (None, None))
    return RowChange(
        key=row.pk,
        village=places[row.village_id or 0],
        household=row.household_id or 0,
        resident=row.resident_id,
        person=_person(row, row.values.get("results")) if row.resident_id is None else None,
        home=row.changes.get("home", {}),
        fields=row.changes.get("fields", {}),
        results=wanted,
        was=was,
        on=_day(row),
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Take back what rows wrote; each result then says whether it was, and why not."""
    places = Area.unscoped.in_bulk({one.row.village_id for one in results})
    rows = [_written(one, places) for one in results if one.outcome == Outcome.WRITTEN]
    kept = take_back_many(by=source.undone_by, rows=rows)
    for one in results:
        if one.outcome == Outcome.WRITTEN:
            one.why = kept.get(one.row_id, "")
            one.outcome = Outcome.KEPT if one.why else Outcome.UNDONE


def _written(one: RowResult, places: dict[int, Area]) -> Written:
    old = one.row.verdict == Verdict.CHANGES
    return Written(
        key=one.row_id,
        village=places[one.row.village_id or 0],
        household=one.household_id or 0,
        version=one.version or 0,
        is_new=one.is_new,
        resident=one.resident_id,
        is_new_person=one.is_new_person,
        assessment=one.assessment_id,
        away=one.away,
        home=one.row.changes.get("home", {}) if old else {},
        fields=one.row.changes.get("fields", {}) if old else {},
    )


__all__ = ["CHUNK", "WHY", "check", "readers", "undo", "write"]
