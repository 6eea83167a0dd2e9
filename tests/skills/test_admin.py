"""Django admin of local platforms."""

from datetime import date

import pytest

from audit.models import AuditEntry
from skills.models import LocalPlatform
from tests.admin_world import World, errors_of, filled, offered, signed_in, url


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def test_a_platform_is_named_and_ended_by_the_actions(world: World) -> None:
    client = signed_in(world.local)
    address = url(LocalPlatform, "add")
    data = filled(
        client, address, area=world.commune.pk, name="Sổ Sen", valid_from="2026-02-01", document="5"
    )
    assert client.post(address, data).status_code == 302
    platform = LocalPlatform.unscoped.get(name="Sổ Sen")
    assert AuditEntry.unscoped.first().verb == "Thêm nền tảng số"
    assert "đã được nêu" in errors_of(client.post(address, data))
    page = url(platform, "change")
    early = filled(client, page, valid_to="2026-02-01")
    assert "Ngày thôi phải sau" in errors_of(client.post(page, early))
    assert "valid_to" in errors_of(client.post(page, {"valid_to": ""}))
    assert client.post(page, filled(client, page, valid_to="2026-03-01")).status_code == 302
    platform.refresh_from_db()
    assert platform.valid_to == date(2026, 3, 1)
    assert AuditEntry.unscoped.first().verb == "Ngừng áp dụng nền tảng số"


def test_only_provinces_and_communes_of_the_territory_are_offered(world: World) -> None:
    assert offered(signed_in(world.local), LocalPlatform, "area") == ["Xã An Ninh Tây"]
    names = offered(signed_in(world.national), LocalPlatform, "area")
    assert sorted(names) == ["Tỉnh Đắk Lắk", "Xã An Ninh Tây", "Xã Hòa Xuân"]
    client = signed_in(world.local)
    address = url(LocalPlatform, "add")
    data = filled(client, address, area=world.other.pk, name="X", valid_from="2026-02-01")
    assert "area" in errors_of(client.post(address, data))


def test_platforms_are_found_by_place(world: World) -> None:
    client = signed_in(world.national)
    found = client.post(url(LocalPlatform, "changelist"), {"q": "an ninh tay"}).context["cl"]
    assert list(found.result_list) == [world.own.platform]
