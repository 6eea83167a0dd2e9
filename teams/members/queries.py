"""Which accounts people of teams may have, and who serves in two teams of one commune: said, never refused."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User, UserQuerySet
from areas.kinds import Level
from areas.models import Area
from areas.models.area import AreaQuerySet
from teams.models import Member, Team
from teams.register.rules import Known, identities, same


def accounts_for(by: Any, team: Team, but: Member | None = None) -> UserQuerySet:
    """Return the accounts in use of the team's commune that `by` may see and no other member has."""
    commune = team.area.commune or team.area
    taken = Member.unscoped.filter(team=team, left_on=None, account__isnull=False)
    if but:
        taken = taken.exclude(pk=but.pk)
    here = User.objects.visible_to(by).inside(commune.path or "-").filter(is_active=True)
    return here.exclude(pk__in=taken.values("account")).by_place()


class Also(NamedTuple):
    """A person of a team and another team he is in; not sure where nothing but the name says so."""

    name: str
    team: int
    sure: bool


# What is known of a person, and the team they serve in.
type _Serving = tuple[Known, int]


def communes(keys: Iterable[int]) -> AreaQuerySet:
    """Return these communes with their villages: people are compared within whole communes."""
    keys = list(keys)
    return Area.unscoped.filter(Q(commune__in=keys) | Q(pk__in=keys))


def around(area: Area) -> AreaQuerySet:
    """Return the places of all communes of a unit; of a village, those of its commune."""
    if area.level < Level.COMMUNE:
        return Area.unscoped.within(area)
    return communes([area.commune_id or area.pk])


def shared_people(places: AreaQuerySet) -> dict[int, list[Also]]:
    """Return by team in force who is in another one too, as `same_people` tells them. One query.

    All who serve there are read: six for each village, so ask for no more than a province.
    """
    serving = Member.unscoped.filter(left_on=None, team__dissolved_on=None)
    rows = serving.filter(team__area__in=places.order_by().values("pk")).order_by("pk")
    commune: Any = Coalesce("team__area__commune_id", "team__area_id")
    columns = ("pk", "full_name", "phone", "birth_year", "joined_on", "person_id")
    of_commune: dict[int, list[_Serving]] = defaultdict(list)
    for place, team, *known in rows.values_list(commune, "team_id", *columns):
        of_commune[place].append((Known(*known), team))
    found: dict[int, list[Also]] = defaultdict(list)
    for people in of_commune.values():
        _compare(people, found)
    return {team: people for team, people in found.items() if people}


def _compare(people: list[_Serving], found: dict[int, list[Also]]) -> None:
    """Add what is found among the people of one commune."""
    who = identities(known for known, _team in people)
    stays_of: dict[int, list[_Serving]] = defaultdict(list)
    for known, team in people:
        stays_of[who[known.member].person].append((known, team))
    for stays in stays_of.values():
        for known, team in stays:
            sure: dict[int, bool] = {}
            for other, elsewhere in stays:
                if elsewhere != team:
                    verdict = same(known, other) is True
                    sure[elsewhere] = verdict or sure.get(elsewhere, False)
            found[team] += [Also(known.name, *item) for item in sorted(sure.items())]
