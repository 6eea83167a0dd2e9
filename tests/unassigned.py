"""A commune that has a household of which no village is known, as a split leaves it."""

from datetime import date

from django.utils import timezone

from areas.actions import holder_of
from households.lifecycle.actions.rehoming import rehome
from rollup.counts import recount

SINCE = date(2026, 1, 1)


def put_aside(*households):
    """Let households have no village, since long ago; returns where they stand."""
    village = households[0].village
    holder = holder_of(by=None, commune=village.commune, since=SINCE)
    keys = {one.pk for one in households}
    rehome(old=village, new=holder, on=SINCE, at=timezone.now(), keys=keys)
    recount(village, holder)
    return holder
