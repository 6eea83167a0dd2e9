"""The villages of the demo: plausible names below the real communes of Phú Yên.

No official list of villages exists as open data; only the five of An Ninh Tây are the drawings'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from areas.actions import place_under, recount_villages, search_key_of
from areas.kinds import Kind, Level
from areas.loading import REFORM
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from areas.names import unit_sort_key
from demo.names import words
from demo.profiles import (
    AN_NINH_TAY,
    AN_NINH_TAY_VILLAGES,
    DISTRICTS,
    JUST_BEGUN,
    NOT_BEGUN,
)
from demo.seeded_random import seeded

PROVINCE, MERGED = "Phú Yên", "Đắk Lắk"
CITY = "555"
# How many villages are called buôn where no district says so.
_HIGHLAND = 0.4

_FIRST = words(
    "Phú Tân Long Mỹ Phước Phong Đông Xuân Thạnh Vĩnh Ngọc Định Trung Quảng Hội Bình Cẩm Vân "
    "Triều Hảo Lạc Thái Tường Bích Liên Chính"
)
_SECOND = words(
    "Lương Lộc Sơn Hòa An Điền Khê Giang Nghĩa Lễ Đức Cang Thuận Lâm Hiệp Thành Mỹ Phú "
    "Thọ Ân Nhuận Quy Lãnh Hải Trạch Đạo Hưng"
)
_BUON = words(
    "Bầu Bưng Blai Chung Chơ Dành Diên Đin Đức Gao Hai Hăng Hiếu Kít Ken Krông Kiếm La Lang Lé Ly "
    "Mả Mùi Năm Ngân Nhum Ôi Phung Quang Rin Ruộng Sam Suối Tơ Thô Thung Thứ Trinh Trưng Tung "
    "Xây Xí Y_Đum Ea_Mkeng Ea_Krong Hố_Hầm Hòn_Ông Ma_Đao Ma_Giấy Ma_Lăng Ma_Nhe Ma_Sung Ma_Thìn "
    "Suối_Biểu Suối_Cau Suối_Đá Suối_Mây Đồng_Dày Dốc_Găng Bến_Nhiễu"
)


@dataclass(frozen=True)
class Name:
    """What a village is called at one time."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Village:
    """A village of the demo, with the commune it belonged to on the map of 2024."""

    area: Area
    old_commune: Area
    order: int

    @property
    def key(self) -> str:
        """Names the village for chance: the same on both maps."""
        return f"{self.old_commune.code}/{self.order}"

    @property
    def is_buon(self) -> bool:
        """Whether people of the mountains live here."""
        return self.area.kind == Kind.BUON


