"""A commune that goes to another province is summed up where it stood on the day, once, whoever has sent."""

from datetime import date

import pytest
from django.utils import timezone

from areas.reorganising import restyle
from households.register.actions import add_household
from periodic.drafts.queries.drafts import content_of, draft
from periodic.filing.queries.board import board_of
from rollup.counts import recount
from rollup.placing import place_below
from teams.activities.actions import log_activity
from tests.factories import (
    LocalPlatformFactory,
    PlacementFactory,
    ProvinceFactory,
    TypedValueFactory,
)
from tests.periodic.drafts.hand import at, late, number
from tests.periodic.drafts.test_kept import FULL, Towns

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ON, SENT, MOVED = date(2026, 10, 5), date(2026, 10, 16), date(2026, 10, 18)
KEYS = ("ho", "buoi", "to", "thanh-vien")


class Neighbours(Towns):
    """Two provinces; a commune with a household, a session and a team in the one goes into the other after October's end."""

    def __init__(self):
        super().__init__()
        self.other, self.going = ProvinceFactory(), self.towns[1]
        LocalPlatformFactory(area=self.other)
        with at(ON):
            self.home()
            log_activity(by=None, team=self.teams[1], held_on=ON, title="Buổi", people=7)

    def home(self):
        facts = {"head_name": "Chủ Hộ", "birth_year": 1980, "results": FULL, "on": ON}
        add_household(by=None, village=self.homes[-2], **facts)

    def goes(self):
        one = self.going
        PlacementFactory(area=one)
        restyle(one, kind=one.kind, name=one.name, parent=self.other, on=MOVED, document="")
        place_below(one)
        recount(one)
        self.homes[-2].refresh_from_db()

    def said(self, period, area):
        """What would be frozen now, which is what its page shows."""
        report = self.report_of(area, period)
        made = content_of(report, timezone.now())
        page = draft(period, area, report.form_version, report=report)
        assert (page.total.values, page.late) == (made.total.values, made.late)
        return made


@pytest.mark.parametrize("sends", [True, False])
def test_a_commune_that_went_after_the_last_day_is_summed_up_where_it_stood_alone(sends):
    towns = Neighbours()
    with at(SENT):
        if sends:
            towns.send(towns.report_of(towns.going, towns.october))
        before = towns.said(towns.october, towns.province)
    with at(date(2026, 10, 20)):
        towns.goes()
        here, there = (towns.said(towns.october, one) for one in (towns.province, towns.other))
    assert [number(here, key) for key in KEYS] == [number(before, key) for key in KEYS]
    assert [number(here, key) for key in KEYS[:2]] == [1, 1]
    assert [number(there, key) or 0 for key in KEYS] == [0, 0, 0, 0]
    assert towns.going.pk not in {row.pk for row in there.rows}


@pytest.mark.parametrize("sends", [True, False])
def test_a_commune_that_went_between_two_reports_is_no_late_amount_of_either_province(sends):
    towns = Neighbours()
    with at(SENT):
        for one in (towns.going, towns.province, towns.other):
            towns.send(towns.report_of(one, towns.october))
    with at(date(2026, 10, 20)):
        towns.goes()
        # It came late where the commune stood on that day.
        towns.home()
    with at(date(2026, 11, 16)):
        if sends:
            towns.send(towns.report_of(towns.going, towns.november))
        here, there = (towns.said(towns.november, one) for one in (towns.province, towns.other))
    assert [late(here, key) for key in KEYS] == [1, 0, 0, 0]
    assert [late(there, key) for key in KEYS] == [0, 0, 0, 0]
    assert (number(here, "ho") or 0, number(there, "ho")) == (0, 2)
    assert there.late == ()


@pytest.mark.parametrize("first", [True, False])
def test_the_country_counts_it_once_whichever_of_both_provinces_has_sent(first):
    towns = Neighbours()
    country = towns.province.parent
    with at(SENT):
        before = towns.said(towns.october, country)
    with at(date(2026, 10, 20)):
        towns.goes()
        towns.send(towns.report_of(towns.province if first else towns.other, towns.october))
        after = towns.said(towns.october, country)
    assert [number(before, key) for key in KEYS] == [number(after, key) for key in KEYS]


def test_a_commune_that_ended_within_the_period_is_summed_up_and_owes_no_report():
    """Its session of the period counts; of how many units have sent it is none."""
    towns = Neighbours()
    towns.going.closed_on = date(2026, 10, 10)
    towns.going.save()
    with at(SENT):
        report = towns.report_of(towns.commune, towns.october)
        TypedValueFactory(report=report, column="kinh-phi", number=5)
        towns.send(report)
        said = towns.said(towns.october, towns.province)
    assert number(said, "buoi") == 1
    # What is typed was never asked of it: no part of that sum is missing there.
    cost = said.total.values["kinh-phi"]
    assert (cost.n, cost.told, cost.parts) == (5, 1, 2)
    assert towns.going.pk in {row.pk for row in said.rows}
    assert said.sent_below == (1, 2)
    board = board_of(towns.october, towns.province)
    assert (board.sent, board.whole) == (1, 2)
