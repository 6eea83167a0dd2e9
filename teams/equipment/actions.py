"""Equipment of a team: it comes, is checked, changes hands, and one day is returned or lost."""

import uuid as uuids
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import changes_to, record_change
from teams.models import Equipment, Member, Team
from teams.register.actions import hold, in_order
from web.once import Outdated, sent_before

# What may be said of an item, and corrected later.
EQUIPMENT_FACTS = (
    "kind",
    "name",
    "state",
    "custodian",
    "source",
    "received_on",
    "checked_on",
    "ended_on",
)


@in_order()
def add_equipment(
    *, by: Any, team: Team, uuid: uuids.UUID | None = None, **facts: Any
) -> Equipment:
    """Add an item to a team; the same `uuid` twice adds once. `facts` are of EQUIPMENT_FACTS.

    Raises ValueError for a future day or a custodian who does not serve in the team, OutOfOrder for
    days that contradict each other or the state, KeyTaken for a key of another team's item.
    """
    team = hold(team)
    if twin := sent_before(Equipment, uuid, team_id=team.pk):
        return twin
    item = Equipment(uuid=uuid or uuids.uuid4(), team=team)
    _check(item, facts)
    verb = gettext_noop("Ghi thiết bị của tổ")
    return record_change(by, verb, item, facts, known=EQUIPMENT_FACTS)


@in_order()
def change_equipment(*, by: Any, item: Equipment, version: int, **facts: Any) -> Equipment:
    """Correct an item, write down a check, pass it on, or end it with a day.

    `version` is the item's when its author saw it. Raises Outdated when it was changed meanwhile,
    and else as `add_equipment` does.
    """
    team = hold(item.team)
    item = Equipment.unscoped.select_related("custodian").get(pk=item.pk)
    item.team = team
    if not changes_to(item, facts):
        return item
    if item.version != version:
        raise Outdated(item)
    _check(item, facts)
    verb = gettext_noop("Sửa thiết bị của tổ")
    return record_change(by, verb, item, facts, known=EQUIPMENT_FACTS)


def check_equipment(*, by: Any, item: Equipment, on: date, whole: bool) -> Equipment:
    """Write down that an item in use was looked at on a day, and whether it works."""
    state = Equipment.State.GOOD if whole else Equipment.State.BROKEN
    return change_equipment(by=by, item=item, version=item.version, state=state, checked_on=on)


def _check(item: Equipment, facts: dict[str, Any]) -> None:
    custodian: Member | None = facts.get("custodian", item.custodian)
    # Who has left may still be said to hold it: that is how one finds out.
    new = custodian and custodian.pk != item.custodian_id
    if custodian and new and (custodian.team_id != item.team_id or custodian.left_on):
        raise ValueError("the custodian serves in the team")
    for value in facts.values():
        if isinstance(value, date):
            not_later_than_today(value)
