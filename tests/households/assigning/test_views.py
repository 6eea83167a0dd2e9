"""The page on which households get their village: found by hamlet, number and name, assigned, taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from areas.actions import add_village, holder_of
from areas.kinds import Kind
from households.lifecycle.actions.rehoming import rehome
from households.models import Household
from households.register import actions as register_actions
from rollup.counts import recount
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HAMLETS = ("Số 2, Lê Lợi", "Số 9, lê lợi", "Xóm Đình")


@pytest.fixture
def commune(village, officer):
    """Give a commune whose three households have no village."""
    since = timezone.localdate() - timedelta(10)
    add_village(by=officer, commune=village.commune, kind=Kind.THON, name="Mới", opened_on=since)
    for hamlet, name in zip(HAMLETS, ("Lê Lan", "Vũ An", "Hà Mai"), strict=True):
        register_actions.add_household(by=officer, village=village, head_name=name, hamlet=hamlet)
    holder = holder_of(by=officer, commune=village.commune, since=since)
    rehome(old=village, new=holder, on=since, at=timezone.now())
    recount(village, holder)
    return village.commune


@pytest.fixture
def page(client, officer, commune):
    client.force_login(officer)
    return reverse("households:assign", args=[commune.pk])


def new_village():
    return Household._meta.get_field("village").related_model.unscoped.get(name="Mới")


def text_of(response):
    return response.content.decode()


def test_the_page_lists_them_and_narrows_by_hamlet_number_and_name(client, page):
    shown = text_of(client.get(page))
    assert all(name in shown for name in ("Lê Lan", "Vũ An", "Hà Mai"))
    assert ("Lê Lợi", 2) in client.get(page).context["streets"]
    along = text_of(client.get(page, {"xom": "lê lợi"}))
    assert "Vũ An" in along
    assert "Hà Mai" not in along
    numbered = text_of(client.post(page, {"tu": "3", "den": "20"}))
    assert "Vũ An" in numbered
    assert "Lê Lan" not in numbered
    named = text_of(client.post(page, {"q": "ha mai"}))
    assert "Hà Mai" in named
    assert "Vũ An" not in named


def test_those_that_were_ticked_go_and_come_back(client, page, commune):
    lan = Household.unscoped.get(head_name="Lê Lan")
    said = {"phan": "1", "ho": [lan.pk], "village": new_village().pk}
    answer = client.post(page, said, follow=True)
    assert "Đã phân 1 hộ về thôn Mới" in text_of(answer)
    undo = answer.context["undo"]
    lan.refresh_from_db()
    assert lan.village == new_village()
    back = {"village": undo["village"].pk, "at": undo["at"]}
    answer = client.post(reverse("households:unassign", args=[commune.pk]), back, follow=True)
    assert "Đã đưa 1 hộ về Chưa phân thôn" in text_of(answer)
    lan.refresh_from_db()
    assert lan.village.is_unassigned


def test_all_that_are_shown_go_at_one_press(client, page):
    said = {"phan": "1", "tat_ca": "1", "xom": "Lê Lợi", "village": new_village().pk}
    answer = client.post(page, said)
    assert "xom" not in answer.url
    assert new_village().households.count() == 2
    said = {"phan": "1", "tat_ca": "1", "village": new_village().pk}
    # The words were changed since, and nobody looked: all are not those that were counted.
    wrong = client.post(page, {**said, "n": "2"})
    assert wrong.context["form"].errors["ho"] == ["Danh sách vừa đổi. Xem lại rồi bấm lần nữa."]
    assert new_village().households.count() == 2
    said["n"] = wrong.context["n"]
    assert "Hộ nào của" in text_of(client.post(page, said, follow=True))


def test_nothing_is_guessed(client, page):
    answer = client.post(page, {"phan": "1", "village": new_village().pk})
    assert answer.context["form"].errors == {"ho": ["Chọn ít nhất một hộ."]}
    assert not new_village().households.exists()


def test_what_was_ticked_stays_ticked_beside_an_error(client, page):
    lan = Household.unscoped.get(head_name="Lê Lan")
    answer = client.post(page, {"phan": "1", "ho": [lan.pk]})
    assert answer.context["ticked"] == {lan.pk}
    assert set(answer.context["form"].errors) == {"village"}


def test_strangers_and_who_may_not_write_see_nothing(client, commune, village, officer):
    page = reverse("households:assign", args=[commune.pk])
    undo = reverse("households:unassign", args=[commune.pk])
    near = UserFactory(area=village, role=Role.MEMBER)
    above = UserFactory(area=commune.province, role=Role.COMMITTEE)
    for stranger in (UserFactory(), near, above):
        client.force_login(stranger)
        assert client.get(page).status_code == 404
        assert client.post(undo, {"village": 1, "at": 1}).status_code == 404


def test_a_village_of_another_commune_is_no_choice(client, page):
    other = UserFactory().area
    village = add_village(by=None, commune=other, kind=Kind.THON, name="Xa lạ")
    lan = Household.unscoped.get(head_name="Lê Lan")
    answer = client.post(page, {"phan": "1", "ho": [lan.pk], "village": village.pk})
    assert set(answer.context["form"].errors) == {"village"}


def test_the_page_costs_the_same_at_one_and_three(client, page, django_assert_num_queries):
    client.get(page)
    with django_assert_num_queries(9):
        client.get(page)
    lan = Household.unscoped.exclude(head_name="Lê Lan").values_list("pk", flat=True)
    client.post(page, {"phan": "1", "ho": list(lan), "village": new_village().pk})
    client.get(page)
    with django_assert_num_queries(9):
        client.get(page)


def test_what_is_to_be_done_leads_there(client, page, commune):
    today = text_of(client.get(reverse("reports:today")))
    assert "Phân về thôn" in today
    assert page in today
    villages = text_of(client.get(reverse("households:villages")))
    assert page in villages
    home = Household.unscoped.get(head_name="Lê Lan")
    shown = text_of(client.get(reverse("households:detail", args=[home.uuid])))
    assert "chưa phân về thôn nào nên chỉ xem" in shown
    assert reverse("households:resident_add", args=[home.uuid]) not in shown
    roster = client.get(reverse("households:list", args=[home.village_id]))
    assert roster.url == reverse("households:of_area", args=[home.village_id])
    assert page in text_of(client.get(roster.url))


def test_whom_to_ask_leaves_them_out_and_the_list_of_all_has_them(client, page, commune):
    every = reverse("households:of_area", args=[commune.pk])
    assert "Tất cả 3" in " ".join(text_of(client.get(every)).split())
    asked = client.get(every, {"loc": "chua-khao-sat"})
    assert "Lê Lan" not in text_of(asked)
    assert asked.context["rest"].unsurveyed == 0


def test_a_key_that_no_household_can_have_is_not_asked_for(client, page):
    form = {"phan": "", "village": new_village().pk, "ho": ["9" * 40]}
    assert client.post(page, form).status_code == 200
