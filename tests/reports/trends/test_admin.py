"""Django admin of marks and snapshots."""

import pytest

from audit.models import AuditEntry
from figures.models import Snapshot
from reports.models import Event
from tests.admin_world import World, errors_of, filled, page_of, signed_in, url
from tests.factories import EventFactory, SnapshotFactory


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def test_an_event_is_added_and_put_right_by_the_actions(world: World) -> None:
    client = signed_in(world.local)
    address = url(Event, "add")
    data = filled(client, address, area=world.commune.pk, on="2026-02-01", title="Ra quân")
    assert client.post(address, data).status_code == 302
    event = Event.unscoped.get()
    assert AuditEntry.unscoped.first().verb == "Ghi mốc trên biểu đồ"
    page = url(event, "change")
    assert client.post(page, filled(client, page, title="Ra quân lại")).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.version) == ("Ra quân lại", 2)


def test_an_event_changed_meanwhile_is_refused(world: World) -> None:
    client, event = signed_in(world.local), EventFactory(area=world.commune)
    page = url(event, "change")
    data = filled(client, page, title="Của tôi")
    Event.unscoped.update(version=2)
    assert "Có người khác vừa sửa" in errors_of(client.post(page, data))


def test_a_place_of_others_takes_no_event(world: World) -> None:
    client = signed_in(world.local)
    address = url(Event, "add")
    data = filled(client, address, area=world.other.pk, on="2026-02-01", title="X")
    assert "area" in errors_of(client.post(address, data))
    foreign = EventFactory(area=world.other)
    assert client.get(url(foreign, "change")).status_code == 404


def test_snapshots_are_read_and_not_changed(world: World) -> None:
    client = signed_in(world.local)
    own, foreign = SnapshotFactory(area=world.commune, covered=7), SnapshotFactory(area=world.other)
    assert "An Ninh Tây" in page_of(client, url(own, "changelist"))
    page = url(own, "change")
    page_of(client, page)
    assert client.post(page, {"covered": 9}).status_code == 403
    assert client.get(url(own, "add")).status_code == 403
    assert client.get(url(foreign, "change")).status_code == 404
    assert Snapshot.unscoped.get(pk=own.pk).covered == 7
