"""Pages of erasing: nothing is done without a second person or one's password; what is out of reach is not there."""

import re

import pytest
from django.urls import reverse

from erasure.models import Erasure
from households.models import Resident, is_placeholder
from tests.erasure.known import NAME, PHONE, rows_of, sent
from tests.factories import ErasureFactory
from tests.pages import signed_in
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def person(world):
    return world.own.household.residents.get(is_head=True)


def fresh(person):
    return Resident.unscoped.get(pk=person.pk)


def page_of(person):
    return reverse("erasure:erasure_resident", args=[person.pk])


def test_the_preview_says_what_goes_what_stays_and_that_no_figure_changes(officer, person, world):
    sent(world, rows_of(world))
    team = world.own.team
    team.activities.update(note=f"Ở nhà {person.full_name}")
    said = officer.get(page_of(person)).content.decode()
    assert person.full_name in said
    assert re.search(r"không đổi: 1/3 (\(\S+%\) )?hộ đạt trước và sau", said)
    assert "Ở nhà" in said
    assert "tệp, bỏ khỏi máy chủ" in said
    assert NAME not in said
    assert PHONE not in said


def test_who_is_alone_types_their_password(officer, person):
    refused = officer.post(page_of(person), {"password": "khong-phai"})
    assert refused.status_code == 200
    assert "Mật khẩu chưa đúng" in refused.content.decode()
    assert not is_placeholder(fresh(person).full_name)
    answer = officer.post(page_of(person), {"password": PASSWORD}, follow=True)
    assert "xác nhận bằng mật khẩu" in answer.content.decode()
    assert is_placeholder(fresh(person).full_name)
    assert Erasure.unscoped.done().get().alone


def test_a_second_person_is_asked_and_confirms(officer, person, colleague):
    said = officer.post(page_of(person), {"password": PASSWORD}, follow=True).content.decode()
    assert "Đang chờ xác nhận" in said
    assert not is_placeholder(fresh(person).full_name)
    page = officer.get(page_of(person)).url
    officer.post(page, {"password": PASSWORD})
    assert not is_placeholder(fresh(person).full_name)
    answer = signed_in(colleague).post(page, follow=True)
    assert f"{colleague} xác nhận" in answer.content.decode()
    assert is_placeholder(fresh(person).full_name)


def test_the_second_person_is_told_on_the_page_of_the_day_and_who_asked_is_not(
    officer, person, colleague
):
    officer.post(page_of(person), {"password": PASSWORD})
    today = reverse("reports:today")
    assert "2 đề nghị xóa" in signed_in(colleague).get(today).content.decode()
    assert "đề nghị xóa" not in officer.get(today).content.decode()


def test_the_result_tells_no_name_and_where_texts_are_to_be_judged(officer, person, world):
    activity = world.own.team.activities.first()
    activity.note = f"Ở nhà {person.full_name}"
    activity.save()
    name = person.full_name
    officer.post(page_of(person), {"password": PASSWORD})
    done = Erasure.unscoped.done().get()
    assert done.found["judge"] == [["teams.Activity", activity.pk, "note"]]
    said = officer.get(reverse("erasure:decision", args=[done.uuid])).content.decode()
    assert said.count(name) == 1  # In the text that somebody must judge.
    assert "Trả lời người yêu cầu" in said


def test_what_is_withdrawn_is_not_erased(officer, person, world):
    page = reverse("erasure:withdraw", args=[world.own.erasure.uuid])
    assert "Đã rút" in officer.post(page, follow=True).content.decode()
    assert "Đã rút" in officer.get(reverse("erasure:list")).content.decode()
    assert officer.post(page).status_code == 302


def test_who_sees_none_yet_is_told_where_one_begins(officer, world):
    Erasure.unscoped.all().delete()
    said = officer.get(reverse("erasure:list")).content.decode()
    household = officer.get(reverse("households:detail", args=[world.own.household.uuid]))
    for label in ("Biến động của hộ", "Xóa dữ liệu cá nhân của hộ"):
        assert f"“{label}”" in said
        assert label in household.content.decode()


def test_a_member_and_a_stranger_find_no_such_page(person, world):
    for user in (world.own.member, world.sibling.officer, world.reviewer, world.administrator):
        assert signed_in(user).get(page_of(person)).status_code == 404
        assert signed_in(user).post(page_of(person), {"password": PASSWORD}).status_code == 404


def test_a_request_is_answered_by_its_erasure(officer, world):
    asked = world.own.request
    page = reverse("erasure:erasure", args=[asked.uuid])
    assert asked.code in officer.get(page).content.decode()
    officer.post(page, {"password": PASSWORD})
    asked.refresh_from_db()
    assert (asked.decision, asked.requester, asked.words) == ("done", "", "")
    assert "Đã xóa họ tên" in asked.answer


def test_a_request_about_nobody_of_the_register_has_no_such_page(officer, world):
    page = reverse("erasure:erasure", args=[world.own.answered.uuid])
    assert officer.get(page).status_code == 404


def test_a_list_that_is_longer_than_a_page_goes_on(officer, world, monkeypatch):
    monkeypatch.setattr("erasure.views.PAGE", 1)
    people = world.own.household.residents.all()[:2]
    first, second = (ErasureFactory(resident=one, asked_by=world.own.officer) for one in people)
    page = officer.get("/xoa-du-lieu/").context["page"]
    assert (list(page), page.after) == ([second], second.pk)
    assert next(iter(officer.get(f"/xoa-du-lieu/?sau={second.pk}").context["page"])) == first
