"""Why the number of villages with a team changed: teams founded and dissolved, villages come and gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from figures.indicators import TEAMS
from figures.live import figures_of_one
from figures.rates import Rate
from reports.waterfall import Part, Why
from teams.models import TeamVillage

FOUNDED, DISSOLVED, OPENED, CLOSED = "lap-to", "giai-the", "thon-moi", "thon-thoi"
LABELS: dict[str, str | Promise] = {
    FOUNDED: _("Thôn mới lập tổ"),
    DISSOLVED: _("Thôn giải thể tổ"),
    OPENED: _("Thôn mới, đã có tổ"),
    CLOSED: _("Thôn thôi tồn tại, trước có tổ"),
}


@dataclass(frozen=True)
class Span:
    """From when to when something stands."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Say whether it stands on a day."""
        return self.start <= day and (self.end is None or self.end > day)


def why_teams(area: Area, since: date, until: date) -> Why:
    """Say why the villages with a team in a unit became more or fewer between two days.

    Counted by the days of the decisions. Today's count must be what the decisions in force today
    make; else the second end is moved by the difference, and the parts do not make it. Four queries.
    """
    teams, villages, today = _teams(area), _villages(area), timezone.localdate()
    before, after = _covered(teams, since), _covered(teams, until)
    astray = figures_of_one(area, today).with_team - len(_covered(teams, today))
    opened = {pk for pk, span in villages.items() if since < span.start <= until}
    closed = {pk for pk, span in villages.items() if span.end and since < span.end <= until}
    stood = [{pk for pk, span in villages.items() if span.holds(day)} for day in (since, until)]
    return Why(
        area=area,
        indicator=TEAMS,
        since=since,
        until=until,
        start=Rate(len(before), len(stood[0])),
        end=Rate(len(after) + astray, len(stood[1])),
        parts=_parts(after - before, before - after, opened, closed),
        whole=_whole(len(stood[1] - stood[0]), len(stood[0] - stood[1])),
    )


def _parts(gained: set[int], lost: set[int], opened: set[int], closed: set[int]) -> list[Part]:
    return [
        _part(FOUNDED, gained - opened, 1),
        _part(DISSOLVED, lost - closed, -1),
        _part(OPENED, gained & opened, 1),
        _part(CLOSED, lost & closed, -1),
    ]


def _whole(opened: int, closed: int) -> list[tuple[str | Promise, int]]:
    whole: list[tuple[str | Promise, int]] = [
        (_("Thôn mới"), opened),
        (_("Thôn thôi tồn tại"), -closed),
    ]
    return [(label, n) for label, n in whole if n]


def _part(key: str, villages: set[int], sign: int) -> Part:
    n = len(villages)
    return Part(key, LABELS[key], sign * n, moved=n, villages=tuple(villages))


def _teams(area: Area) -> list[tuple[int, Span]]:
    """Return each village with a stretch of time in which a team was for it; the first end counts."""
    rows = TeamVillage.unscoped.inside(area.path or "-").order_by()
    dated = rows.values_list("village_id", "valid_from", "valid_to", "team__dissolved_on")
    return [
        (pk, Span(start, min(filter(None, (left, over)), default=None)))
        for pk, start, left, over in dated.iterator()
    ]


def _covered(teams: Iterable[tuple[int, Span]], day: date) -> set[int]:
    return {pk for pk, span in teams if span.holds(day)}


def _villages(area: Area) -> dict[int, Span]:
    rows = Area.unscoped.within(area).villages().order_by()
    dated = rows.values_list("pk", "opened_on", "closed_on")
    return {pk: Span(start, end) for pk, start, end in dated.iterator()}
