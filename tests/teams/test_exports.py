"""The lists of teams as workbooks: the rows and the filter of the page, in so many queries at any length."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from teams.activities import actions as activities_actions
from teams.equipment import actions as equipment_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Equipment, Member
from teams.needs import actions as needs_actions
from teams.training import actions as training_actions
from tests.books import listed
from tests.factories import NeedFactory, TeamFactory, VillageFactory, today
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
LISTS = (
    "teams:list",
    "teams:activities",
    "teams:decisions",
    "teams:equipment_list",
    "teams:needs",
    "teams:courses",
    "teams:member_book",
)


def taken(user, page, *keys, **asked):
    """Return the filter, the rows by their headings, and what a list cost."""
    client = signed_in(user)
    client.get("/cach-tinh/")
    with CaptureQueriesContext(connection) as asked_of_it:
        answer = client.get(reverse(page, args=keys), {"tep": "excel", **asked})
        found = listed(answer)
    return found.said, found.named, len(asked_of_it)


def grow(world):
    for village in VillageFactory.create_batch(3, parent=world.own.area):
        team = founding_actions.found_team(
            by=None,
            area=village,
            on=today(),
            number=f"{village.pk}/QĐ",
            members=[{"full_name": "Lê Lan", "role": "leader"}],
        )
        activities_actions.log_activity(
            by=None, team=team, held_on=today(), title="Buổi", people=12
        )
        equipment_actions.add_equipment(
            by=None, team=team, kind="phone", name="Máy", state="broken"
        )
        needs_actions.ask(by=None, area=village, kind="network", words="Sóng", asked_on=today())
        course = training_actions.open_course(by=None, area=world.own.area, name="Khóa")
        training_actions.enrol(by=None, course=course, members=team.members.all())


@pytest.mark.parametrize("page", LISTS)
def test_a_workbook_costs_the_same_however_long_the_list(world, page):
    asked = {"tinh-trang": "hong"} if page == "teams:equipment_list" else {}
    before = taken(world.own.officer, page, **asked)
    grow(world)
    after = taken(world.own.officer, page, **asked)
    assert len(after[1]) == len(before[1]) + 3
    assert after[2] == before[2]
    assert AuditEntry.objects.latest("pk").changes["rows"] == [None, len(after[1])]


def test_the_list_of_teams_names_village_state_and_leader(world):
    own = world.own
    alone = VillageFactory(parent=own.area, name="Thôn Chưa Có")
    said, rows, _ = taken(own.officer, "teams:list")
    assert said == "Lọc: không"
    row = next(row for row in rows if row["Tổ"] == str(own.team))
    assert row["Thành lập ngày"] == own.team.founded_on
    assert row["Tổ trưởng"] == own.team.members.get(role="leader").full_name
    assert next(r for r in rows if r["Thôn"] == alone.full_name)["Tình trạng tổ"] == "Chưa có tổ"
    said, rows, _ = taken(own.officer, "teams:list", **{"tinh-trang": "none"})
    assert said == "Lọc: Chưa có tổ"
    assert alone.full_name in [row["Thôn"] for row in rows]
    assert str(own.team) not in [row["Tổ"] for row in rows]


def test_sessions_say_what_was_taught_and_nothing_where_nobody_counted(world):
    own = world.own
    facts = {"payment": True, "people": None, "households": 0}
    activities_actions.log_activity(
        by=None, team=own.team, held_on=today(), place="Nhà văn hóa", **facts
    )
    said, rows, _ = taken(own.officer, "teams:activities", **{"ky-nang": "3"})
    row = next(row for row in rows if row["Nơi"] == "Nhà văn hóa")
    assert (row["Ngày"], row["Thanh toán"], row["Mua sắm"]) == (today(), "x", "")
    assert (row["Lượt"], row["Hộ"]) == ("", 0)
    assert "Thanh toán" in said


def test_broken_equipment_alone_where_that_is_asked_for(world):
    team = world.own.team
    for state in (Equipment.State.GOOD, Equipment.State.BROKEN):
        equipment_actions.add_equipment(
            by=None, team=team, kind="phone", name=f"Máy {state}", state=state
        )
    said, rows, _ = taken(world.own.officer, "teams:equipment_list")
    assert said == "Lọc: Hỏng"
    assert "Máy broken" in [row["Thiết bị"] for row in rows]
    assert "Máy good" not in [row["Thiết bị"] for row in rows]


def test_the_register_of_requests_is_the_list_of_the_same_address(world):
    asked_on = today() - timedelta(days=60)
    late = NeedFactory(
        area=world.own.village, words="=1+1", kind="equipment", number=2, asked_on=asked_on
    )
    said, rows, _ = taken(world.own.officer, "teams:needs", loai="equipment")
    assert said == "Lọc: Đang mở; Thiết bị"
    (row,) = rows
    assert (row["Nơi cần"], row["Xã"]) == (str(late.area), "Xã Của Ta")
    assert (row["Cần gì"], row["Cần, số lượng"], row["Cần, đồng"]) == ("=1+1", 2, "")
    assert (row["Đã chờ (ngày)"], row["Tình trạng"]) == (60, "Mới, quá hạn trả lời")
    said = {"status": "met", "answer": "Đã cấp", "given": 5_000_000}
    needs_actions.answer_need(by=world.own.officer, need=late, version=late.version, **said)
    (row,) = taken(world.own.officer, "teams:needs", **{"tinh-trang": "da-dap-ung"})[1]
    assert (row["Trả lời"], row["Đã cấp (đồng)"]) == ("Đã cấp", 5_000_000)


def test_what_is_lacking_and_what_was_approved_by_unit(world):
    _said, rows, _ = taken(world.committee, "teams:need_ranking")
    row = next(row for row in rows if row["Đơn vị"] == world.own.area.full_name)
    assert (row["Chưa có tổ"], row["Đề nghị đang mở"]) == (1, 1)
    assert "Cộng" not in row
    _said, rows, _ = taken(world.committee, "teams:support", world.district.pk)
    assert {row["Xã"]: row["Đã duyệt (đồng)"] for row in rows} == {
        world.own.area.full_name: "",
        world.sibling.area.full_name: "",
    }


def test_who_serves_in_the_teams_of_a_place(world):
    team = world.own.team
    members_actions.leave(by=None, member=team.members.get(role="member"), on=today())
    _said, rows, _ = taken(world.own.officer, "teams:member_book")
    (row,) = rows
    assert (row["Tổ"], row["Họ tên"]) == (str(team), team.members.get(role="leader").full_name)
    place = {"tep": "excel", "dia-ban": world.sibling.area.pk}
    assert signed_in(world.own.officer).get("/to/thanh-vien/excel/", place).status_code == 404


def test_people_of_a_course_with_the_days_they_came(world):
    course = world.own.area.courses.first()
    session = course.sessions.first()
    before = taken(world.own.officer, "teams:course", course.pk)
    came = {row["Họ tên"]: row["Buổi có mặt"] for row in before[1]}
    assert came == {"Tổ Trưởng": f"{session.held_on:%d/%m/%Y}", "Tổ Viên": ""}
    grow(world)
    members = Member.unscoped.filter(team__area__parent=world.own.area)
    training_actions.enrol(by=None, course=course, members=members)
    after = taken(world.own.officer, "teams:course", course.pk)
    assert (len(after[1]), after[2]) == (5, before[2])
    foreign = world.foreign.area.courses.first()
    answer = signed_in(world.own.officer).get(
        reverse("teams:course", args=[foreign.pk]), {"tep": "excel"}
    )
    assert answer.status_code == 404


def test_nothing_of_another_commune_is_taken_away(world):
    foreign = TeamFactory(area=world.sibling.village, founded_on=date(2026, 2, 1))
    for page in LISTS:
        rows = taken(world.own.officer, page)[1]
        assert str(foreign) not in {row.get("Tổ") for row in rows}
    place = {"tep": "excel", "dia-ban": world.sibling.area.pk}
    assert signed_in(world.own.officer).get(reverse("teams:list"), place).status_code == 404
