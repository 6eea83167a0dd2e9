"""A village that goes to another commune is summed up where it lay on the day, once, whoever has sent."""

from datetime import date

import pytest

from areas.reorganising import restyle
from periodic.content import Content
from periodic.drafts.queries.drafts import content_of
from periodic.filing.queries.live import compared
from rollup.counts import recount
from rollup.placing import place_below
from teams.activities.actions import log_activity
from tests.factories import CommuneFactory, PlacementFactory, TypedValueFactory, VillageFactory
from tests.periodic.drafts.hand import at, number
from tests.periodic.drafts.test_moved_communes import KEYS, MOVED, ON, SENT, Neighbours

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
AFTER = date(2026, 10, 20)


class Hamlets(Neighbours):
    """The village with a household, a session and a team goes after October's end, into a commune of either province."""

    def __init__(self, *, far):
        super().__init__()
        self.village = self.homes[-2]
        with at(ON):
            PlacementFactory(area=self.village)
        self.into = CommuneFactory(parent=self.other) if far else self.towns[2]

    def village_goes(self):
        one = self.village
        restyle(one, kind=one.kind, name=one.name, parent=self.into, on=MOVED, document="")
        place_below(one)
        recount(one, self.going, self.into)

    def numbers(self, area):
        """What a unit says now of October; a page shows what would be frozen."""
        said = self.said(self.october, area)
        return [number(said, key) or 0 for key in KEYS]


@pytest.mark.parametrize("far", [True, False])
@pytest.mark.parametrize("sends", [True, False])
def test_a_village_that_went_after_the_last_day_is_summed_up_where_it_lay_alone(far, sends):
    towns = Hamlets(far=far)
    with at(SENT):
        if sends:
            towns.send(towns.report_of(towns.going, towns.october))
        before = towns.numbers(towns.province)
    with at(AFTER):
        towns.village_goes()
        assert towns.numbers(towns.province) == before
        assert towns.numbers(towns.other) == [0, 0, 0, 0]


@pytest.mark.parametrize("far", [True, False])
def test_each_commune_says_of_the_day_what_lay_in_it(far):
    towns = Hamlets(far=far)
    with at(SENT):
        before = towns.numbers(towns.going)
        beside = towns.numbers(towns.into)
    assert before == [1, 1, 1, 1]
    with at(AFTER):
        towns.village_goes()
        assert towns.numbers(towns.going) == before
        assert towns.numbers(towns.into) == beside
        rows = content_of(towns.report_of(towns.into, towns.october)).rows
    assert towns.village.pk not in {row.pk for row in rows}


def test_of_a_village_that_ended_within_the_period_no_typed_number_is_missing_but_what_was_typed():
    towns = Hamlets(far=False)
    ended, stays = towns.village, VillageFactory(parent=towns.going)
    ended.closed_on = date(2026, 10, 10)
    ended.save()
    with at(SENT):
        report = towns.report_of(towns.going, towns.october)
        TypedValueFactory(report=report, area=stays, column="kinh-phi", number=5)
        said = content_of(report)
        assert ended.pk in {row.pk for row in said.rows}
        cost = said.total.values["kinh-phi"]
        assert (cost.n, cost.told) == (5, None)
        TypedValueFactory(report=report, area=ended, column="kinh-phi", number=2)
        cost = content_of(report).total.values["kinh-phi"]
        assert (cost.n, cost.told) == (7, None)


def test_the_country_counts_such_a_village_once_whichever_province_has_sent():
    towns = Hamlets(far=True)
    country = towns.province.parent
    with at(SENT):
        before = towns.numbers(country)
        towns.send(towns.report_of(towns.province, towns.october))
    with at(AFTER):
        towns.village_goes()
        assert towns.numbers(country) == before


@pytest.mark.parametrize("far", [True, False])
def test_what_was_written_late_of_such_a_village_is_named_where_it_lay(far):
    """In "Bổ sung kỳ trước" of its commune of then, and among what differs since; of its commune of now neither."""
    towns = Hamlets(far=far)
    sent = {}
    with at(SENT):
        for one in (towns.going, towns.into):
            towns.send(towns.report_of(one, towns.october))
            sent[one] = towns.report_of(one, towns.october).submissions.get()
    with at(AFTER):
        towns.village_goes()
        team = next(one for one in towns.teams if one.area_id == towns.village.pk)
        log_activity(by=None, team=team, held_on=ON, title="Buổi", people=5)
    with at(date(2026, 11, 16)):
        lines = {one: content_of(towns.report_of(one, towns.november)).late for one in sent}
        found = {
            one: compared(copy.report, Content.of_data(copy.content), copy.sent_at).lines
            for one, copy in sent.items()
        }
    words = f"Buổi hướng dẫn, {towns.village.full_name}"
    told = [(one.column, one.words, one.amount) for one in lines[towns.going]]
    assert told == [("buoi", words, 1), ("luot", words, 5)]
    assert lines[towns.into] == ()
    causes = {one.column.key: list(one.causes) for one in found[towns.going]}
    assert causes["buoi"] == [("1 buổi ghi muộn (05/10)", "+1")]
    assert causes["luot"] == [("1 buổi ghi muộn (05/10)", "+5")]
    assert [one for one in found[towns.into] if one.column.key in {"buoi", "luot"}] == []
