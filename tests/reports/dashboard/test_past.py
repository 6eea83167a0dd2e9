"""The dashboard of a month that is over: what was kept of it, and nothing of today."""

import re

import pytest
from django.utils import timezone

from areas.dated import last_day, month_of
from figures.months import finished
from tests.factories import SnapshotFactory
from tests.pages import signed_in, words

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


@pytest.mark.parametrize("asked", ["", "sai", "2026-13", "1999-01", "9999-12"])
def test_what_is_no_month_that_is_over_is_today(world, month, asked):
    client = signed_in(world.own.officer)
    page = client.get(f"/tong-quan/{world.own.area.pk}/?thang={asked}")
    assert page.context["board"].is_today


def test_the_running_month_is_today(world):
    asked = month_of(timezone.localdate())
    page = signed_in(world.committee).get(f"/tong-quan/{world.province.pk}/?thang={asked:%Y-%m}")
    assert page.context["board"].is_today


def test_of_a_month_of_which_nothing_was_kept_nothing_is_said(world):
    asked = finished(timezone.localdate(), 2)[0]
    page = signed_in(world.root).get(f"/tong-quan/{world.country.pk}/?thang={asked:%Y-%m}")
    assert not page.context["board"].is_today
    assert not re.search(r"(?<!\d)0,0%", words(page))
