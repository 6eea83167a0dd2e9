"""Admin of what a province tells residents: through the action, once for each province, with its journal."""

import pytest

from audit.models import AuditEntry
from privacy.models import ProcessingNotice
from tests.admin_world import build_world, page_of, signed_in, url

pytestmark = pytest.mark.django_db

FACTS = {
    "valid_from": "02/03/2026",
    "purpose": "Vì người dân",
    "basis": "",
    "controller": "",
    "contact": "Sở Khoa học và Công nghệ",
    "contact_phone": "0262 300 0114",
    "complaint": "",
}
ONCE = "0b0e7f0e-0000-4000-8000-000000000001"


def test_an_administrator_sets_and_changes_it():
    world = build_world()
    client = signed_in(world.provincial)
    add = url(ProcessingNotice(), "add")
    sent = {**FACTS, "province": world.province.pk, "once": ONCE}
    assert client.post(add, sent).status_code == 302
    notice = ProcessingNotice.unscoped.get()
    assert (notice.province, notice.version) == (world.province, 1)
    assert "Tỉnh này đã có thông báo" in client.post(add, sent).content.decode()
    sent = {**FACTS, "purpose": "Vì tổ", "seen_version": notice.version}
    assert client.post(url(notice, "change"), sent).status_code == 302
    notice.refresh_from_db()
    assert (notice.purpose, notice.version) == ("Vì tổ", 2)
    changed = AuditEntry.unscoped.about(notice).first()
    assert changed.changes == {"purpose": ["Vì người dân", "Vì tổ"]}
    assert "0262 300 0114" in page_of(client, url(notice, "changelist"))


def test_a_number_of_nobody_is_refused_in_words():
    world = build_world()
    client = signed_in(world.provincial)
    sent = {**FACTS, "contact": "", "province": world.province.pk, "once": ONCE}
    answer = client.post(url(ProcessingNotice(), "add"), sent)
    assert "Ghi người hoặc đơn vị có số điện thoại này." in answer.content.decode()
    assert not ProcessingNotice.unscoped.exists()


def test_a_commune_reads_none_of_its_province_and_changes_none():
    world = build_world()
    signed_in(world.provincial).post(
        url(ProcessingNotice(), "add"), {**FACTS, "province": world.province.pk, "once": ONCE}
    )
    notice = ProcessingNotice.unscoped.get()
    seen = ProcessingNotice.objects.visible_to
    assert seen(world.provincial).get() == notice
    assert not seen(world.local).exists()
