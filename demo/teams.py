"""One team of the demo: who is in it, and what it did in two years."""

from collections.abc import Mapping
from datetime import date
from random import Random

from areas.models import Area
from areas.names import person_sort_key
from demo.names import FEMALE, MALE, People, family, person, telephone
from demo.people import people_of
from demo.seeded_random import day_between
from demo.village_plans import VillagePlan
from teams.models import Activity, Decision, Member, Team, TeamVillage, Tenure

Role, Organisation = Member.Role, Member.Organisation

_HELPERS = (
    Organisation.POLICE,
    Organisation.WOMEN,
    Organisation.FRONT,
    Organisation.FARMERS,
    Organisation.SCHOOL,
    Organisation.BUSINESS,
    Organisation.OTHER,
)
# The team of Hội Phú is the one the drawings show.
HOI_PHU_LEADER = "Trần Thị Kim Oanh"
_HOI_PHU = (
    (HOI_PHU_LEADER, FEMALE, Role.LEADER, Organisation.VILLAGE, "0257 300 0131"),
    ("Trần Quốc Vinh", MALE, Role.DEPUTY, Organisation.YOUTH, "0257 300 0121"),
    ("Lê Hoàng Nam", MALE, Role.MEMBER, Organisation.POLICE, "0257 300 0132"),
    ("Phạm Thị Ngọc", FEMALE, Role.MEMBER, Organisation.WOMEN, "0257 300 0133"),
    ("Ngô Văn Phúc", MALE, Role.MEMBER, Organisation.FARMERS, "0257 300 0134"),
    ("Huỳnh Thị Lài", FEMALE, Role.MEMBER, Organisation.SCHOOL, "0257 300 0135"),
)


def members_of(rng: Random, team: Team, plan: VillagePlan, today: date) -> list[Member]:
    """Draw the members of a village's team; a team on paper has no leader yet."""
    if plan.leader == HOI_PHU_LEADER:
        return [
            _member(team, name, role, organisation, sex=sex, phone=phone)
            for name, sex, role, organisation, phone in _HOI_PHU
        ]
    if not plan.leader and rng.random() < 0.08:
        few = rng.sample(_HELPERS, rng.randint(0, 2))
        return [_drawn(rng, team, plan, Role.MEMBER, organisation) for organisation in few]
    leader = _drawn(rng, team, plan, Role.LEADER, Organisation.VILLAGE)
    deputy = _drawn(rng, team, plan, Role.DEPUTY, Organisation.YOUTH)
    if plan.leader:
        leader.full_name, leader.sex = plan.leader, MALE
        leader.sort_key = person_sort_key(plan.leader)
    helpers = rng.sample(_HELPERS, rng.randint(2, 6))
    rest = [_drawn(rng, team, plan, Role.MEMBER, organisation) for organisation in helpers]
    return [leader, deputy, *rest, *_former(rng, leader, plan, today)]


def commune_members_of(rng: Random, team: Team, plan: VillagePlan) -> list[Member]:
    """Draw the members of a commune's own team."""
    roles = [Role.LEADER, Role.DEPUTY, *[Role.MEMBER] * rng.randint(3, 5)]
    seats = [Organisation.OTHER, Organisation.YOUTH, *rng.sample(_HELPERS, len(roles) - 2)]
    return [_drawn(rng, team, plan, role, seat) for role, seat in zip(roles, seats, strict=True)]


def settle(team: Team, members: list[Member], activities: list[Activity]) -> None:
    """Keep on the team what its members and sessions say."""
    team.led = any(m.role == Role.LEADER and m.left_on is None for m in members)
    team.last_active_on = max((a.held_on for a in activities), default=None)


def tenure_of(member: Member, said: Mapping[tuple[int, date], Decision]) -> Tenure:
    """Return the one role that a person of the demo has had, by the decisions of those days."""
    ended = member.left_on and said.get((member.team.pk, member.left_on))
    return Tenure(
        begun_by=said.get((member.team.pk, member.joined_on)),
        ended_by=ended or None,
        team=member.team,
        member=member,
        role=member.role,
        valid_from=member.joined_on,
        valid_to=member.left_on,
    )


def village_of(team: Team, village: Area, said: Mapping[tuple[int, date], Decision]) -> TeamVillage:
    """Return that a team of the demo is for a village, by the decision that founded it."""
    begun_by = said.get((team.pk, team.founded_on))
    return TeamVillage(team=team, village=village, valid_from=team.founded_on, begun_by=begun_by)


def _former(rng: Random, leader: Member, plan: VillagePlan, today: date) -> list[Member]:
    """Now and then, have a leader before this one."""
    if rng.random() >= 0.1 or plan.leader:
        return []
    former = _drawn(rng, leader.team, plan, Role.LEADER, Organisation.VILLAGE)
    last = former.team.dissolved_on or today
    former.left_on = leader.joined_on = day_between(rng, former.joined_on, last)
    return [former]


def _drawn(
    rng: Random, team: Team, plan: VillagePlan, role: Member.Role, organisation: Member.Organisation
) -> Member:
    sex = FEMALE if organisation == Organisation.WOMEN else rng.choice((FEMALE, MALE))
    local = organisation in {Organisation.VILLAGE, Organisation.YOUTH}
    people = people_of(rng, plan) if local else People.KINH
    name = person(rng, family(rng, people), sex)
    member = _member(team, name, role, organisation, sex=sex, phone=telephone(rng))
    member.birth_year = rng.randint(1968, 2002)
    return member


def _member(
    team: Team,
    name: str,
    role: Member.Role,
    organisation: Member.Organisation,
    *,
    sex: str,
    phone: str,
) -> Member:
    return Member(
        team=team,
        full_name=name,
        sort_key=person_sort_key(name),
        role=role,
        organisation=organisation,
        sex=sex,
        phone=phone,
        joined_on=team.founded_on,
    )
