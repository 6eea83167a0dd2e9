"""The dashboard of a month that is over: what was kept of it, and nothing of today."""

import re

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.dated import last_day, month_of
from areas.names import lower_first
from figures.models import Snapshot
from figures.months import finished
from tests.factories import SnapshotFactory
from tests.pages import signed_in, words
from tests.reorganisations.plays import carried, merged, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(world):
    month = finished(timezone.localdate(), 1)[0]
    for place in (world.own.area, world.own.village):
        SnapshotFactory(
            area=place,
            month=month,
            villages=2,
            with_team=1,
            households=40,
            expected=40,
            surveyed=40,
            covered=10,
            begun_villages=2,
        )
    return month


def test_a_month_that_was_kept_is_offered_and_shown(world, month, only_reads):
    client, address = signed_in(world.own.officer), f"/tong-quan/{world.own.area.pk}/"
    query = f"?thang={month:%Y-%m}"
    assert f'href="{address}{query}"' in client.get(address).content.decode()
    with only_reads():
        page = client.get(address + query)
    said = words(page)
    assert f"Số liệu cuối ngày {last_day(month):%d/%m/%Y}" in said
    assert "10 / 40 hộ" in said
    assert "25,0% 10/40" in said
    # Its numbers lead to no list of today, and nothing of today stands on it.
    assert "?loc=" not in page.content.decode()
    assert "So với huyện" not in said
    assert "Gần đạt" not in said


@pytest.mark.parametrize("asked", ["", "sai", "2026-13", "2020-01", "9999-12"])
def test_what_is_no_month_that_is_over_is_today(world, month, asked):
    client = signed_in(world.own.officer)
    page = client.get(f"/tong-quan/{world.own.area.pk}/?thang={asked}")
    assert page.context["board"].is_today
    # Nobody takes today for a month that lies too far back.
    assert ("Chỉ xem lại được các tháng gần đây" in words(page)) is (asked == "2020-01")


def test_the_running_month_is_today(world):
    asked = month_of(timezone.localdate())
    page = signed_in(world.committee).get(f"/tong-quan/{world.province.pk}/?thang={asked:%Y-%m}")
    assert page.context["board"].is_today


def test_of_a_month_of_which_nothing_was_kept_nothing_is_said(world):
    asked = finished(timezone.localdate(), 2)[0]
    page = signed_in(world.root).get(f"/tong-quan/{world.country.pk}/?thang={asked:%Y-%m}")
    assert not page.context["board"].is_today
    assert not re.search(r"(?<!\d)0,0%", words(page))


# Where units changed since


@pytest.fixture
def joined(world, month):
    """Two villages that were kept of the month, of one household more than the other, are one since."""
    for n, village in enumerate(world.own.villages[:2], 1):
        sums = {"households": n, "surveyed": n, "covered": n, "complete": 1}
        Snapshot.unscoped.filter(area=village).delete()
        SnapshotFactory(area=village, month=month, villages=1, with_team=1, **sums)
    decision = merged(
        world.own.area, world.own.villages[:2], "Chung", on=month_of(timezone.localdate())
    )
    carried(decision, proposer=world.own.officer, approver=world.reviewer)
    return named(world.own.area, "Chung")


def test_a_past_month_is_shown_by_the_units_of_today_or_by_those_that_stood(world, month, joined):
    client, address = signed_in(world.own.officer), f"/tong-quan/{world.own.area.pk}/"
    page = client.get(f"{address}?thang={month:%Y-%m}")
    board = page.context["board"]
    (unit,) = [one for one in board.below.children if one.pk == joined.pk]
    told = unit.figures
    assert (told.households, told.covered, told.villages, told.with_team, told.complete) == (
        3,
        3,
        1,
        1,
        1,
    )
    assert board.changed
    # Two villages are one: of the two that were kept of the commune there is one.
    assert (board.figures.villages, board.figures.with_team) == (1, 0)
    assert "theo các đơn vị của hôm nay" in words(page)
    assert "theo=luc-do" in page.content.decode()
    page = client.get(f"{address}?thang={month:%Y-%m}&theo=luc-do")
    found = {one.pk: one.figures.households for one in page.context["board"].below.children}
    assert [found[village.pk] for village in world.own.villages[:2]] == [1, 2]
    assert joined.pk not in found
    assert "theo các đơn vị lúc đó" in words(page)
    assert page.context["table"].stays.endswith("theo=luc-do&")


def test_a_line_goes_on_across_a_merger_with_a_mark(world, month, joined):
    page = signed_in(world.own.officer).get(f"/tong-quan/{joined.pk}/dien-bien/")
    (then,) = [point for point in page.context["points"] if point.month == month]
    assert (then.figures.households, then.figures.covered, then.figures.villages) == (3, 3, 1)
    names = ", ".join(lower_first(village.full_name) for village in world.own.villages[:2])
    assert [mark.title for mark in page.context["marks"]] == [f"Sắp xếp đơn vị, từ {names}"]


def test_where_nothing_changed_no_other_reading_is_offered(world, month):
    page = signed_in(world.own.officer).get(f"/tong-quan/{world.own.area.pk}/?thang={month:%Y-%m}")
    assert not page.context["board"].changed
    assert "theo=luc-do" not in page.content.decode()


def test_a_village_that_was_few_then_stays_hidden_in_what_it_went_into(world, month, joined):
    reader = world.person("doc", Role.COMMITTEE, world.own.area)
    board = (
        signed_in(reader)
        .get(f"/tong-quan/{world.own.area.pk}/?thang={month:%Y-%m}")
        .context["board"]
    )
    assert joined.pk not in {one.pk for one in board.below.children}
