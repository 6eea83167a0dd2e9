"""People come of age without a save: the daily work counts them from the first day of the year."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.models import Area
from households.counts.rollup import HOUSEHOLDS
from households.counts.timeline import new_year_after
from households.models import Cause, Household
from households.models.household_queryset import HouseholdQuerySet
from households.register.actions import steps
from rollup.counts import recount


def come_of_age(*, day: date) -> int:
    """Sum up again the households in which somebody came of age since they were; returns how many.

    Their figures move by movements "of age", dated the first day of the year in which it happened.
    Done twice, it finds nothing left. One transaction for each commune.
    """
    rows = _candidates(day).order_by().values_list("village__commune_id", flat=True).distinct()
    return sum(_in_commune(commune, day) for commune in sorted(pk for pk in rows if pk))


@transaction.atomic
def _in_commune(commune_id: int, day: date) -> int:
    found = list(_candidates(day).filter(village__commune_id=commune_id).select_related("village"))
    held = [one for one in steps.lock_all(found) if not one.is_closed]
    bring_of_age(held, day)
    villages = Area.unscoped.filter(pk__in={one.village_id for one in held})
    recount(*villages, of=[HOUSEHOLDS])
    return len(held)


def bring_of_age(held: Sequence[Household], day: date) -> None:
    """Sum up households that the caller holds, with those who came of age there since they were."""
    since = {one.pk: new_year_after(one.summed_on or day) for one in held}
    steps.refresh_all(held, Cause.OF_AGE, since=since)


def bring_up_to_date(*households: Household) -> None:
    """Do the same before people move between households that the caller holds.

    Afterwards it could not be told whose coming of age it was.
    """
    today = timezone.localdate()
    before = [one for one in households if one.summed_on and one.summed_on.year < today.year]
    bring_of_age([one for one in before if not one.is_closed], today)


def _candidates(day: date) -> HouseholdQuerySet:
    """Return households where somebody became old enough in a year after they were summed up."""
    age = int(settings.RESIDENT_MIN_AGE)
    return (
        Household.unscoped.current()
        .filter(
            summed_on__lt=date(day.year, 1, 1),
            residents__left_on=None,
            residents__birth_year__lte=day.year - age,
            residents__birth_year__gt=F("summed_on__year") - age,
        )
        .distinct()
    )
