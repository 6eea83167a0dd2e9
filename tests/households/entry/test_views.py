"""A new household and the next one at once; taken back, put in again."""

import uuid

import pytest

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


def new():
    return Household.unscoped.get(head_name="Lê Văn Mới")


@pytest.mark.parametrize(
    ("how", "mask", "surveyed", "status"),
    [
        ("knows_all", 31, True, "resident"),
        ("nobody_knows", 0, True, "resident"),
        ("nobody_home", 0, False, "nobody_home"),
        ("next", 0, False, "resident"),
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


def test_what_was_pressed_counts_more_than_what_was_ticked(officer, page):
    officer.post(page, typed(how="knows_all", skill_1="0"))
    assert new().covered is True


def test_all_five_without_a_platform_are_four(world, officer, page):
    world.platform.delete()
    officer.post(page, typed(how="knows_all"))
    assert (new().skills_mask, new().asked_mask, new().covered) == (0b1111, 0b1111, False)


def test_save_alone_leads_to_the_roster(world, officer, page):
    answer = officer.post(page, typed(how=""), headers=HTMX)
    assert answer.headers["HX-Redirect"] == f"/thon/{world.own.village.pk}/ho/"


def test_a_wrong_form_comes_back_with_its_title_and_all_that_was_typed(officer, page):
    answer = text(officer.post(page, typed(head_name="12", phone="0905 123 456"), headers=HTMX))
    assert answer.strip().startswith("<title>Lỗi: Hộ mới")
    assert 'value="0905 123 456"' in answer
    assert "Chưa lưu được, còn 1 chỗ cần sửa" in answer


def test_without_script_the_next_form_says_what_was_saved_once(officer, page):
    saved = officer.post(page, typed(how="nobody_home"), follow=True)
    assert "Đã lưu hộ <b>Lê Văn Mới</b>" in text(saved)
    assert "Đã lưu hộ" not in text(officer.get(page))


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
    answer = text(officer.post(page, typed(head_name="Chủ Hộ 01", how="next"), headers=HTMX))
    assert "Có thể đã có hộ này:" in answer
    assert f"/ho/{world.own.household.uuid}/" in answer
    assert 'value="Chủ Hộ 01"' in answer
    assert Household.unscoped.count() == before
    again = typed(head_name="Chủ Hộ 01", how="next", anyway=1)
    assert "Có thể đã có hộ này:" not in text(officer.post(page, again, headers=HTMX))
    assert Household.unscoped.count() == before + 1
