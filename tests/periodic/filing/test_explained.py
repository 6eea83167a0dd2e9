"""What made a difference since a report was sent, on the register itself: line by line, with nothing left over."""

from datetime import date

import pytest

from households.register.actions import add_household
from households.survey import actions as survey
from periodic.content import Content
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.live import compared, write
from periodic.models import TypedValue
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.founding.actions import found_team
from tests.periodic.drafts.hand import Place, at

pytestmark = pytest.mark.django_db
ALL, NOTHING = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]


def november(number):
    return date(2026, 11, number)


@pytest.fixture
def place():
    """A commune that sent November on the 16th: two households, two sessions, a number that was typed."""
    place = Place()
    with at(november(5)):
        place.team = found_team(by=None, area=place.villages[0], on=november(1), number="1")
        place.homes = [home(place, 0, NOTHING), home(place, 1, ALL)]
        place.held = [session(place, 3, 10), session(place, 4, 20)]
    with at(november(16)):
        officer = place.officer
        place.sent = open_report(by=officer, period=place.november, area=place.commune)
        typed(place, 5)
        place.copy = send(by=officer, report=place.sent, write=write)
    return place


def home(place, village, results):
    return add_household(
        by=None,
        village=place.villages[village],
        head_name="Chủ Hộ",
        birth_year=1980,
        results=results,
    )


def session(place, day, people):
    return log_activity(
        by=None, team=place.team, held_on=november(day), title="Buổi", people=people
    )


def typed(place, number):
    TypedValue.unscoped.create(
        report=place.sent, column="kinh-phi", number=number, by=place.officer
    )


def explained(place):
    """Return by indicator how much it differs and the causes, each with its number; all make it up."""
    place.sent.refresh_from_db()
    content = Content.of_data(place.copy.content)
    found = compared(place.sent, content, place.copy.sent_at)
    assert found.open == []
    return {line.column.key: (line.change, list(line.causes)) for line in found.lines}


def test_nothing_differs_while_nothing_is_recorded(place):
    with at(november(21)):
        assert explained(place) == {}


def test_what_happens_after_the_period_is_no_difference(place):
    with at(november(20)):
        home(place, 0, ALL)
        session(place, 20, 50)
    with at(november(21)):
        assert explained(place) == {}


def test_sessions_that_were_written_down_late_or_withdrawn(place):
    with at(november(20)):
        session(place, 13, 7)
        session(place, 14, 5)
        withdraw_activity(by=None, activity=place.held[0], why="Ghi nhầm")
    with at(november(21)):
        found = explained(place)
    assert found["buoi"] == (
        "+1",
        [("2 buổi ghi muộn (13/11, 14/11)", "+2"), ("1 buổi đã rút (03/11)", "−1")],
    )
    assert found["luot"] == (
        "+2",
        [("2 buổi ghi muộn (13/11, 14/11)", "+12"), ("1 buổi đã rút (03/11)", "−10")],
    )


def test_a_session_that_was_put_right_is_told_by_its_village(place):
    with at(november(20)):
        first = place.held[0]
        change_activity(by=None, activity=first, version=first.version, people=16)
    with at(november(21)):
        found = explained(place)
    change, causes = found["luot"]
    assert change == "+6"
    assert [n for _words, n in causes] == ["+6"]


def test_a_survey_of_a_day_gone_by(place):
    person = place.homes[0].residents.get()
    with at(november(20)):
        survey.assess(by=None, resident=person, results=ALL, on=november(10))
    with at(november(21)):
        found = explained(place)
    change, causes = found["ho-dat"]
    assert (change, [n for _words, n in causes]) == ("+1", ["+1"])
    assert place.villages[0].name in causes[0][0]


def test_a_number_that_was_typed_again_names_who_did(place):
    with at(november(20)):
        typed(place, 8)
    with at(november(21)):
        found = explained(place)
    assert found["kinh-phi"] == ("+3", [(f"{place.officer} ghi lại ngày 20/11", "+3")])


def test_a_team_that_was_founded_late_is_told_by_its_village(place):
    with at(november(20)):
        found_team(by=None, area=place.villages[1], on=november(2), number="2")
    with at(november(21)):
        found = explained(place)
    assert found["to"][0] == "+1"
    assert found["thon-co-to"][0] == "+1"
