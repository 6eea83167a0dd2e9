"""Why the number of villages with a team changed: teams founded and dissolved, villages come and gone."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from figures.indicators import TEAMS
from figures.past_facts import villages_served
from figures.places import Asked, places_on
from reports.why.queries.households import figures_on, reading_of
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

    Both ends are figures of their days (`figures.as_of`) by the units of today, of a village its own; the parts are told
    apart village by village.
    """
    start, end = (figures_on(area, day) for day in (since, until))
    (stood, before), (stands, after) = (_villages(area, day) for day in (since, until))
    opened, closed = stands - stood, stood - stands
    return Why(
        area=area,
        indicator=TEAMS,
        since=since,
        until=until,
        start=start.team_rate.counted(start.with_team, start.expected_villages),
        end=end.team_rate.counted(end.with_team, end.expected_villages),
        parts=_parts(after - before, before - after, opened, closed),
        whole=_whole(
            len(opened),
            len(closed),
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


def _villages(area: Area, day: date) -> tuple[set[int], set[int]]:
    """Return the villages of today of which one stood on a day, in a unit, and those that had a team."""
    places = places_on(Asked(area, day, ("area_id",), reading_of(area)), None)
    served = villages_served(places.inside, day, None)
    units = {
        pk: members
        for pk, members in places.units.items()
        if pk not in places.villages or not places.villages[pk].is_unassigned
    }
    stood = {pk for pk, members in units.items() if any(one.is_open for one in members)}
    return stood, {pk for pk, some in units.items() if any(one.pk in served for one in some)}
