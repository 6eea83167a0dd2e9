"""Pages of training."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teams.members import actions as members_actions
from teams.models import Course
from teams.training import actions as training_actions
from teams.training.queries import MOST
from tests.pages import signed_in, words

pytestmark = pytest.mark.django_db


def form_of(page):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def course(world):
    return world.own.area.courses.get()


def test_courses_are_listed_with_the_share_of_people_trained(world, only_reads):
    client = signed_in(world.committee)
    with only_reads():
        page = client.get("/to/tap-huan/")
    assert {c.area for c in page.context["page"]} == {world.own.area, world.sibling.area}
    assert "2/4 người đã tập huấn" in words(page)
    page = client.get("/to/tap-huan/", {"dia-ban": world.own.area.pk})
    assert "1/2 người đã tập huấn" in words(page)
    foreign = client.get("/to/tap-huan/", {"dia-ban": world.foreign.area.pk})
    assert foreign.status_code == 404


def test_a_course_is_opened_once_and_corrected(world, officer):
    data = {**form_of(officer.get("/to/tap-huan/moi/")), "name": "MOOC", "kind": "mooc"}
    for _ in range(2):
        assert officer.post("/to/tap-huan/moi/", data).status_code == 302
    course = Course.unscoped.get(name="MOOC")
    assert (course.area, course.hours) == (world.own.area, None)
    address = f"/to/tap-huan/{course.pk}/sua/"
    data = {**form_of(officer.get(address)), "hours": "12"}
    assert officer.post(address, data).status_code == 302
    assert "vừa được người khác sửa" in words(officer.post(address, {**data, "hours": "13"}))
    course.refresh_from_db()
    assert course.hours == 12


def test_the_country_holds_no_course_here(world):
    assert signed_in(world.root).get("/to/tap-huan/moi/").status_code == 404


def test_who_only_reads_sees_the_course_and_changes_nothing(world, course):
    for reader in (world.committee, world.own.officer):
        page = signed_in(reader).get(f"/to/tap-huan/{course.pk}/")
        assert "1/2 người đã học" in words(page)
    client, held = signed_in(world.committee), course.sessions.get()
    for address in (f"{course.pk}/ghi-danh/", f"{course.pk}/sua/", f"buoi/{held.pk}/"):
        assert client.post(f"/to/tap-huan/{address}", {}).status_code == 404


def test_who_came_is_ticked_and_a_stranger_is_not_taken(world, officer, course):
    held = course.sessions.get()
    address = f"/to/tap-huan/buoi/{held.pk}/"
    leader, member = course.trainees.order_by("pk")
    page = officer.get(address)
    assert page.context["there"] == {leader.pk}
    stranger = world.sibling.area.courses.get().trainees.first()
    seen = [leader.pk, member.pk, stranger.pk, "y"]
    officer.post(address, {"xem": seen, "co-mat": [member.pk, stranger.pk, "x"]})
    assert list(held.attended.all()) == [member]


def test_a_session_to_come_is_planned_printed_and_not_ticked(world, officer, course):
    day = timezone.localdate() + timedelta(days=3)
    address = f"/to/tap-huan/{course.pk}/buoi-moi/"
    data = {**form_of(officer.get(address)), "held_on": day.strftime("%d/%m/%Y")}
    for _ in range(2):
        assert officer.post(address, data).status_code == 302
    planned = course.sessions.get(held_on=day)
    sheet = words(officer.get(f"/to/tap-huan/buoi/{planned.pk}/phieu/"))
    for said in ("Danh sách ký tên tham dự tập huấn", "1 Tổ Trưởng", "2 Tổ Viên", "Ký tên"):
        assert said in sheet
    address = f"/to/tap-huan/buoi/{planned.pk}/"
    assert "Buổi này chưa diễn ra." in words(officer.get(address))
    page = officer.post(address, {"co-mat": [course.trainees.first().pk]}, follow=True)
    assert "chưa điểm danh được" in words(page)
    moved = {"held_on": timezone.localdate().strftime("%d/%m/%Y"), "place": "Nhà văn hóa"}
    officer.post(f"{address}sua/", moved)
    officer.post(address, {"co-mat": [course.trainees.first().pk]})
    page = officer.post(f"{address}sua/", {**moved, "held_on": day.strftime("%d/%m/%Y")})
    assert "Đã điểm danh thì ngày không thể ở phía trước." in words(page)


def test_a_pasted_list_is_shown_before_it_is_written_and_keeps_what_did_not_match(
    world, officer, only_reads
):
    by = world.own.officer
    course = training_actions.open_course(by=by, area=world.own.area, name="MOOC", kind="mooc")
    address = f"/to/tap-huan/{course.pk}/ghi-danh/"
    text = "1\ttổ trưởng\nNgười Lạ\nTổ Viên"
    with only_reads():
        page = officer.post(address, {"text": text})
    assert "Khớp 2/3 dòng" in words(page)
    assert "Người Lạ: không tìm thấy ai có tên này trong các tổ" in words(page)
    assert not course.trainees.exists()
    keys = [row.member.pk for row in page.context["rows"] if row.member]
    stranger = world.sibling.team.members.first().pk
    data = {"text": text, "certified_on": "01/02/2026", "do": "1", "member": [*keys, stranger]}
    page = officer.post(address, data)
    assert {t.member_id for t in course.trainees.all()} == set(keys)
    assert {str(t.certified_on) for t in course.trainees.all()} == {"2026-02-01"}
    assert "Còn 1 dòng chưa ghi" in words(page)
    assert page.context["form"]["text"].value() == "Người Lạ"
    all_of_it = officer.post(address, {**data, "text": "Tổ Viên"})
    assert all_of_it.status_code == 302


def test_people_of_one_name_are_chosen_by_hand(world, officer, course):
    by, day = world.own.officer, timezone.localdate()
    members_actions.join(by=by, team=world.own.team, full_name="Tổ Viên", joined_on=day)
    page = officer.post(f"/to/tap-huan/{course.pk}/ghi-danh/", {"text": "Tổ Viên"})
    assert "2 người trùng tên, chọn đúng người" in words(page)
    assert " checked" not in page.content.decode().split("<ol")[1]


def test_a_list_too_long_and_an_empty_one_are_refused(officer, course):
    address = f"/to/tap-huan/{course.pk}/ghi-danh/"
    page = officer.post(address, {"text": "A\n" * (MOST + 1)})
    assert f"Nhiều nhất {MOST} dòng mỗi lần." in words(page)
    assert "text" in officer.post(address, {"text": " "}).context["form"].errors


def test_a_certificate_has_its_day_and_belongs_to_whoever_holds_the_course(world, officer, course):
    one = course.trainees.first()
    address = f"/to/tap-huan/hoc-vien/{one.pk}/"
    page = officer.post(address, {"certificate": "7/CN"})
    assert "Có số chứng nhận thì ghi ngày." in words(page)
    officer.post(address, {"certificate": "7/CN", "certified_on": "01/02/2026"})
    one.refresh_from_db()
    assert one.certificate == "7/CN"
    upper = training_actions.open_course(
        by=world.administrator, area=world.province, name="Của tỉnh"
    )
    training_actions.enrol(by=world.administrator, course=upper, members=[one.member])
    theirs = upper.trainees.get()
    assert officer.post(f"/to/tap-huan/hoc-vien/{theirs.pk}/", {}).status_code == 404


def test_the_team_and_the_list_of_teams_say_how_many_were_trained(world, officer):
    page = officer.get(f"/to/{world.own.team.pk}/")
    assert "1/2 người đã tập huấn" in words(page)
    page = officer.get("/to/")
    assert "1/2" in words(page)
    assert f'href="/to/tap-huan/?dia-ban={world.own.area.pk}"' in page.content.decode()
