"""People on a dashboard, in its workbook and in what is looked up: second to households, with their own n/N."""

import pytest
from django.utils import timezone

from figures.live import figures_of_one
from households.register.actions import NewPerson, add_household
from tests.books import body_of, sheets
from tests.factories import CommuneFactory
from tests.pages import signed_in, words
from tests.world import ALL, NOTHING

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world):
    """Return the dashboard of a commune in which a household of three was added."""
    child = NewPerson("Lê Con", birth_year=2020)
    other = NewPerson("Vũ Lan", birth_year=1950, sex="f", results=NOTHING)
    add_household(
        by=world.own.officer,
        village=world.own.villages[0],
        head_name="Lê Lan",
        birth_year=None,
        results=ALL,
        people=[other, child],
    )
    return f"/tong-quan/{world.own.area.pk}/"


def test_the_dashboard_says_of_people_what_it_counts(world, page):
    response = signed_in(world.own.officer).get(page)
    figures, text = response.context["figures"], words(response)
    rates = figures.people_rates
    assert figures.people > figures.people_of_age > 0
    assert f"Người dân trong sổ: {rates['people_covered'].counts} biết đủ 5 kỹ năng" in text
    assert f"Người trong sổ {figures.people}" in text
    assert f"chưa rõ tuổi: {figures.people_age_unknown}" in text
    assert f"từ 60 tuổi {rates['people_elder_covered'].counts}" in text
    assert f"chưa rõ giới: {rates['people_no_sex_whole'].n}" in text
    # Second to the households, which are all above it.
    assert text.index("Năm kỹ năng số cơ bản") < text.index("Người dân trong sổ")


def test_where_nobody_is_registered_nothing_is_said_of_people(world):
    response = signed_in(world.root).get(f"/tong-quan/{CommuneFactory().pk}/")
    assert response.context["figures"].people == 0
    assert "Người dân trong sổ" not in words(response)


def test_the_workbook_has_people_on_sheets_of_their_own(world, page):
    figures = signed_in(world.own.officer).get(page).context["figures"]
    book = sheets(body_of(signed_in(world.own.officer).get(f"{page}excel/")))
    named = {row[0]: tuple(row[1:3]) for row in book["Người dân"] if row}
    assert named["Người trong sổ"] == (figures.people, figures.people)
    assert named["Người đã hỏi đủ 5 kỹ năng"] == (figures.people_whole, figures.people_of_age)
    below = {row[1]: row for row in book["Người dân, các đơn vị"] if len(row) > 1}
    village = world.own.villages[0]
    own = figures_of_one(village, timezone.localdate())
    assert own.people_covered > 0
    assert set(below[village.full_name]) >= {own.people_whole, own.people_covered}
