"""What the register says of the parts of a unit for a period, as it was known at a moment. A dozen queries at most."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from areas.dated import recorded_before
from areas.kinds import Level
from areas.models import Area
from figures.as_of import parts_on
from figures.figures import Figures, total
from households.models import Household
from periodic.catalogue.rules.facts import Facts, Means, Sessions, Teams
from teams.models import Activity, Member, Team, Tenure
from teams.models.recorded import told
from teams.models.training import is_trained

# Whose part a row is: of a unit below, by its key; None is what belongs to no one of them.
type Parts = dict[int | None, Facts]
# By the level of a unit: the column of its parts in figures.
COLUMN = {
    Level.COMMUNE: "area_id",
    Level.DISTRICT: "commune_id",
    Level.PROVINCE: "commune_id",
    Level.COUNTRY: "province_id",
}


@dataclass(frozen=True)
class Asked:
    """Of which unit and days it is asked, and as known when; `moment` None is now."""

    area: Area
    begins_on: date
    ends_on: date
    moment: datetime | None = None
    # Of these parts alone, by their keys; None is all of them. Not of a commune, whose villages are read together.
    among: Collection[int] | None = None
    # Communes that stand elsewhere now, with the part of the unit that each was, or lay in: what is of them is of that part.
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    # Villages that stand in another commune now, with the part of the unit in which each lay; None is none of it.
    villages: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The column of figures by which parts of the unit are told apart."""
        return COLUMN[Level(self.area.level)]

    def wants(self, part: int | None) -> bool:
        """Say whether a part is asked for."""
        return part is not None and (self.among is None or part in self.among)


def facts_of(asked: Asked) -> Parts:
    """Return the facts of each part of a unit: villages of a commune, communes of what is above, provinces of the country."""
    if asked.among is not None and not asked.among:
        return {}
    area, day, some = asked.area, asked.ends_on, asked.among
    figures = parts_on(area, day, asked.column, known_on=asked.moment, old=False, among=some)
    teams, moved = _teams(asked), _came_and_left(asked)
    sessions, means = sessions_of(asked), _means(asked)
    keys = (
        {key for (key,) in figures} | teams.keys() | moved.keys() | sessions.keys() | means.keys()
    )
    return {
        key: Facts(
            figures.get((key,)) or Figures().of_past(),
            teams.get(key, Teams()) + moved.get(key, Teams()),
            sessions.get(key, Sessions()),
            means.get(key, Means()),
        )
        for key in keys
    }


def added(parts: Iterable[Facts]) -> Facts:
    """Add up the facts of parts that do not overlap."""
    found = list(parts)
    return Facts(
        total([one.figures for one in found]),
        Teams.of(one.teams for one in found),
        Sessions.of(one.sessions for one in found),
        Means.of(one.means for one in found),
    )


def _by_part(where: Asked, rows: Any, place: str, **counts: Any) -> Any:
    """Count rows by the part of the unit at which their place stands; yields the key and the numbers by name."""
    part = _part(where, place)
    found = rows.filter(lay_in(where, place)).order_by().annotate(part=part).values("part")
    for row in found.annotate(**counts):
        yield row.pop("part"), {name: number or 0 for name, number in row.items()}


def _part(asked: Asked, place: str) -> Any:
    """Write to which part of a unit a row belongs whose place is a column of its own; of the day, not of today."""
    today, lay = _part_today(asked, place), defaultdict[int, list[int]](list)
    for pk, part in asked.villages.items():
        if part is not None:
            lay[part].append(pk)
    then = [When(**{f"{place}_id__in": some}, then=Value(one)) for one, some in lay.items()]
    return Case(*then, default=today, output_field=BigIntegerField()) if then else today


def _part_today(asked: Asked, place: str) -> Any:
    level = Level(asked.area.level)
    if level == Level.COMMUNE:
        return Case(When(**{f"{place}__level": Level.VILLAGE}, then=F(f"{place}_id")))
    if level == Level.COUNTRY:
        return _province(asked, place)
    return Coalesce(f"{place}__commune_id", f"{place}_id")


def _province(asked: Asked, place: str) -> Any:
    """Write in which province a row lay; today's, but for communes that went."""
    went = defaultdict[int, list[int]](list)
    for pk, province in asked.elsewhere.items():
        went[province].append(pk)
    moved = [When(_of(some, "commune_id", place), then=one) for one, some in went.items()]
    today = F(f"{place}__province_id")
    return Case(*moved, default=today, output_field=BigIntegerField()) if moved else today


def lay_in(asked: Asked, place: str) -> Q:
    """Say of rows that their place lay, on the day, in one of the parts asked for, or is one itself."""
    here = Q(**{f"{place}__path__within": asked.area.path or "-"})
    if asked.among is not None:
        here &= _of(asked.among, asked.column, place)
        if asked.elsewhere:
            ours = [pk for pk, part in asked.elsewhere.items() if part in asked.among]
            here &= ~_of(asked.elsewhere, "commune_id", place)
            here |= _of(ours, "commune_id", place)
    if asked.villages:
        lay = [pk for pk, part in asked.villages.items() if asked.wants(part)]
        here &= ~Q(**{f"{place}_id__in": asked.villages})
        here |= Q(**{f"{place}_id__in": lay})
    return here


