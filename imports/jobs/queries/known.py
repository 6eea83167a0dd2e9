"""What is known of the importer's commune and its register before a file of theirs is read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from areas.kinds import Kind, Level
from areas.maps import read_map
from areas.models import Area, Placement, Succession
from households.models import Resident
from imports.kinds import kinds_for
from imports.kinds.accounts.check import open_units
from imports.kinds.communes.check import every_name_of, names_of, open_communes
from imports.kinds.households.register import Register, register_of
from imports.models import Import
from imports.tidy.model import Known
from imports.tidy.units import Communes, Names, Own
from imports.tidy.villages import Villages
from skills.models import platforms_of
from teams.models import Decision, Member

_MAPS = ("before_2025_07", "from_2025_07")


def known_of(source: Import) -> Known:
    """Return what is known of a file's commune. Ten queries; its register is read when it is first asked for."""
    commune = source.commune
    if commune.is_above_communes:
        return _above_communes(source)
    return Known(
        timezone.localdate(),
        villages_in(commune),
        own_of(commune),
        village=source.village_id,
        platforms=tuple(one.name for one in platforms_of(commune)),
        register=Homes(source),
        has_said=Said(commune).has,
    )


def _above_communes(source: Import) -> Known:
    """Return what is known of a district or province: its units, by what files call them. Seven queries."""
    communes, units = open_communes(source.commune), open_units(source.commune)
    seats = every_name_of(communes)
    return Known(
        timezone.localdate(),
        Villages({}),
        communes=names_of(communes),
        units=every_name_of(units),
        kinds=frozenset(key for key, _words in kinds_for(source.added_by)),
        declares_communes=True,
        seats=seats,
        of=Below(communes, seats).known,
        has_said=Said(source.commune).has,
        country=_country,
    )


class Below:
    """What is known of each commune of a place: read for all of them when the first is asked about. Three queries."""

    def __init__(self, communes: Mapping[int, Area], seats: Communes) -> None:
        self.communes, self.seats, self.today = communes, seats, timezone.localdate()

    def known(self, commune: int) -> Known:
        """Return what is known of one of them."""
        villages = self.villages.setdefault(commune, Villages({}))
        return Known(self.today, villages, self._own(self.communes[commune]))

    @cached_property
    def villages(self) -> dict[int, Villages]:
        """The villages of each."""
        return villages_by_commune(list(self.communes))

    def _own(self, commune: Area) -> Own:
        """Return what a commune is and was called; of which commune a row is, is told before."""
        former = [
            (unit.name, became)
            for named in self.seats.former.values()
            for unit, became in named
            if commune.pk in became
        ]
        above = [one.name for one in (commune.district,) if one]
        provinces = [one.name for one in (commune.province,) if one]
        whole = {name for name, became in former if len(became) == 1}
        parted = {name for name, _became in former} - whole
        return Own(Kind(commune.kind), commune.name, whole, parted, above, provinces)


class Said:
    """What the register of a place says in words of its own: read when a text of a file is in doubt. Four queries."""

    def __init__(self, place: Area) -> None:
        self.place = place

    def has(self, field: str, text: str) -> bool:
        """Tell whether it has these very words for a field."""
        return text in self.said.get(field, ())

    @cached_property
    def said(self) -> dict[str, frozenset[str]]:
        """The names of people who sign in, live or serve here, and the numbers of decisions."""
        path = self.place.path or "-"
        people: list[Any] = [User.unscoped.inside(path), Member.unscoped.inside(path).serving()]
        if self.place.is_commune:
            people.append(Resident.unscoped.inside(path).filter(left_on=None))
        names = (rows.order_by().values_list("full_name", flat=True) for rows in people)
        papers = Decision.unscoped.inside(path).order_by().values_list("number", flat=True)
        every = frozenset(name for some in names for name in some.iterator(2_000))
        return {
            "full_name": every,
            "head_name": every,
            "number": frozenset(papers.iterator(2_000)),
        }


class Homes:
    """The households of the register, by village and folded name of their heads."""

    def __init__(self, source: Import) -> None:
        self.source = source
        self.read: Register | None = None

    def named(self, village: int, name: str) -> list[Any]:
        """Return the households of a village whose heads have this name."""
        self.read = self.read or register_of(self.source)
        return list(self.read.by_name.get((village, name), ()))


