"""Smartphone and internet in "Tra cứu": n of those asked, few households told to nobody without names."""

import pytest

from areas.kinds import Level
from households.models import Household
from households.register.actions import NewHousehold, add_many
from reports.explore.queries.means import having
from tests.books import figured, sheets
from tests.pages import signed_in
from tests.world import ALL, NOTHING

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


def covered_among(world, *, reader=None):
    """Let three of four with a smartphone and one of two without be covered; one was not asked."""
    village = world.own.village
    said = [(True, ALL), (True, ALL), (True, ALL), (True, NOTHING), (False, ALL), (False, None)]
    rows = [
        NewHousehold(
            village=village, head_name=f"Lê {'ABCDEFG'[at]}", smartphone=has, results=results
        )
        for at, (has, results) in enumerate([*said, (None, ALL)])
    ]
    add_many(by=None, rows=rows)
    client = signed_in(reader or world.own.officer)
    return lambda owns: client.get(f"/tra-cuu/?ho-co={owns}")


def test_a_filter_says_how_many_are_covered_of_the_households_that_have_it(world):
    page = covered_among(world)
    whole = page("dien-thoai").context["having"][-1]
    assert whole.rates == [(4, 6), (0, 0), (3, 4)]
    assert page("khong-dien-thoai").context["having"][-1].rates[2] == (1, 2)
    html = " ".join(page("khong-dien-thoai").content.decode().split())
    assert "Hộ đạt, trong các hộ: Không có điện thoại thông minh" in html
    assert '<option value="khong-dien-thoai" selected>' in html
    # Nobody was asked of internet: none of them, and no share.
    assert page("internet").context["having"][-1].rates[2] == (0, 0)
    assert len(page("gi-do").context["having"][-1].rates) == 2


def test_the_filter_is_on_the_sheet_of_the_workbook_and_in_its_head(world):
    covered_among(world)
    client = signed_in(world.own.officer)
    book = sheets(client.get("/tra-cuu/excel/?ho-co=dien-thoai").content)
    (whole,) = figured(book["Điện thoại, internet"]).foot
    assert [cell for cell in whole if isinstance(cell, int | float)][-3:-1] == [3, 4]
    first = next(iter(book.values()))
    assert any("Có điện thoại thông minh" in str(cell) for row in first for cell in row)


def test_of_so_few_households_the_filter_says_nothing_to_who_reads_no_names(world):
    page = covered_among(world, reader=world.committee)
    assert page("khong-dien-thoai").context["having"][-1].rates[2] is None


@pytest.mark.parametrize("owns", ["dien-thoai", "khong-dien-thoai"])
def test_nor_does_it_of_the_others_whom_the_village_without_them_gives_back(world, owns):
    """All but two have one: how many of the village are covered less those of them is who of the two is."""
    village = world.own.village
    has = [owns == "dien-thoai"] * 8 + [owns != "dien-thoai"] * 2
    names = [f"Lê Văn {letter}" for letter in "ABCDEGHIKL"]
    rows = [
        NewHousehold(village=village, head_name=name, smartphone=one, results=ALL)
        for name, one in zip(names, has, strict=True)
    ]
    add_many(by=None, rows=rows)
    shown = {
        who: signed_in(who).get(f"/tra-cuu/?ho-co={owns}").context["having"][-1].rates[2]
        for who in (world.own.officer, world.committee)
    }
    assert shown == {world.own.officer: (8, 8), world.committee: None}
