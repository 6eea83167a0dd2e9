"""A province that begins: its communes with the people, villages, teams and numbers that an office has lists of.

It is the same each time: who says what of it may be counted.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count, islice, product
from typing import NamedTuple

from accounts.roles import Role
from areas.kinds import Kind, Level
from areas.maps import read_map
from tests.factories import CommuneFactory, ProvinceFactory, UserFactory

NAME, CODE, DAY = "Đắk Lắk", "66", date(2026, 6, 30)
FAMILY = ["Nguyễn", "Lê", "Trần", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Y", "H'"]
MIDDLE = ["Thị", "Văn", "Hữu", "Ngọc", "Thanh", "Minh", "Đức", "Kim"]
GIVEN = ["An", "Bình", "Cường", "Dung", "Hạnh", "Khoa", "Lành", "Mỹ", "Phước", "Quý", "Sửu", "Tâm"]
SECOND = ["Xuân", "Hạ", "Thu", "Đông", "Gia", "Hoài", "Lan", "Mai"]
VILLAGE = [
    "Đoàn Kết",
    "Hòa Thắng",
    "Tân Lập",
    "Ea Knốp",
    "Kon Tây",
    "Buôn Trưng",
    "Sơn Cước",
    "Phú Xuân",
]
TITLES = ["Công chức Văn hóa - Xã hội", "Phó Chủ tịch UBND", "Cán bộ Đoàn", "Trưởng thôn"]
ROLES = ["leader", "deputy", "member"]
ROLE_WORDS = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Thành viên"}


class Size(NamedTuple):
    """How much of each there is; a team has so many members."""

    communes: int
    villages: int
    accounts: int
    teams: int
    members: int = 3


SMALL, WHOLE = Size(3, 9, 12, 8), Size(102, 2_000, 3_000, 1_900)


class Person(NamedTuple):
    """Somebody who is to sign in; `role` as lists write it, "" where they say none."""

    name: str
    commune: str
    title: str
    phone: str
    role: str


class Village(NamedTuple):
    """A village with what it declares."""

    commune: str
    kind: str
    name: str
    households: int

    @property
    def full_name(self):
        return f"{Kind(self.kind).label} {self.name}"


class Member(NamedTuple):
    """Somebody of a team."""

    name: str
    role: str
    phone: str


class Team(NamedTuple):
    """The team of a village, by a decision of its commune."""

    village: Village
    number: str
    on: date
    signer: str
    members: list


@dataclass
class Province:
    """What is to be in the register once the lists are."""

    communes: list = field(default_factory=list)
    people: list = field(default_factory=list)
    villages: list = field(default_factory=list)
    teams: list = field(default_factory=list)
    declared: list = field(default_factory=list)
    platforms: list = field(default_factory=list)


def names():
    """Yield names of people, no two alike."""
    for family, second, middle, given in product(FAMILY, SECOND, MIDDLE, GIVEN):
        yield f"{family} {middle} {second} {given}"


def units(number):
    """Return the communes of the real province, each as its kind and name."""
    found = [one for one in read_map("from_2025_07") if one.parent == CODE]
    return [(one.kind, one.name) for one in found if one.level == Level.COMMUNE][:number]


def shared(whole, among, at):
    """Return how many of a whole the one at a place gets."""
    return whole // among + (at < whole % among)


def province_of(size):
    """Return a province of a size."""
    made, phones = Province(), (f"09{n:08d}" for n in count(12_345_678, 7))
    for at, (kind, name) in enumerate(units(size.communes)):
        commune = f"{Kind(kind).label} {name}"
        made.communes.append(commune)
        called = names()
        made.people += [
            Person(one, commune, TITLES[n % 4], next(phones), "Thành viên tổ" if n > 3 else "")
            for n, one in enumerate(islice(called, shared(size.accounts, size.communes, at)))
        ]
        villages = list(_villages(commune, shared(size.villages, size.communes, at)))
        made.villages += villages
        facts = sum(one.households for one in villages), len(villages)
        made.declared.append((commune, *facts, f"Báo cáo số {at + 1}/BC-UBND", DAY))
        number = shared(size.teams, size.communes, at)
        for n, village in enumerate(villages[:number]):
            people = islice(called, size.members)
            members = [Member(one, ROLES[min(k, 2)], next(phones)) for k, one in enumerate(people)]
            decision = f"{n + 1}/QĐ-UBND", date(2024, 3, 1 + at % 28), f"Trần Chủ Tịch {name}"
            made.teams.append(Team(village, *decision, members))
    made.platforms = [(f"Tỉnh {NAME}", f"{NAME} Số")]
    made.platforms += [
        (one, f"Cổng số {one}") for one in made.communes[:: max(1, size.communes // 10)]
    ]
    return made


def _villages(commune, number):
    for n in range(number):
        name = f"{n + 1}" if n < 12 else f"{VILLAGE[n % 8]} {'ABCDEF'[(n - 12) // 8]}"
        yield Village(commune, ("thon", "buon")[n % 5 == 4], name, 40 + 7 * n)


def registered(size):
    """Put the units into an empty register; return the province and an officer of its department."""
    province = ProvinceFactory(name=NAME)
    for kind, name in units(size.communes):
        CommuneFactory(parent=province, kind=kind, name=name)
    return province, UserFactory(area=province, role=Role.REVIEWER, full_name="Lê Thị Sở Một")
