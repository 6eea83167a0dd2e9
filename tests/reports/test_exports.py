"""The lists of reports as workbooks: the rows that the page of the same address shows, all of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from reports.calls import exports, views as calls
from reports.calls.actions import record_call
from tests.books import listed
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def taken(user, address, **asked):
    """Return the filter and the rows of a list, by their headings."""
    answer = signed_in(user).get(address, {"tep": "excel", **asked})
    assert answer.status_code == 200, address
    found = listed(answer)
    return found.said, found.named


def test_villages_without_a_team_with_what_a_team_would_reach(world):
    own = world.own
    address = f"/tong-quan/{world.province.pk}/thon-chua-co-to/"
    page = signed_in(world.committee).get(address).context["page"]
    _said, rows = taken(world.committee, address)
    assert [row["Thôn"] for row in rows] == [village.full_name for village in page]
    row = next(row for row in rows if row["Thôn"] == own.villages[1].full_name)
    assert (row["Xã"], row["Tỉnh"]) == (str(own.area), str(world.province))
    # Nobody has said how many households there are: unknown is not nought.
    assert (row["Số hộ"], row["Hộ chưa đạt"]) == ("", "")


def test_communes_to_call_over_all_pages_with_what_was_promised(world, monkeypatch):
    monkeypatch.setattr(exports, "COMMUNES", 1)
    monkeypatch.setattr(calls, "PAGE", 1)
    until = timezone.localdate() + timedelta(days=3)
    record_call(
        by=world.committee,
        commune=world.own.area,
        outcome="promised",
        promised_on=until,
        note="=gọi lại",
    )
    said, rows = taken(world.committee, f"/goi/{world.province.pk}/", viec="chua-co-to")
    assert said == "Lọc: thôn chưa có tổ"
    assert {row["Xã"] for row in rows} == {str(world.own.area), str(world.sibling.area)}
    row = next(row for row in rows if row["Xã"] == str(world.own.area))
    assert (row["Số thôn, số sổ"], row["Các thôn"]) == (1, world.own.villages[1].short_name)
    assert row["Phụ trách"] == world.own.officer.full_name
    assert (row["Kết quả"], row["Hẹn ngày"], row["Ghi chú"]) == ("Đã hẹn", until, "=gọi lại")
    said, _rows = taken(world.committee, f"/goi/{world.province.pk}/", viec="chua-cap-nhat")
    assert said == "Lọc: thôn lâu chưa cập nhật sổ; quá 30 ngày"


def test_targets_of_a_unit_and_of_those_listed_below(world):
    world.aim(world.own.area, "5/KH-UBND", level=60)
    address = f"/chi-tieu/{world.district.pk}/"
    said, rows = taken(world.committee, address, loc="rieng")
    assert said.endswith("Đặt riêng")
    below = [row for row in rows if row["Đơn vị"] != world.district.full_name]
    assert [(row["Đơn vị"], row["Mức (%)"], row["Văn bản"]) for row in below] == [
        (world.own.area.full_name, 60, "5/KH-UBND")
    ]
    own = next(row for row in rows if row["Mức của"] == world.province.full_name)
    assert (own["Mức (%)"], own["Hiện nay: số"], own["Mẫu số"]) == (80, 2, 6)
    assert own["%"] == "33,3–100"


def test_meetings_of_a_unit(world):
    _said, rows = taken(world.own.officer, "/hop/")
    meeting = world.own.meeting
    assert [(row["Phiên họp"], row["Mã kiểm tra"]) for row in rows] == [
        (meeting.name, meeting.code)
    ]


def test_what_a_cause_moved_names_households_only_to_those_who_may_know_them(world):
    own = world.own
    _said, rows = taken(own.officer, f"/tong-quan/{own.area.pk}/vi-sao/chuyen-den/")
    assert [(row["Chủ hộ"], row["Thêm"], row["Bớt"]) for row in rows] == [
        (own.households[0].head_name, 1, 0)
    ]
    # One household is nobody else's to know of.
    _said, rows = taken(world.committee, f"/tong-quan/{world.district.pk}/vi-sao/chuyen-den/")
    assert rows == []
    address = f"/tong-quan/{world.district.pk}/vi-sao/lap-to/"
    _said, rows = taken(world.committee, address, **{"chi-tieu": "thon-co-to", "tu": "2026-01-01"})
    assert own.village.full_name in [row["Thôn"] for row in rows]


def test_what_was_taken_is_written_down_once(world):
    client, own = signed_in(world.own.officer), world.own
    for address, verb in (
        (f"/tong-quan/{own.area.pk}/excel/", "Tải số liệu"),
        ("/tra-cuu/excel/", "Tải số liệu"),
        (f"/hop/{own.meeting.uuid}/excel/", "Tải số liệu"),
        (f"/ho-tro/{own.area.pk}/excel/?thang=2026-03", "Tải số liệu"),
        (f"/goi/{own.area.pk}/?tep=excel", "Tải danh sách"),
    ):
        before = AuditEntry.unscoped.count()
        assert client.head(address).status_code == 200
        client.get(address)
        assert AuditEntry.unscoped.count() == before + 1, address
        entry = AuditEntry.unscoped.latest("pk")
        assert (entry.verb, entry.actor) == (verb, own.officer.username)


def test_nothing_of_another_territory_is_taken(world):
    client, foreign = signed_in(world.own.officer), world.foreign
    for address in (
        f"/goi/{foreign.area.pk}/",
        f"/chi-tieu/{foreign.area.pk}/",
        f"/tong-quan/{foreign.area.pk}/thon-chua-co-to/",
        f"/tong-quan/{foreign.area.pk}/vi-sao/chuyen-den/",
    ):
        assert client.get(address, {"tep": "excel"}).status_code == 404
