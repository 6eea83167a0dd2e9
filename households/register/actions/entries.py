"""A household entered a moment ago by mistake: taken back, and put in again."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from households.models import CLOSED, Cause, Household, Status
from households.register.actions import steps


@transaction.atomic
def take_back(*, by: Any, household: Household) -> Household:
    """Undo the entry of a household: it leaves the roster dated, its history stays.

    One that is closed already is left as it is.
    """
    household = steps.lock(household)
    if household.status in CLOSED:
        return household
    before, household.status = household.status, Status.ENDED
    household.closed_on = max(timezone.localdate(), household.opened_on)
    steps.recalculate(household, Cause.CORRECTED)
    steps.audit(by, gettext_noop("Hoàn tác thêm hộ"), household, {"status": [before, "ended"]})
    return household