def _of(parts: Collection[int], column: str, place: str) -> Q:
    return Q(**{f"{place}__{column}__in": parts}) | Q(**{f"{place}_id__in": parts})


def _teams(asked: Asked) -> dict[int | None, Teams]:
    """Count teams in force and who served in them, as that was known. Two queries."""
    found = defaultdict[int | None, dict[str, int]](dict)
    day = asked.ends_on
    in_force = Team.unscoped.in_force(day)
    for key, numbers in _by_part(asked, in_force, "area", teams=Count("pk")):
        found[key] |= numbers
    serving = Member.unscoped.filter(
        _lasts("tenures__valid_to", "tenures__changed_at", asked),
        _recorded("tenures__recorded_at", asked),
        tenures__valid_from__lte=day,
    )
    # A dissolved team has no members, whatever their own days say.
    dissolved = _lasts("team__dissolved_on", "team__dissolution_recorded_at", asked)
    serving = serving.filter(dissolved)
    counts = {
        "members": Count("pk", distinct=True),
        "women": Count("pk", distinct=True, filter=Q(sex=Member.Sex.FEMALE)),
        "sex_known": Count("pk", distinct=True, filter=~Q(sex="")),
        "youth": Count("pk", distinct=True, filter=Q(organisation=Member.Organisation.YOUTH)),
        "trained": Count("pk", distinct=True, filter=Q(is_trained=True)),
    }
    rows = serving.annotate(is_trained=is_trained(day))
    for key, numbers in _by_part(asked, rows, "team__area", **counts):
        found[key] |= numbers
    return {key: Teams(**numbers) for key, numbers in found.items()}


def _lasts(ends: str, said_at: str, asked: Asked) -> Q:
    """Say of a stretch that it did not end by the last day; an end that was written down later was not known yet."""
    is_open = Q(**{ends: None}) | Q(**{f"{ends}__gt": asked.ends_on})
    return is_open | Q(**{f"{said_at}__gte": asked.moment}) if asked.moment else is_open


def _recorded(column: str, asked: Asked) -> Q:
    """Say of a fact that it was written down by the moment."""
    return recorded_before(asked.moment, column) if asked.moment else Q()


def _told(day: str, said: str, written: str, asked: Asked) -> Q:
    """Say of a day of a member that no stretch which says it was written down after the moment."""
    if not asked.moment:
        return Q()
    the_day = Q(**{said: OuterRef(day), f"{written}__gte": asked.moment})
    return Q(~Exists(Tenure.unscoped.filter(the_day, member=OuterRef("pk"))))


def _came_and_left(asked: Asked) -> dict[int | None, Teams]:
    """Count who came into teams and who left within the days, as far as that was written down. One query."""
    days = (asked.begins_on, asked.ends_on)
    came = Q(joined_on__range=days) & _told("joined_on", "valid_from", "recorded_at", asked)
    left = Q(left_on__range=days) & _told("left_on", "valid_to", "changed_at", asked)
    moved = Member.unscoped.filter(came | left)
    counts = {"joined": Count("pk", filter=came), "left": Count("pk", filter=left)}
    found = _by_part(asked, moved, "team__area", **counts)
    return {key: Teams(**numbers) for key, numbers in found}


def flows_of(asked: Asked) -> Parts:
    """Return what happened in each part of a unit within the days, and nothing else. Two queries."""
    if asked.among is not None and not asked.among:
        return {}
    moved, sessions = _came_and_left(asked), sessions_of(asked)
    return {
        key: Facts(teams=moved.get(key, Teams()), sessions=sessions.get(key, Sessions()))
        for key in moved.keys() | sessions.keys()
    }


def sessions_of(asked: Asked) -> dict[int | None, Sessions]:
    """Count the sessions of the days that were recorded, and not withdrawn, by the moment. One query."""
    moment = asked.moment
    rows = Activity.unscoped.held() if moment is None else Activity.unscoped.held_until(moment)
    rows = rows.between(asked.begins_on, asked.ends_on)
    both = Q(women__isnull=False) & (Q(persons__isnull=False) | Q(people__isnull=False))
    counts = {
        "n": Count("pk"),
        "turns": Sum("people"),
        "turns_in": Count("people"),
        "women_": Sum("women", filter=both),
        "heads": Sum(Coalesce("persons", "people"), filter=both),
        "women_in": Count("pk", filter=both),
    }
    found = {}
    for key, numbers in _by_part(asked, rows.filter(told(moment)), "team__area", **counts):
        numbers["women"] = numbers.pop("women_")
        found[key] = Sessions(**cast("dict[str, int]", numbers))
    return found


def _means(asked: Asked) -> dict[int | None, Means]:
    """Count the households of today's register that were asked for a smartphone by the end of the period. One query."""
    rows = Household.unscoped.open()
    rows = rows.filter(means_asked_on__lte=asked.ends_on, smartphone__isnull=False)
    counts = {"asked": Count("pk"), "without_smartphone": Count("pk", filter=Q(smartphone=False))}
    return {key: Means(**numbers) for key, numbers in _by_part(asked, rows, "village", **counts)}
