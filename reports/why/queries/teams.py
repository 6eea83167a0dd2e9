"""Why the number of villages with a team changed: teams founded and dissolved, villages come and gone."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from figures.as_of import as_of_one
from figures.indicators import TEAMS
from figures.past_facts import villages_served
from figures.rates import Rate
from reports.why.queries.waterfall import Part, Why, as_said

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

    Both ends are figures of their days (`figures.as_of`); the parts are told apart village by village.
    """
    start, end = (as_of_one(area, day, old=False) for day in (since, until))
    villages = _villages(area)
    before, after = (_covered(area, day) for day in (since, until))
    opened = {pk for pk, span in villages.items() if since < span.start <= until}
    closed = {pk for pk, span in villages.items() if span.end and since < span.end <= until}
    stood = [{pk for pk, span in villages.items() if span.holds(day)} for day in (since, until)]
    return Why(
        area=area,
        indicator=TEAMS,
        since=since,
        until=until,
        start=as_said(Rate(start.with_team, start.expected_villages), start.team_rate),
        end=as_said(Rate(end.with_team, end.expected_villages), end.team_rate),
        parts=_parts(after - before, before - after, opened, closed),
        whole=_whole(
            len(stood[1] - stood[0]),
            len(stood[0] - stood[1]),
            end.unattributed_villages - start.unattributed_villages,
        ),
    )


def _parts(gained: set[int], lost: set[int], opened: set[int], closed: set[int]) -> list[Part]:
    return [
        _part(FOUNDED, gained - opened, 1),
        _part(DISSOLVED, lost - closed, -1),
        _part(OPENED, gained & opened, 1),
        _part(CLOSED, lost & closed, -1),
    ]


def _whole(opened: int, closed: int, declared: int) -> list[tuple[str | Promise, int]]:
    whole: list[tuple[str | Promise, int]] = [
        (_("Thôn mới"), opened),
        (_("Thôn thôi tồn tại"), -closed),
        (_("Thôn khai báo mà chưa có trong danh sách"), declared),
    ]
    return [(label, n) for label, n in whole if n]


def _part(key: str, villages: set[int], sign: int) -> Part:
    n = len(villages)
    return Part(key, LABELS[key], sign * n, moved=n, villages=tuple(villages))


def _covered(area: Area, day: date) -> set[int]:
    return {pk for (pk,) in villages_served(area, day, None, ())}


def _villages(area: Area) -> dict[int, Span]:
    rows = Area.unscoped.within(area).villages().order_by()
    dated = rows.values_list("pk", "opened_on", "closed_on")
    return {pk: Span(start, end) for pk, start, end in dated.iterator()}
