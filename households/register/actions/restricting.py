"""A household is kept but not used, because a resident asked so; and used again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from audit.actions import record
from households.models import Household
from households.register.actions import steps


@transaction.atomic
def restrict_use(*, by: Any, household: Household, on: date) -> Household:
    """Keep a household without using it from a day on: nobody asks it, its figures stay. Twice is once.

    Raises Refused for one that was merged into another.
    """
    return _set(by, gettext_noop("Hạn chế xử lý dữ liệu của hộ"), household, on)


@transaction.atomic
def use_again(*, by: Any, household: Household) -> Household:
    """Use a household again that was only kept. Raises Refused as `restrict_use` does."""
    return _set(by, gettext_noop("Thôi hạn chế xử lý dữ liệu của hộ"), household, None)


def _set(by: Any, verb: str, household: Household, on: date | None) -> Household:
    household = steps.lock(household, anywhere=True)
    before = household.restricted_on
    if (before is None) == (on is None):
        return household
    household.restricted_on = on
    household.version += 1
    household.save(update_fields=["restricted_on", "version"])
    said = [before and before.isoformat(), on and on.isoformat()]
    record(by, verb, household, {"restricted_on": said})
    return household
