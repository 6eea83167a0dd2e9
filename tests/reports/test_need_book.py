"""The register of requests as a workbook: the filter of the list, text as text, written down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from reports.views import needs
from teams import actions
from teams.models import Need
from tests.factories import NeedFactory
from tests.pages import signed_in
from tests.reports.test_sheets import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def book(client, area, query=""):
    """Return the words over the headings, the headings and the rows, without what merges leave."""
    response = client.get(f"/nhu-cau/{area.pk}/excel/{query}")
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    (rows,) = sheets(response.content).values()
    return [row[0] for row in rows[:3]], rows[3], rows[5:]


def test_it_holds_what_the_list_of_the_same_address_shows(world, officer):
    own = world.own
    asked_on = timezone.localdate() - timedelta(days=60)
    late = NeedFactory(
        area=own.village, words="=1+1", kind="equipment", number=2, asked_on=asked_on
    )
    for query in ("", "?loai=equipment", "?tinh-trang=da-rut", "?loai=la&tinh-trang=la"):
        listed = officer.get(f"/to/nhu-cau/{query}").context["page"].object_list
        _stamp, _heads, rows = book(officer, own.area, query)
        assert [row[4] for row in rows] == [need.words for need in listed], query
    stamp, heads, rows = book(officer, own.area, "?loai=equipment")
    assert stamp[0] == "Nhu cầu, Xã Của Ta"
    assert stamp[1].startswith(f"Số liệu đến {timezone.localdate():%d/%m/%Y}, tải lúc ")
    assert stamp[2] == "Lọc: Đang mở; Thiết bị"
    row = dict(zip(heads, rows[0], strict=True))
    assert row["Cần gì"] == "=1+1"
    assert (row["Cần, số lượng"], row["Cần, đồng"]) == (2.0, "—")
    assert (row["Đã chờ (ngày)"], row["Tình trạng"]) == (60.0, "Mới, quá hạn trả lời")
    assert (row["Nơi cần"], row["Xã"]) == (str(late.area), "Xã Của Ta")


def test_what_was_answered_stands_beside_it(world, officer):
    need = Need.unscoped.get(area=world.own.village)
    said = {"status": "met", "answer": "Đã cấp", "given": 5_000_000}
    actions.answer_need(by=world.own.officer, need=need, version=need.version, **said)
    _stamp, heads, rows = book(officer, world.own.area, "?tinh-trang=da-dap-ung")
    row = dict(zip(heads, rows[0], strict=True))
    assert (row["Trả lời"], row["Đã cấp (đồng)"]) == ("Đã cấp", 5_000_000.0)


def test_taking_it_away_is_written_down_once(world, officer):
    address = f"/nhu-cau/{world.own.area.pk}/excel/"
    officer.head(address)
    officer.get(address)
    found = AuditEntry.unscoped.about(world.own.area).filter(verb="Tải sổ nhu cầu")
    (entry,) = found
    assert entry.actor == world.own.officer.username
    assert entry.changes == {"rows": [None, 1]}


def test_a_long_one_is_cut_and_says_so(world, officer, monkeypatch):
    monkeypatch.setattr(needs, "MOST", 1)
    NeedFactory.create_batch(2, area=world.own.village)
    stamp, _heads, rows = book(officer, world.own.area)
    assert len(rows) == 1
    assert "chỉ 1 dòng đầu" in stamp[2]


def test_a_stranger_finds_nothing(world):
    address = f"/nhu-cau/{world.own.area.pk}/excel/"
    assert signed_in(world.foreign.officer).get(address).status_code == 404
    assert signed_in(world.committee).get(address).status_code == 200
