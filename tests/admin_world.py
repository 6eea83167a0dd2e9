"""A tiny country for the tests of Django admin, built by the apps' own actions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.actions import add_village, open_area, recount_villages
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from audit.actions import record
from households.models import Resident
from households.register.actions import add_household
from households.survey.actions import assess
from skills.actions import name_platform
from teams.activities.actions import log_activity
from teams.founding.actions import found_team
from tests.world import account

DAY = timezone.localdate() - timedelta(days=30)


@dataclass
class World:
    country: Area
    province: Area
    commune: Area
    other: Area
    village: Area
    foreign: Area
    national: User
    provincial: User
    local: User
    officer: User
    own: SimpleNamespace = field(default_factory=SimpleNamespace)
    theirs: SimpleNamespace = field(default_factory=SimpleNamespace)


def make_country() -> Area:
    country = Area.unscoped.create(
        level=Level.COUNTRY, kind=Kind.NUOC, name="Việt Nam", search_key="|viet nam|", sort_key="0"
    )
    country.path = f"{country.pk}."
    country.save()
    Placement.unscoped.create(
        area=country, name="Việt Nam", kind=Kind.NUOC, valid_from=date(1900, 1, 1)
    )
    return country


def make_unit(parent: Area, level: Level, kind: Kind, name: str, code: str = "") -> Area:
    unit = open_area(
        parent=parent, level=level, kind=kind, name=name, code=code, opened_on=date(2025, 7, 1)
    )
    if level == Level.COMMUNE:
        recount_villages(unit)
    return unit


def make_user(by: User, username: str, role: Role, area: Area, full_name: str) -> User:
    user = account(username, role, area, full_name, "mot-mat-khau-dai")
    record(by, "Mời người dùng", user, {"role": [None, role]})
    return user


def make_facts(by: User, village: Area, mark: str) -> SimpleNamespace:
    """One of everything in a village; `mark` is in every name that could leak."""
    team = found_team(
        by=by,
        area=village,
        on=DAY,
        number=f"12/{mark}",
        signer=f"Ký {mark}",
        members=[{"full_name": f"Tổ trưởng {mark}", "role": "leader"}],
    )
    activity = log_activity(by=by, team=team, held_on=DAY, title=f"Buổi {mark}", people=5)
    household = add_household(
        by=by,
        village=village,
        head_name=f"Nguyễn Thị {mark}",
        hamlet=f"Xóm {mark}",
        phone="0905123456",
        birth_year=1980,
        on=DAY,
    )
    resident = Resident.unscoped.get(household=household)
    assessment = assess(by=by, resident=resident, results=[2, 2, 1, 0, None], on=DAY)
    household.refresh_from_db()
    return SimpleNamespace(
        team=team,
        decision=team.decisions.get(),
        member=team.members.get(),
        activity=activity,
        household=household,
        resident=resident,
        assessment=assessment,
        platform=name_platform(
            by=by, area=village.commune, name=f"Nền tảng {mark}", valid_from=date(2026, 1, 1)
        ),
    )


def build_world() -> World:
    country = make_country()
    province = make_unit(country, Level.PROVINCE, Kind.TINH, "Đắk Lắk", "66")
    commune = make_unit(province, Level.COMMUNE, Kind.XA, "An Ninh Tây", "22015")
    other = make_unit(province, Level.COMMUNE, Kind.XA, "Hòa Xuân", "22250")
    national = User(username="quoc-gia", full_name="Quản trị cả nước", area=country)
    national.role = Role.ADMINISTRATOR
    national.set_password("mot-mat-khau-dai")
    national.save()
    village = add_village(by=national, commune=commune, kind=Kind.THON, name="Hội Phú")
    foreign = add_village(by=national, commune=other, kind=Kind.THON, name="Xa Lạ")
    world = World(
        country,
        province,
        commune,
        other,
        village,
        foreign,
        national,
        make_user(national, "tinh", Role.ADMINISTRATOR, province, "Quản trị tỉnh"),
        make_user(national, "xa", Role.ADMINISTRATOR, commune, "Quản trị xã"),
        make_user(national, "can-bo", Role.OFFICER, other, "Cán bộ Xa Lạ"),
    )
    world.own = make_facts(national, village, "Sen")
    world.theirs = make_facts(national, foreign, "Lạ")
    return world


def url(obj: Any, page: str) -> str:
    """Address of an admin page of an object, or of its model."""
    meta = obj._meta
    args = [] if page in {"changelist", "add"} else [obj.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def filled(client: Client, address: str, **values: Any) -> dict[str, Any]:
    """What the form at an address would send, with some fields filled in."""
    form = client.get(address).context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        data[name] = "" if value is None else value
        if isinstance(value, date):
            data[name] = value.isoformat()
    return {**data, **values}


def errors_of(response: Any) -> str:
    """All that the form said."""
    assert response.status_code == 200, response
    return str(response.context["adminform"].form.errors)


def offered(client: Client, model: type, field_name: str, term: str = "") -> list[str]:
    """What a search box offers."""
    response = client.post(
        reverse("admin:autocomplete"),
        {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field_name,
            "term": term,
        },
    )
    assert response.status_code == 200
    return [row["text"] for row in response.json()["results"]]
