"""The households of a village and the people in them."""

import uuid
from datetime import date, timedelta
from random import Random

from demo.names import (
    FEMALE,
    MALE,
    Family,
    People,
    childs_family,
    family,
    person,
    telephone,
)
from demo.seeded_random import day_between, pick, seeded
from demo.village_plans import VillagePlan
from households.models import Household, Refusal, Resident, Status

_SIZES = {1: 12.0, 2: 31.0, 3: 31.0, 4: 26.0}
_HAMLETS = (
    "Xóm Chợ", "Xóm Bến", "Xóm Trên", "Xóm Dưới", "Xóm Đình", "Xóm Giữa", "Xóm Gò", "Xóm Cầu",
)  # fmt: skip
_ROADS = ("đường liên thôn", "đường bê tông", "tỉnh lộ", "đường ven sông", "hẻm nhà văn hóa")

type Roof = tuple[Household, list[Resident]]


def roofs_of(plan: VillagePlan, today: date) -> list[Roof]:
    """Return the households of a village with their people, the same at every run."""
    rng = seeded("people", plan.village.key)
    return [_roof(rng, plan, today) for _ in range(plan.households)]


def _roof(rng: Random, plan: VillagePlan, today: date) -> Roof:
    head, others = _people(rng, plan, today.year)
    household = Household(
        uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        village=plan.village.area,
        head_name=head.full_name,
        hamlet=_hamlet(rng),
        phone=telephone(rng) if rng.random() < 0.45 else "",
        opened_on=date.fromordinal(today.toordinal() - plan.days - 1),
    )
    household.make_keys()
    for resident in (head, *others):
        resident.household = household
    return household, [head, *others]


def _hamlet(rng: Random) -> str:
    if rng.random() < 0.45:
        return rng.choice(_HAMLETS)
    return f"Số {rng.randint(1, 180)}, {rng.choice(_ROADS)}" if rng.random() < 0.5 else ""


def _people(rng: Random, plan: VillagePlan, year: int) -> tuple[Resident, list[Resident]]:
    """Draw a head and who lives with him."""
    people = people_of(rng, plan)
    sex = MALE if rng.random() < 0.7 else FEMALE
    age = round(rng.triangular(24, 86, 46))
    own, other = family(rng, people), family(rng, people)
    head = _resident(rng, own, sex, year - age, Resident.Relation.HEAD)
    head.is_head = True
    size = pick(rng, _SIZES)
    mates: list[Resident] = []
    if size > 1 and rng.random() < 0.88:
        born = year - max(20, age + rng.randint(-6, 4))
        opposite = FEMALE if sex == MALE else MALE
        mates.append(_resident(rng, other, opposite, born, Resident.Relation.SPOUSE))
    child = childs_family(own, other) if sex == MALE else childs_family(other, own)
    while len(mates) < size - 1:
        mates.append(_younger_or_older(rng, own, child, age, year))
    return head, mates


def people_of(rng: Random, plan: VillagePlan) -> People:
    """Say whose names a household bears: in a buôn most are of the mountains' own peoples."""
    own = 0.0
    if plan.profile.peoples:
        own = 0.85 if plan.village.is_buon else 0.15
    return pick(rng, plan.profile.peoples) if rng.random() < own else People.KINH


def _younger_or_older(rng: Random, own: Family, child: Family, age: int, year: int) -> Resident:
    """Draw a parent of the head, a child, or a grandchild, as his age allows."""
    sex = rng.choice((FEMALE, MALE))
    if age < 56 and rng.random() < 0.14:
        born = max(1930, year - age - rng.randint(20, 32))
        return _resident(rng, own, sex, born, Resident.Relation.PARENT)
    if age > 60 and rng.random() < 0.3:
        born = year - rng.randint(3, age - 44)
        return _resident(rng, child, sex, born, Resident.Relation.GRANDCHILD)
    born = year - max(1, age - rng.randint(21, 34))
    return _resident(rng, child, sex, born, Resident.Relation.CHILD)


def _resident(
    rng: Random, kin: Family, sex: str, born: int, relation: Resident.Relation
) -> Resident:
    return Resident(
        full_name=person(rng, kin, sex),
        sex=sex,
        relation=relation,
        # Some people do not say when they were born.
        birth_year=born if rng.random() < 0.97 else None,
    )


def leave_home(rng: Random, people: list[Resident], today: date) -> None:
    """Let a grown child go away to work, now and then: he counts no longer."""
    for resident in people:
        grown = resident.birth_year and today.year - resident.birth_year >= 20
        if resident.relation == Resident.Relation.CHILD and grown and rng.random() < 0.04:
            resident.left_on = day_between(rng, date.fromordinal(today.toordinal() - 500), today)


def give_phones(rng: Random, people: list[Resident], today: date) -> None:
    """Give one grown-up in five a number of their own; that of the head is the household's."""
    for resident in people:
        grown = resident.birth_year and today.year - resident.birth_year >= 16
        if grown and not resident.is_head and rng.random() < 0.2:
            resident.phone = telephone(rng)


def without_survey(rng: Random, household: Household) -> None:
    """Say why nobody was surveyed yet, where the team wrote it down."""
    household.status = pick(
        rng, {Status.RESIDENT: 80.0, Status.NOBODY_HOME: 15.0, Status.REFUSED: 5.0}
    )


def refuse(rng: Random, household: Household, today: date) -> list[Refusal]:
    """Say since when and why a household refuses; most may be asked again in a year."""
    if household.status != Status.REFUSED:
        return []
    day = day_between(rng, max(household.opened_on, today - timedelta(600)), today)
    until = day + timedelta(365) if rng.random() < 0.7 else None
    household.refused_on, household.not_asked_until = day, until
    reason = rng.choice(Refusal.Reason.values[:4])
    return [Refusal(household=household, refused_on=day, not_asked_until=until, reason=reason)]


def enter_late(rng: Random, household: Household, surveyed: list[date], today: date) -> None:
    """Enter one household in seven after the first day, before its first survey."""
    if rng.random() < 0.14:
        household.opened_on = day_between(rng, household.opened_on, min([*surveyed, today]))


def move_away(rng: Random, household: Household, today: date) -> None:
    """Close a household, now and then: it leaves the denominator, its history stays."""
    if rng.random() < 0.012:
        first = household.surveyed_on or household.opened_on
        household.status = Status.MOVED_AWAY
        household.closed_on = day_between(rng, first, today)
