"""The page of the audit: newest first, filtered by what was done."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.actions import record
from audit.forms import person_key
from audit.models import AuditEntry
from audit.rules import told
from households.register.actions import set_status
from tests.factories import AuditEntryFactory
from tests.pages import signed_in
from web.admin_parts import line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def verbs(client, **query):
    return [entry.verb for entry in client.get("/nhat-ky/", query).context["page"]]


def test_list_starts_with_what_was_done_last(world, officer, only_reads):
    set_status(by=world.own.officer, household=world.own.household, status="refused")
    with only_reads():
        assert verbs(officer)[0] == "Đổi tình trạng hộ"


@pytest.mark.parametrize("verb", ["Thêm hộ", "Thêm hộ\x00", "\x00Thêm hộ"])
def test_list_is_filtered_by_what_was_done(officer, verb):
    assert verbs(officer, viec=verb) == ["Thêm hộ"] * 3


@pytest.mark.parametrize("verb", ["khong co", "²" * 5000, "<script>alert(1)</script>"])
def test_list_of_what_was_never_done_is_empty(officer, verb):
    response = officer.get("/nhat-ky/", {"viec": verb})
    assert list(response.context["page"]) == []
    assert "<script>alert" not in response.content.decode()


def test_one_press_shows_what_was_done_yesterday_alone(world, officer):
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        AuditEntryFactory(place=world.own.area.path, verb="Thử hôm qua")
    page = officer.get("/nhat-ky/").content.decode()
    address = re.search(r'href="(\?tu=[^"]+)"\s*>Hôm qua<', page)[1].replace("&amp;", "&")
    shown = officer.get(f"/nhat-ky/{address}")
    assert [entry.verb for entry in shown.context["page"]] == ["Thử hôm qua"]
    assert re.search(r'aria-current="true">Hôm qua<', shown.content.decode())


def test_list_shows_no_name_of_a_resident(world, officer):
    page = officer.get("/nhat-ky/").content.decode()
    assert world.own.household.code in page
    assert "Chủ Hộ 01" not in page


def test_list_goes_by_pages(world, officer):
    path = world.own.area.path
    AuditEntry.unscoped.bulk_create(
        AuditEntry(verb="Thử", subject="areas.area", subject_key=str(n), place=path)
        for n in range(60)
    )
    assert len(verbs(officer)) == 50
    last = officer.get("/nhat-ky/", {"viec": "Thử"}).context["page"].after
    assert len(verbs(officer, viec="Thử", sau=last)) == 10
    assert len(verbs(officer, viec="Thử", sau="²")) == 50


def test_an_entry_of_strangers_names_no_page(world, officer):
    theirs = world.sibling.household
    set_status(by=world.sibling.officer, household=theirs, status="refused")
    entry = AuditEntry.unscoped.about(theirs).latest("pk")
    assert verbs(officer, sau=entry.pk) == verbs(officer)


def entry(world, verb="Thử", subject="households.household", key="1", **facts):
    return AuditEntry.unscoped.create(
        verb=verb, subject=subject, subject_key=key, **{"place": world.own.area.path, **facts}
    )


def test_exports_do_not_flood_the_list_and_their_number_is_said(world, officer):
    for n in range(3):
        entry(world, "Tải danh sách", "areas.area", str(n))
    page = officer.get("/nhat-ky/")
    assert "Tải danh sách" not in {one.verb for one in page.context["page"]}
    assert page.context["hidden"] == 3
    assert "Không hiện 3 lần tải danh sách" in " ".join(page.content.decode().split())
    assert set(verbs(officer, loai="tai-ve")) == {"Tải danh sách"}
    assert verbs(officer, viec="Tải danh sách") == ["Tải danh sách"] * 3


def test_hidden_exports_are_counted_on_the_page_they_lie_between(world, officer):
    for n in range(51):
        entry(world)
        if n in {0, 50}:
            entry(world, "Tải danh sách")
    first = officer.get("/nhat-ky/")
    assert first.context["hidden"] == 1
    last = officer.get("/nhat-ky/", {"sau": first.context["page"].after})
    assert last.context["hidden"] == 1


def test_a_scan_that_is_brought_in_is_no_export(world, officer):
    entry(world, "Tải lên bản chụp quyết định", "teams.decision")
    assert verbs(officer)[0] == verbs(officer, loai="to")[0] == "Tải lên bản chụp quyết định"


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("nhap-lieu", "households.household"),
        ("to", "teams.team"),
        ("nhap-tep", "imports.import"),
        ("tai-khoan", "accounts.user"),
        ("dia-ban", "areas.area"),
        ("dia-ban", "skills.localplatform"),
        ("so-lieu", "reports.target"),
    ],
)
def test_list_is_filtered_by_kind_of_work(world, officer, kind, subject):
    entry(world, "Riêng", subject)
    assert verbs(officer, loai=kind)[0] == "Riêng"
    other = "to" if kind != "to" else "tai-khoan"
    assert "Riêng" not in verbs(officer, loai=other)


def test_list_is_filtered_by_person(world, officer):
    entry(world, "Của họ", actor=world.own.member.username, actor_name="Tổ Viên")
    member, other = person_key(world.own.member.username), person_key(world.own.officer.username)
    assert verbs(officer, nguoi=member)[0] == "Của họ"
    assert "Của họ" not in verbs(officer, nguoi=other)
    form = officer.get("/nhat-ky/").context["form"]
    assert (member, "Tổ Viên") in form.fields["nguoi"].choices


def test_no_username_stands_in_an_address_of_the_journal(world, officer):
    entry(world, "Của họ", actor="0905123456", actor_name="Tổ Viên")
    page = officer.get("/nhat-ky/").content.decode()
    assert 'value="0905123456"' not in page
    asked = officer.get("/nhat-ky/", {"nguoi": "0905123456"})
    assert asked.context["form"].errors.keys() == {"nguoi"}


def test_list_is_filtered_by_the_units_below(world, officer):
    village = world.own.villages[1]
    entry(world, "Ở thôn hai", place=village.path)
    entry(world, "Ở xã")
    assert verbs(officer, noi=village.pk)[0] == "Ở thôn hai"
    assert "Ở xã" not in verbs(officer, noi=village.pk)
    assert "Ở xã" in verbs(officer, noi=world.foreign.village.pk)


def test_list_is_filtered_by_days_with_their_whole_length(world, officer):
    with time_machine.travel(datetime(2026, 3, 1, 23, 50, tzinfo=timezone.get_current_timezone())):
        entry(world, "Cuối ngày")
    assert verbs(officer, tu="01/03/2026", den="01/03/2026") == ["Cuối ngày"]
    assert "Cuối ngày" not in verbs(officer, tu="02/03/2026")
    assert "Cuối ngày" not in verbs(officer, den="28/02/2026")


def test_a_day_that_is_none_is_said_and_filters_nothing(officer):
    page = officer.get("/nhat-ky/", {"tu": "31/02/2026", "loai": "la"})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"tu", "loai"}
    assert len(page.context["page"]) > 0


def test_nothing_found_is_not_an_empty_journal(officer):
    page = officer.get("/nhat-ky/", {"den": "01/01/2000"}).content.decode()
    assert "Không tìm thấy dòng nào phù hợp" in page


def test_the_workbook_says_what_it_is_filtered_by(world, officer):
    entry(world, "Riêng", "teams.team", actor="ta", actor_name="Ta Đây")
    answer = officer.get(
        "/nhat-ky/", {"tep": "excel", "nguoi": person_key("ta"), "tu": "01/01/2026"}
    )
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(b"".join(answer.streaming_content))
    ).get_sheet_by_index(0)
    said = " ".join(str(cell) for row in sheet.to_python()[:4] for cell in row)
    assert "Người làm: Ta Đây" in said
    assert "Từ ngày: 01/01/2026" in said


def test_a_work_that_was_renamed_is_said_and_found_in_the_words_of_today(world, officer):
    for verb in ("Nêu nhu cầu", "Gửi đề nghị"):
        record(world.own.officer, verb, world.own.team)
    page = officer.get("/nhat-ky/").content.decode()
    assert "Nêu nhu cầu</a>" not in page
    assert page.count(">Gửi đề nghị</a>") >= 2
    for asked in ("Nêu nhu cầu", "Gửi đề nghị"):
        assert verbs(officer, viec=asked)[:2] == ["Gửi đề nghị", "Nêu nhu cầu"]


def test_a_line_tells_what_changed_and_of_people_only_that_it_did(world, officer):
    home = world.own.household
    changes = {"head_name": ["Nguyễn Văn Cũ", "Nguyễn Văn Mới"], "closed_on": [None, "2026-03-01"]}
    record(world.own.officer, "Sửa hộ", home, changes)
    record(world.own.officer, "Gửi đề nghị", world.own.team, {"withdrawn_why": ["", "Bà Lan ốm"]})
    answer = officer.get("/nhat-ky/")
    page = answer.content.decode()
    assert "Nguyễn Văn" not in page
    assert "Bà Lan" not in page
    (_, team), (_, household) = answer.context["rows"][:2]
    # In which order is the database's: PostgreSQL keeps none.
    assert sorted(household) == ["họ tên chủ hộ: đã sửa", "ra khỏi sổ ngày: 01/03/2026"]
    assert team == ["lý do rút: đã ghi"]


def test_many_changes_are_told_shortly_on_the_page_and_all_in_the_file(world, officer):
    changes = {name: [None, 1] for name in ("rows", "units", "tiles", "written", "kept", "sha256")}
    record(world.own.officer, "Thử", world.own.area, changes)
    entry, lines = officer.get("/nhat-ky/").context["rows"][0]
    assert lines[:-1] == told(entry)[:4]
    assert "số dòng: 1" in told(entry)
    assert lines[-1] == "và 1 mục khác"
    assert len(lines) == 5


def test_the_workbook_tells_changes_without_names_and_is_written_down_itself(world, officer):
    record(world.own.officer, "Sửa hộ", world.own.household, {"head_name": ["Tên Cũ", "Tên Mới"]})
    answer = officer.get("/nhat-ky/", {"tep": "excel"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "họ tên chủ hộ: đã sửa" in cells
    assert not any("Tên Cũ" in cell or "Tên Mới" in cell for cell in cells)
    taken = AuditEntry.unscoped.first()
    assert (taken.verb, taken.changes["list"]) == ("Tải danh sách", [None, "Nhật ký"])


def test_the_page_reads_nothing_personal(world, officer):
    officer.get("/nhat-ky/")
    for n in range(5):
        record(world.own.officer, "Sửa hộ", world.own.household, {"hamlet": ["", f"Xóm {n}"]})
    with CaptureQueriesContext(connection) as asked:
        officer.get("/nhat-ky/")
    assert not any("audit_personalvalue" in query["sql"] for query in asked)


def test_every_change_of_the_demo_has_a_word(world):
    unknown = {
        (entry.subject, name)
        for entry in AuditEntry.unscoped.all()
        for name in entry.changes
        if line_of(entry.subject, name, [None, None])[0] == name
    }
    assert unknown == set()
