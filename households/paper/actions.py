"""The village's sheet on paper: printed, keyed back row by row, the rest confirmed, a row taken back."""

import uuid as uuids
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.models import Area
from audit.actions import record
from households.models import NOT_SURVEYED, Household, KeyedRow, PrintedSheet, Status
from households.paper.queries import Line, asks_fifth, lines_of
from households.paper.rules import AWAY, SAME, results_of
from households.register.actions import Conflict, StillRefuses, set_status, steps
from households.survey.actions import (
    assess,
    best_resident,
    confirm,
    withdraw,
    withdraw_confirmations,
)
from rollup.counts import lock
from skills.models import platforms_of
from web.once import sent_before


class NotKeyable(ValueError):
    """The household is not such that this can be keyed; `household` is what it is now."""

    def __init__(self, household: Household) -> None:
        super().__init__("cannot be keyed")
        self.household = household


@transaction.atomic
def print_sheet(*, by: Any, village: Area, uuid: uuids.UUID | None = None) -> PrintedSheet:
    """Note the order and state of a village's households as they go on paper now.

    The same `uuid` twice is one sheet. Raises KeyTaken for a key that names one of another village.
    """
    lock([village])
    if twin := sent_before(PrintedSheet, uuid, village_id=village.pk):
        return twin
    households = Household.unscoped.filter(village=village).open().to_ask(timezone.localdate())
    sheet = PrintedSheet.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        village=village,
        printed_by=by,
        asks_fifth=bool(platforms_of(village)),
        rows=[
            [one.pk, one.version, one.best_mask if one.is_surveyed else NOT_SURVEYED]
            for one in households.in_order()
        ],
    )
    record(
        by=by,
        verb=gettext_noop("In phiếu khảo sát"),
        subject=sheet,
        place=village.path or "",
        changes={"households": [None, len(sheet.rows)]},
    )
    return sheet


@transaction.atomic
def key_row(
    *,
    by: Any,
    sheet: PrintedSheet,
    line: Line,
    what: str,
    on: date,
    uuid: uuids.UUID | None = None,
    seen: int | None = None,
    agreed: bool = False,
) -> KeyedRow:
    """Write what a row of the paper says: skills known, nobody home, or unchanged.

    The same `uuid` twice writes once. Raises Conflict when the household was changed since it was
    printed or keyed, unless `seen` is its version now; NotKeyable where this cannot be said of it;
    StillRefuses for a household that refused unless it `agreed`;
    ValueError for a day outside printing and today; KeyTaken for a key of another row.
    """
    _within(sheet, on)
    assert line.household, "the page offers no household out of sight"  # noqa: S101 - for mypy
    household = steps.lock(line.household)
    if twin := sent_before(KeyedRow, uuid, sheet_id=sheet.pk, number=line.number):
        return twin
    now = lines_of(sheet, by, line.number)[0]
    same = now.household is not None and now.household.pk == household.pk
    if not same or household.version not in {now.base, seen}:
        raise Conflict(household)
    keyed = KeyedRow(
        uuid=uuid or uuids.uuid4(),
        sheet=sheet,
        number=line.number,
        household=household,
        what=what,
        surveyed_on=on,
        keyed_by=by,
    )
    _write(by, household, keyed, agreed=agreed)
    return _keep(keyed)


def _within(sheet: PrintedSheet, on: date) -> None:
    if not sheet.printed_on <= on <= timezone.localdate():
        raise ValueError("surveyed between the printing and today")


def _write(by: Any, household: Household, keyed: KeyedRow, *, agreed: bool) -> None:
    day = keyed.surveyed_on
    if keyed.what == SAME:
        if household.is_closed or not household.is_surveyed:
            raise NotKeyable(household)
        if household.refuses and not agreed:
            raise StillRefuses(household)
        rows = confirm(by=by, households=[household], on=day, agreed=agreed)
        keyed.confirmation = next(iter(rows), None)
    elif keyed.what == AWAY:
        if household.is_closed:
            raise NotKeyable(household)
        if household.refuses:
            raise steps.Refused(_("Hộ này đã từ chối khảo sát: không ghi vắng nhà."))
        keyed.status_before = household.status
        set_status(by=by, household=household, status=Status.NOBODY_HOME, on=day)
    else:
        person = best_resident(household)
        # Without a tick it was asked only if the paper asks it.
        fifth = "5" in keyed.what or asks_fifth(keyed.sheet, household.village, day)
        results = results_of(keyed.what, person.results, fifth=fifth)
        key = uuids.uuid5(keyed.uuid, "A")
        told: dict[str, Any] = {"results": results, "on": day, "uuid": key, "agreed": agreed}
        keyed.assessment = assess(by=by, resident=person, **told)


def _keep(keyed: KeyedRow) -> KeyedRow:
    """Save a keyed row with the version its household has now."""
    versions = Household.unscoped.filter(pk=keyed.household_id).values_list("version", flat=True)
    keyed.version = versions.get()
    keyed.save()
    return keyed


@transaction.atomic
def key_rest(*, by: Any, sheet: PrintedSheet, on: date) -> list[KeyedRow]:
    """Confirm as unchanged every row not keyed yet: surveyed, in the roster, and unchanged since.

    Done twice, it finds nothing left. Whoever went on from a village that has ended is confirmed where they are now.
    Raises ValueError for a day outside printing and today.
    """
    _within(sheet, on)
    printed = Household.unscoped.filter(pk__in=[row.household for _, row in sheet.printed_rows])
    lock(Area.unscoped.filter(pk__in=printed.values("village")))
    left = [line for line in lines_of(sheet, by) if line.can_be_confirmed and line.household]
    households = [line.household for line in left if line.household]
    written = {row.household_id: row for row in confirm(by=by, households=households, on=on)}
    versions = dict(
        Household.unscoped.filter(pk__in=[one.pk for one in households]).values_list(
            "pk", "version"
        )
    )
    return KeyedRow.unscoped.bulk_create(
        KeyedRow(
            sheet=sheet,
            number=line.number,
            household=line.household,
            what=SAME,
            surveyed_on=on,
            version=versions[line.household.pk],
            confirmation=written.get(line.household.pk),
            keyed_by=by,
        )
        for line in left
        if line.household
    )


@transaction.atomic
def unkey_row(*, by: Any, keyed: KeyedRow) -> KeyedRow:
    """Undo what was keyed from a row, once: what it wrote is withdrawn, the row is open again."""
    household = steps.lock(keyed.household)
    keyed = KeyedRow.unscoped.get(pk=keyed.pk)
    if keyed.withdrawn_at is not None:
        return keyed
    if keyed.assessment:
        withdraw(by=by, assessment=keyed.assessment)
    elif keyed.confirmation:
        withdraw_confirmations(by=by, confirmations=[keyed.confirmation])
    elif keyed.status_before and household.status == Status.NOBODY_HOME:
        set_status(by=by, household=household, status=keyed.status_before)
    keyed.withdrawn_at = timezone.now()
    return _keep(keyed)
