"""The people of a household: added, corrected, gone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from audit.actions import differences
from households.actions import steps
from households.models import Household, Resident


@transaction.atomic
def add_resident(*, by: Any, household: Household, full_name: str, **fields: Any) -> Resident:
    """Add a person to a household (relation, birth year and sex are optional)."""
    household = steps.hold(household)
    resident = Resident.unscoped.create(household=household, full_name=full_name, **fields)
    steps.settle(household)
    steps.audit(
        by, gettext_noop("Thêm người trong hộ"), household, {"resident": [None, resident.full_name]}
    )
    return resident


@transaction.atomic
def change_resident(*, by: Any, resident: Resident, **fields: Any) -> Resident:
    """Change a person's name, relation, birth year or sex, or the day he left the household.

    Raises ValueError for a day in the future.
    """
    steps.not_later_than_today(fields.get("left_on"))
    household = steps.hold(resident.household)
    resident = Resident.unscoped.get(pk=resident.pk)
    before = {name: getattr(resident, name) for name in fields}
    for name, value in fields.items():
        setattr(resident, name, value)
    resident.save()
    if resident.is_head and resident.left_on is None:
        household.head_name = resident.full_name
        steps.make_keys(household)
    steps.settle(household)
    steps.audit(by, gettext_noop("Sửa người trong hộ"), household, differences(before, fields))
    return resident
