"""Build the whole demo in one transaction: units, villages, people, history, teams, accounts."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from areas.kinds import Kind, Level
from areas.loading import OtherMapLoaded
from areas.management.commands.load_units import load
from areas.maps import Selection
from areas.models import Area
from demo.accounts import areas_of, make_accounts, make_officers
from demo.build_record import BuildRecord, write_build_record
from demo.calls import make_calls
from demo.composition import make_composition
from demo.courses import train
from demo.decisions import make_teams
from demo.events import mark_days
from demo.household_rows import count_households, fill
from demo.means import ask_for, equip, set_norm_of
from demo.places import MERGED, PROVINCE, Village, communes, make_villages
from demo.profiles import AN_NINH_TAY
from demo.reform import play_reform
from demo.registers import declare
from demo.reports import make_reports
from demo.rollout import make_steps
from demo.seeded_random import MONTHS_24
from demo.support import make_support
from demo.targets import make_targets
from demo.village_plans import VillagePlan, plan_beginning_villages, plan_villages
from demo.waiting import Waiting, enter_villages, steps_by_commune, waiting_of
from figures.actions import take_snapshots
from guide.actions import set_contact
from households.models import Household
from periodic.published.actions import load_figures
from periodic.published.forms import OURS, read_rows
from reports.tile_map.actions import load_tiles
from skills.actions import name_platform
from teams.models import Team

type Say = Callable[[str], object]


class NotEmpty(Exception):
    """The database holds what is not of a demo."""


def refuse_real_data() -> None:
    """Raise NotEmpty when there is anything here that people may have entered."""
    tables = set(connection.introspection.table_names())
    found = [
        str(rows.model._meta.verbose_name)
        for rows in (User.unscoped.all(), Household.unscoped.all(), Team.unscoped.all())
        if rows.model._meta.db_table in tables and rows.exists()
    ]
    if found:
        raise NotEmpty(", ".join(found))


@transaction.atomic
def build(built: BuildRecord, say: Say, limit: int | None = None) -> None:
    """Build a demo; `limit` keeps a few communes (for tests). All of it, or nothing."""
    refuse_real_data()
    today = timezone.localdate()
    country = _load_units(built.map_year, say)
    pairs = _pairs(limit)
    load_tiles()
    villages = make_villages(pairs)
    waiting = waiting_of(pairs, built.households)
    begun, empty = enter_villages(waiting)
    say(f"Thôn, buôn, khu phố: {len(villages + begun + empty)}")
    users = make_accounts(areas_of(villages, country))
    _make_officers(users, waiting)
    _name_platform(users, today)
    plans = _fill(villages, begun, built, users, say)
    declare(plans, waiting, users["quantri"], today)
    bare = [one.commune for one in waiting if not one.entered]
    count_households([village.area for village in villages + begun + empty], bare)
    if built.reform:
        play_reform(users, today, say)
    _give_means([plan.village.area for plan in plans], users, today, say)
    _steer(users, today, say)
    _look_back(users, today, say)
    few = [*(now for _, now in pairs), *(one.commune for one in waiting[:4])] if limit else None
    say(f"Báo cáo kỳ: {make_reports(users, today, few)}")
    _call(users, today)
    write_build_record(country, built)


def _pairs(limit: int | None) -> list[tuple[Area, Area]]:
    """Return the communes of the demo; OtherMapLoaded where the map is that of after the reform."""
    pairs = communes(limit)
    if any(now.closed_on for _, now in pairs):
        raise OtherMapLoaded(f"{PROVINCE} 2024")
    return pairs


def _make_officers(users: Mapping[str, User], waiting: list[Waiting]) -> None:
    if province := users["tinh"].area:
        make_officers(province, steps_by_commune(waiting), timezone.now())


def _fill(
    villages: list[Village],
    begun: list[Village],
    built: BuildRecord,
    users: Mapping[str, User],
    say: Say,
) -> list[VillagePlan]:
    """Let people live in the villages, and teams work there."""
    today, workers = timezone.localdate(), _workers(villages, users)
    beginning = plan_beginning_villages(begun)
    new = sum(plan.households for plan in beginning)
    plans = [*plan_villages(villages, built.households - new), *beginning]
    fill(plans, today, workers, say)
    make_teams(plans, today, workers)
    say(f"Tổ công nghệ số: {Team.unscoped.count()}")
    return plans


def _give_means(villages: list[Area], users: Mapping[str, User], today: date, say: Say) -> None:
    """Let teams list what they work with, take courses, and ask for what they lack."""
    set_norm_of(users, today)
    say(f"Thiết bị của các tổ: {equip(today)}")
    say(f"Học viên tập huấn: {train(users, today)}")
    say(f"Nhu cầu: {ask_for(villages, users, today)}")
    make_composition(users, today)


def _steer(users: Mapping[str, User], today: date, say: Say) -> None:
    """Let the province pay, set targets, and say whom to ask."""
    make_support(users, today)
    say(f"Chỉ tiêu: {make_targets(users, today)}")
    _say_whom_to_ask(users)


def _look_back(users: Mapping[str, User], today: date, say: Say) -> None:
    """Keep what every unit looked like at the end of each of the past 24 months."""
    if connection.vendor == "postgresql":
        # It plans by what it knows of the tables, and of rows of this transaction it knows nothing.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    province, commune = users["tinh"].area, users["canbo"].area
    if province and commune:
        mark_days(province, commune, today)
    say(f"Số liệu cuối tháng: {len(take_snapshots(by=None, today=today))}")


def _load_units(map_year: int, say: Say) -> Area:
    # All of the province that Phú Yên went into, not only what became of Phú Yên.
    load(Selection.of(map_year=map_year, province=PROVINCE if map_year == 2024 else MERGED), say)
    country = Area.unscoped.get(level=Level.COUNTRY)
    load_figures(area=country, rows=read_rows(OURS.read_text(encoding="utf-8"))[0])
    return country


def _name_platform(users: Mapping[str, User], today: date) -> None:
    """Name what skill 5 means in the province, since before the first survey."""
    province = users["tinh"].area
    if province is None or province.kind != Kind.TINH:
        raise LookupError(PROVINCE)
    of_phu_yen = province.name == PROVINCE
    name_platform(
        by=users["quantri"],
        area=province,
        name="Phú Yên Số (minh họa)" if of_phu_yen else "Đắk Lắk Số",
        valid_from=today - timedelta(days=MONTHS_24 + 1),
    )


def _say_whom_to_ask(users: Mapping[str, User]) -> None:
    """Name for every province the office that answers its people: the one whose account the demo opens."""
    office = users["tinh"]
    for province in Area.unscoped.filter(level=Level.PROVINCE, closed_on=None):
        set_contact(
            by=users["quantri"],
            province=province,
            name="Tổ giúp việc Ban Chỉ đạo (minh họa)",
            phone=office.phone,
            hours="7:30–17:00 các ngày làm việc",
        )


def _call(users: Mapping[str, User], today: date) -> None:
    """Let the province's office call the communes that lack teams; write on which steps communes stood."""
    province, country = users["tinh"].area, users["quantri"].area
    if province and country:
        make_calls(users["tinh"], province, today)
        make_steps(country, today)


def _workers(villages: list[Village], users: Mapping[str, User]) -> dict[int, Any]:
    """Say who surveys and logs in the villages of An Ninh Tây: their own accounts."""
    member = users["tovien"]
    return {
        village.area.pk: member if village.area.pk == member.area_id else users["canbo"]
        for village in villages
        if village.old_commune.code == AN_NINH_TAY
    }
