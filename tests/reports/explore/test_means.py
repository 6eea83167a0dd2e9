"""Smartphone and internet in "Tra cứu": n of those asked, few households told to nobody without names."""

import pytest

from areas.kinds import Level
from households.models import Household
from households.register.actions import NewHousehold, add_many
from reports.explore.queries.means import having
from tests.books import figured, sheets
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def asked(world, answers):
    village = world.own.village
    rows = [
        NewHousehold(village=village, head_name=f"Lê Văn {'ABCDEFGHIK'[at]}", smartphone=one)
        for at, one in enumerate(answers)
    ]
    add_many(by=None, rows=rows)
    return having(world.own.area, Level.VILLAGE, [], frozenset())[-1:]


def test_nobody_asked_is_no_table(world):
    assert having(world.own.area, Level.VILLAGE, [], None) == []


def test_a_household_that_was_not_asked_is_in_neither_number(world, settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 5
    [whole] = asked(world, [True, True, True, False, False, False, None, None])
    assert whole.rates[0] == (3, 6)


def test_so_few_that_they_speak_of_somebody_are_not_shown(world):
    [whole] = asked(world, [True, False])
    assert whole.rates[0] is None


def test_who_reads_names_sees_every_number(world):
    asked(world, [True, False])
    html = signed_in(world.own.officer).get("/tra-cuu/").content.decode()
    assert "1/2 hộ đã hỏi" in html
    assert Household.unscoped.filter(smartphone=None, internet=None).exists()


def test_the_country_is_not_counted_household_by_household(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert having(world.country, Level.PROVINCE, [], None) == []


def sheets_of(user):
    return sheets(signed_in(user).get("/tra-cuu/excel/").content)


def test_the_workbook_has_the_same_numbers_on_a_sheet_of_their_own(world):
    asked(world, [True, False])
    (whole,) = figured(sheets_of(world.own.officer)["Điện thoại, internet"]).foot
    assert whole[:4] == [world.own.area.full_name, 1, 2, 50]


def test_the_workbook_of_who_reads_no_names_tells_of_no_few(world):
    asked(world, [True, False])
    found = figured(sheets_of(world.committee)["Điện thoại, internet"])
    assert found.foot[0][0] == world.committee.area.full_name
    cells = [cell for row in [*found.rows, *found.foot] for cell in row]
    assert {cell for cell in cells if isinstance(cell, int | float)} <= {0}
