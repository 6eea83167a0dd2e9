"""A merger and a split: two households held, changes noted, and taken back; and the split itself."""

import uuid as uuids
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from audit.actions import record
from households.counts.rollup import HOUSEHOLDS
from households.lifecycle.actions.life import bring_up_to_date, day_of, lock_current
from households.models import Cause, Household, Regrouping, Resident, Status
from households.register.actions import ErasedBefore, refusing, steps
from households.register.actions.folding import take_latest
from households.register.actions.heads import make_head
from households.register.actions.movements import snapshot_contribution
from households.register.queries.duplicates import erased_before
from households.register.rules import next_head_of, number_of, relation_after
from rollup.counts import recount

Kind = Regrouping.Kind
TOO_LATE = _(
    "Sau lần này đã có ghi chép mới ở một trong hai hộ nên không hoàn tác được nữa. "
    "Sửa bằng cách tách hoặc gộp lại."
)


class ChangeSet:
    """Changes rows, and notes what each was before, so that all of it can be put back."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []

    def set(self, row: models.Model, **values: Any) -> None:
        """Change columns of one row."""
        before = {name: plain(getattr(row, name)) for name in values}
        self.rows.append([row._meta.label_lower, row.pk, before])
        steps.change(row, **values)


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def lock_two(one: Household, other: Household) -> tuple[Household, Household]:
    """Lock two households in the one order. Raises Refused for one and the same."""
    held = {row.pk: row for row in steps.lock_all([one, other])}
    if len(held) != len({one, other}) or one == other:
        raise steps.Refused(_("Chọn hai hộ khác nhau."))
    return held[one.pk], held[other.pk]


def recalculate_both(household: Household, other: Household, cause: str, since: date) -> None:
    """Sum up both households as of a day and recount their villages once each.

    The other one comes into the register that day, or leaves it.
    """
    steps.sum_up(household, cause, since=since)
    steps.sum_up(other, cause, since=since, comes_or_goes=True)
    recount(*{one.village_id: one.village for one in (household, other)}.values(), of=[HOUSEHOLDS])


def save_regrouping(
    by: Any, kind: str, household: Household, other: Household, day: date, change_set: ChangeSet
) -> Regrouping:
    """Note what was done and what stood before, at the versions of both right after."""
    return Regrouping.unscoped.create(
        kind=kind,
        household=household,
        other=other,
        done_on=day,
        done_by=by,
        before=change_set.rows,
        household_version=household.version,
        other_version=other.version,
    )


@transaction.atomic
def undo_regrouping(*, by: Any, regrouping: Regrouping) -> Regrouping:
    """Take a merger or a split back, once, while nothing else was recorded of either household.

    What a split had made stays as a household merged into the one it came from. Raises Refused
    when something was recorded since.
    """
    held = {one.pk: one for one in steps.lock_all([regrouping.household, regrouping.other])}
    row = Regrouping.unscoped.get(pk=regrouping.pk)
    if row.undone_at:
        return row
    row.household, row.other = held[row.household_id], held[row.other_id]
    if not row.is_last:
        raise steps.Refused(TOO_LATE)
    _put_back(row.before, held)
    if row.kind == Kind.SPLIT:
        made = row.other
        made.status, made.merged_into_id = Status.MERGED, row.household_id
        made.closed_on = made.opened_on
    for person in Resident.unscoped.filter(household__in=held):
        take_latest(person)
    for one in held.values():
        one.make_keys()
    cause = Cause.MERGED if row.kind == Kind.MERGE else Cause.SPLIT
    recalculate_both(row.household, row.other, cause, row.done_on)
    row.undone_at, row.undone_by = timezone.now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    _audit_undoing(by, row)
    return row


def _put_back(rows: list[list[Any]], held: dict[int, Household]) -> None:
    """Give rows the values they had, the last change first."""
    for label, key, before in reversed(rows):
        model: Any = apps.get_model(label)
        row = held[key] if model is Household else model.unscoped.get(pk=key)
        values = {n: model._meta.get_field(n).to_python(value) for n, value in before.items()}
        steps.change(row, **values)


def _audit_undoing(by: Any, row: Regrouping) -> None:
    merger = row.kind == Kind.MERGE
    verb = gettext_noop("Hoàn tác gộp hộ") if merger else gettext_noop("Hoàn tác tách hộ")
    for one, other in ((row.household, row.other), (row.other, row.household)):
        record(by, verb, one, {"regrouped": [other.code, None]})


@transaction.atomic
def split(
    *,
    by: Any,
    household: Household,
    residents: Sequence[Resident] = (),
    head: Resident | None = None,
    head_name: str = "",
    next_head: Resident | None = None,
    on: date | None = None,
    uuid: uuids.UUID | None = None,
    version: int | None = None,
) -> Household:
    """Make a new household of some of the people, who take along what they were found to know.

    Its head is `head`, one of them, or else somebody new called `head_name`, or else the oldest
    adult. When the old household's head goes, `next_head` or the oldest adult follows. The same
    `uuid` twice makes one household. Raises Refused when nobody goes or nobody stays, Conflict
    when the household was changed since `version`.
    """
    held = steps.lock(household)
    if twin := Household.unscoped.filter(uuid=uuid, origin=held).first() if uuid else None:
        return twin
    household = lock_current(held, version)
    if told := erased_before(household.village.commune_id, [head_name]):
        raise ErasedBefore(told)
    day = day_of(household, on)
    going, staying = _divided(household, residents, head_name)
    bring_up_to_date(household)
    first, change_set = _chosen(going, head, head_name, day), ChangeSet()
    _own_number(change_set, household, going, staying)
    new = Household(uuid=uuid or uuids.uuid4(), opened_on=day, created_by=by)
    _enter(new, household, first, head_name)
    refusing.carry_over(by, household, new)
    _take_along(change_set, new, going, first)
    _let_follow(change_set, household, staying, next_head)
    recalculate_both(household, new, Cause.SPLIT, day)
    record(by, gettext_noop("Tách hộ"), household, {"split_off": [None, new.code]})
    origin = {"origin": [None, household.code], "head_name": [None, new.head_name]}
    record(by, gettext_noop("Tách từ hộ khác"), new, origin)
    save_regrouping(by, Kind.SPLIT, household, new, day, change_set)
    return new


def _enter(new: Household, household: Household, head: Resident | None, head_name: str) -> None:
    """Write down the household that comes of another one, by the name and number of its head."""
    new.village, new.hamlet, new.origin = household.village, household.hamlet, household
    new.head_name, new.phone = (head.full_name, head.phone) if head else (head_name, "")
    snapshot_contribution(new)
    new.make_keys()
    new.save()


def _divided(
    household: Household, residents: Sequence[Resident], head_name: str
) -> tuple[list[Resident], list[Resident]]:
    """Return who goes and who stays, each as the database has them now."""
    people, chosen = list(household.residents.living_here()), {one.pk for one in residents}
    going = [person for person in people if person.pk in chosen]
    staying = [person for person in people if person.pk not in chosen]
    if len(going) != len(chosen):
        raise steps.Refused(_("Người được chọn không còn ở hộ. Tải lại trang rồi chọn lại."))
    if not going and not head_name:
        raise steps.Refused(_("Chọn người tách ra, hoặc ghi họ tên chủ hộ mới."))
    if people and not staying:
        raise steps.Refused(_("Phải có người ở lại. Cả hộ đi thì ghi Chuyển đi."))
    return going, staying


def _chosen(going: list[Resident], head: Resident | None, head_name: str, day: date) -> Any:
    """Return who of those who go heads the new household; None when somebody new does."""
    first = next((person for person in going if person == head), None)
    return first if first or head_name else next_head_of(going, day)


def _own_number(
    change_set: ChangeSet, household: Household, going: list[Resident], staying: list[Resident]
) -> None:
    """Let whoever goes take along the number of the household, if it is theirs and of nobody who stays."""
    number, people = household.phone, [*going, *staying]
    owners = [one for one in people if number and number_of(household, one, people) == number]
    for person in owners:
        if person in going and person.is_head:
            change_set.set(person, phone=number)
    if owners and all(person in going for person in owners):
        change_set.set(household, phone="")


def _take_along(
    change_set: ChangeSet, new: Household, going: list[Resident], head: Resident | None
) -> None:
    """Move people over, as what they are to their new head; one only named is written down."""
    relation = Resident.Relation
    was = head.relation if head else relation.OTHER
    for person in going:
        is_head = person == head
        change_set.set(
            person,
            household_id=new.pk,
            is_head=is_head,
            relation=relation.HEAD if is_head else relation_after(was, person.relation),
            phone="" if is_head else person.phone,
            joined_on=new.opened_on,
        )
    if head is None:
        Resident.unscoped.create(
            household=new,
            full_name=new.head_name,
            is_head=True,
            relation=relation.HEAD,
            joined_on=new.opened_on,
        )


def _let_follow(
    change_set: ChangeSet, household: Household, staying: list[Resident], wanted: Resident | None
) -> None:
    """Give the household that stays its next head, when the one it had is gone."""
    if any(person.is_head for person in staying):
        return
    follows = next((person for person in staying if person == wanted), None)
    follows = follows or next_head_of(staying, household.opened_on)
    if follows:
        make_head(household, follows, staying, change_set.set)
