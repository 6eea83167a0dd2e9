"""Pages of the sheet on paper: its list, the pages to print, and keying it back."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from households.models import Household, KeyedRow, PrintedSheet
from households.paper import actions as paper_actions
from households.survey import actions
from skills.actions import name_platform
from skills.models import LocalPlatform
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def sheet(world):
    return world.own.sheet


@pytest.fixture
def keying(sheet):
    return f"/phieu/{sheet.uuid}/nhap/"


def today(**days):
    return f"{timezone.localdate() + timedelta(**days):%d/%m/%Y}"


def row(number, typed, **more):
    return {"row": number, "typed": typed, "on": today(), "uuid": uuid.uuid4(), **more}


def household(sheet, number):
    return Household.unscoped.get(pk=sheet.rows[number - 1][0])


def text(response):
    return " ".join(response.content.decode().split())


# Printing


def test_a_sheet_is_printed_by_a_post_that_leads_to_its_page(world, officer):
    before = PrintedSheet.unscoped.count()
    page = f"/thon/{world.own.village.pk}/phieu/"
    key = re.search(r'name="uuid" value="([^"]+)"', text(officer.get(page)))[1]
    for _ in range(2):
        response = officer.post(page, {"uuid": key})
    sheet = PrintedSheet.unscoped.get(uuid=key)
    assert response.url == f"/phieu/{sheet.uuid}/"
    assert PrintedSheet.unscoped.count() == before + 1


def test_the_list_says_how_much_was_keyed(world, officer, sheet, keying):
    officer.post(keying, row(3, "12"), headers=HTMX)
    officer.post(keying, row(3, "1"), headers=HTMX)
    assert "Đã nhập 1/3 dòng" in text(officer.get(f"/thon/{world.own.village.pk}/phieu/"))


def test_the_paper_bears_what_identifies_it(officer, sheet):
    said = text(officer.get(f"/phieu/{sheet.uuid}/"))
    at = timezone.localtime(sheet.printed_at)
    assert f"In {at:%d/%m/%Y %H:%M}, phiếu {sheet}" in said
    assert "Trang 1/1" in said
    for pk, *_ in sheet.rows:
        assert Household.unscoped.get(pk=pk).head_name in said


def test_the_paper_says_when_it_is_no_longer_what_the_roster_says(world, officer, sheet):
    actions.set_result(by=world.own.officer, household=household(sheet, 2), number=1, result=2)
    response = officer.get(f"/phieu/{sheet.uuid}/")
    assert response.context["changed"] == 1
    assert [known for _, known in response.context["pages"][0].rows[1].boxes] == [False] * 5


def test_nobody_above_the_commune_reads_a_sheet(world, sheet):
    for person in (world.reviewer, world.committee, world.administrator):
        client = signed_in(person)
        for address in (f"/phieu/{sheet.uuid}/", f"/phieu/{sheet.uuid}/nhap/"):
            assert client.get(address).status_code == 404


# One row


def test_a_row_answers_with_itself(officer, sheet, keying):
    response = officer.post(keying, row(3, "135"), headers=HTMX)
    assert response.status_code == 200
    assert text(response).strip().startswith('<tr id="r-3"')
    assert "Biết 1 3 5" in text(response)
    assert household(sheet, 3).best_mask == 0b10101


def test_the_same_answer_sent_twice_is_written_once(officer, sheet, keying):
    answer = row(3, "135")
    for _ in range(2):
        assert officer.post(keying, answer, headers=HTMX).status_code == 200
    assert KeyedRow.unscoped.filter(sheet=sheet).count() == 1


@pytest.mark.parametrize(
    ("number", "typed", "reason"),
    [
        (1, "9", "Gõ chữ số 1 đến 5"),
        (3, "k", "Hộ chưa khảo sát lần nào"),
        (3, "x", "Dòng này chưa nhập"),
    ],
)
def test_a_row_that_cannot_be_written_says_why(officer, sheet, keying, number, typed, reason):
    response = officer.post(keying, row(number, typed), headers=HTMX)
    assert response.status_code == 422
    assert reason in text(response)
    assert not KeyedRow.unscoped.filter(sheet=sheet).exists()


@pytest.mark.parametrize("number", ["0", "4", "-1", "abc", "", "9" * 30])
def test_a_row_that_is_not_on_the_paper_is_not_found(officer, keying, number):
    assert officer.post(keying, row(number, "1"), headers=HTMX).status_code == 404


def test_a_changed_household_is_asked_about_first(world, officer, sheet, keying):
    actions.set_result(by=world.own.officer, household=household(sheet, 2), number=1, result=2)
    response = officer.post(keying, row(2, "2"), headers=HTMX)
    assert response.status_code == 409
    assert "đã sửa sau khi in:" in text(response)
    seen = re.search(r'data-seen="(\d+)"', text(response))[1]
    assert officer.post(keying, row(2, "2", seen=seen), headers=HTMX).status_code == 200
    assert household(sheet, 2).best_mask == 0b00010


def test_a_row_is_taken_back(officer, sheet, keying):
    officer.post(keying, row(3, "135"), headers=HTMX)
    response = officer.post(keying, row(3, "x"), headers=HTMX)
    assert 'data-state="todo"' in text(response)
    assert not household(sheet, 3).is_surveyed


def test_nothing_is_taken_back_of_a_household_that_went_to_another_commune(
    world, officer, sheet, keying
):
    officer.post(keying, row(3, "135"), headers=HTMX)
    Household.unscoped.filter(pk=sheet.rows[2][0]).update(village=world.sibling.village)
    response = officer.post(keying, row(3, "x"), headers=HTMX)
    assert "không còn trong địa bàn" in text(response)
    assert household(sheet, 3).is_surveyed


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("mai", "Ghi ngày theo dạng ngày/tháng/năm"),
        (today(days=1), "Ngày này chưa đến."),
        (today(days=-1), "Ngày khảo sát không thể trước ngày in phiếu"),
    ],
)
def test_a_day_that_cannot_be_is_refused(officer, sheet, keying, day, reason):
    response = officer.post(keying, row(3, "1", on=day), headers=HTMX)
    assert response.status_code == 422
    assert reason in text(response)
    plain = officer.post(keying, {"on": day, "r3": "1"})
    assert reason in text(plain)
    assert 'value="1"' in text(plain)
    assert not KeyedRow.unscoped.filter(sheet=sheet).exists()


# The plain form, and the rest


def test_the_plain_form_saves_each_row_by_itself(officer, sheet, keying):
    answers = {"on": today(), "page": uuid.uuid4(), "r1": "9", "r2": "", "r3": "*"}
    response = officer.post(keying, answers)
    assert response.status_code == 422
    assert "Đã ghi 1 dòng." in text(response)
    assert household(sheet, 3).covered
    assert response.context["lines"][0].typed == "9"
    again = officer.post(keying, {**answers, "r1": ""})
    assert again.status_code == 302
    assert KeyedRow.unscoped.filter(sheet=sheet).count() == 1


def test_the_plain_form_asks_by_a_box_to_tick(world, officer, sheet, keying):
    actions.set_result(by=world.own.officer, household=household(sheet, 2), number=1, result=2)
    asked = text(officer.post(keying, {"on": today(), "r2": "2"}))
    seen = re.search(r'name="seen2" value="(\d+)"', asked)[1]
    assert officer.post(keying, {"on": today(), "r2": "2", "seen2": seen}).status_code == 302
    assert household(sheet, 2).best_mask == 0b00010


def test_the_rest_is_confirmed_and_counted(officer, sheet, keying):
    assert officer.get(keying).context["rest"] == 2
    response = officer.post(keying, {"on": today(), "rest": "1"}, follow=True)
    assert "Đã xác nhận 2 dòng không đổi." in text(response)
    assert (response.context["rest"], response.context["done"]) == (0, 2)


def test_without_a_platform_skill_5_is_refused_and_not_printed(world, officer):
    world.platform.valid_to = timezone.localdate()
    world.platform.save()
    sheet = paper_actions.print_sheet(by=world.own.officer, village=world.own.village)
    keying = f"/phieu/{sheet.uuid}/nhap/"
    response = officer.post(keying, row(3, "5"), headers=HTMX)
    assert "Chưa nêu nền tảng số địa phương" in text(response)
    officer.post(keying, row(3, "*"), headers=HTMX)
    assert household(sheet, 3).best_mask == 0b01111
    assert '<td class="k">—</td>' in text(officer.get(f"/phieu/{sheet.uuid}/"))


@pytest.mark.parametrize("back", [0, 30])
def test_a_platform_named_after_the_printing_does_not_make_all_five(world, officer, back):
    LocalPlatform.unscoped.all().delete()
    sheet = paper_actions.print_sheet(by=world.own.officer, village=world.own.village)
    keying, day = f"/phieu/{sheet.uuid}/nhap/", timezone.localdate() - timedelta(days=back)
    name_platform(by=world.root, area=world.own.area, name="Mới", valid_from=day)
    page = text(officer.get(keying))
    assert 'data-fifth="0" data-five="1"' in page
    assert '<td class="k">—</td>' in text(officer.get(f"/phieu/{sheet.uuid}/"))
    officer.post(keying, row(3, "*"), headers=HTMX)
    assert household(sheet, 3).best_mask == 0b01111
    officer.post(keying, row(3, "5"), headers=HTMX)
    assert household(sheet, 3).best_mask == 0b10000
