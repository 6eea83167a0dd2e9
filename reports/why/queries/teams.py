"""Why the number of villages with a team changed: teams founded and dissolved, villages come and gone."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.dated import not_ended
from areas.models import Area
from figures.indicators import TEAMS
from figures.past_facts import villages_served
from figures.places import Asked, places_on
from figures.standing import Reading
from reports.why.queries.households import figures_on, reading_of
from reports.why.queries.waterfall import Part, Why

FOUNDED, DISSOLVED, OPENED, CLOSED = "lap-to", "giai-the", "thon-moi", "thon-thoi"
# By the units that stood alone: by those of today a village is where it is.
CAME, LEFT = "thon-den", "thon-di"
LABELS: dict[str, str | Promise] = {
    FOUNDED: _("Thôn mới lập tổ"),
    DISSOLVED: _("Thôn giải thể tổ"),
    OPENED: _("Thôn mới, đã có tổ"),
    CLOSED: _("Thôn thôi tồn tại, trước có tổ"),
    CAME: _("Thôn chuyển đến, đã có tổ"),
    LEFT: _("Thôn chuyển đi, trước có tổ"),
}


def why_teams(area: Area, since: date, until: date, asked: Reading = Reading.NOW) -> Why:
    """Say why the villages with a team in a unit became more or fewer between two days.

    Both ends are figures of their days (`figures.as_of`) by the units of today or those that stood, of a village its own;
    the parts are told apart village by village.
    """
    reading = reading_of(area, asked)
    start, end = (figures_on(area, day, reading) for day in (since, until))
    (stood, before), (stands, after) = (_villages(area, day, reading) for day in (since, until))
    opened, closed = stands - stood, stood - stands
    came, left = _moved(opened, closed, since, until) if reading is Reading.THEN else (set(), set())
    declared = end.unattributed_villages - start.unattributed_villages
    return Why(
        area=area,
        indicator=TEAMS,
        since=since,
        until=until,
        start=start.team_rate.counted(start.with_team, start.expected_villages),
        end=end.team_rate.counted(end.with_team, end.expected_villages),
        parts=[
            *_parts(after - before - came, before - after - left, opened, closed),
            *([_part(CAME, after & came, 1)] if came else []),
            *([_part(LEFT, before & left, -1)] if left else []),
        ],
        whole=_whole((opened - came, closed - left, came, left), declared),
    )


def _parts(gained: set[int], lost: set[int], opened: set[int], closed: set[int]) -> list[Part]:
    return [
        _part(FOUNDED, gained - opened, 1),
        _part(DISSOLVED, lost - closed, -1),
        _part(OPENED, gained & opened, 1),
        _part(CLOSED, lost & closed, -1),
    ]


def _whole(villages: tuple[set[int], ...], declared: int) -> list[tuple[str | Promise, int]]:
    opened, closed, came, left = (len(some) for some in villages)
    whole: list[tuple[str | Promise, int]] = [
        (_("Thôn mới"), opened),
        (_("Thôn thôi tồn tại"), -closed),
        (_("Thôn chuyển đến"), came),
        (_("Thôn chuyển đi"), -left),
        (_("Thôn khai báo mà chưa có trong danh sách"), declared),
    ]
    return [(label, n) for label, n in whole if n]


def _moved(
    opened: set[int], closed: set[int], since: date, until: date
) -> tuple[set[int], set[int]]:
    """Return which of the villages that are there now, and were not, stood elsewhere before, and which gone ones do now. One query."""
    if not opened and not closed:
        return set(), set()
    rows = Area.unscoped.filter(pk__in=opened, opened_on__lte=since)
    rows |= Area.unscoped.filter(not_ended(until, "closed_on"), pk__in=closed)
    stood = set(rows.order_by().values_list("pk", flat=True))
    return opened & stood, closed & stood


def _part(key: str, villages: set[int], sign: int) -> Part:
    n = len(villages)
    return Part(key, LABELS[key], sign * n, moved=n, villages=tuple(villages))


def _villages(area: Area, day: date, reading: Reading) -> tuple[set[int], set[int]]:
    """Return the villages of today of which one stood on a day, in a unit, and those that had a team."""
    places = places_on(Asked(area, day, ("area_id",), reading), None)
    served = villages_served(places.inside, day, None)
    units = {
        pk: members
        for pk, members in places.units.items()
        if pk not in places.villages or not places.villages[pk].is_unassigned
    }
    stood = {pk for pk, members in units.items() if any(one.is_open for one in members)}
    return stood, {pk for pk, some in units.items() if any(one.pk in served for one in some)}
