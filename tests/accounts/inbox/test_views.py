"""The page of notices: one's own alone, read one by one or all."""

import pytest

from accounts.inbox.actions import notify
from accounts.models import Notice
from tests.pages import signed_in
from tests.world import accessible

pytestmark = pytest.mark.django_db
KEY = "0b9d9a5e-0000-4000-8000-000000000001"


@pytest.fixture
def told(world):
    """Two notices of the officer, and one of a colleague next door."""
    officer, other = world.own.officer, world.sibling.officer
    notify(to=[officer.pk], kind="file_asks", ref=KEY)
    notify(to=[officer.pk, other.pk], kind="stranger", person=world.own.member)
    return Notice.unscoped.of(officer)


def test_the_reader_sees_their_own_with_the_way_to_each_thing_and_the_count(world, told):
    text = signed_in(accessible(world.own.officer)).get("/tin-bao/").content.decode()
    assert "2 tin chưa đọc" in text
    assert f"/nhap-excel/{KEY}/" in text
    assert "Giấy mời của Thành Viên Tổ đến tay người khác" in text
    other = signed_in(accessible(world.sibling.officer)).get("/tin-bao/").content.decode()
    assert KEY not in other


def test_the_count_stands_on_each_page_and_goes_with_what_is_read(world, told):
    client = signed_in(accessible(world.own.officer))
    assert '<span class="unread">2<' in client.get("/viec/").content.decode()
    client.post(f"/tin-bao/{told.first().pk}/da-doc/")
    assert '<span class="unread">1<' in client.get("/viec/").content.decode()
    assert "đến tay người khác" not in client.get("/viec/").content.decode()
    client.post("/tin-bao/da-doc/", {"den": told.first().pk})
    assert 'class="unread"' not in client.get("/viec/").content.decode()
    assert told.unread().count() == 0


def test_all_read_leaves_what_came_after_the_page_was_shown(world, told):
    shown = told.first().pk
    notify(to=[world.own.officer.pk], kind="absent", number=2)
    signed_in(accessible(world.own.officer)).post("/tin-bao/da-doc/", {"den": shown})
    assert [one.kind for one in told.unread()] == ["absent"]


def test_nobody_marks_what_another_is_told(world, told):
    client = signed_in(accessible(world.sibling.officer))
    assert client.post(f"/tin-bao/{told.first().pk}/da-doc/").status_code == 404
    client.post("/tin-bao/da-doc/", {"den": 10**9})
    assert told.unread().count() == 2


def test_the_page_reads_in_english(world, told):
    client = signed_in(accessible(world.own.officer))
    client.cookies["django_language"] = "en"
    text = client.get("/tin-bao/").content.decode()
    assert "Notices" in text
    assert "2 unread notices" in text
