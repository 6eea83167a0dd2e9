"""Units below are asked for something once; what was asked may be kept as a form for the next time."""

from collections.abc import Sequence
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
from audit.actions import record
from periodic.catalogue.actions import make_form
from periodic.content import Column
from periodic.models import Cutoff, Form, Period, Schedule, Span
from periodic.periods.actions import make_schedule
from web.once import sent_before


class AsksNobody(ValueError):
    """A request to nobody is none."""


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
    asked = [one for one in units if one.stood_on(ends_on)]
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
    told = caretakers_of(asked)
    people = {person for each in told.values() for person in each}
    notify(to=people, kind=Notice.Kind.REPORT_ASKED, ref=str(period.uuid), by=by)
    return period


@transaction.atomic
def keep_form(*, by: Any, form: Form) -> Form:
    """Offer a form again; one that is offered stays as it is."""
    if Form.unscoped.filter(pk=form.pk).exclude(retired_on=None).update(retired_on=None):
        form.refresh_from_db()
        record(by, gettext_noop("Giữ làm biểu mẫu"), form, {"name": [None, form.name]})
    return form
