"""What an officer's own files ask of him today."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from imports.jobs.actions import confirm
from imports.kinds import KINDS
from imports.models import Import
from tests.factories import ImportFactory
from tests.imports.jobs.test_running import change_kind, incoming, new, written
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other(world):
    """Let the file that the world brings be somebody else's."""
    world.own.file.added_by = world.foreign.officer
    world.own.file.save()


def asked(client):
    """Return what asks for something: a line whose turn stands in bold."""
    text = client.get(reverse("imports:waiting")).content.decode()
    lines = [line for line in text.split("<li>")[1:] if 'class="lk b"' in line]
    return "".join(lines)


def test_nothing_is_said_where_there_is_no_file(client):
    assert client.get(reverse("imports:waiting")).content.decode().strip() == ""


def test_what_asks_for_nothing_any_more_is_named_with_its_rows(world, client):
    source = written(world, new("Lê Một"), new("Lê Hai"))
    client.get(reverse("imports:detail", args=[source.uuid]))
    text = client.get(reverse("imports:waiting")).content.decode()
    assert asked(client) == ""
    assert source.name in text
    assert f"đã nhập · 2/{source.rows_read} dòng vào sổ" in text


def test_the_day_s_work_pulls_it_in_for_officers_alone(world, client):
    pull = f'hx-get="{reverse("imports:waiting")}"'
    assert pull in client.get(reverse("reports:today")).content.decode()
    member = signed_in(world.own.member)
    assert pull not in member.get(reverse("reports:today")).content.decode()
    assert member.get(reverse("imports:waiting")).status_code == 404


def test_a_file_that_came_to_its_end_is_told_until_who_sent_it_has_looked(world, client):
    closed = {**new("Lê Đóng"), "village": world.foreign.village}
    world.foreign.village.closed_on = timezone.localdate()
    world.foreign.village.save()
    source = written(world, new("Lê Một"), new("Lê Hai"), closed)
    text = asked(client)
    assert f"Tệp {source.name} đã nhập xong" in text
    assert "2 dòng đã nhập, 1 dòng bỏ qua" in text
    page = reverse("imports:detail", args=[source.uuid])
    client.head(page)
    assert asked(client) == text
    client.get(page)
    assert "đã nhập xong" not in asked(client)


def test_another_officer_s_look_tells_its_sender_nothing(world, client):
    source = written(world, new("Lê Một"))
    Import.unscoped.filter(pk=source.pk).update(added_by=world.foreign.officer)
    client.get(reverse("imports:detail", args=[source.uuid]))
    source.refresh_from_db()
    assert (source.seen_at, asked(client).strip()) == (None, "")


@pytest.mark.expected_errors
def test_one_that_was_broken_off_is_told_until_it_goes_on_and_then_anew(world, client, monkeypatch):
    real = KINDS["households"].write

    def broken(source, rows):
        raise ValueError

    change_kind(monkeypatch, write=broken)
    source = written(world, new("Lê Một"))
    text = asked(client)
    assert f"Nhập tiếp tệp {source.name}" in text
    assert "Nhập bị ngắt ở dòng thứ 0 trong 1 dòng" in text
    client.get(reverse("imports:detail", args=[source.uuid]))
    assert asked(client) == text
    change_kind(monkeypatch, write=real)
    confirm(by=world.own.officer, source=source)
    assert "1 dòng đã nhập" in asked(client)


def test_a_preview_is_told_until_it_is_decided_or_sent_anew(world, client):
    source = incoming(world, new("Lê Một"))
    text = asked(client)
    assert f"Xem tệp {source.name}" in text
    assert "1 dòng nhập được, 0 dòng lỗi" in text
    client.get(reverse("imports:detail", args=[source.uuid]))
    assert asked(client) == text
    again = ImportFactory(
        commune=world.own.area, added_by=world.own.officer, name=source.name, to_write=1
    )
    text = asked(client)
    assert str(again.uuid) in text
    assert str(source.uuid) not in text


def test_a_file_that_could_not_be_read_is_told_until_who_sent_it_has_looked(world, client):
    source = incoming(world)
    Import.unscoped.filter(pk=source.pk).update(state="unread", layout={"unread": {"why": "pdf"}})
    assert f"Chưa đọc được tệp {source.name}" in asked(client)
    assert client.get(reverse("imports:detail", args=[source.uuid])).status_code == 200
    assert asked(client).strip() == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"rows_read": 5, "to_write": 0},
        {"state": "unread", "layout": {"unread": {"why": "stopped"}}},
        {"state": "cancelled", "finished_at": timezone.now()},
        {"state": "running"},
        {"added_at": timezone.now() - timedelta(days=8)},
        {"state": "failed", "finished_at": timezone.now() - timedelta(days=8)},
        {"cleared_at": timezone.now()},
    ],
    ids=[
        "nothing new",
        "reading stopped",
        "stopped",
        "at work",
        "old",
        "broken off long ago",
        "cleared",
    ],
)
def test_what_asks_for_nothing_is_not_told(world, client, facts):
    source = incoming(world, new("Lê Một"))
    assert "Xem tệp" in asked(client)
    Import.unscoped.filter(pk=source.pk).update(confirmed_by=world.own.officer, **facts)
    assert asked(client).strip() == ""
