"""Why the number of villages with a team changed: teams founded and dissolved, villages come and gone."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from figures.as_of import as_of_one
from figures.indicators import TEAMS
from figures.past_facts import inside_of, villages_served
from figures.snapshots import units
from reports.why.queries.waterfall import Part, Why

FOUNDED, DISSOLVED, OPENED, CLOSED = "lap-to", "giai-the", "thon-moi", "thon-thoi"
LABELS: dict[str, str | Promise] = {
    FOUNDED: _("Thôn mới lập tổ"),
    DISSOLVED: _("Thôn giải thể tổ"),
    OPENED: _("Thôn mới, đã có tổ"),
    CLOSED: _("Thôn thôi tồn tại, trước có tổ"),
}


def why_teams(area: Area, since: date, until: date) -> Why:
    """Say why the villages with a team in a unit became more or fewer between two days.

    Both ends are figures of their days (`figures.as_of`); the parts are told apart village by village.
    """
    start, end = (as_of_one(area, day, old=False) for day in (since, until))
    villages = list(units(Area.unscoped.within(area).villages()))
    before, after = (_covered(area, day) for day in (since, until))
    opened = {one.pk for one in villages if since < one.opened_on <= until}
    closed = {one.pk for one in villages if one.closed_on and since < one.closed_on <= until}
    stood = [{one.pk for one in villages if one.is_open(day)} for day in (since, until)]
    return Why(
        area=area,
        indicator=TEAMS,
        since=since,
        until=until,
        start=start.team_rate.counted(start.with_team, start.expected_villages),
        end=end.team_rate.counted(end.with_team, end.expected_villages),
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
    return set(villages_served(inside_of(area), day, None))
