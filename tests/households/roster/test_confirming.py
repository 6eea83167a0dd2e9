"""Looked again, nothing changed: one household, the rest of a village, and back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from households.models import Confirmation, Household
from households.register.actions import add_household
from tests.pages import signed_in
from tests.world import ALL

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(response):
    return " ".join(response.content.decode().split())


def today(days=0):
    return timezone.localdate() + timedelta(days)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def old(world):
    """Three households surveyed long ago, in a village of their own."""
    by, village = world.own.officer, world.own.villages[1]
    return [
        add_household(
            by=by, village=village, head_name=f"Hộ Cũ {n}", results=ALL, on=today(-100 * n)
        )
        for n in (1, 2, 3)
    ]


@pytest.fixture
def roster(world):
    return f"/thon/{world.own.villages[1].pk}/ho/"


def reviewed(*households):
    rows = Household.unscoped.filter(pk__in=[one.pk for one in households]).order_by("pk")
    return [row.reviewed_on for row in rows]


def test_one_is_confirmed_in_its_row_and_taken_back(officer, old):
    page = text(officer.post(f"/ho/{old[0].uuid}/khong-doi/", headers=HTMX))
    assert "Đã xác nhận không đổi" in page
    assert reviewed(old[0]) == [today()]
    undo = re.search(r'hx-post="(/ho/[^"]+/khong-doi/\d+/hoan-tac/)"', page)[1]
    assert "Đã hoàn tác" in text(officer.post(undo, headers=HTMX))
    assert reviewed(old[0]) == [today(-100)]
    assert officer.post(undo, headers=HTMX).status_code == 404


def test_one_without_script_shows_the_way_back_on_its_page(officer, old):
    page = officer.post(f"/ho/{old[0].uuid}/khong-doi/", follow=True)
    assert f"/ho/{old[0].uuid}/khong-doi/" in text(page)
    assert "Hoàn tác" in text(page)


def test_what_was_never_surveyed_is_not_confirmed(world, officer):
    page = text(officer.post(f"/ho/{world.own.households[2].uuid}/khong-doi/", headers=HTMX))
    assert "chưa có gì để xác nhận" in page
    assert Confirmation.unscoped.count() == 0


def test_the_rest_of_a_village_is_asked_once_and_confirmed(officer, old, roster):
    assert "3 hộ còn lại không đổi?" in text(officer.get(roster))
    page = officer.post(f"{roster}khong-doi/", follow=True)
    assert "Đã xác nhận 3 hộ không đổi" in text(page)
    assert reviewed(*old) == [today()] * 3
    assert "còn lại không đổi?" not in text(officer.get(roster))


def test_the_rest_is_those_not_reviewed_since_the_day_of_the_filter(officer, old, roster):
    day = today(-150).isoformat()
    assert "2 hộ còn lại không đổi?" in text(officer.get(f"{roster}?tu={day}"))
    officer.post(f"{roster}khong-doi/", {"tu": day})
    assert reviewed(*old) == [today(-100), today(), today()]


@pytest.mark.parametrize("day", ["31/02/2026", "hôm qua", "01/01/0001"])
def test_of_a_day_that_is_none_nothing_is_confirmed(officer, old, roster, day):
    page = officer.post(f"{roster}khong-doi/", {"tu": day}, follow=True)
    assert "Không có ngày này." in text(page)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert reviewed(*old) == [today(-100), today(-200), today(-300)]


def test_the_rest_is_taken_back_by_the_one_who_confirmed_it(world, officer, old, roster):
    page = text(officer.post(f"{roster}khong-doi/", follow=True))
    fields = dict(re.findall(r'name="(tu|den)" value="(\d+)"', page))
    stranger = signed_in(world.person("nguoi-khac", "officer", world.own.area))
    stranger.post(f"{roster}khong-doi/hoan-tac/", fields)
    assert reviewed(*old) == [today()] * 3
    officer.post(f"{roster}khong-doi/hoan-tac/", fields)
    assert reviewed(*old) == [today(-100), today(-200), today(-300)]


@pytest.mark.parametrize("keys", ["1", "²-²", "-", "9999999999999999999-1", "a-b"])
def test_keys_that_are_none_confirm_nothing(officer, old, roster, keys):
    assert officer.get(f"{roster}?xac-nhan={keys}").status_code == 200


def test_nothing_left_says_so(officer, roster):
    page = officer.post(f"{roster}khong-doi/", follow=True)
    assert "không còn hộ nào để xác nhận" in text(page)


@pytest.mark.parametrize("day", ["²", "2026-13-01", "\x00", "9" * 5000])
def test_a_day_that_is_none_filters_nothing(officer, old, roster, day):
    assert len(officer.get(roster, {"tu": day}).context["page"]) == 3
