"""What is declared beside the registers of the demo, and which registers were said to be complete."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.models import Area
from demo.seeded_random import MONTHS_24, seeded
from demo.village_plans import VillagePlan
from demo.waiting import DECLARED_HOUSEHOLDS, Waiting
from households.models import Completion, Declaration, Household
from rollup.denominators import needs_reason

_BY_VILLAGE = "Trưởng thôn báo (minh họa)"
_BY_COMMUNE = "UBND xã báo (minh họa)"
# All of it is invented, the list too.
_BY_PROVINCE = "Sở KH&CN, danh sách tháng {month}/{year} (minh họa)"
_REASON = "Số khai báo tính cả hộ đã đi làm ăn xa (minh họa)"
# The village of An Ninh Tây that declares fewer households than are in its register.
_PARTS = 3

type Here = Sequence[VillagePlan]


@dataclass
class Register:
    """What is said of villages and communes, not written yet, and what it is measured by."""

    today: date
    officers: Mapping[int, User]
    registered: Mapping[int, int]
    declarations: list[Declaration] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    # Villages of which all is said.
    said: set[int] = field(default_factory=set)

    def number(self, here: Iterable[VillagePlan]) -> int:
        """Count the households in the registers of villages."""
        return sum(self.registered.get(plan.village.area.pk, 0) for plan in here)

    def declare(self, area: Area, source: str, day: date, **numbers: int) -> None:
        """Take what a place declares."""
        by = self.officers.get(area.commune_id or area.pk)
        row = Declaration(area=area, source=source, declared_on=day, recorded_by=by, **numbers)
        row.recorded_at = _morning(day)
        self.declarations.append(row)

    def complete(self, area: Area, registered: int, declared: int | None) -> None:
        """Take that a register, or a list of villages, is complete."""
        is_short = needs_reason(registered, declared)
        kinds = Completion.Kind
        row = Completion(
            kind=kinds.REGISTER if area.is_village else kinds.VILLAGES,
            area=area,
            from_day=acted_on(self.today),
            registered=registered,
            declared=declared,
            reason=_REASON if is_short else "",
            needs_confirmation=is_short,
            recorded_by=self.officers.get(area.commune_id or area.pk),
            recorded_at=_morning(acted_on(self.today)),
        )
        self.completions.append(row)


def acted_on(today: date) -> date:
    """Return the day on which registers were called complete."""
    return today - timedelta(days=30)


def declare(
    plans: Sequence[VillagePlan], waiting: Sequence[Waiting], by: User, today: date
) -> None:
    """Write what villages, communes and the province declared, and which registers are complete."""
    officers = User.unscoped.filter(role=Role.OFFICER).exclude(area=None)
    counted = Household.unscoped.on(acted_on(today)).order_by().values_list("village")
    here = Register(
        today, {user.area_id or 0: user for user in officers}, dict(counted.annotate(n=Count("pk")))
    )
    for show, group in zip(_SHOWN, _well_filled(plans), strict=False):
        show(here, group)
    for plan in plans:
        _village(here, plan)
    _beginning(here, [plan for plan in plans if plan.is_beginning])
    for one in waiting:
        _listed_above(here, one, by)
    Declaration.unscoped.bulk_create(here.declarations, batch_size=500)
    Completion.unscoped.bulk_create(here.completions, batch_size=500)


def _well_filled(plans: Iterable[VillagePlan]) -> list[Here]:
    """Return the villages of communes in which every village has households, near An Ninh Tây first."""
    found, near = defaultdict[int, list[VillagePlan]](list), set[int | None]()
    for plan in plans:
        found[plan.village.area.commune_id or 0].append(plan)
        if plan.is_of_an_ninh_tay:
            near.add(plan.village.old_commune.district_id)
    fit = [here for here in found.values() if all(map(_may_be_shown, here))]
    return sorted(fit, key=lambda here: _nearness(here[0].village.old_commune, near))


def _may_be_shown(plan: VillagePlan) -> bool:
    return bool(plan.households) and not plan.is_of_an_ninh_tay and not plan.is_beginning


def _nearness(commune: Area, near: set[int | None]) -> tuple[bool, str]:
    return commune.district_id not in near, commune.code


def _all_complete(here: Register, plans: Here) -> None:
    """Let a commune have said of every village, and of the list of them, that it is complete."""
    for plan in plans:
        area, n = plan.village.area, here.number([plan])
        here.declare(area, _BY_VILLAGE, acted_on(here.today), households=n)
        here.complete(area, n, n)
    _list_complete(here, plans)


def _some_complete(here: Register, plans: Here) -> None:
    """Let a commune's list of villages be complete, and the registers of two of them."""
    for plan in plans[:2]:
        here.complete(plan.village.area, here.number([plan]), None)
    _list_complete(here, plans)


