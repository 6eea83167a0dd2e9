"""Units below are asked for something once; what was asked may be kept as a form for the next time."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.inbox.queries import caretakers_of
from accounts.models import Notice
from areas.models import Area
from audit.actions import locked, record
from periodic.catalogue.actions import make_form
from periodic.content import Column
from periodic.models import (
    Cutoff,
    Form,
    Period,
    RequestDraft,
    Schedule,
    Span,
    Submission,
)
from periodic.naming.queries import refuse_names
from periodic.periods.actions import Ended, lock_period, make_schedule
from periodic.periods.queries import there_on
from web.once import KeyTaken, save_once, sent_before


class AsksNobody(ValueError):
    """A request to nobody is none."""


class Answered(ValueError):
    """Somebody has answered: what was asked is not taken back any more."""


class Outdated(Exception):
    """A draft was saved from elsewhere meanwhile; `current` is what it is now."""

    def __init__(self, current: RequestDraft) -> None:
        super().__init__("saved from elsewhere")
        self.current = current


class NoReason(ValueError):
    """Taking a request back needs a reason."""


@transaction.atomic
def ask(
    *,
    by: Any,
    area: Area,
    title: str,
    columns: Sequence[Column],
    units: Sequence[Area],
    begins_on: date,
    ends_on: date,
    due_on: date,
    document: str = "",
    uuid: UUID | None = None,
) -> Period:
    """Ask units below for something once, and tell those who answer there; the same `uuid` twice asks once.

    Its form is its own and not offered again until it is kept. Units that were not there on its last day are neither
    asked nor told. Raises AsksNobody, Wrong (catalogue.rules.columns), NotBelow, Named, KeyTaken (web.once).
    """
    asked = there_on(area, units, ends_on)
    if not asked:
        raise AsksNobody
    if made := sent_before(Schedule, uuid, area_id=area.pk):
        return made.periods.get()
    form = make_form(by=by, area=area, name=title, columns=columns).form
    Form.unscoped.filter(pk=form.pk).update(retired_on=timezone.localdate())
    schedule = make_schedule(
        by=by,
        area=area,
        form=form,
        chosen=asked,
        ends_on=ends_on,
        due=due_on,
        uuid=uuid,
        title=title,
        document=document,
        span=Span.FREE,
        cutoff=Cutoff.CALENDAR,
        begins_on=begins_on,
    )
    period: Period = schedule.periods.get()
    _sent(by, period, asked)
    return period


def _sent(by: Any, period: Period, asked: Sequence[Area]) -> None:
    """Tell those who answer, and let the draft go of which the request was made."""
    schedule = period.schedule
    RequestDraft.unscoped.filter(uuid=schedule.uuid, area=schedule.area).delete()
    told = caretakers_of(asked)
    people = {person for each in told.values() for person in each}
    notify(to=people, kind=Notice.Kind.REPORT_ASKED, ref=str(period.uuid), by=by)


@transaction.atomic
def keep_form(*, by: Any, form: Form) -> Form:
    """Offer a form again; one that is offered stays as it is."""
    if Form.unscoped.filter(pk=form.pk).exclude(retired_on=None).update(retired_on=None):
        form.refresh_from_db()
        record(by, gettext_noop("Giữ làm biểu mẫu"), form, {"name": [None, form.name]})
    return form


@transaction.atomic
def take_back(*, by: Any, period: Period, reason: str) -> Schedule:
    """Take a request back before anybody has answered; whoever was told is told, and nothing of it changes any more.

    Raises NoReason, Named, Ended where it was taken back already, Answered.
    """
    if not reason:
        raise NoReason
    refuse_names(period.schedule.area, {"reason": reason})
    held = locked(period, "schedule__area")
    schedule = held.schedule
    if schedule.span != Span.FREE or schedule.withdrawn_at:
        raise Ended
    if Submission.unscoped.filter(report__period=held).exists():
        raise Answered
    schedule.withdrawn_at, schedule.withdrawn_by = timezone.now(), by
    schedule.withdrawn_why = reason
    schedule.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(by, gettext_noop("Thu hồi yêu cầu đột xuất"), schedule, {"reason": [None, reason]})
    # What was locked and opened again is locked anew.
    with suppress(Ended):
        lock_period(by=by, period=held)
    ref = str(held.uuid)
    told = Notice.unscoped.filter(ref=ref).values_list("to", flat=True)
    notify(to=list(told), kind=Notice.Kind.REPORT_OFF, ref=ref, by=by, from_above=True)
    return schedule


@transaction.atomic
def save_draft(
    *,
    by: Any,
    area: Area,
    uuid: UUID,
    said: Mapping[str, Sequence[str]],
    version: int | None = None,
) -> RequestDraft:
    """Keep a request as it stands, unsent, for the unit of whoever makes it; the same again changes nothing.

    `version` is that of the draft as it was shown, 0 of none. Raises Named, KeyTaken (web.once), Outdated.
    """
    refuse_names(area, {name: " | ".join(words) for name, words in said.items()})
    if sent_before(Schedule, uuid):
        raise KeyTaken
    facts = {"title": "".join(said.get("title", ()))[:200], "said": dict(said), "saved_by": by}
    if found := sent_before(RequestDraft, uuid, area_id=area.pk):
        draft = locked(found)
        if draft.said == facts["said"]:
            return draft
        if version not in (None, draft.version):
            raise Outdated(draft)
        for name, value in facts.items():
            setattr(draft, name, value)
        draft.version += 1
        draft.save()
    else:
        draft = save_once(RequestDraft(uuid=uuid, area=area, **facts), area_id=area.pk)
    record(by, gettext_noop("Lưu nháp yêu cầu đột xuất"), draft, {"title": [None, draft.title]})
    return draft


@transaction.atomic
def drop_draft(*, by: Any, draft: RequestDraft) -> None:
    """Throw a draft away. Twice is once."""
    if RequestDraft.unscoped.filter(pk=draft.pk).delete()[0]:
        verb = gettext_noop("Bỏ nháp yêu cầu đột xuất")
        record(by, verb, draft, {"title": [draft.title, None]}, place=draft.area.path)
