"""The page of one's own letters: the address, the switch, what became of the last one."""

import pytest

from accounts.models import Message, User
from accounts.people.actions import change
from audit.models import AuditEntry
from tests.pages import signed_in
from tests.world import accessible

pytestmark = pytest.mark.django_db


def test_one_writes_ones_own_address_and_switches_letters_off(officer):
    client = signed_in(accessible(officer))
    client.post("/tin-bao/thu/", {"email": "moi@xa.example.vn"})
    officer.refresh_from_db()
    assert (officer.email, officer.wants_mail) == ("moi@xa.example.vn", False)
    entry = AuditEntry.unscoped.filter(verb="Sửa thư điện tử").get()
    # An address is personal: it is kept apart from the line of the journal.
    assert "example" not in str(entry.changes)
    page = client.get("/tin-bao/thu/").content.decode()
    assert 'value="moi@xa.example.vn"' in page


def test_what_is_no_address_is_refused(officer):
    client = signed_in(accessible(officer))
    page = client.post("/tin-bao/thu/", {"email": "moi@"}).content.decode()
    assert "<title>Lỗi:" in page
    officer.refresh_from_db()
    assert officer.email == "canbo@xa.example.vn"


def test_an_address_written_anew_is_tried_again(officer, world, settings):
    User.unscoped.filter(pk=officer.pk).update(email_refused_at=officer.created_at)
    client = signed_in(accessible(officer))
    settings.SENDS_MAIL = True
    assert "Thư bị trả lại ngày" in client.get("/tin-bao/thu/").content.decode()
    client.post("/tin-bao/thu/", {"email": officer.email, "wants_mail": "on"})
    officer.refresh_from_db()
    assert officer.email_refused_at is None
    User.unscoped.filter(pk=officer.pk).update(email_refused_at=officer.created_at)
    change(by=world.commune_administrator, user=officer, email="khac@xa.example.vn")
    officer.refresh_from_db()
    assert (officer.email, officer.email_refused_at) == ("khac@xa.example.vn", None)


def test_the_page_says_what_became_of_the_last_letter(officer, settings):
    settings.SENDS_MAIL = True
    Message.unscoped.create(
        to=officer,
        kind="digest",
        channel="email",
        key="x",
        state="unsure",
        ended_at=officer.created_at,
    )
    page = signed_in(accessible(officer)).get("/tin-bao/thu/").content.decode()
    assert "không rõ đã đến chưa" in page


def test_without_a_mail_server_the_page_says_so(officer):
    page = signed_in(accessible(officer)).get("/tin-bao/thu/").content.decode()
    assert "Máy chủ này chưa gửi thư" in page