def communes(limit: int | None = None) -> list[tuple[Area, Area]]:
    """Pair the well-filled communes of Phú Yên with where they are now: themselves, or their first successor.

    On the map of 2024 some of them are left out, which have not begun. `limit` keeps about so many,
    An Ninh Tây always (for tests).
    """
    old = Area.unscoped.communes().filter(province__name=PROVINCE, district__isnull=False)
    begun = old.exclude(closed_on=None, code__in=(*NOT_BEGUN, JUST_BEGUN))
    found = list(begun.select_related("district").order_by("code"))
    step = max(1, len(found) // limit) if limit else 1
    kept = [c for i, c in enumerate(found) if i % step == 0 or c.code == AN_NINH_TAY]
    return [(commune, _now(commune)) for commune in kept]


def _now(commune: Area) -> Area:
    rows = Succession.unscoped.filter(predecessor=commune).select_related("successor")
    first = rows.order_by("id").first()
    return first.successor if first else commune


def make_villages(pairs: list[tuple[Area, Area]]) -> list[Village]:
    """Make the villages of these communes, dated on both maps."""
    used: dict[int | None, set[str]] = {}
    taken: dict[int, set[str]] = {}
    villages, dated = [], list[tuple[Area, Area, Name]]()
    for old, now in pairs:
        names = _names(old, used.setdefault(old.district_id, set()))
        for order, before in enumerate(names):
            name = _name_now(before, old, now, taken.setdefault(now.pk, set()))
            area = _area(now, name, before)
            villages.append(Village(area, old, order))
            dated.append((area, old, before))
    _save([village.area for village in villages])
    _date(dated)
    for commune in {now.pk: now for _, now in pairs}.values():
        recount_villages(commune)
    return villages


def make_more(numbers: Mapping[Area, int]) -> list[Village]:
    """Make so many villages in each of these communes, as old as the commune."""
    villages = [
        Village(_more(commune, name), commune, order)
        for commune, number in numbers.items()
        for order, name in enumerate(_draw_many(commune, number))
    ]
    _save([village.area for village in villages])
    _date(
        [(one.area, one.old_commune, Name(Kind(one.area.kind), one.area.name)) for one in villages]
    )
    for commune in numbers:
        recount_villages(commune)
    return villages


def _more(commune: Area, name: Name) -> Area:
    area = _area(commune, name, name)
    area.opened_on = max(BEFORE_RECORDS, commune.opened_on)
    return area


def _draw_many(commune: Area, number: int) -> list[Name]:
    rng, used, found = seeded("villages", commune.code), set[str](), list[Name]()
    while len(found) < number:
        kind = _kind(rng, commune, _HIGHLAND)
        found.append(Name(kind, _draw(rng, kind, used)))
        used.add(found[-1].name)
    return found


def _names(commune: Area, used: set[str]) -> list[Name]:
    """Name a commune's villages as on the map of 2024; within a district no name comes twice."""
    if commune.code == AN_NINH_TAY:
        used |= {known.name for known in AN_NINH_TAY_VILLAGES}
        return [Name(Kind.THON, known.name) for known in AN_NINH_TAY_VILLAGES]
    rng = seeded("villages", commune.code)
    number = rng.choice((4, 5, 5, 6, 6, 7))
    district = commune.district.code if commune.district else ""
    if commune.kind == Kind.PHUONG and district == CITY:
        return [Name(Kind.KHU_PHO, str(n + 1)) for n in range(number)]
    found = []
    for _ in range(number):
        kind = _kind(rng, commune, DISTRICTS[district].highland)
        name = _draw(rng, kind, used)
        used.add(name)
        found.append(Name(kind, name))
    return found


def _kind(rng: Random, commune: Area, highland: float) -> Kind:
    if commune.kind != Kind.XA:
        return Kind.KHU_PHO
    return Kind.BUON if rng.random() < highland else Kind.THON


def _draw(rng: Random, kind: Kind, used: set[str]) -> str:
    while True:
        first, second = rng.choice(_FIRST), rng.choice(_SECOND)
        name = rng.choice(_BUON) if kind is Kind.BUON else f"{first} {second}"
        if name not in used and first != second:
            return name


def _name_now(before: Name, old: Area, now: Area, taken: set[str]) -> Name:
    """Return the name below the commune of today: its kind follows, and no name comes twice."""
    kind, name, number = before.kind, before.name, 1
    if now.pk != old.pk and kind is not Kind.BUON:
        kind = Kind.KHU_PHO if now.kind == Kind.PHUONG else Kind.THON
    while name in taken:
        number += 1
        name = str(number) if before.name.isdigit() else f"{before.name} {number}"
    taken.add(name)
    return Name(kind, name)


def _area(commune: Area, name: Name, before: Name) -> Area:
    area = Area(
        **place_under(commune, Level.VILLAGE),
        kind=name.kind,
        name=name.name,
        opened_on=BEFORE_RECORDS,
        sort_key=unit_sort_key(name.name),
    )
    former = f"{before.kind.label} {before.name}"
    area.search_key = search_key_of(name.name, area.full_name, before.name, former)
    return area


def _save(areas: list[Area]) -> None:
    Area.unscoped.bulk_create(areas, batch_size=500)
    for area in areas:
        area.path = f"{area.parent.path if area.parent else ''}{area.pk}."
    Area.unscoped.bulk_update(areas, ["path"], batch_size=200)


def _date(dated: list[tuple[Area, Area, Name]]) -> None:
    """Write what held when: on the old map until the reform, on today's map since."""
    rows = []
    for area, old, before in dated:
        since = area.opened_on
        if area.parent_id != old.pk:
            former = Placement(area=area, name=before.name, kind=before.kind, parent=old)
            former.valid_from, former.valid_to = since, REFORM
            rows.append(former)
            since = REFORM
        now = Placement(area=area, name=area.name, kind=area.kind, parent_id=area.parent_id)
        now.valid_from = since
        rows.append(now)
    Placement.unscoped.bulk_create(rows, batch_size=500)
