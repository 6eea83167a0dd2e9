"""Reports of the demo: the province asks each month, from the 15th to the 14th; most communes have sent the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from areas.models import Area
from demo.seeded_random import seeded
from periodic.brief import kept
from periodic.catalogue.actions import bring_ours
from periodic.catalogue.queries import latest
from periodic.catalogue.rules.defaults import MONTHLY
from periodic.drafts.queries.drafts import content_of
from periodic.filing.actions.sending import judged
from periodic.models import Cutoff, FormVersion, Period, Report, Schedule, Span, State, Submission
from periodic.periods.actions import make_schedule

TITLE = "Báo cáo hoạt động tổ công nghệ số cộng đồng"
# Of ten communes: how many of the last period have sent, and how many only begun; of the one before all have sent.
SENT, BEGUN = 7, 2
# Since when the province asks: two periods are over whenever a demo is built.
BACK = timedelta(days=75)


def make_reports(users: Mapping[str, User], today: date, few: Sequence[Area] | None = None) -> int:
    """Let the province ask for reports, and communes send those of the periods that are over; returns how many.

    Of a few communes alone where they are given (for tests).
    """
    province = users["tinh"].area
    if province is None:
        return 0
    form = next(one for one in bring_ours(by=users["quantri"]) if one.key == MONTHLY)
    schedule = make_schedule(
        by=users["quantri"],
        area=province,
        form=form,
        title=TITLE,
        document="Công văn minh họa 15/SKHCN-CĐS",
        span=Span.MONTH,
        cutoff=Cutoff.FOURTEENTH,
        working_days=2,
        begins_on=today - BACK,
    )
    version = latest(form)
    inside = Area.unscoped.within(schedule.area).communes().filter(closed_on=None).order_by("code")
    asked = inside if few is None else inside.filter(pk__in=[one.pk for one in few])
    return _write(schedule, version, users, today, list(asked)) if version else 0


def _write(
    schedule: Schedule,
    version: FormVersion,
    users: Mapping[str, User],
    today: date,
    communes: Sequence[Area],
) -> int:
    periods = list(schedule.periods.filter(due_on__lt=today).order_by("-ends_on")[:2])
    officers = User.unscoped.officers_of([one.pk for one in communes])
    made = 0
    for at, period in reversed(list(enumerate(periods))):
        for commune in communes:
            place = seeded("reports", commune.code).randrange(10)
            by = officers.get(commune.pk, users["quantri"])
            if commune.pk == users["canbo"].area_id and not at:
                # Left for whoever tries it.
                continue
            if at or place < SENT:
                _send(period, commune, version, by, users["huyen"])
                made += 1
            elif place < SENT + BEGUN:
                _open(period, commune, version, by, State.DRAFT)
    return made


def _open(period: Period, area: Area, version: FormVersion, by: User, state: str) -> Report:
    return Report.unscoped.create(
        period=period, area=area, form_version=version, state=state, opened_by=by
    )


def _send(period: Period, area: Area, version: FormVersion, by: User, reviewer: User) -> None:
    """Write what a commune sent on one of the days before it was due, and what became of it."""
    rng = seeded("reports", period.pk, area.code)
    moment = timezone.make_aware(datetime.combine(period.due_on, time(rng.randrange(8, 17))))
    # Whoever reviews does it below their own unit alone; the rest waits for the province.
    is_below = bool(reviewer.area and area.path.startswith(reviewer.area.path))
    is_approved = is_below and reviewer.area != area and rng.random() < 0.8
    report = _open(period, area, version, by, State.APPROVED if is_approved else State.SENT)
    said = content_of(report)
    content = replace(said, known_at=moment.isoformat(), sent_by=by.full_name, demo=True)
    decided = {
        "decision": State.APPROVED,
        "decided_by": reviewer,
        "decided_at": moment + timedelta(days=1),
    }
    Submission.unscoped.create(
        report=report,
        number=1,
        **kept(content.as_data()),
        sent_by=by,
        sent_at=moment,
        on_time=True,
        **judged(content),
        **(decided if is_approved else {}),
    )
