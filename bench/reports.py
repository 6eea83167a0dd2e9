"""Reports of a period: sent at the pace of three thousand in ten minutes while others save, and summed up by a province."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import OperationalError
from django.db.models import CharField
from django.db.models.functions import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from bench.generate import COUNTRY, PROVINCE, PROVINCES, READER
from bench.measuring import Line, Timed, interleaved, none_wrong
from bench.pages import flat_of, get, reader
from bench.saves import Load, work as save
from bench.urls import FLOOR
from bench.workers import together
from periodic.brief import kept
from periodic.catalogue.actions import bring_ours
from periodic.catalogue.queries import latest
from periodic.catalogue.rules.defaults import MONTHLY
from periodic.content import Content, digest
from periodic.drafts.queries.drafts import content_of
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.live import write
from periodic.models import Cutoff, Period, Report, Span, State, Submission
from periodic.periods.actions import make_schedule

SENDERS, SAVERS = 4, 4
PER_SECOND = 3_000 / 600
# Seconds that nineteen of twenty sendings take at most, from the moment at which somebody presses; how many times F
# a province's summary may cost.
MOST, FLOORS = 2, 8
SUMMARY = "summary of reports"
# The first province: its code, and whoever receives reports there.
CODE, RECEIVER = str(PROVINCE + 1), "bench-"
# Copies that are read again, each of the moment at which it was sent.
AGAIN = 30


@dataclass
class Sent:
    """What one process did: seconds of each sending, saves, and lock errors."""

    seconds: list[float]
    saves: int = 0
    locked: int = 0


def period_of_last_month() -> Period:
    """Let the country ask for reports; return the last period that is over, all communes have sent the one before."""
    country, today = Area.unscoped.get(pk=COUNTRY), timezone.localdate()
    # Each province has somebody who receives them, and is told of each.
    receivers = [
        User(username=f"{RECEIVER}{at}", password="!", role=Role.REVIEWER, area_id=PROVINCE + at)  # noqa: S106 - opens nothing
        for at in range(1, PROVINCES + 1)
    ]
    User.unscoped.bulk_create(receivers, ignore_conflicts=True)
    # What has no code has no address of a report.
    inside = Area.unscoped.filter(level__in=(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE))
    inside.update(code=Cast("pk", CharField()))
    schedule = make_schedule(
        by=None,
        area=country,
        form=next(one for one in bring_ours() if one.key == MONTHLY),
        title="Bench",
        span=Span.MONTH,
        cutoff=Cutoff.FOURTEENTH,
        begins_on=today - timedelta(days=75),
    )
    last, before, *_ = schedule.periods.filter(ends_on__lt=today).order_by("-ends_on")
    _send_all(before)
    return last


def _send_all(period: Period) -> None:
    """Let each commune have sent the same, whatever its register says: what came late is looked up in all of them."""
    by, version = User.unscoped.get(username=READER), latest(period.schedule.form)
    communes = Area.unscoped.communes().order_by("pk")
    reports = [
        Report(period=period, area=one, form_version=version, state=State.SENT) for one in communes
    ]
    Report.unscoped.bulk_create(reports, batch_size=1_000)
    rows = Report.unscoped.filter(period=period).order_by("pk")
    said = content_of(rows[0]).as_data()
    moment = timezone.now()
    facts = {**kept(said), "sent_by": by, "sent_at": moment, "on_time": True}
    copies = (Submission(report=one, number=1, **facts) for one in rows)
    Submission.unscoped.bulk_create(copies, batch_size=200)


def report_lines(number: int, rounds: int) -> list[Line]:
    """Send so many reports of communes while others save, then read what a province sums up of them."""
    period = period_of_last_month()
    keys = list(Area.unscoped.communes().order_by("pk").values_list("pk", flat=True)[:number])
    # While nobody has sent, the registers are read; afterwards, what was sent.
    unsent = list(_summaries(period, rounds))
    done = together(partial(_work, period.pk, keys), SENDERS + SAVERS, _first)
    timed = Timed([one for each in done for one in each.seconds])
    saves, locked = sum(one.saves for one in done), sum(one.locked for one in done)
    what = f"a report sent, {PER_SECOND:.0f} a second by {SENDERS} while {SAVERS} save, seconds"
    value = f"{timed} of {len(timed.seconds)}, {saves} saves"
    return [
        Line(what, value, timed.p95, at_most=MOST),
        Line("lock errors while reports are sent", str(locked), wrong=locked),
        _read_again(period, len(keys)),
        *unsent,
        *_summaries(period, rounds),
    ]


def _first(_index: int) -> None:
    """Open the connection before the clock runs."""
    User.unscoped.get(username=READER)


def _work(period: int, keys: Sequence[int], index: int) -> Sent:
    if index >= SENDERS:
        saves, locked = save(Load(len(keys) / PER_SECOND, same=False, counted=True))(index)
        return Sent([], saves, locked)
    return _send(Period.unscoped.select_related("schedule").get(pk=period), keys, index)


def _send(period: Period, keys: Sequence[int], index: int) -> Sent:
    """Send every fourth report, each at its time; who waits for the one before waits, too."""
    by, began, found = User.unscoped.get(username=READER), time.perf_counter(), Sent([])
    for at in range(index, len(keys), SENDERS):
        pressed = began + at / PER_SECOND
        time.sleep(max(pressed - time.perf_counter(), 0))
        area = Area.unscoped.get(pk=keys[at])
        try:
            send(by=by, report=open_report(by=by, period=period, area=area), write=write)
        except OperationalError:
            found.locked += 1
        else:
            found.seconds.append(time.perf_counter() - pressed)
    return found


def _read_again(period: Period, number: int) -> Line:
    """Read the registers again as they were known when the reports were sent, and compare."""
    copies = Submission.unscoped.filter(report__period=period).select_related("report__area")
    # Where somebody saved beside them, and elsewhere.
    wrong, looked = 0, list(copies.order_by("report__area")[:AGAIN])
    for copy in looked:
        sent, again = Content.of_data(copy.content), content_of(copy.report, copy.sent_at)
        wrong += (sent.total, sent.rows) != (again.total, again.rows)
        wrong += copy.digest != digest(copy.content)
    wrong += abs(copies.count() - number)
    return none_wrong("reports that are not what was known when they were sent", wrong, len(looked))


def _province(period: Period) -> tuple[Client, Mapping[str, str]]:
    """Return who reads for the first province, and what it sums up of a period."""
    summary = reverse("periodic:report", args=[period.uuid, CODE])
    board = reverse("periodic:period", args=[period.uuid])
    return reader(f"{RECEIVER}1"), {SUMMARY: summary, "board of who has sent": board}


def _summaries(period: Period, rounds: int) -> Iterator[Line]:
    """Time what a province reads of its communes against F."""
    client, pages = _province(period)
    gets: dict[str, Callable[[], object]] = {
        name: partial(get, client, address) for name, address in {"F": FLOOR, **pages}.items()
    }
    found = interleaved(gets, rounds)
    floor, communes = found.pop("F"), Area.unscoped.communes().filter(province=PROVINCE + 1).count()
    come = Report.unscoped.arrived().filter(period=period, area__province=PROVINCE + 1).count()
    for name, timed in found.items():
        what = f"a province's {name}, {come} of {communes} communes sent"
        most = FLOORS if name == SUMMARY else 0
        yield Line(what, str(timed), timed.p50 / floor.p50, at_most=most)


def flat_summary(small: str, large: str) -> list[Line]:
    """Compare the SQL of what a province sums up with few households and with many."""
    return flat_of(small, large, lambda: _province(period_of_last_month()))
