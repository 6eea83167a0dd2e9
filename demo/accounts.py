"""Who may sign in to the demo: one person of each kind, all with the one password."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from areas.names import fold
from demo.names import FEMALE, MALE, People, family, person
from demo.places import Village
from demo.profiles import AN_NINH_TAY
from demo.seeded_random import seeded
from figures.adoption import Step, communes_of

DEFAULT_PASSWORD = "to-so-2026-thu"  # noqa: S105 - printed on purpose: it opens invented data only


@dataclass(frozen=True)
class Person:
    """An account of the demo."""

    username: str
    full_name: str
    role: Role
    title: str
    phone: str


PEOPLE = (
    Person(
        "canbo", "Nguyễn Thị Lan", Role.OFFICER, "Công chức VH–XH (kiêm nhiệm)", "0257 300 0114"
    ),
    Person("tovien", "Trần Quốc Vinh", Role.MEMBER, "Bí thư chi đoàn thôn", "0257 300 0121"),
    Person("huyen", "Lê Minh Hoàng", Role.REVIEWER, "Chuyên viên tổng hợp", "0257 300 0156"),
    Person("so", "Đặng Thu Hà", Role.REVIEWER, "Chuyên viên Sở", "0257 300 0165"),
    Person("tinh", "Phạm Đức Tiến", Role.COMMITTEE, "Tổ giúp việc Ban Chỉ đạo", "0257 300 0178"),
    Person("trunguong", "Vũ Thị Hồng Vân", Role.COMMITTEE, "Chuyên viên", "0257 300 0190"),
    Person("quantri", "Võ Quốc Bảo", Role.ADMINISTRATOR, "Quản trị hệ thống", "0257 300 0199"),
)
# Writes decisions on units for the whole country, where the reform is played.
OF_REFORM = Person("bo", "Lâm Gia Khánh", Role.REVIEWER, "Chuyên viên Bộ", "0257 300 0191")
NAMES = [person.username for person in (*PEOPLE, OF_REFORM)]


def password() -> str:
    """Return the password of all accounts: TOSO_DEMO_PASSWORD, or one that everybody may know."""
    return os.environ.get("TOSO_DEMO_PASSWORD") or DEFAULT_PASSWORD


def areas_of(villages: list[Village], country: Area) -> dict[str, Area]:
    """Say where each person stands: huyện Tuy An, or the province once districts are no more."""
    drawn = [village for village in villages if village.old_commune.code == AN_NINH_TAY]
    hoi_phu = next(village for village in drawn if village.area.name == "Hội Phú")
    commune = Area.unscoped.select_related("province", "district").get(
        pk=hoi_phu.area.commune_id or 0
    )
    province = commune.province or country
    return {
        "canbo": commune,
        "tovien": hoi_phu.area,
        "huyen": commune.district or province,
        "so": province,
        "tinh": province,
        "trunguong": country,
        "quantri": country,
    }


def make_accounts(places: dict[str, Area]) -> dict[str, User]:
    """Make the accounts; their password is set by `reset_passwords`."""
    return {person.username: _make(person, places[person.username]) for person in PEOPLE}


def make_account_of_reform(country: Area) -> User:
    """Make the account of who proposes what the reform did; another one approves."""
    return _make(OF_REFORM, country)


def _make(person: Person, area: Area) -> User:
    return User.objects.create(
        username=person.username,
        full_name=person.full_name,
        role=person.role,
        title=person.title,
        phone=person.phone,
        area=area,
        password=make_password(None),
    )


def make_officers(province: Area, steps: Mapping[int, Step], now: datetime) -> int:
    """Give the communes of the province the officer whom a committee would call; none can sign in here.

    `steps` says how far those have come that have hardly begun: some have no account, or one that
    nobody has used. All others have signed in.
    """
    covered = User.objects.filter(role=Role.OFFICER).values("area")
    people = []
    communes = communes_of(province).exclude(pk__in=covered).in_order()
    for number, commune in enumerate(communes, start=1):
        step = steps.get(commune.pk, Step.BEGUN)
        if step == Step.NO_ACCOUNT:
            continue
        officer = _officer(commune, number)
        if step != Step.NOT_SIGNED_IN:
            days = seeded("signed in", commune.code).randint(1, 30)
            officer.last_login = now - timedelta(days=days)
        people.append(officer)
    return len(User.objects.bulk_create(people))


def _officer(commune: Area, number: int) -> User:
    rng = seeded("officer", commune.code)
    name = person(rng, family(rng, People.KINH), rng.choice((FEMALE, MALE)))
    officer = User(
        username=f"canbo{number:03}",
        full_name=name,
        role=Role.OFFICER,
        title="Công chức VH–XH",
        phone=f"0257 300 0{200 + number:03}",
        area=commune,
        password=make_password(None),
    )
    officer.search_key = f"{fold(name)} {officer.username} {officer.phone}"
    return officer


def reset_passwords() -> None:
    """Open the accounts of the demo again, with the password that is printed."""
    # One hash for all: it is one password, and each hash takes a while on purpose.
    User.unscoped.filter(username__in=NAMES).update(
        password=make_password(password()),
        is_active=True,
        stopped_at=None,
    )


def print_accounts(write: Callable[[str], object], address: str) -> None:
    """Print who may sign in, and where."""
    write(f"\nMở {address} và đăng nhập bằng một trong các tài khoản minh họa:\n")
    write(f"  {'Tên đăng nhập':<15}{'Mật khẩu':<18}{'Họ tên':<18}{'Vai trò':<28}Địa bàn")
    users = User.unscoped.select_related("area").filter(username__in=NAMES)
    for user in users.order_by("id"):
        role = str(Role(user.role).label)
        place = _place(user.area)
        write(f"  {user.username:<15}{password():<18}{user.full_name:<18}{role:<28}{place}")
    write("\nMọi người, hộ và số liệu đều do máy bịa ra, không phải người thật.\n")


def _place(area: Area | None) -> str:
    if area is None:
        return ""
    return "Cả nước" if area.level == Level.COUNTRY else area.full_name