def _list_complete(here: Register, plans: Here) -> None:
    commune, n = _commune(here, plans), len(plans)
    here.declare(
        commune, _BY_COMMUNE, acted_on(here.today), households=here.number(plans), villages=n
    )
    here.complete(commune, n, n)


def _unexplained(here: Register, plans: Here) -> None:
    """Let a commune declare more households, and one village more, than its villages explain."""
    n = here.number(plans)
    numbers = {"households": n + max(3, n // 8), "villages": len(plans) + 1}
    here.declare(_commune(here, plans), _BY_COMMUNE, _long_ago(here, plans), **numbers)


def _complete_with_few(here: Register, plans: Here) -> None:
    """Let the largest village be complete with 60 % of what it declared: it waits for confirmation."""
    plan = max(plans, key=lambda one: here.number([one]))
    here.said.add(plan.village.area.pk)
    n = here.number([plan])
    declared = round(n / 0.6)
    here.declare(plan.village.area, _BY_VILLAGE, _long_ago(here, plans), households=declared)
    here.complete(plan.village.area, n, declared)


_SHOWN: tuple[Callable[[Register, Here], None], ...] = (
    _all_complete,
    _some_complete,
    _unexplained,
    _complete_with_few,
)


def _commune(here: Register, plans: Here) -> Area:
    """Return the commune of villages, which need no word of their own any more."""
    here.said |= {plan.village.area.pk for plan in plans}
    commune = plans[0].village.area.parent
    if commune is None:
        raise LookupError(plans[0].village.area.pk)
    return commune


def _long_ago(here: Register, plans: Here) -> date:
    """Return the first day of the demo's history, or of the commune where that is younger."""
    return _since(here, plans[0].village.area.parent)


def _since(here: Register, commune: Area | None) -> date:
    first = here.today - timedelta(days=MONTHS_24)
    return max(first, commune.opened_on) if commune else first


def _village(here: Register, plan: VillagePlan) -> None:
    """Let villages without a roster, and some others, say how many households they have."""
    area = plan.village.area
    if area.pk in here.said or plan.is_beginning or (plan.households and not _says(plan)):
        return
    rng = seeded("declared", plan.village.key)
    number = plan.households + rng.randint(-2, 4) if plan.households else rng.randint(28, 70)
    if plan.is_of_an_ninh_tay and plan.village.order == _PARTS:
        number = int(0.85 * plan.households)
    day = here.today - timedelta(days=rng.randint(90, 640))
    here.declare(area, _BY_VILLAGE, day, households=max(1, number))


def _beginning(here: Register, plans: Here) -> None:
    """Let the villages of the commune that has just begun declare all of its households."""
    for at, plan in enumerate(plans):
        share = DECLARED_HOUSEHOLDS * (at + 1) // len(plans) - DECLARED_HOUSEHOLDS * at // len(
            plans
        )
        even = (at // 2 + 1) * 11 * (1 if at % 2 else -1)
        day = here.today - timedelta(days=plan.days)
        here.declare(plan.village.area, _BY_VILLAGE, day, households=share + even)


def _says(plan: VillagePlan) -> bool:
    return plan.is_of_an_ninh_tay or seeded("says", plan.village.key).random() < 0.03


def _listed_above(here: Register, one: Waiting, by: User) -> None:
    """Let the province say how large a commune is: when the history begins, and in a list of late."""
    first = _since(here, one.commune)
    month = (here.today.replace(day=1) - timedelta(days=40)).replace(day=1)
    earlier = {"households": round(one.households * 0.98), "villages": one.villages}
    latest = {"households": one.households, "villages": one.villages}
    for day, numbers in ((first, earlier), (month, latest)):
        source = _BY_PROVINCE.format(month=day.month, year=day.year)
        here.declare(one.commune, source, day, **numbers)
        here.declarations[-1].recorded_by, here.declarations[-1].from_above = by, True


def _morning(day: date) -> Any:
    return timezone.make_aware(datetime.combine(day, time(9)))
