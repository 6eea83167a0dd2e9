"""Django admin of units."""

import pytest

from areas.models import Area, Placement
from audit.models import AuditEntry
from rollup.models import CommuneCount
from tests.admin_world import (
    World,
    errors_of,
    filled,
    offered,
    page_of,
    signed_in,
    url,
)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


@pytest.mark.parametrize(
    ("term", "name"),
    [("an ninh tay", "Xã An Ninh Tây"), ("HOI phu", "Thôn Hội Phú"), ("Đắk", "Tỉnh Đắk Lắk")],
)
def test_search_needs_no_marks(world: World, term: str, name: str) -> None:
    rows = signed_in(world.national).post(url(Area, "changelist"), {"q": term}).context["cl"]
    assert str(rows.result_list[0]) == name


def test_only_communes_of_the_territory_are_offered(world: World) -> None:
    assert offered(signed_in(world.local), Area, "parent") == ["Xã An Ninh Tây"]
    assert offered(signed_in(world.national), Area, "parent", "hoa xuan") == ["Xã Hòa Xuân"]


def test_a_village_is_added_by_the_action(world: World) -> None:
    client = signed_in(world.local)
    address = url(Area, "add")
    data = filled(client, address, parent=world.commune.pk, kind="thon", name="Mới")
    assert client.post(address, data).status_code == 302
    village = Area.unscoped.get(name="Mới")
    assert village.commune == world.commune
    assert CommuneCount.unscoped.get(pk=world.commune.pk).villages == 2
    entry = AuditEntry.unscoped.first()
    assert (entry.verb, entry.actor, entry.place) == ("Thêm thôn", "xa", village.path)


def test_a_village_is_not_added_elsewhere_or_twice(world: World) -> None:
    client = signed_in(world.local)
    address = url(Area, "add")
    before = Area.unscoped.count(), AuditEntry.unscoped.count()
    for parent in (world.other.pk, "abc", "9" * 30, ""):
        data = filled(client, address, parent=parent, kind="thon", name="Mới")
        assert "parent" in errors_of(client.post(address, data))
    assert client.get(address, {"parent": "abc"}).status_code == 200
    assert "Hòa Xuân" not in page_of(client, f"{address}?parent={world.other.pk}")
    data = filled(client, address, parent=world.commune.pk, kind="thon", name="hội phú")
    assert "đã có một thôn tên này" in errors_of(client.post(address, data))
    late = data | {"name": "Khác", "opened_on": "2999-01-01"}
    assert "Ngày này chưa đến" in errors_of(client.post(address, late))
    wrong = data | {"name": "Khác", "kind": "tinh"}
    assert "kind" in errors_of(client.post(address, wrong))
    assert (Area.unscoped.count(), AuditEntry.unscoped.count()) == before


def test_a_name_is_put_right_by_the_action(world: World) -> None:
    client = signed_in(world.local)
    address = url(world.village, "change")
    assert client.post(address, filled(client, address, name="Hội Phước")).status_code == 302
    world.village.refresh_from_db()
    assert world.village.name == "Hội Phước"
    assert Placement.unscoped.get(area=world.village).name == "Hội Phước"
    entry = AuditEntry.unscoped.first()
    assert entry.changes == {"name": ["Hội Phú", "Hội Phước"]}
    assert "Hội Phú → Hội Phước" in page_of(client, url(world.village, "history"))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(world: World) -> None:
    client = signed_in(world.local)
    address = url(world.village, "change")
    mine = filled(client, address, name="Của tôi")
    theirs = filled(client, address, name="Của họ")
    assert client.post(address, theirs).status_code == 302
    assert "Có người khác vừa sửa" in errors_of(client.post(address, mine))
    del mine["seen_version"]
    assert "Có người khác vừa sửa" in errors_of(client.post(address, mine))
    world.village.refresh_from_db()
    assert world.village.name == "Của họ"


def test_fields_that_only_actions_write_are_not_taken_from_a_form(world: World) -> None:
    client = signed_in(world.local)
    address = url(world.village, "change")
    data = filled(client, address, name="Tên Mới", parent=world.other.pk, level=1, path="1.")
    assert client.post(address, data).status_code == 302
    village = Area.unscoped.get(pk=world.village.pk)
    assert (village.name, village.parent, village.path) == (
        "Tên Mới",
        world.commune,
        world.village.path,
    )
