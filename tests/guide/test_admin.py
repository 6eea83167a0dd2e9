"""Admin of whom a province's people ask: through the same action, once for each province."""

import pytest

from audit.models import AuditEntry
from guide.models import HelpContact
from tests.admin_world import build_world, page_of, signed_in, url

pytestmark = pytest.mark.django_db

FACTS = {"name": "Sở Khoa học và Công nghệ", "phone": "0262 300 0100", "hours": ""}


def test_an_administrator_sets_and_changes_the_contact():
    world = build_world()
    client = signed_in(world.provincial)
    add = url(HelpContact(), "add")
    once = "0b0e7f0e-0000-4000-8000-000000000001"
    sent = {**FACTS, "province": world.province.pk, "once": once}
    assert client.post(add, sent).status_code == 302
    contact = HelpContact.unscoped.get()
    assert contact.province == world.province
    assert "Tỉnh này đã có người trả lời" in client.post(add, sent).content.decode()
    change = url(contact, "change")
    sent = {**FACTS, "phone": "0262 300 0101", "seen_version": contact.version}
    assert client.post(change, sent).status_code == 302
    contact.refresh_from_db()
    assert contact.phone == "0262 300 0101"
    assert AuditEntry.unscoped.about(contact).count() == 2
    assert "0262 300 0101" in page_of(client, url(contact, "changelist"))