def villages_in(commune: Area) -> Villages:
    """Return the open villages of a commune, by their names of today and before, and the communes they stood in."""
    return villages_by_commune([commune.pk]).get(commune.pk) or Villages({})


def villages_by_commune(communes: Sequence[int]) -> dict[int, Villages]:
    """Return the same of several communes by their keys; of one without a village nothing. Three queries."""
    areas = list(Area.unscoped.filter(commune__in=communes, closed_on=None).villages())
    today = {area.pk: {(Kind(area.kind), area.name)} for area in areas}
    own = {area.pk: area.commune_id for area in areas}
    former, stood = defaultdict[int, set[tuple[Kind, str]]](set), defaultdict[int, set[str]](set)
    placements = Placement.unscoped.filter(area__in=list(today))
    for area, kind, name, parent, above in placements.values_list(
        "area_id", "kind", "name", "parent_id", "parent__name"
    ):
        if (Kind(kind), name) not in today[area]:
            former[area].add((Kind(kind), name))
        if above and parent != own[area]:
            stood[area].add(above)
    for area, called in _became_one(list(today)):
        former[area].add(called)
    of = defaultdict[int, list[int]](list)
    for pk, commune in own.items():
        of[commune or 0].append(pk)
    return {
        commune: Villages(_only(today, pks), _only(former, pks), _only(stood, pks))
        for commune, pks in of.items()
    }


def _only[Said](facts: Mapping[int, Said], keys: Sequence[int]) -> dict[int, Said]:
    return {key: facts[key] for key in keys if key in facts}


def _became_one(areas: list[int]) -> list[tuple[int, tuple[Kind, str]]]:
    """Return the villages of today that others went into whole, each with what such another one was called."""
    rows = Succession.unscoped.filter(successor__in=areas, undecided=False).exclude(
        predecessor__in=areas
    )
    whole = rows.annotate(heirs=Count("predecessor__successions")).filter(heirs=1).order_by()
    found = whole.values_list("successor", "predecessor__kind", "predecessor__name")
    return [(area, (Kind(kind), name)) for area, kind, name in found]


def own_of(commune: Area) -> Own:
    """Return what a commune is and was called, what stands above it, and how the others are called."""
    placed = Placement.unscoped.filter(area=commune).values_list("name", "parent__name")
    names = {name for name, _above in placed}
    whole, parts, above = _came_from(commune)
    province = commune.province
    provinces = above[Level.PROVINCE] | ({province.name} if province else set())
    districts = above[Level.DISTRICT] | ({commune.district.name} if commune.district else set())
    now, before = _others(commune)
    former = (names | whole) - {commune.name}
    return Own(
        Kind(commune.kind),
        commune.name,
        former,
        parts - former,
        districts,
        provinces,
        Names(now - {commune.name}),
        Names(before - {commune.name} - former - parts),
        _country,
    )


def _came_from(commune: Area) -> tuple[set[str], set[str], dict[int, set[str]]]:
    """Return the names of communes that became this one whole or in part, and of what stood above them."""
    rows = Succession.unscoped.filter(successor=commune).exclude(predecessor=commune)
    before = [
        row.predecessor
        for row in rows.select_related("predecessor__district", "predecessor__province")
    ]
    heirs = Succession.unscoped.filter(predecessor__in=before).order_by().values("predecessor")
    split = {one["predecessor"] for one in heirs.annotate(n=Count("successor")) if one["n"] > 1}
    above: dict[int, set[str]] = {
        Level.DISTRICT: {one.district.name for one in before if one.district},
        Level.PROVINCE: {one.province.name for one in before if one.province},
    }
    whole = {one.name for one in before if one.pk not in split}
    return whole, {one.name for one in before if one.pk in split}, above


def _others(commune: Area) -> tuple[set[str], set[str]]:
    """Return the names of the other communes of the province, of today and of before."""
    rows = Area.unscoped.filter(province=commune.province_id, level=Level.COMMUNE)
    now, before = set[str](), set[str]()
    for name, closed_on in rows.exclude(pk=commune.pk).values_list("name", "closed_on"):
        (before if closed_on else now).add(name)
    return now, before


@cache
def _country() -> Names:
    """Return the communes of the whole country, of the maps of today and of before."""
    units = (unit for name in _MAPS for unit in read_map(name))
    return Names(unit.name for unit in units if unit.level == Level.COMMUNE)
