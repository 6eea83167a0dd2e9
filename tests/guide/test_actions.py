"""Setting whom the people of a province ask: one contact each, and each change in the journal."""

import pytest

from audit.models import AuditEntry
from guide.actions import set_contact
from guide.models import HelpContact

pytestmark = pytest.mark.django_db

FACTS = {"name": "Sở Khoa học và Công nghệ", "phone": "0257 300 0100", "hours": "7:30–17:00"}


def test_a_contact_is_set_once_and_then_changed(world):
    set_contact(by=world.committee, province=world.province, **FACTS)
    set_contact(by=world.committee, province=world.province, phone="0257 300 0111")
    contact = HelpContact.unscoped.get()
    assert (contact.name, contact.phone, contact.version) == (FACTS["name"], "0257 300 0111", 2)
    first, second = AuditEntry.unscoped.about(contact).order_by("pk")
    assert first.verb == second.verb == "Đặt người trả lời câu hỏi"
    assert second.changes == {"phone": ["0257 300 0100", "0257 300 0111"]}
    assert second.place == world.province.path


def test_saying_the_same_again_writes_nothing(world):
    for _turn in range(2):
        contact = set_contact(by=world.committee, province=world.province, **FACTS)
    assert contact.version == 1
    assert AuditEntry.unscoped.about(contact).count() == 1


def test_an_unknown_fact_is_refused(world):
    with pytest.raises(TypeError):
        set_contact(by=world.committee, province=world.province, province_id=1, **FACTS)
