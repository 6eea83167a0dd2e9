"""Teams of a village that a decision on units ends: they are for its successor from that day on.

Steps, no actions: whoever takes them holds the count rows of both communes, and records.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from areas.dated import not_ended
from areas.models import Area
from teams.models import Team, TeamVillage
from teams.register.actions import restate, settle

type Days = tuple[date, date | None]


class Served(NamedTuple):
    """A stretch in which a team was for a village, and its days before; None of one that was made."""

    row: TeamVillage
    before: Days | None


def follow(
    *,
    old: Area,
    new: Area,
    on: date,
    only: Collection[int] | None = None,
    but: Collection[int] = (),
) -> list[Served]:
    """Let the teams of a village be for another from a day on; return what was changed and made.

    `only`: teams with these keys, `but` those with these.
    Each team keeps its people and its leader: two teams of one village are settled by a decision on them.
    """
    rows = TeamVillage.unscoped.filter(not_ended(on), village=old).exclude(valid_to=on)
    rows = rows.filter(not_ended(on, "team__dissolved_on")).select_related("team").order_by("pk")
    rows = rows.exclude(team__in=but) if only is None else rows.filter(team__in=only)
    found = list[Served]()
    for row in rows:
        since, until = max(on, row.valid_from), row.valid_to
        if until is not None and until <= since:
            continue
        found.append(Served(row, (row.valid_from, until)))
        restate(row, valid_to=since)
        found += _serve(row.team, new, since, until)
    teams = {served.row.team_id: served.row.team for served in found}
    for team in teams.values():
        if team.area_id == old.pk:
            team.area = new
    _settle(teams.values())
    return found


def follow_back(*, old: Area, new: Area, served: Iterable[Served]) -> None:
    """Take back what `follow` did, the last first."""
    rows = list(served)
    for row, before in reversed(rows):
        since, until = before or (row.valid_from, row.valid_from)
        restate(row, valid_from=since, valid_to=until)
    teams = {row.team_id: row.team for row, _before in rows}
    for team in teams.values():
        if team.area_id == new.pk and any(
            row.team_id == team.pk and row.village_id == old.pk for row, _before in rows
        ):
            team.area = old
    _settle(teams.values())


def _serve(team: Team, village: Area, since: date, until: date | None) -> list[Served]:
    """Let a team be for a village in a stretch; one that touches it grows: it is there once a day."""
    touching = TeamVillage.unscoped.filter(
        not_ended(since, inclusive=True), team=team, village=village
    )
    if until is not None:
        touching = touching.filter(valid_from__lte=until)
    # A stretch of no day touches nothing.
    one = touching.filter(Q(valid_to=None) | ~Q(valid_to=since)).order_by("valid_from").first()
    if one is None:
        row = TeamVillage.unscoped.create(
            team=team, village=village, valid_from=since, valid_to=until
        )
        return [Served(row, None)]
    before = (one.valid_from, one.valid_to)
    last = None if None in (until, one.valid_to) else max(until, one.valid_to)  # type: ignore[type-var]  # neither is None
    restate(one, valid_from=min(since, one.valid_from), valid_to=last)
    return [Served(one, before)]


def _settle(teams: Iterable[Team]) -> None:
    """Count the villages of teams anew, and what teams bring to figures."""
    found = list(teams)
    for team in found:
        team.further_villages = max(team.villages.open().count() - 1, 0)
    if found:
        settle(found)
