"""Who the people of teams are: how many women, young people, police, trained; unknown said apart."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from areas.names import sort_key
from teams.models import Member
from teams.models.training import Share, is_trained


class Part(NamedTuple):
    """One share: n of N people; of `unknown` of them nobody wrote down what it goes by."""

    label: str | Promise
    n: int
    of: int
    unknown: int = 0


class People(NamedTuple):
    """Counts of the people who serve: all, and those of each kind."""

    of: int
    women: int
    sex_unknown: int
    young: int
    born_unknown: int
    police: int
    trained: int

    @property
    def share_trained(self) -> Share:
        """The trained, n of N."""
        return Share(self.trained, self.of)

    @property
    def parts(self) -> list[Part]:
        """The shares as they are read."""
        young = _("Từ %(age)s tuổi trở xuống") % {"age": settings.TEAM_YOUTH_MAX_AGE}
        return [
            Part(_("Nữ"), self.women, self.of, self.sex_unknown),
            Part(young, self.young, self.of, self.born_unknown),
            Part(_("Công an"), self.police, self.of),
            Part(_("Đã tập huấn"), self.trained, self.of),
        ]


@dataclass(frozen=True)
class Tally:
    """People who serve: their shares, and how many there are of each role and organisation, by name."""

    people: People
    roles: list[Part]
    organisations: list[Part]


def tally(members: Any, day: date, *, then: bool = False) -> Tally:
    """Count these members by what they are, by role and by organisation, in one query.

    `then`: as they were on the day, which is over (`serving_on`). Every member is read: a country's half million is
    too many for a page.
    """
    role = "role_then" if then else "role"
    kinds = {
        "women": Q(sex=Member.Sex.FEMALE),
        "sex_unknown": Q(sex=""),
        "young": Q(birth_year__gte=day.year - settings.TEAM_YOUTH_MAX_AGE),
        "born_unknown": Q(birth_year=None),
        "police": Q(organisation=Member.Organisation.POLICE),
        "trained": Q(is_trained=True),
    }
    counts = {name: Count("pk", filter=kind) for name, kind in kinds.items()}
    named = members.order_by().annotate(is_trained=is_trained(day if then else None))
    groups = named.values(role, "organisation", "further__name")
    rows = list(groups.annotate(of=Count("pk"), **counts))
    people = People(*(sum(row[name] for row in rows) for name in People._fields))
    return Tally(
        people,
        _parts(rows, role, Member.Role.choices, people.of),
        _organisations(rows, people.of),
    )


# How teams are grouped for the units below a place: what stands at a commune itself is counted there.
_UNITS = {
    Level.PROVINCE: ("team__area__district_id", "team__area__commune_id", "team__area_id"),
    Level.DISTRICT: ("team__area__commune_id", "team__area_id"),
}


class OfUnit(NamedTuple):
    """A unit's teams that have people; these: all, those trained, the women, and those of whom that is unknown."""

    unit: Area
    teams: int
    of: int
    trained: int
    women: int
    sex_unknown: int

    @property
    def untrained(self) -> int:
        """How many were not trained yet."""
        return self.of - self.trained

    @property
    def per_team(self) -> float:
        """How many a team has that has any."""
        return self.of / self.teams


def people_by_unit(members: Any, area: Area, by: date | None = None) -> list[OfUnit]:
    """Return the people of each unit below, the smallest trained share first; none below a commune. Two queries.

    Trained `by` a day, if one is given.
    """
    columns = _UNITS.get(Level(area.level))
    if not columns:
        return []
    rows = members.order_by().annotate(is_trained=is_trained(by)).values_list(Coalesce(*columns))
    rows = rows.annotate(
        teams=Count("team", distinct=True),
        of=Count("pk"),
        trained=Count("pk", filter=Q(is_trained=True)),
        women=Count("pk", filter=Q(sex=Member.Sex.FEMALE)),
        sex_unknown=Count("pk", filter=Q(sex="")),
    )
    counted = {pk: numbers for pk, *numbers in rows}
    units = Area.unscoped.in_bulk(counted)
    found = [OfUnit(units[pk], *numbers) for pk, numbers in counted.items()]
    return sorted(found, key=lambda one: (one.trained / one.of, one.unit.sort_key))


def _organisations(rows: list[dict[str, Any]], of: int) -> list[Part]:
    """Return how many there are of each organisation, the most first: those of the list, the further ones; last others."""
    *listed, other = Member.Organisation.choices
    told = [{**row, "whose": row["further__name"] or row["organisation"]} for row in rows]
    names = sorted({row["further__name"] for row in rows} - {None}, key=sort_key)
    found = _parts(told, "whose", [*listed, *((name, name) for name in names)], of)
    return [*sorted(found, key=lambda part: -part.n), *_parts(told, "whose", [other], of)]


def _parts(rows: list[dict[str, Any]], column: str, choices: Any, of: int) -> list[Part]:
    """Return how many there are of each choice that somebody has."""
    n: Counter[str] = Counter()
    for row in rows:
        n[row[column]] += row["of"]
    return [Part(label, n[value], of) for value, label in choices if n[value]]
