"""Publishing, once a day: between two days nothing on the page for everybody moves."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from figures.figures import Figures
from figures.live import COLUMN, read
from reports.models import PublishedCount
from reports.public.queries import counts_of
from reports.public.rules import Counts, is_due

PUBLISHED = gettext_noop("Công bố số liệu")


@transaction.atomic
def publish(*, by: Any, today: date) -> int:
    """Publish the counts of all communes of today; returns how many, 0 where today was published before."""
    # Two at once wait here for each other.
    country = Area.unscoped.select_for_update(no_key=True).filter(level=Level.COUNTRY).first()
    before = PublishedCount.unscoped.in_bulk()
    if country is None or any(row.published_on >= today for row in before.values()):
        return 0
    found = read(country, today, COLUMN[Level.COMMUNE])
    communes = Area.unscoped.communes().on(today).order_by("pk").values_list("pk", flat=True)
    rows = [_row(pk, found.get((pk,)) or Figures(), before.get(pk), today) for pk in communes]
    PublishedCount.unscoped.all().delete()
    PublishedCount.unscoped.bulk_create(rows, batch_size=500)
    changes = {"published_on": [None, str(today)], "units": [None, len(rows)]}
    record(by=by, verb=PUBLISHED, subject=country, place=country.path or "", changes=changes)
    return len(rows)


def _row(pk: int, now: Figures, before: PublishedCount | None, today: date) -> PublishedCount:
    """Put together what is published of a commune: its teams as they are, its households once they may."""
    counts, taken_on = _counts(now), today
    if before and not is_due(old := counts_of(before), counts):
        counts, taken_on = old, before.taken_on
    return PublishedCount(
        commune_id=pk,
        published_on=today,
        taken_on=taken_on,
        **counts.named,
        villages=now.villages,
        unattributed_villages=now.unattributed_villages,
        with_team=now.with_team,
        active=now.active,
        has_begun=not now.idle_communes,
        is_settled=now.is_list_settled,
    )


def _counts(figures: Figures) -> Counts:
    return Counts(figures.expected, figures.surveyed, figures.covered)
