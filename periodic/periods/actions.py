"""Schedules are made and ended; their periods open by themselves, are locked, and opened again for a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area, MovedDay
from audit.actions import record
from periodic.models import Form, Period, Reopening, Schedule, Span
from periodic.naming.queries import refuse_names
from periodic.periods.queries import due_on, reopened
from periodic.periods.rules import Days, begun
from web.once import save_once, sent_before
from web.scope import keys_along

# A day typed a century off makes no thousand periods.
MOST = 120


class NotBelow(Exception):
    """A unit is chosen that is not below the one that asks, or a form is named that is not for it."""


class Ended(Exception):
    """The schedule has ended already, or the period is locked already."""


class NotLocked(Exception):
    """What is not locked, or was taken back, is not opened again."""


class Fields(TypedDict, total=False):
    """What a schedule says."""

    title: str
    document: str
    span: str
    cutoff: str
    working_days: int
    approved_within: bool
    begins_on: date


@transaction.atomic
def make_schedule(
    *,
    by: Any,
    area: Area,
    form: Form,
    chosen: Sequence[Area] = (),
    ends_on: date | None = None,
    due: date | None = None,
    uuid: UUID | None = None,
    **fields: Unpack[Fields],
) -> Schedule:
    """Let a unit ask units below it for a report, and open the periods that have begun.

    `Span.FREE` is asked for once: from `begins_on` to `ends_on`, until `due`. Raises NotBelow, Named, KeyTaken (web.once).
    """
    if form.area_id not in keys_along(area.path):
        raise NotBelow
    if any(not one.path.startswith(area.path) or one.pk == area.pk for one in chosen):
        raise NotBelow
    if made := sent_before(Schedule, uuid, area_id=area.pk):
        return made
    said = {"title": fields.get("title", ""), "document": fields.get("document", "")}
    refuse_names(area, said)
    schedule = Schedule(area=area, form=form, made_by=by, **fields)
    if uuid:
        schedule.uuid = uuid
    if (first := save_once(schedule, area_id=area.pk)) is not schedule:
        return first
    schedule.chosen.set(chosen)
    changes = {name: [None, str(value)] for name, value in fields.items()}
    verb = gettext_noop("Lập lịch báo cáo")
    record(by, verb, schedule, changes, document=schedule.document)
    if schedule.span == Span.FREE:
        days = Days(schedule.begins_on, ends_on or schedule.begins_on)
        _open(by, schedule, days, due or due_on(days.ends_on, schedule.working_days))
    else:
        _open_begun(by, schedule, timezone.localdate())
    return schedule


@transaction.atomic
def end_schedule(*, by: Any, schedule: Schedule, on: date) -> Schedule:
    """Ask no more from a day on; periods that have begun by then stay. Raises Ended."""
    if not Schedule.unscoped.filter(pk=schedule.pk, ended_on=None).update(ended_on=on):
        raise Ended
    schedule.refresh_from_db()
    record(by, gettext_noop("Ngừng lịch báo cáo"), schedule, {"ended_on": [None, str(on)]})
    return schedule


def open_periods(*, by: Any = None, today: date | None = None) -> int:
    """Open every period that has begun and is not there yet; the daily work calls this. Returns how many."""
    day = today or timezone.localdate()
    running = Schedule.unscoped.exclude(span=Span.FREE).order_by("pk")
    return sum(_open_begun(by, one, day) for one in running)


@transaction.atomic
def _open_begun(by: Any, schedule: Schedule, today: date) -> int:
    """Open the periods of a schedule from the one that contains its first day; each once."""
    until = min(today, schedule.ended_on or today)
    due = begun(schedule.span, schedule.cutoff, schedule.begins_on, until)[-MOST:]
    there = set(schedule.periods.values_list("begins_on", flat=True))
    fresh = [days for days in due if days.begins_on not in there]
    for days in fresh:
        _open(by, schedule, days, due_on(days.ends_on, schedule.working_days))
    return len(fresh)


def _open(by: Any, schedule: Schedule, days: Days, due: date) -> Period:
    period, is_new = Period.unscoped.get_or_create(
        schedule=schedule,
        begins_on=days.begins_on,
        defaults={"ends_on": days.ends_on, "due_on": due},
    )
    if is_new:
        changes = {"due_on": [None, str(due)]}
        record(by, gettext_noop("Mở kỳ báo cáo"), period, changes)
    return period


@transaction.atomic
def lock_period(*, by: Any, period: Period) -> Period:
    """Let nothing of a period change any more, at any level. Raises Ended where it is locked already."""
    locked = Period.unscoped.select_for_update().get(pk=period.pk)
    # Read after the wait: whatever was sent meanwhile was sent before.
    now = timezone.now()
    open_again = reopened(timezone.localdate(now)).filter(period=locked)
    if locked.locked_at and not open_again.exists():
        raise Ended
    locked.locked_at, locked.locked_by = now, by
    locked.save()
    record(by, gettext_noop("Khóa kỳ báo cáo"), locked, {"locked_at": [None, str(now)]})
    return locked


@transaction.atomic
def reopen_period(
    *, by: Any, period: Period, until: date, reason: str, area: Area | None = None
) -> Reopening:
    """Open a locked period again until a day, for one unit or for all. Raises NotLocked, Named."""
    refuse_names(area or period.schedule.area, {"reason": reason})
    locked = Period.unscoped.select_for_update().get(pk=period.pk)
    if locked.locked_at is None or locked.schedule.withdrawn_at:
        raise NotLocked
    opened = Reopening.unscoped.create(period=locked, area=area, until=until, reason=reason, by=by)
    changes = {"until": [None, str(until)], "reason": [None, reason]}
    record(by, gettext_noop("Mở lại kỳ báo cáo"), locked, changes)
    return opened


@transaction.atomic
def move_day(*, by: Any, day: date, how: str, document: str) -> MovedDay:
    """Write down what a decree says of a day; due days of periods that are not locked follow.

    A due day that was told is never made earlier, nor one that somebody set by hand (`Span.FREE`) moved. What was sent
    stays in time or late, as it was at its sending.
    """
    moved = MovedDay.unscoped.create(day=day, how=how, document=document)
    changes = {"day": [None, str(day)], "how": [None, how]}
    record(by, gettext_noop("Ghi ngày nghỉ, ngày làm bù"), moved, changes, document=document)
    waiting = Period.unscoped.filter(locked_at=None, ends_on__lt=day, due_on__gte=day)
    rows = waiting.exclude(schedule__span=Span.FREE).select_related("schedule")
    for period in rows.select_for_update(of=("self",)).order_by("pk"):
        _due_later(by, period, document)
    return moved


def _due_later(by: Any, period: Period, document: str) -> None:
    before, later = period.due_on, due_on(period.ends_on, period.schedule.working_days)
    if later <= before:
        return
    period.due_on = later
    period.save(update_fields=["due_on"])
    changes = {"due_on": [str(before), str(later)]}
    record(by, gettext_noop("Lùi hạn gửi theo ngày nghỉ"), period, changes, document=document)
