"""What a merger and a split have in common: two households held, changes noted, and taken back."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from audit.actions import record
from households.counts.rollup import HOUSEHOLDS
from households.models import Cause, Household, Regrouping, Resident, Status
from households.register.actions import steps
from households.register.actions.folding import take_latest
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
