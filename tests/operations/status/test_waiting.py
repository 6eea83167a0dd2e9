"""Pages of files say that nobody works on them, and whom to call: when files wait and no worker was seen, only then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.actions import set_contact
from operations.models import Part
from operations.status.queries import files_wait_for_nobody
from tests.factories import HeartbeatFactory, ImportFactory
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

SAID = "Chưa có ai xử lý tệp: báo quản trị."


def worker(seconds, part=Part.WORKER):
    HeartbeatFactory(part=part, seen_at=timezone.now() - timedelta(seconds=seconds))


def waiting_file(commune, **facts):
    officer = commune.officer
    return ImportFactory(commune=commune.area, added_by=officer, confirmed_by=officer, **facts)


@pytest.mark.parametrize("state", ["reading", "confirmed", "running", "undoing"])
def test_files_wait_for_nobody_until_a_worker_is_seen(world, state):
    assert not files_wait_for_nobody()
    waiting_file(world.own, state=state, to_write=1)
    assert files_wait_for_nobody()
    worker(10, Part.DAILY)
    worker(121)
    assert files_wait_for_nobody()
    worker(119)
    assert not files_wait_for_nobody()


@pytest.mark.parametrize("state", ["checked", "done", "failed", "unread", "cancelled", "undone"])
def test_a_file_that_asks_its_sender_waits_for_no_worker(world, state):
    waiting_file(world.own, state=state)
    assert not files_wait_for_nobody()


@pytest.mark.parametrize("state", ["reading", "confirmed"])
def test_the_page_of_a_file_says_so_with_whom_to_call(world, state):
    set_contact(
        by=world.root,
        province=world.province,
        name="Sở của ta",
        phone="0257 300 0100",
        hours="8–17",
    )
    officer = signed_in(world.own.officer)
    file = waiting_file(world.own, state=state, to_write=1)
    at = [f"/nhap-excel/{file.uuid}/", f"/nhap-excel/{file.uuid}/tien-do/", "/nhap-excel/"]
    for page in [officer.get(address).content.decode() for address in at]:
        assert SAID in page
        assert 'Sở của ta: <a href="tel:02573000100">0257 300 0100</a> · 8–17' in " ".join(
            page.split()
        )
    worker(10)
    assert [address for address in at if SAID in officer.get(address).content.decode()] == []


def test_without_a_contact_the_page_leads_to_the_guide(world):
    waiting_file(world.own, state="reading")
    page = signed_in(world.own.officer).get("/nhap-excel/").content.decode()
    assert 'href="/huong-dan/#hoi-ai"' in page


def test_nothing_is_said_while_nothing_waits(world):
    page = signed_in(world.own.officer).get("/nhap-excel/").content.decode()
    assert SAID not in page
