"""Accounts of many at once: no code, one journal row each, names that can be read, refusals with their reason."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Code, Notice, User
from accounts.people.actions import NewPerson, Refused, make_many
from accounts.roles import Role
from areas.names import fold
from audit.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(world):
    """The Sở's own account: a reviewer of the province."""
    return UserFactory(role=Role.REVIEWER, area=world.province, full_name="Cán Bộ Sở")


def person(world, name, phone="", role=Role.OFFICER, area=None, **more):
    return NewPerson(name, role, area or world.own.area, phone, **more)


def plain(unit):
    return fold(unit.name).replace(" ", "")


def reasons(found):
    return [(one.full_name, why) for one, why in found.refused]


def test_accounts_are_made_without_password_and_code_each_with_its_journal_row(world, province):
    wanted = [
        person(world, "Đoàn Văn Hải", "0905 123 456", title="Công chức", row=7),
        person(world, "Hồ Thị Lan", role=Role.MEMBER, area=world.sibling.village),
    ]
    found = make_many(by=province, people=wanted)
    assert [(one.row, user.username) for one, user in found.made] == [
        (7, "hai.cuata"),
        (None, f"lan.{plain(world.sibling.area)}"),
    ]
    for _one, user in found.made:
        made = User.unscoped.get(pk=user.pk)
        assert (made.is_active, made.has_usable_password(), made.last_login) == (True, False, None)
        entry = AuditEntry.unscoped.about(made).get()
        assert (entry.actor, entry.verb) == (province.username, "Mời người dùng")
        assert entry.changes == {"role": [None, made.role]}
        assert all(one.from_above for one in Notice.unscoped.filter(person=made, kind="made"))
    assert User.objects.visible_to(world.own.officer).matching("hai 0905").exists()
    assert not Code.unscoped.filter(person__in=[user.pk for _one, user in found.made]).exists()


def test_whoever_is_there_already_or_is_beyond_the_maker_is_refused_with_the_reason(
    world, province
):
    UserFactory(area=world.own.area, full_name="Hồ Thị Có", phone="0905 111 111")
    User.unscoped.filter(pk=world.sibling.officer.pk).update(last_login=timezone.now())
    wanted = [
        person(world, "hồ thị cò"),
        person(world, "Người Khác", "+84905111111"),
        person(world, "Người Một", "0905 222 222"),
        person(world, "Người Hai", "0905222222"),
        person(world, "Người Một"),
        person(world, " "),
        person(world, "Xã Khác", area=world.foreign.area),
        person(world, "Quản Trị", role=Role.ADMINISTRATOR),
        person(world, "Duyệt Tỉnh", role=Role.REVIEWER, area=world.province),
        person(world, "Duyệt Huyện", role=Role.REVIEWER, area=world.district),
        person(world, "Xã Đã Dùng", area=world.sibling.area),
        person(world, "Xem Xã Đã Dùng", role=Role.COMMITTEE, area=world.sibling.area),
    ]
    found = make_many(by=province, people=wanted)
    assert reasons(found) == [
        ("hồ thị cò", Refused.HERE),
        ("Người Khác", Refused.PHONE),
        ("Người Hai", Refused.PHONE),
        ("Người Một", Refused.HERE),
        (" ", Refused.NAMELESS),
        ("Xã Khác", Refused.BEYOND),
        ("Quản Trị", Refused.BEYOND),
        ("Duyệt Tỉnh", Refused.BEYOND),
        ("Duyệt Huyện", Refused.SECOND),
        ("Xã Đã Dùng", Refused.SECOND),
    ]
    assert [one.full_name for one, _user in found.made] == ["Người Một", "Xem Xã Đã Dùng"]


def test_a_telephone_of_another_province_is_not_told_of(world, province):
    UserFactory(area=world.foreign.area, phone="0905 333 333")
    found = make_many(by=province, people=[person(world, "Người Mới", "0905333333")])
    assert len(found.made) == 1


def test_a_commune_officer_makes_those_of_their_commune_alone(world):
    wanted = [
        person(world, "Người Nhà", role=Role.MEMBER, area=world.own.village),
        person(world, "Hàng Xóm", role=Role.MEMBER, area=world.sibling.village),
        person(world, "Người Duyệt", role=Role.REVIEWER),
    ]
    found = make_many(by=world.own.officer, people=wanted)
    assert [one.full_name for one, _user in found.made] == ["Người Nhà"]
    assert {why for _name, why in reasons(found)} == {Refused.BEYOND}


def test_people_of_one_name_get_names_that_differ_and_can_be_read(world, province):
    units = (world.own.village, world.own.area, world.sibling.area, world.sibling.village)
    wanted = [
        person(
            world, "Đoàn Thị Lan", role=Role.MEMBER if unit.commune_id else Role.OFFICER, area=unit
        )
        for unit in units
    ]
    wanted.append(person(world, "Hồ Thị Lan"))
    found = make_many(by=province, people=wanted)
    assert [user.username for _one, user in found.made] == [
        "lan.cuata",
        "lan.doan.cuata",
        f"lan.{plain(world.sibling.area)}",
        f"lan.doan.{plain(world.sibling.area)}",
        "lan.ho.cuata",
    ]


def cost(world, by, n, first=0):
    people = [
        person(world, f"Người Thứ {i} {i % 7}", f"0905{i:06}") for i in range(first, first + n)
    ]
    with CaptureQueriesContext(connection) as queries:
        assert len(make_many(by=by, people=people).made) == n
    return len(queries)


def test_nobody_who_is_made_is_told_of_the_others(world, province):
    Notice.unscoped.all().delete()
    made = make_many(by=province, people=[person(world, f"Người Thứ {n}") for n in range(4)]).made
    new = {user.pk for _one, user in made}
    assert not new & set(Notice.unscoped.values_list("to", flat=True))


def test_sixty_cost_no_more_queries_than_thirty(world, province):
    assert cost(world, province, 60) <= cost(world, province, 30, first=60) <= 25


@pytest.mark.long
def test_3000_accounts_are_made_in_seconds(world, province):
    start = time.monotonic()
    cost(world, province, 3_000)
    assert time.monotonic() - start < 15
