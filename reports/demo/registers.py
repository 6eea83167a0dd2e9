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
from households.models import Completion, Declaration, Household
from reports.demo.chance import MONTHS_24, chance
from reports.demo.sites import Site
from reports.demo.waiting import DECLARED_HOUSEHOLDS, Waiting
from rollup.denominators import needs_reason

_BY_VILLAGE = "Trưởng thôn báo (minh hoạ)"
_BY_COMMUNE = "UBND xã báo (minh hoạ)"
# All of it is invented, the list too.
_BY_PROVINCE = "Sở KH&CN, danh sách tháng {month}/{year} (minh hoạ)"
_REASON = "Số khai báo tính cả hộ đã đi làm ăn xa (minh hoạ)"
# The village of An Ninh Tây that declares fewer households than are in its register.
_PARTS = 3

type Here = Sequence[Site]


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

    def number(self, here: Iterable[Site]) -> int:
        """Count the households in the registers of villages."""
        return sum(self.registered.get(site.village.area.pk, 0) for site in here)

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


def declare(sites: Sequence[Site], waiting: Sequence[Waiting], by: User, today: date) -> None:
    """Write what villages, communes and the province declared, and which registers are complete."""
    officers = User.unscoped.filter(role=Role.OFFICER).exclude(area=None)
    counted = Household.unscoped.on(acted_on(today)).order_by().values_list("village")
    here = Register(
        today, {user.area_id or 0: user for user in officers}, dict(counted.annotate(n=Count("pk")))
    )
    for show, group in zip(_SHOWN, _well_filled(sites), strict=False):
        show(here, group)
    for site in sites:
        _village(here, site)
    _beginning(here, [site for site in sites if site.is_beginning])
    for one in waiting:
        _listed_above(here, one, by)
    Declaration.unscoped.bulk_create(here.declarations, batch_size=500)
    Completion.unscoped.bulk_create(here.completions, batch_size=500)


def _well_filled(sites: Iterable[Site]) -> list[Here]:
    """Return the villages of communes in which every village has households, near An Ninh Tây first."""
    found, near = defaultdict[int, list[Site]](list), set[int | None]()
    for site in sites:
        found[site.village.area.commune_id or 0].append(site)
        if site.is_of_an_ninh_tay:
            near.add(site.village.old_commune.district_id)
    fit = [here for here in found.values() if all(map(_may_be_shown, here))]
    return sorted(fit, key=lambda here: _nearness(here[0].village.old_commune, near))


def _may_be_shown(site: Site) -> bool:
    return bool(site.households) and not site.is_of_an_ninh_tay and not site.is_beginning


def _nearness(commune: Area, near: set[int | None]) -> tuple[bool, str]:
    return commune.district_id not in near, commune.code


def _all_complete(here: Register, sites: Here) -> None:
    """Let a commune have said of every village, and of the list of them, that it is complete."""
    for site in sites:
        area, n = site.village.area, here.number([site])
        here.declare(area, _BY_VILLAGE, acted_on(here.today), households=n)
        here.complete(area, n, n)
    _list_complete(here, sites)


def _some_complete(here: Register, sites: Here) -> None:
    """Let a commune's list of villages be complete, and the registers of two of them."""
    for site in sites[:2]:
        here.complete(site.village.area, here.number([site]), None)
    _list_complete(here, sites)


def _list_complete(here: Register, sites: Here) -> None:
    commune, n = _commune(here, sites), len(sites)
    here.declare(
        commune, _BY_COMMUNE, acted_on(here.today), households=here.number(sites), villages=n
    )
    here.complete(commune, n, n)


def _unexplained(here: Register, sites: Here) -> None:
    """Let a commune declare more households, and one village more, than its villages explain."""
    n = here.number(sites)
    numbers = {"households": n + max(3, n // 8), "villages": len(sites) + 1}
    here.declare(_commune(here, sites), _BY_COMMUNE, _long_ago(here, sites), **numbers)


def _complete_with_few(here: Register, sites: Here) -> None:
    """Let the largest village be complete with 60 % of what it declared: it waits for confirmation."""
    site = max(sites, key=lambda one: here.number([one]))
    here.said.add(site.village.area.pk)
    n = here.number([site])
    declared = round(n / 0.6)
    here.declare(site.village.area, _BY_VILLAGE, _long_ago(here, sites), households=declared)
    here.complete(site.village.area, n, declared)


_SHOWN: tuple[Callable[[Register, Here], None], ...] = (
    _all_complete,
    _some_complete,
    _unexplained,
    _complete_with_few,
)


def _commune(here: Register, sites: Here) -> Area:
    """Return the commune of villages, which need no word of their own any more."""
    here.said |= {site.village.area.pk for site in sites}
    commune = sites[0].village.area.parent
    if commune is None:
        raise LookupError(sites[0].village.area.pk)
    return commune


def _long_ago(here: Register, sites: Here) -> date:
    """Return the first day of the demo's history, or of the commune where that is younger."""
    return _since(here, sites[0].village.area.parent)


def _since(here: Register, commune: Area | None) -> date:
    first = here.today - timedelta(days=MONTHS_24)
    return max(first, commune.opened_on) if commune else first


def _village(here: Register, site: Site) -> None:
    """Let villages without a roster, and some others, say how many households they have."""
    area = site.village.area
    if area.pk in here.said or site.is_beginning or (site.households and not _says(site)):
        return
    rng = chance("declared", site.village.key)
    number = site.households + rng.randint(-2, 4) if site.households else rng.randint(28, 70)
    if site.is_of_an_ninh_tay and site.village.order == _PARTS:
        number = int(0.85 * site.households)
    day = here.today - timedelta(days=rng.randint(90, 640))
    here.declare(area, _BY_VILLAGE, day, households=max(1, number))


def _beginning(here: Register, sites: Here) -> None:
    """Let the villages of the commune that has just begun declare all of its households."""
    for at, site in enumerate(sites):
        share = DECLARED_HOUSEHOLDS * (at + 1) // len(sites) - DECLARED_HOUSEHOLDS * at // len(
            sites
        )
        even = (at // 2 + 1) * 11 * (1 if at % 2 else -1)
        day = here.today - timedelta(days=site.days)
        here.declare(site.village.area, _BY_VILLAGE, day, households=share + even)


def _says(site: Site) -> bool:
    return site.is_of_an_ninh_tay or chance("says", site.village.key).random() < 0.03


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
