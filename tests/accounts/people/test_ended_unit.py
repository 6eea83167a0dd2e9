"""Who is of a unit that has ended reads on what stood in it, wherever that is now, and writes nothing."""

from datetime import date, timedelta

import pytest

from accounts.people.queries import of_ended_units
from accounts.roles import READS_ON, Role
from areas.models import Area, Placement, Succession
from areas.models.lineage import outermost
from audit.models import AuditEntry
from households.models import Household
from tests.areas.test_ended import ended
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    HouseholdFactory,
    PlacementFactory,
    SuccessionFactory,
    VillageFactory,
)
from tests.pages import signed_in
from web.scope import may_see

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def end(unit, *heirs):
    """End a unit as of a day that is past; what stands in it stays where it is."""
    Area.unscoped.filter(pk=unit.pk).update(closed_on=DAY)
    for heir in heirs:
        SuccessionFactory(predecessor=unit, successor=heir, on=DAY)
    unit.refresh_from_db()


def move(village, commune):
    """Move a village to another commune, as a reorganisation does."""
    Placement.unscoped.open().filter(area=village).update(valid_to=DAY)
    parts = {"parent": commune, "commune": commune, "district": commune.district}
    path = f"{commune.path}{village.pk}."
    Area.unscoped.filter(pk=village.pk).update(path=path, province=commune.province, **parts)
    village.refresh_from_db()
    Placement.of(village, DAY).save()


@pytest.fixture
def merged(world):
    """Return our commune, ended; one village of it went to a new commune, which has another one of its own."""
    own, new = world.own, CommuneFactory(parent=world.district, name="Mới Lập")
    other = VillageFactory(parent=new, name="Người Khác")
    HouseholdFactory(village=other, head_name="Tên Người Khác")
    move(own.village, new)
    end(own.area, new)
    return own, new, other


def test_they_read_what_stood_in_it_where_it_is_now_and_nothing_of_others(merged):
    own, _new, other = merged
    officer = own.officer
    officer.area.refresh_from_db()
    seen = Household.objects.visible_to(officer)
    assert set(seen) == {*own.households}
    assert may_see(officer, own.village.path)
    assert may_see(officer, own.area.path)
    assert not may_see(officer, other.path)
    assert not may_see(officer, own.village.path[: -len(f"{own.village.pk}.")])
    page = signed_in(officer).get(f"/thon/{own.village.pk}/ho/")
    assert page.status_code == 200
    assert signed_in(officer).get(f"/thon/{other.pk}/ho/").status_code == 404


def test_a_village_that_took_in_others_is_not_read_any_more(merged):
    own, _new, other = merged
    SuccessionFactory(predecessor=other, successor=own.village, on=DAY + timedelta(days=5))
    own.officer.area.refresh_from_db()
    assert not may_see(own.officer, own.village.path)
    assert not Household.objects.visible_to(own.officer).filter(village=own.village).exists()


def test_they_write_nothing_and_are_told(merged):
    own, new, _other = merged
    client, before = signed_in(own.officer), AuditEntry.unscoped.count()
    home = own.household
    for page, form in (
        (f"/thon/{own.village.pk}/ho/moi/", {"head_name": "Lê Lan"}),
        (f"/ho/{home.uuid}/khong-doi/", {}),
        ("/tai-khoan/moi/", {}),
    ):
        answer = client.post(page, form)
        assert answer.status_code == 409, page
        assert f"nay là xã {new.name}" in answer.content.decode()
    assert client.get(f"/thon/{own.village.pk}/ho/moi/").status_code == 410
    assert AuditEntry.unscoped.count() == before
    page = client.get("/bao-mat/")
    assert page.status_code == 200
    assert "Tài khoản này đọc tiếp, chưa ghi được" in page.content.decode()


def test_what_is_left_to_them_is_to_read(merged):
    own, _new, _other = merged
    own.officer.area.refresh_from_db()
    assert own.officer.permissions
    assert all(one.partition(".")[2].startswith("view_") for one in own.officer.permissions)
    assert own.officer.permissions <= READS_ON
    assert "accounts.view_user" not in own.officer.permissions


def test_a_member_of_a_village_that_was_merged_reads_its_page_and_no_other_village(world):
    old, heir = world.own.villages[:2]
    ended(old, heir)
    Household.unscoped.filter(village=old).update(village=heir)
    member = world.own.member
    member.area = old
    member.save()
    assert not Household.objects.visible_to(member).exists()
    client = signed_in(member)
    assert client.get(f"/dia-ban/{old.pk}/").status_code == 200
    assert client.get(f"/dia-ban/{heir.pk}/").status_code == 404


def test_nothing_is_read_of_what_took_a_village_of_others_in(merged):
    """A district that has ended: its commune has one village more since, which never stood in it."""
    own, new, other = merged
    old = DistrictFactory(parent=new.province, name="Cũ")
    Placement.unscoped.filter(area=new).delete()
    Placement.unscoped.create(
        area=new,
        kind=new.kind,
        name=new.name,
        parent=old,
        valid_from=date(2020, 1, 1),
        valid_to=DAY,
    )
    Succession.unscoped.filter(successor=new).delete()
    end(old)
    # Its own village is read with its commune's, and once.
    Placement.unscoped.filter(area=own.village).update(parent=new)
    assert old.went_on == [new.path]
    PlacementFactory(area=other, parent=own.area, valid_from=date(2020, 1, 1), valid_to=DAY)
    del old.went_on
    assert old.went_on == [own.village.path]


def test_who_is_of_a_unit_that_went_into_one_that_ended_too_waits_where_that_went(world):
    between, open_, last = (
        *(CommuneFactory(parent=world.district, name=name) for name in ("Giữa", "Còn")),
        world.foreign.area,
    )
    end(world.own.area, between)
    end(between, last)
    # One that goes on takes nobody along, whatever part of it went where.
    end(world.sibling.area, open_)
    SuccessionFactory(predecessor=open_, successor=last, on=DAY)
    there = of_ended_units(world.person("duyet-la", Role.REVIEWER, last.province))
    assert world.own.officer in there
    assert world.sibling.officer not in there


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], []),
        (["1.2.30.", "1.2.3.", "1.2.3.4.", "1.2.3.4.5."], ["1.2.3.", "1.2.30."]),
        (["1.2.3.4.", "1.2.3.5."], ["1.2.3.4.", "1.2.3.5."]),
    ],
)
def test_a_place_within_another_one_is_not_asked_for_twice(paths, left):
    assert outermost(paths) == left
