"""Norms of equipment: a province's own from its day, else the setting's; who lacks what by it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from teams.models import Equipment, EquipmentNorm, Team
from teams.models.equipment import Stock, norms_on, stock_of, under_norm
from teams.needs.queries import short_of_equipment
from teams.provincial import actions
from tests.admin_world import build_world, errors_of, filled, signed_in, url
from tests.factories import (
    CountryFactory,
    EquipmentFactory,
    EquipmentNormFactory,
    ProvinceFactory,
    TeamFactory,
    UserFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
Kind = Equipment.Kind
FROM = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def site(settings):
    settings.TEAM_EQUIPMENT = {"phone": 2, "line": 0}


@pytest.fixture
def country():
    return CountryFactory()


@pytest.fixture
def team(country):
    """Return a team that listed one telephone."""
    return in_province(ProvinceFactory(parent=country))


def in_province(province, **item):
    team = TeamFactory(area=VillageFactory(parent__parent=province))
    EquipmentFactory(team=team, kind="phone", **item)
    return team


def today():
    return timezone.localdate()


def set_norm(team, valid_from=FROM, **facts):
    by = UserFactory(area=team.area.province)
    return actions.set_norm(by=by, province=team.area.province, valid_from=valid_from, **facts)


def stock(team, day=None):
    norms = norms_on(day or today(), team.area)
    return stock_of(list(team.equipment.all()), norms.of(team.area.province_id))


def short(area):
    return list(under_norm(Team.unscoped.order_by("pk"), norms_on(today(), area)))


def test_where_a_province_is_silent_the_setting_holds(team):
    assert stock(team) == [Stock(Kind.PHONE, 1, 2)]
    assert short(team.area) == [team]
    EquipmentFactory(team=team, kind="phone")
    assert (stock(team), short(team.area)) == ([Stock(Kind.PHONE, 2, 2)], [])


def test_only_what_works_and_is_there_counts(team):
    EquipmentFactory(team=team, kind="phone", state="broken")
    EquipmentFactory(team=team, kind="phone", state="lost", ended_on=today())
    assert stock(team)[0].have == 1


def test_a_team_that_listed_nothing_is_not_said_to_lack(team):
    silent = TeamFactory(area=VillageFactory(parent=team.area.commune))
    assert stock(silent) == []
    assert short(team.area) == [team]


def test_a_team_that_lost_all_it_had_lacks(team):
    team.equipment.update(state="returned", ended_on=today())
    assert (stock(team), short(team.area)) == ([Stock(Kind.PHONE, 0, 2)], [team])


def test_without_a_norm_nothing_lacks(team, settings):
    settings.TEAM_EQUIPMENT = {}
    assert (stock(team), short(team.area)) == ([], [])


def test_the_norm_of_a_province_goes_before_the_setting(team):
    set_norm(team, phone=1, computer=1)
    assert stock(team) == [Stock(Kind.PHONE, 1, 1), Stock(Kind.COMPUTER, 0, 1)]
    set_norm(team, valid_from=date(2026, 2, 1), phone=1)
    assert stock(team) == [Stock(Kind.PHONE, 1, 1)]
    assert short(team.area) == []


def test_a_norm_of_nothing_asks_for_nothing(team):
    set_norm(team)
    assert (stock(team), short(team.area)) == ([], [])


def test_a_norm_holds_from_its_day_until_the_next_one(team):
    first = set_norm(team, phone=1)
    second = set_norm(team, valid_from=date(2026, 6, 1), phone=5)
    days = {
        FROM - timedelta(1): [],
        FROM: [first],
        date(2026, 5, 31): [first],
        date(2026, 6, 1): [second],
    }
    assert {day: list(EquipmentNorm.unscoped.on(day)) for day in days} == days
    assert stock(team, FROM - timedelta(1)) == [Stock(Kind.PHONE, 1, 2)]  # the setting's
    assert stock(team, FROM) == [Stock(Kind.PHONE, 1, 1)]


def test_teams_of_a_country_are_each_judged_by_their_province(
    country, team, django_assert_num_queries
):
    teams = [team, *(in_province(ProvinceFactory(parent=country)) for _ in range(3))]
    set_norm(teams[1], phone=1)
    set_norm(teams[2], phone=1, speaker=1)
    assert short(country) == [teams[0], teams[2], teams[3]]
    set_norm(teams[3])
    assert short(country) == [teams[0], teams[2]]
    with django_assert_num_queries(2):  # the norms, and the teams
        assert len(short_of_equipment(country, today())) == 2


def test_setting_and_correcting_are_written_down(team):
    norm = set_norm(team, phone=1, document="5/QĐ-UBND")
    entry = AuditEntry.unscoped.about(norm).first()
    assert (entry.verb, entry.document) == ("Đặt định mức thiết bị", "5/QĐ-UBND")
    assert entry.place == team.area.province.path
    assert entry.changes["phone"] == [None, 1]
    by = UserFactory(area=team.area.province)
    actions.change_norm(by=by, norm=norm, phone=3)
    entry = AuditEntry.unscoped.about(norm).first()
    assert (entry.verb, entry.changes) == ("Sửa định mức thiết bị", {"phone": [1, 3]})
    assert actions.change_norm(by=by, norm=norm, phone=3).version == 2
    with pytest.raises(TypeError):
        actions.change_norm(by=by, norm=norm, version=9)


def test_the_database_refuses_nonsense():
    norm = EquipmentNormFactory()
    for wrong in ({"phone": 100}, {"province": norm.province, "valid_from": norm.valid_from}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EquipmentNormFactory(**wrong)


def test_admin_sets_and_corrects_the_norms_of_a_province():
    world = build_world()
    client, page = signed_in(world.national), url(EquipmentNorm, "add")
    data = filled(client, page, province=world.province.pk, valid_from="2026-01-01", phone="3")
    assert client.post(page, data).status_code == 302
    norm = EquipmentNorm.unscoped.get()
    assert norm.wanted == {Kind.PHONE: 3}
    again = filled(client, page, province=world.province.pk, valid_from="2026-01-01", phone="4")
    assert "trùng với dòng đã có" in errors_of(client.post(page, again))
    change = url(norm, "change")
    assert client.post(change, filled(client, change, phone="100")).status_code == 200
    assert client.post(change, filled(client, change, computer="1")).status_code == 302
    norm.refresh_from_db()
    assert (norm.wanted, norm.version) == ({Kind.PHONE: 3, Kind.COMPUTER: 1}, 2)
    assert signed_in(world.local).get(change).status_code in {302, 403, 404}
