"""Rows of households, people and skills: written by the actions of households, and taken back by them."""

import uuid as uuids
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.bulk.actions import RowChange, Written, change_many, take_back_many
from households.models import MEANS, Resident, Status
from households.register.actions import NewHousehold, NewPerson, add_many
from imports.kinds.households.check import Check
from imports.kinds.households.register import register_of
from imports.kinds.places import Places
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict, Why
from imports.spreadsheet.lines import Line
from rollup.models import CommuneCount
from skills.models import FifthDue

# At most so many rows are one transaction: others wait for the commune's row, on SQLite for the file.
CHUNK = 100
# The figures of a commune that these rows move, in words by name.
FIGURES = {
    "households": _("Hộ trong sổ"),
    "surveyed": _("Hộ đã khảo sát"),
    "partly": _("Hộ mới khảo sát một phần"),
    "covered": _("Hộ đạt 5 kỹ năng"),
}


def count(commune: Area) -> dict[str, int]:
    """Return the figures of a commune that its households move."""
    row = CommuneCount.unscoped.filter(pk=commune.pk).values(*FIGURES).first()
    return dict(row) if row else dict.fromkeys(FIGURES, 0)


def check(
    source: Import, lines: Iterable[Line], places: Places, columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register."""
    return Check(register_of(source), places.of, columns, empty_is_no=source.empty_is_no).rows(
        lines
    )


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Write some rows, whole households each, in the name of who confirmed them.

    New households are worked out before the commune's row is locked.
    """
    places = Area.unscoped.filter(closed_on=None).in_bulk(
        {row.village_id for row in rows if row.village_id}
    )
    shut = [row for row in rows if row.village_id not in places]
    results = {row.pk: RowResult.refused(row, Why.VILLAGE) for row in shut}
    left = [row for row in rows if row.pk not in results]
    if new := [row for row in left if row.household_id is None]:
        results |= _add(source, new, places)
    if known := [row for row in left if row.household_id is not None]:
        results |= _change(source, known, places)
    return [results[row.pk] for row in rows]


def _add(
    source: Import, rows: Sequence[ImportRow], places: dict[int, Area]
) -> dict[int, RowResult]:
    """Add the households of rows that are new; return what became of each row, by its key."""
    groups, results = defaultdict[int, list[ImportRow]](list), dict[int, RowResult]()
    for row in rows:
        groups[row.group].append(row)
    fifth_due, wanted = FifthDue(), list[NewHousehold]()
    # The same row makes the same household again.
    keys = {uuids.uuid5(source.uuid, str(number)): group for number, group in groups.items()}
    for key, group in keys.items():
        if group[0].number == group[0].group:
            wanted.append(_household(key, group, places, fifth_due))
        else:
            results |= {row.pk: RowResult.refused(row, Why.NO_HEAD) for row in group}
    added = add_many(by=source.confirmed_by, rows=wanted, fifth_due=fifth_due) if wanted else []
    for household in added:
        for row, person in zip(keys[household.uuid], household.living, strict=True):
            results[row.pk] = RowResult(
                row=row,
                outcome=Outcome.WRITTEN,
                household=household,
                resident=person,
                assessment=person.finding,
                is_new=True,
                is_new_person=True,
                version=household.version,
            )
    return results


def _household(
    key: uuids.UUID, group: Sequence[ImportRow], places: dict[int, Area], fifth_due: FifthDue
) -> NewHousehold:
    """Build a household of its rows."""
    head, *others = group
    place = places[head.village_id or 0]
    return NewHousehold(
        uuid=key,
        village=place,
        head_name=head.values["name"],
        hamlet=head.values.get("hamlet", ""),
        **{name: head.values.get(name) for name in MEANS},
        people=[_person(row, _facts(row, place, fifth_due)) for row in others],
        **_facts(head, place, fifth_due),
    )


def _person(row: ImportRow, facts: Mapping[str, Any]) -> NewPerson:
    relation = row.values.get("relation") or Resident.Relation.OTHER
    return NewPerson(full_name=row.values["name"], relation=relation, **facts)


def _facts(row: ImportRow, place: Area, fifth_due: FifthDue | None = None) -> dict[str, Any]:
    """Return what a row says of somebody new; skill 5, where it is asked, only where it means something."""
    results, day = row.values.get("results"), row.values.get("on")
    on = date.fromisoformat(day) if day else None
    if fifth_due is not None and results and results[4] is not None:
        taken = fifth_due.accepts(place, on or timezone.localdate())
        results = results if taken else [*results[:4], None]
    return {
        "birth_year": row.values.get("birth_year"),
        "sex": row.values.get("sex", ""),
        "phone": row.values.get("phone", ""),
        "results": results,
        "on": on,
    }


def _change(
    source: Import, rows: Sequence[ImportRow], places: dict[int, Area]
) -> dict[int, RowResult]:
    outcome = change_many(by=source.confirmed_by, rows=[_row_change(row, places) for row in rows])
    results = {}
    for row in rows:
        if row.pk in outcome.refused:
            results[row.pk] = RowResult.refused(row, outcome.refused[row.pk])
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
    village = places[row.village_id or 0]
    facts = _facts(row, village)
    return RowChange(
        key=row.pk,
        village=village,
        household=row.household_id or 0,
        resident=row.resident_id,
        person=_person(row, facts) if row.resident_id is None else None,
        home=row.changes.get("home", {}),
        fields=row.changes.get("fields", {}),
        results=wanted,
        was=was,
        on=facts["on"],
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Take back what rows wrote; each result then says why it was not."""
    places = Area.unscoped.in_bulk({one.row.village_id for one in results})
    rows = [_written(one, places) for one in results]
    kept = take_back_many(by=source.undone_by, rows=rows)
    for one in results:
        one.why = kept.get(one.row_id, "")


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
        # A refusal comes back with the answer that ended it, not as a status alone.
        away="" if one.away == Status.REFUSED else one.away,
        home=one.row.changes.get("home", {}) if old else {},
        fields=one.row.changes.get("fields", {}) if old else {},
    )
