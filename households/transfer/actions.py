"""A household is offered to another commune, accepted, declined, withdrawn; and an acceptance is taken back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from areas.ended import refuse_ended
from areas.models import Area
from audit.actions import locked, record
from households.counts.rollup import HOUSEHOLDS
from households.lifecycle.actions.life import day_of, lock_current
from households.models import Cause, Household, Transfer
from households.register.actions import offers, steps
from households.register.queries.history import family_of
from households.transfer import rules
from households.transfer.queries import officers_of, stands_since
from rollup.counts import lock, recount
from web.once import sent_before

State = Transfer.State


@transaction.atomic
def offer(
    *,
    by: Any,
    household: Household,
    commune: Area,
    on: date | None = None,
    uuid: UUID | None = None,
    version: int | None = None,
) -> Transfer:
    """Offer a household to another commune; until that one accepts, it counts and is seen where it is.

    The same `uuid` twice offers it once. Raises Refused where something keeps it, Conflict when it was changed
    since `version`, UnitEnded where either commune has ended.
    """
    # Both: a decision that ends the other commune takes along every offer that there is.
    lock([household.village, commune], even_ended=True)
    held = steps.lock(household)
    if twin := sent_before(Transfer, uuid, household_id=household.pk):
        return twin
    refuse_ended(Area.unscoped.get(pk=commune.pk))
    held = lock_current(held, version)
    day, village = day_of(held, on), held.village
    if village.commune_id == commune.pk:
        raise steps.Refused(rules.HERE)
    for why in rules.kept_by(held):
        raise steps.Refused(why)
    if Transfer.unscoped.waiting().filter(household=held).exists():
        raise steps.Refused(rules.WAITS)
    keyed = {"uuid": uuid} if uuid else {}
    made = Transfer(household=held, from_village=village, to_commune=commune, moved_on=day, **keyed)
    made.offered_by = by
    made.save()
    changes = {"to_commune": [None, commune.full_name], "moved_on": [None, day.isoformat()]}
    record(by, gettext_noop("Đề nghị chuyển hộ sang xã khác"), held, changes)
    source: Any = village.commune
    changes = {"from_commune": [None, source.full_name], "moved_on": [None, day.isoformat()]}
    record(by, gettext_noop("Xã khác đề nghị chuyển hộ đến"), made, changes, place=commune.path)
    notify(to=officers_of(commune), kind=Notice.Kind.HOME_COMES, ref=str(made.uuid))
    return made


@transaction.atomic
def accept(*, by: Any, transfer: Transfer, village: Area, hamlet: str = "") -> Transfer:
    """Take a household into a village of the commune that it was offered to, with its people and all their history.

    From the day it moved it counts there, and no more where it was. Accepted twice, it is done once; of a household
    that counts no more the offer that comes back has lapsed. Raises Refused for an offer that is answered or is kept
    back, and for a village of another commune.
    """
    row = _held(transfer, transfer.to_commune)
    if row.state == State.ACCEPTED and row.to_village_id == village.pk:
        return row
    if not _is_open(row):
        return row
    target = Area.unscoped.villages().filter(closed_on=None, commune=row.to_commune)
    found = target.filter(pk=village.pk).first()
    if found is None:
        raise steps.Refused(_("Chỉ nhận được về thôn đang có của xã này."))
    household = steps.lock(row.household)
    for why in rules.kept_by(household):
        raise steps.Refused(why)
    source, row.hamlet = household.village, household.hamlet
    household.hamlet = hamlet
    _go(row, household, found, Cause.MOVED_OUT)
    row.from_village, row.to_village, row.version = source, found, household.version
    _answer(by, row, State.ACCEPTED)
    _record_move(by, household, source, gettext_noop("Xã khác đã nhận hộ"), moved_on=row.moved_on)
    notify(to=[row.offered_by_id], kind=Notice.Kind.HOME_SAID, ref=str(row.uuid))
    return row


@transaction.atomic
def decline(*, by: Any, transfer: Transfer, why: str) -> Transfer:
    """Say that a household does not come here, and why; it stays where it is. Twice is once."""
    row = _held(transfer)
    if row.state == State.DECLINED or not _is_open(row):
        return row
    row.why = why
    _answer(by, row, State.DECLINED)
    changes = {"why": ["", why]}
    verb = gettext_noop("Không nhận hộ chuyển đến")
    record(by, verb, row, changes, place=row.to_commune.path or "")
    record(by, gettext_noop("Xã khác không nhận hộ"), row.household, changes)
    notify(to=[row.offered_by_id], kind=Notice.Kind.HOME_SAID, ref=str(row.uuid))
    return row


@transaction.atomic
def withdraw(*, by: Any, transfer: Transfer) -> Transfer:
    """Take an offer back that nobody has answered. Twice is once. Raises Refused for one that is answered."""
    row = _held(transfer)
    if row.state == State.WITHDRAWN or not _is_open(row):
        return row
    _answer(by, row, State.WITHDRAWN)
    changes = {"to_commune": [row.to_commune.full_name, None]}
    record(by, gettext_noop("Rút đề nghị chuyển hộ sang xã khác"), row.household, changes)
    verb = gettext_noop("Xã khác rút đề nghị chuyển hộ")
    record(by, verb, row, place=row.to_commune.path or "")
    return row


@transaction.atomic
def take_back(*, by: Any, transfer: Transfer) -> Transfer:
    """Undo an acceptance while nothing was recorded of the household since: it stands where it stood, and is offered as before.

    Twice is once. Raises Refused when something was recorded, UnitEnded where its village of before has ended.
    """
    row = _held(transfer, transfer.from_village)
    if row.state == State.OFFERED:
        return row
    household = steps.lock(row.household)
    row.household = household
    later = Transfer.unscoped.filter(household=household, pk__gt=row.pk)
    if not row.is_last or later.exists():
        raise steps.Refused(rules.TOO_LATE)
    # What its people asked of the new commune meanwhile is answered there.
    for why in rules.kept_by(household):
        raise steps.Refused(why)
    refuse_ended(row.from_village)
    source, household.hamlet = household.village, row.hamlet
    _go(row, household, row.from_village, Cause.CORRECTED)
    row.state, row.to_village, row.hamlet, row.version = State.OFFERED, None, "", 0
    row.answered_by, row.answered_at = None, None
    row.save()
    _record_move(by, household, source, gettext_noop("Hoàn tác nhận hộ"))
    notify(to=[row.offered_by_id], kind=Notice.Kind.HOME_SAID, ref=str(row.uuid))
    return row


def _held(transfer: Transfer, *other: Area) -> Transfer:
    """Lock in the one order: the communes' count rows, lowest first, then the offer; read it afresh, with its household.

    The count row of the household's commune, and that of the `other` one where the household goes there. Raises Refused
    where it went to another one meanwhile.
    """
    household = Household.unscoped.select_related("village").get(pk=transfer.household_id)
    lock([household.village, *other], even_ended=True)
    row = locked(transfer, "to_commune", "from_village__commune")
    row.household = Household.unscoped.select_related("village__commune").get(pk=household.pk)
    steps.refuse_gone(household.village, row.household)
    return row


def _is_open(row: Transfer) -> bool:
    """Say whether an offer may be answered; one of a household that counts no more lapses now.

    Raises Refused for one that is answered, with words.
    """
    if row.state in rules.OVER:
        raise steps.Refused(rules.OVER[State(row.state)])
    if row.household.is_closed:
        offers.lapse([row.household_id])
        row.state = State.LAPSED
    return row.state == State.OFFERED


def _answer(by: Any, row: Transfer, state: State) -> None:
    row.state, row.answered_by, row.answered_at = state, by, timezone.now()
    row.save()


def _go(row: Transfer, household: Household, village: Area, cause: str) -> None:
    """Let a household that is held stand in another commune as of the day it moved, with those merged into it."""
    source = household.village
    # No day goes along on which it stood elsewhere in the old commune, or on which its new village was not there yet.
    since = max(row.moved_on, stands_since(household, source), village.opened_on)
    merged = [one.pk for one in family_of(household) if one.pk != household.pk]
    Household.unscoped.filter(pk__in=merged).update(village=village)
    household.village = village
    household.make_keys()
    steps.sum_up(household, cause, since=since)
    recount(source, village, of=[HOUSEHOLDS])


def _record_move(
    by: Any, household: Household, source: Area, verb: str, moved_on: date | None = None
) -> None:
    """Write it down at both places, each in its words: the old one reads no more of it than this."""
    changes: dict[str, Any] = {"village": [source.full_name, household.village.full_name]}
    if moved_on:
        changes["moved_on"] = [None, moved_on.isoformat()]
    record(by, verb, household, changes, place=source.path or "")
    came = gettext_noop("Nhận hộ từ xã khác") if moved_on else gettext_noop("Hộ về lại xã cũ")
    record(by, came, household, changes, place=household.village.path or "")
