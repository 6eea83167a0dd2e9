"""Taps in the row of a household: whose, from what, with which key; and two people at one skill."""

import re
import uuid

import pytest

from households.models import Assessment, Household
from households.survey.actions import set_result
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PEOPLE = {**HTMX, "HX-Target": "people"}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def household(world):
    return world.own.households[1]


@pytest.fixture
def head(household):
    return household.residents.get(is_head=True)


def tap(client, household, headers=HTMX, what="ky-nang", **data):
    return client.post(f"/ho/{household.uuid}/{what}/", data, headers=headers)


def results(person):
    return type(person).unscoped.get(pk=person.pk).results


def test_a_tap_names_the_person_it_is_about(officer, household, head):
    other = household.residents.get(is_head=False)
    tap(officer, household, number=2, result=1, resident=other.pk, was="-----")
    assert results(other) == [None, 1, None, None, None]
    assert results(head) == [0, 0, 0, 0, 0]


def test_a_row_stays_with_the_person_who_was_tapped(officer, household, head):
    other = household.residents.get(is_head=False)
    for number in (1, 2):
        tap(officer, household, number=number, result=2, resident=other.pk)
    page = text(tap(officer, household, number=1, result=2, resident=head.pk))
    assert f'name="resident" value="{head.pk}"' in page
    assert f'name="resident" value="{other.pk}"' not in page


def test_a_household_that_refuses_at_the_door_is_noted_from_its_row(officer, household):
    page = text(officer.get(f"/ho/{household.uuid}/dong/", headers=HTMX))
    assert f'href="/ho/{household.uuid}/tu-choi/">Hộ từ chối</a>' in page


def test_a_tap_about_somebody_of_another_household_is_not_found(world, officer, household):
    stranger = world.own.household.residents.first()
    answer = tap(officer, household, number=2, result=2, resident=stranger.pk)
    assert answer.status_code == 404


def test_the_same_tap_twice_is_one_finding(officer, household, head):
    key = str(uuid.uuid4())
    data = {"number": 2, "result": 2, "resident": head.pk, "was": "00000", "uuid": key}
    before = Assessment.unscoped.count()
    first, second = (text(tap(officer, household, **data)) for _ in range(2))
    assert Assessment.unscoped.count() == before + 1
    assert re.findall(r"hoan-tac/\d+", first) == re.findall(r"hoan-tac/\d+", second)


def test_two_answers_under_one_key_are_two_findings(officer, household, head):
    key = str(uuid.uuid4())
    tap(officer, household, number=2, result=2, resident=head.pk, uuid=key)
    tap(officer, household, number=2, result=1, resident=head.pk, uuid=key)
    assert results(head)[1] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("result", ""),
        ("result", "3"),
        ("result", "²"),
        ("was", "00003"),
        ("was", "0" * 5000),
        ("uuid", "khong-phai"),
        ("resident", "\x00"),
    ],
)
def test_a_tap_that_says_nothing_changes_nothing(officer, household, head, field, value):
    data = {"number": "2", "result": "2", "resident": str(head.pk), "was": "00000", field: value}
    assert "Không rõ kỹ năng nào" in text(tap(officer, household, **data))
    assert results(head) == [0, 0, 0, 0, 0]


def clashing(world, officer, household, head, headers=HTMX):
    """Tap from what another person has changed meanwhile."""
    set_result(by=world.own.member, household=household, number=4, result=1)
    data = {"number": 4, "result": 2, "resident": head.pk, "was": "00000"}
    return tap(officer, household, headers=headers, **data)


def choice(page, keep):
    fields = dict(re.findall(r'name="(resident|was|results|uuid)" value="([^"]*)"', form_of(page)))
    return {**fields, "keep": keep}


def form_of(page):
    return page.split("/chon/", 1)[1].split("</form>")[0]


def test_what_two_people_found_differently_is_shown_and_nothing_written(
    world, officer, household, head
):
    page = text(clashing(world, officer, household, head))
    for said in ("Người khác vừa ghi:", world.own.member.full_name, "Biết, có hỗ trợ", "tự làm"):
        assert said in page
    assert results(head) == [0, 0, 0, 1, 0]


def test_my_finding_is_kept_when_i_choose_it(world, officer, household, head):
    page = text(clashing(world, officer, household, head))
    tap(officer, household, what="chon", **choice(page, "mine"))
    assert results(head) == [0, 0, 0, 2, 0]


def test_their_finding_is_kept_when_i_choose_it_and_mine_stays_in_the_history(
    world, officer, household, head
):
    page = text(clashing(world, officer, household, head))
    answer = text(tap(officer, household, what="chon", **choice(page, "theirs")))
    assert "Đã giữ bản của người kia." in answer
    assert results(head) == [0, 0, 0, 1, 0]
    aside = Assessment.unscoped.get(resident=head, set_aside=True)
    assert aside.results == [None, None, None, 2, None]


def test_a_choice_made_too_late_is_asked_again(world, officer, household, head):
    page = text(clashing(world, officer, household, head))
    set_result(by=world.own.member, household=household, number=4, result=0)
    again = text(tap(officer, household, what="chon", **choice(page, "mine")))
    assert "Người khác vừa ghi:" in again
    assert results(head) == [0, 0, 0, 0, 0]


def test_findings_of_different_skills_go_together_unasked(world, officer, household, head):
    set_result(by=world.own.member, household=household, number=4, result=2)
    data = {"number": 1, "result": 2, "resident": head.pk, "was": "00000"}
    assert "Người khác vừa ghi" not in text(tap(officer, household, **data))
    assert results(head) == [2, 0, 0, 2, 0]


def test_a_clash_without_script_is_a_page(world, officer, household, head):
    response = clashing(world, officer, household, head, headers={})
    assert (response.status_code, "Chọn bản đúng" in text(response)) == (409, True)


@pytest.mark.parametrize("bad", [{"results": ""}, {"results": "99999"}, {"keep": "mine"}])
def test_a_choice_of_nothing_changes_nothing(officer, household, head, bad):
    assert "Không rõ giữ bản nào" in text(tap(officer, household, what="chon", **bad))
    assert results(head) == [0, 0, 0, 0, 0]


def test_the_page_of_a_household_is_answered_with_its_people(officer, household, head):
    page = text(tap(officer, household, PEOPLE, number=1, result=2, resident=head.pk))
    assert page.strip().startswith("<section")
    assert page.count('id="p-') == 2


def test_nobody_home_is_taken_back(officer, household):
    page = text(tap(officer, household, what="tinh-trang", status="nobody_home"))
    assert re.search(r'tinh-trang/".*name="status" value="resident"', page, re.DOTALL)
    tap(officer, household, what="tinh-trang", status="resident")
    assert Household.unscoped.get(pk=household.pk).status == "resident"


def test_the_platforms_of_the_place_stand_under_skill_5(officer, household):
    page = text(officer.get(f"/ho/{household.uuid}/dong/", headers=HTMX))
    assert "chưa biết</span> · Nền tảng của tỉnh</small>" in page
