"""Freezing a page for a meeting."""

import uuid as uuids
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.ended import refuse_ended
from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from reports.meetings.queries.frozen import Frozen, code_of, page_now
from reports.meetings.queries.shown import MOST, drafts
from reports.models import Meeting
from web.once import sent_before


@transaction.atomic
def freeze(
    *,
    by: Any,
    area: Area,
    proposals: Sequence[str | None] = (None,) * MOST,
    uuid: uuids.UUID | None = None,
) -> Meeting:
    """Freeze the page of a unit: number within unit and year, moment, check code, every figure.

    A proposal that is None is taken as drafted from the figures of this moment, an empty one is left
    out. The same `uuid` twice freezes once. Raises ValueError for a village, KeyTaken for a key of
    another unit.
    """
    if area.level >= Level.VILLAGE:
        raise ValueError("a village holds no meeting")
    # Two meetings of one unit wait for each other here: each gets a number of its own.
    refuse_ended(Area.unscoped.select_for_update(of=("self",)).get(pk=area.pk))
    if twin := sent_before(Meeting, uuid, area_id=area.pk):
        return twin
    at = timezone.now()
    page = page_now(area, at)
    drafted = drafts(Frozen.of(page))
    final = _final(drafted, proposals)
    meeting = Meeting(uuid=uuid or uuids.uuid4(), area=area, frozen_at=at, frozen_by=by)
    meeting.year = timezone.localdate(at).year
    meeting.number = _next(area, meeting.year)
    meeting.page, meeting.proposals = page, final
    meeting.code = code_of(page, final, meeting.name)
    meeting.save()
    _audit(by, meeting, drafted)
    return meeting


def _next(area: Area, year: int) -> int:
    last = Meeting.unscoped.filter(area=area, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _final(drafted: list[str], proposals: Sequence[str | None]) -> list[str]:
    known = [*drafted, *[""] * MOST]
    chosen = [known[at] if words is None else words for at, words in enumerate(proposals[:MOST])]
    return [words for words in chosen if words]


def _audit(by: Any, meeting: Meeting, drafted: list[str]) -> None:
    """Write down the freezing; with what was drafted, where somebody changed it."""
    changes: dict[str, Any] = {"code": [None, meeting.code]}
    if meeting.proposals != drafted:
        changes["proposals"] = [" / ".join(drafted), " / ".join(meeting.proposals)]
    record(by, gettext_noop("Chốt số liệu"), meeting, changes, document=meeting.name)
