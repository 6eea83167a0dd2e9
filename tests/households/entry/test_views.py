"""A new household and the next one at once; taken back, put in again."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from households.models import Household
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(response):
    return response.content.decode()


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def page(world):
    return f"/thon/{world.own.village.pk}/ho/moi/"


def typed(**changes):
    return {"uuid": str(uuid.uuid4()), "head_name": "Lê Văn Mới", **changes}


def test_the_session_is_written_only_where_the_hamlet_changes(officer, page):
    def written(name, hamlet):
        with CaptureQueriesContext(connection) as queries:
            officer.post(page, typed(head_name=name, hamlet=hamlet), headers=HTMX)
        return any(one["sql"].startswith('UPDATE "django_session"') for one in queries)

    names = ("Lê Văn Một", "Trần Văn Hai", "Phạm Văn Ba")
    hamlets = ("Xóm Đông", "Xóm Đông", "Xóm Tây")
    assert list(map(written, names, hamlets)) == [True, False, True]
    assert officer.session["hamlet"][1] == "Xóm Tây"


def new():
    return Household.unscoped.get(head_name="Lê Văn Mới")


@pytest.mark.parametrize(
    ("how", "mask", "surveyed", "status"),
    [
        ("knows_all", 31, True, "resident"),
        ("nobody_knows", 0, True, "resident"),
        ("nobody_home", 0, False, "nobody_home"),
        ("", 0, False, "resident"),
    ],
)
def test_one_press_saves_and_brings_the_next_form(officer, page, how, mask, surveyed, status):
    answer = text(officer.post(page, typed(how=how, hamlet="Xóm Đông"), headers=HTMX))
    assert answer.strip().startswith("<title>Hộ mới")
    assert "Đã lưu hộ <b>Lê Văn Mới</b>" in answer
    assert 'value="Xóm Đông"' in answer
    assert 'name="head_name" value=' not in answer
    found = (new().skills_mask, new().is_surveyed, new().status)
    assert found == (mask, surveyed, status)


def test_a_cell_that_was_answered_counts_more_than_the_choice_for_all(officer, page):
    officer.post(page, typed(how="knows_all", skill_1="0"))
    assert (new().best_mask, new().asked_mask) == (0b11110, 0b11111)


def test_all_five_without_a_platform_are_four(world, officer, page):
    world.platform.delete()
    officer.post(page, typed(how="knows_all"))
    assert (new().skills_mask, new().asked_mask, new().covered) == (0b1111, 0b1111, False)


def test_a_wrong_form_comes_back_with_its_title_and_all_that_was_typed(officer, page):
    answer = text(officer.post(page, typed(head_name="12", phone="0905 123 456"), headers=HTMX))
    assert answer.strip().startswith("<title>Lỗi: Hộ mới")
    assert 'value="0905 123 456"' in answer
    assert "Chưa lưu được, còn 1 chỗ cần sửa" in answer


def test_without_script_the_next_form_says_what_was_saved_once(officer, page):
    saved = officer.post(page, typed(how="nobody_home"), follow=True)
    assert "Đã lưu hộ <b>Lê Văn Mới</b>, vắng nhà ·" in text(saved)
    assert "Đã lưu hộ" not in text(officer.get(page))


@pytest.mark.parametrize(("headers", "follow"), [(HTMX, False), ({}, True)])
def test_the_first_household_of_a_sitting_leads_on_to_the_day(officer, page, headers, follow):
    led = [
        'href="/viec/">Xong thì về việc hôm nay' in text(answer)
        for name in ("Lê Văn Một", "Trần Văn Hai")
        for answer in [officer.post(page, typed(head_name=name), headers=headers, follow=follow)]
    ]
    assert led == [True, False]


def test_a_form_gone_back_to_and_typed_over_is_asked_about_and_then_saved(officer, page):
    data = typed()
    officer.post(page, data)
    asked = officer.post(page, {**data, "head_name": "Lê Văn Khác"})
    words = asked.context["form"].non_field_errors()
    assert words == ["Hộ Lê Văn Mới đã lưu từ trang này. Nếu đây là hộ khác, bấm lưu lần nữa."]
    fresh = asked.context["form"]["uuid"].value()
    officer.post(page, {**data, "head_name": "Lê Văn Khác", "uuid": fresh})
    assert Household.unscoped.filter(head_name__startswith="Lê Văn").count() == 2


def undo(client, household, headers=HTMX, **data):
    return client.post(f"/ho/{household.uuid}/vua-nhap/", data, headers=headers)


def test_an_entry_is_taken_back_and_put_in_again(officer, page):
    officer.post(page, typed(how="knows_all"))
    answer = text(undo(officer, new()))
    assert "Đã bỏ hộ <b>Lê Văn Mới</b> khỏi sổ" in answer
    assert (new().is_closed, new().covered) == (True, True)
    assert AuditEntry.unscoped.first().verb == "Hoàn tác thêm hộ"
    assert 'name="back" value="resident"' in answer
    undo(officer, new(), back="resident")
    assert new().is_closed is False


def test_taking_back_twice_is_once(officer, page):
    officer.post(page, typed())
    version = [undo(officer, new()) and new().version for _ in range(2)]
    assert version[0] == version[1]


def test_taking_back_without_script_leads_on(officer, page):
    officer.post(page, typed(how="nobody_home"))
    assert undo(officer, new(), headers={}).headers["Location"] == page


def test_a_household_that_may_repeat_another_is_asked_about_before_it_is_saved(
    world, officer, page
):
    before = Household.unscoped.count()
    answer = text(officer.post(page, typed(head_name="Chủ Hộ 01"), headers=HTMX))
    assert "Có thể đã có hộ này:" in answer
    assert f"/ho/{world.own.household.uuid}/" in answer
    assert 'value="Chủ Hộ 01"' in answer
    assert Household.unscoped.count() == before
    again = typed(head_name="Chủ Hộ 01", anyway=1)
    assert "Có thể đã có hộ này:" not in text(officer.post(page, again, headers=HTMX))
    assert Household.unscoped.count() == before + 1


# People beside the head


def beside(number, **facts):
    return {f"p{number}-{name}": value for name, value in facts.items()}


THREE = {
    "how": "knows_all",
    **beside(2, full_name="Trần Thị Hai", skill_1="2", skill_3="2", relation="spouse"),
    **beside(3, full_name="Lê Thị Ba", how="nobody_knows", birth_year="1990", sex="f"),
    **beside(4, full_name="", relation="other", how="", skill_1=""),
}


def people():
    rows = new().residents.order_by("pk")
    return [(one.full_name, one.relation, one.results) for one in rows]


def test_three_people_are_saved_at_once_and_the_empty_one_is_nobody(officer, page):
    answer = text(officer.post(page, typed(**THREE), headers=HTMX))
    assert people() == [
        ("Lê Văn Mới", "head", [2, 2, 2, 2, 2]),
        ("Trần Thị Hai", "spouse", [2, None, 2, None, None]),
        ("Lê Thị Ba", "other", [0, 0, 0, 0, 0]),
    ]
    assert new().covered
    assert "Đã lưu hộ <b>Lê Văn Mới</b>, 3 người, hộ đạt · " in answer
    assert f'href="/ho/{new().uuid}/"' in answer
    assert 'name="p2-full_name"' in answer
    assert "Trần Thị Hai" not in answer


@pytest.mark.parametrize(
    "begun", [{"skill_2": "0"}, {"how": "knows_all"}, {"birth_year": "1980"}, {"relation": "child"}]
)
def test_somebody_with_an_answer_or_a_fact_and_no_name_is_asked_for_it(officer, page, begun):
    answer = officer.post(page, typed(phone="0905 123 456", **beside(2, full_name="", **begun)))
    form = answer.context["form"]
    assert form.errors == {"p2-full_name": ["Ghi họ tên."]}
    assert form.faults() == [("id_p2-full_name", "Người thứ 2, họ tên: Ghi họ tên.")]
    assert 'href="#id_p2-full_name"' in text(answer)
    assert [one.prefix for one in form.people] == ["p2", "p3"]
    assert form["phone"].value() == "0905 123 456"
    name, value = next(iter(begun.items()))
    assert form.people[0][name].value() == value
    assert not Household.unscoped.filter(head_name="Lê Văn Mới").exists()


def test_what_is_wrong_with_people_is_counted_with_the_rest(officer, page):
    wrong = {**beside(2, full_name="", birth_year="79"), **beside(7, phone="abc")}
    answer = officer.post(page, typed(head_name="", **wrong), headers=HTMX)
    assert "Chưa lưu được, còn 5 chỗ cần sửa" in text(answer)
    fields = [place for place, _words in answer.context["form"].faults()]
    assert fields == [
        "id_head_name",
        "id_p2-full_name",
        "id_p2-birth_year",
        "id_p7-full_name",
        "id_p7-phone",
    ]


def test_skill_5_of_somebody_is_refused_without_a_platform(world, officer, page):
    world.platform.delete()
    answer = officer.post(page, typed(**beside(2, full_name="Lê Hai", skill_5="2")))
    assert list(answer.context["form"].errors) == ["p2-skill_5"]


def test_without_script_one_more_person_keeps_all_that_was_typed(officer, page):
    asked = {**typed(), **beside(2, full_name="Lê Hai", skill_1="2"), "more": "1"}
    form = officer.post(page, asked).context["form"]
    assert (form.errors, form["uuid"].value(), form["head_name"].value()) == (
        {},
        asked["uuid"],
        "Lê Văn Mới",
    )
    assert [one["full_name"].value() for one in form.people] == ["Lê Hai", None]
    assert form.people[0]["skill_1"].value() == "2"
    assert not Household.unscoped.filter(head_name="Lê Văn Mới").exists()


@pytest.mark.parametrize(
    ("other", "status"), [({}, "nobody_home"), ({"p2-skill_1": "2"}, "resident")]
)
def test_nobody_is_home_only_where_nobody_was_asked(officer, page, other, status):
    officer.post(page, typed(how="nobody_home", **beside(2, full_name="Lê Hai"), **other))
    assert new().status == status


def test_people_sent_twice_are_one_household_and_others_are_asked_about(officer, page):
    data = typed(**THREE)
    for _ in range(2):
        assert "Đã lưu hộ" in text(officer.post(page, data, headers=HTMX))
    assert new().residents.count() == 3
    more = {**data, **beside(4, full_name="Lê Thị Bốn")}
    asked = officer.post(page, more, headers=HTMX)
    words = ["Hộ Lê Văn Mới đã lưu từ trang này. Nếu đây là hộ khác, bấm lưu lần nữa."]
    assert asked.context["form"].non_field_errors() == words
    assert asked.context["form"].people[2]["full_name"].value() == "Lê Thị Bốn"


def test_a_household_of_three_is_taken_back_whole(world, officer, page):
    before = Household.objects.visible_to(world.own.officer).open().count()
    officer.post(page, typed(**THREE))
    undo(officer, new())
    assert new().is_closed
    assert Household.objects.visible_to(world.own.officer).open().count() == before


def test_likely_twins_keep_the_people_that_were_typed(officer, page):
    data = typed(head_name="Chủ Hộ 01", **beside(2, full_name="Lê Hai"))
    answer = officer.post(page, data, headers=HTMX)
    assert "Có thể đã có hộ này:" in text(answer)
    assert answer.context["form"].people[0]["full_name"].value() == "Lê Hai"
