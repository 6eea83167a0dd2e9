"""A refusal on its page; and the question that stands before anything is recorded of a household that refused."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from areas.dated import months_after
from households.models import Assessment, Household, KeyedRow, Refusal
from households.paper.actions import print_sheet
from households.register import actions
from households.survey.actions import assess
from tests.pages import signed_in
from tests.world import ALL

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
QUESTION = "Hộ có đồng ý trả lời bây giờ không?"


def text(response):
    return " ".join(response.content.decode().split())


def today(days=0):
    return timezone.localdate() + timedelta(days)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def home(world):
    village = world.own.villages[1]
    return actions.add_household(by=world.own.officer, village=village, head_name="Đỗ Văn Tám")


@pytest.fixture
def refused(home, world):
    actions.refuse(by=world.own.officer, household=home, on=today(), until=today(350))
    return home


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def page(home, *more):
    return "/".join(["", "ho", str(home.uuid), *more, ""])


def row_of(home):
    """Return where a row of a list is saved: lists name households by their numbers."""
    return f"/ho/{home.pk}/dong/"


def test_a_refusal_is_saved_as_it_was_chosen_and_undone_right_after(officer, home, world):
    data = {"day": "1", "reason": "privacy", "again": "12", "until": ""}
    saved = officer.post(page(home, "tu-choi"), data, follow=True)
    row = Refusal.unscoped.get()
    assert (row.refused_on, row.reason) == (max(today(-1), home.opened_on), "privacy")
    assert row.not_asked_until == months_after(today(-1), 12)
    assert row.recorded_by == world.own.officer
    assert "Đã lưu từ chối." in text(saved)
    assert "Hộ vẫn tính vào số hộ" in text(saved)
    officer.post(page(home, "tu-choi", str(row.pk), "hoan-tac"))
    assert again(home).status == "resident"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Chọn lý do"),
        ({"reason": "unknown"}, "Chọn"),
        ({"reason": "busy", "day": ""}, "Ghi ngày hộ từ chối."),
        ({"reason": "busy", "refused_on": "01/01/2090"}, "Ngày này chưa đến."),
        ({"reason": "busy", "until": "01/01/2020"}, "Ngày này trước ngày hộ từ chối."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(officer, home, typed, said):
    data = {"day": "0", "again": "0", "until": "", **typed}
    answer = officer.post(page(home, "tu-choi"), data)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Refusal.unscoped.exists()


@pytest.mark.parametrize(("again_", "until"), [("0", None), ("6", 6), ("12", 12)])
def test_a_typed_day_is_believed_and_a_term_stands_where_none_is(officer, home, again_, until):
    data = {"day": "0", "reason": "busy", "again": again_}
    officer.post(page(home, "tu-choi"), {**data, "until": "16/11/2090"})
    assert again(home).not_asked_until.year == 2090
    officer.post(page(home, "tu-choi"), data)
    assert again(home).not_asked_until == (until and months_after(today(), until))


@pytest.mark.parametrize(("why", "end"), [("agreed", "agreed"), ("mistake", "taken_back")])
def test_it_is_opened_again_with_a_reason_only(officer, refused, why, end):
    assert officer.post(page(refused, "tu-choi", "mo-lai"), {}).status_code == 422
    assert again(refused).refuses
    officer.post(page(refused, "tu-choi", "mo-lai"), {"why": why})
    assert again(refused).status == "resident"
    assert Refusal.unscoped.get().ended_why == end


def test_the_status_that_says_so_leads_to_its_page(officer, home):
    data = {"status": "refused", "was_status": "resident"}
    answer = officer.post(page(home, "tinh-trang"), data)
    assert answer.url == page(home, "tu-choi")
    assert again(home).status == "resident"


TAPS = [
    ("ky-nang", {"number": "1", "result": "2", "was": "-----"}),
    ("ca-nam", {"known": "1", "was": "-----"}),
    ("ca-nam", {"known": "0", "was": "-----"}),
    ("chon", {"keep": "mine", "results": "22222", "was": "-----"}),
    ("tinh-trang", {"status": "resident", "was_status": "refused"}),
    ("tinh-trang", {"status": "nobody_home"}),
]


@pytest.mark.parametrize(("what", "data"), TAPS)
@pytest.mark.parametrize("headers", [{}, {**HTMX, "HX-Target": "people"}, "row"])
def test_no_tap_flips_a_refusal_and_yes_sends_the_same_once_more(
    officer, refused, what, data, headers
):
    row = {**HTMX, "HX-Target": f"h-{refused.pk}"}
    headers = row if headers == "row" else headers
    data = {**data, "uuid": str(uuid4())}
    asked = officer.post(page(refused, what), data, headers=headers)
    assert asked.status_code == (200 if headers else 409)
    assert QUESTION in text(asked)
    assert again(refused).refuses
    assert not Assessment.unscoped.filter(resident__household=refused).exists()
    for name, value in data.items():
        assert f'name="{name}" value="{value}"' in text(asked)
    officer.post(page(refused, what), {**data, "agreed": "1"}, headers=headers)
    assert not again(refused).refuses


def test_htmx_shows_the_question_wherever_its_answer_was_to_go(officer, refused):
    """It puts nothing in place that says it failed: the question was not seen."""
    data = {"number": "1", "result": "2", "was": "-----", "uuid": str(uuid4())}
    asked = officer.post(page(refused, "ky-nang"), data, headers={**HTMX, "HX-Target": "other"})
    assert (asked.status_code, asked["HX-Retarget"], asked["HX-Reselect"]) == (
        200,
        "main",
        "#asked",
    )
    assert 'id="asked"' in asked.content.decode()
    assert QUESTION in text(asked)


def test_a_survey_of_an_earlier_day_asks_as_well(officer, refused):
    person = refused.residents.get()
    data = {"result_1": "2", "method": "interview", "assessed_on": "", "was": "-----"}
    asked = officer.post(f"/nguoi/{person.pk}/ky-nang/", data)
    assert QUESTION in text(asked)
    assert again(refused).refuses
    officer.post(f"/nguoi/{person.pk}/ky-nang/", {**data, "agreed": "1"})
    assert again(refused).status == "resident"


def test_that_nothing_changed_asks_as_well(officer, home, world):
    person = home.residents.get()
    assess(by=None, resident=person, results=ALL)
    actions.refuse(by=None, household=home)
    assert QUESTION in text(officer.post(page(home, "khong-doi")))
    assert again(home).refuses


def cell(home, **more):
    return {"uuid": str(uuid4()), "results": "2,,,,", "was": ",,,,", **more}


def test_the_sheet_asks_and_saves_with_the_answer(officer, refused):
    asked = officer.post(page(refused, "o"), cell(refused))
    assert asked.status_code == 409
    assert QUESTION in asked.json()["asks"]
    assert asked.json()["alone"] is True
    saved = officer.post(page(refused, "o"), cell(refused, agreed="1"))
    assert saved.json()["cells"] == [2, None, None, None, None]
    assert saved.json()["refuses"] is False


def test_blocks_and_pasted_blocks_leave_it_out_and_say_so(officer, refused, world):
    base = f"/thon/{world.own.villages[1].pk}/ho/bang/"
    row = {"household": str(refused.uuid), "resident": "", **cell(refused)}
    said = officer.post(f"{base}khoi/", {"changes": json.dumps([row])}).json()
    assert "đã từ chối" in said["refused"][str(refused.uuid)]
    said = officer.post(f"{base}dan/", {"text": "Đỗ Văn Tám\tx", "first": "0", "rows": ""}).json()
    assert "đã từ chối" in said["lines"][0]["error"]
    assert again(refused).refuses


def test_a_sheet_printed_before_asks_when_it_is_keyed_back(officer, home, world):
    sheet = print_sheet(by=world.own.officer, village=home.village)
    number = next(n for n, row in sheet.printed_rows if row.household == home.pk)
    actions.refuse(by=None, household=home)
    seen = again(home).version
    data = {"row": number, "typed": "12", "on": "", "uuid": str(uuid4()), "seen": seen}
    data["on"] = f"{today():%d/%m/%Y}"
    asked = officer.post(f"/phieu/{sheet.uuid}/nhap/", data, headers=HTMX)
    assert asked.status_code == 409
    assert QUESTION in text(asked)
    assert not KeyedRow.unscoped.filter(household=home).exists()
    answer = officer.post(f"/phieu/{sheet.uuid}/nhap/", {**data, "agreed": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert again(home).status == "resident"


def test_a_new_printed_sheet_leaves_out_who_is_left_alone(officer, refused, world):
    sheet = print_sheet(by=world.own.officer, village=refused.village)
    assert refused.pk not in [row.household for _n, row in sheet.printed_rows]
    assert "Không in 1 hộ đã từ chối" in text(officer.get(f"/thon/{refused.village_id}/phieu/"))


def test_lists_of_whom_to_ask_leave_it_out_and_say_how_many(officer, refused):
    roster = f"/thon/{refused.village_id}/ho/"
    listed = text(officer.get(f"{roster}?loc=chua-khao-sat"))
    assert "Không kể 1 hộ đã từ chối" in listed
    assert row_of(refused) not in listed
    for shown in ("", "?loc=tu-choi"):
        found = text(officer.get(f"{roster}{shown}"))
        assert row_of(refused) in found
        assert "Từ chối ngày" in found


def test_when_its_day_is_over_it_is_listed_again_and_still_asked(officer, home):
    actions.refuse(by=None, household=home, on=home.opened_on, until=home.opened_on)
    Household.unscoped.filter(pk=home.pk).update(
        refused_on=today(-9), not_asked_until=today(-1), opened_on=today(-9)
    )
    listed = text(officer.get(f"/thon/{home.village_id}/ho/?loc=chua-khao-sat"))
    assert row_of(home) in listed
    assert "đến ngày hỏi lại" in listed
    asked = officer.post(page(home, "ca-nam"), {"known": "1", "was": "-----"})
    assert QUESTION in text(asked)


@pytest.mark.parametrize("address", ["tu-choi", "tu-choi/mo-lai"])
def test_who_may_only_read_does_not_refuse_for_others(world, home, address):
    reader = signed_in(world.reviewer)
    assert reader.post(page(home, address), {"why": "mistake"}).status_code == 404
