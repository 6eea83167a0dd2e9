"""Django admin of targets."""

import pytest

from reports.models import Target
from tests.admin_world import errors_of, filled, offered, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(admin_world):
    return admin_world


def held(area):
    return [(float(t.level), bool(t.withdrawn_at)) for t in area.targets.order_by("pk")]


def new(client, world, **changes):
    address = url(Target, "add")
    values = {
        "area": world.commune.pk,
        "indicator": "ho-dat",
        "level": "70",
        "due_on": "2026-12-31",
        "document": "12/KH-UBND",
        "document_on": "2026-01-20",
        **changes,
    }
    return client.post(address, filled(client, address, **values))


def test_a_target_is_set_changed_and_withdrawn_by_the_actions(world):
    client = signed_in(world.provincial)
    assert new(client, world).status_code == 302
    page = url(Target.unscoped.get(), "change")
    assert client.post(page, filled(client, page, level="65")).status_code == 302
    assert held(world.commune) == [(70.0, True), (65.0, False)]
    page = url(Target.unscoped.get(withdrawn_at=None), "change")
    assert client.post(page, filled(client, page, withdraw="on")).status_code == 302
    assert held(world.commune) == [(70.0, True), (65.0, True)]
    assert client.post(page, {"level": "50"}).status_code == 403


def test_a_stale_page_changes_nothing(world):
    client = signed_in(world.provincial)
    new(client, world)
    page = url(Target.unscoped.get(), "change")
    stale = filled(client, page, level="65")
    Target.unscoped.update(version=2)
    assert "Có người khác vừa sửa" in errors_of(client.post(page, stale))


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "0"), ("level", "100.1"), ("due_on", "2026-01-20"), ("indicator", "ky-nang-1")],
)
def test_what_is_no_target_is_said_beside_the_field(world, field, value):
    assert field in errors_of(new(signed_in(world.provincial), world, **{field: value}))


def test_a_second_level_for_one_day_is_refused_in_words(world):
    client = signed_in(world.provincial)
    new(client, world)
    assert "đã có chỉ tiêu này" in errors_of(new(client, world, level="60"))


def test_only_units_of_the_territory_are_offered(world):
    found = offered(signed_in(world.local), Target, "area")
    assert sorted(found) == ["Thôn Hội Phú", "Xã An Ninh Tây"]


def test_targets_are_listed_with_their_indicator(world):
    client = signed_in(world.provincial)
    new(client, world)
    assert (
        "Hộ có một người biết đủ 5 kỹ năng"
        in client.get(url(Target, "changelist")).content.decode()
    )
