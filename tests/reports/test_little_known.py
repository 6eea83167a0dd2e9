"""A province of which few communes have begun, wherever its figures are read: no colour, no rank, no trend.

Of 102 communes two have 20 households each: 37 of the 40 are covered, and nothing was declared.
"""

from datetime import date

import pytest

from areas.kinds import Level
from figures.figures import Figures
from figures.indicators import COVERED
from reports.charts.bands import UNKNOWN
from reports.explore.queries.question import question_of
from reports.explore.queries.table import answer
from reports.targets.queries.board import target_board
from reports.tile_map.queries import board_of
from reports.units.queries.child_units import below
from tests.factories import (
    CommuneCountFactory,
    CommuneFactory,
    CountryFactory,
    ProvinceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
KNOWN = {"villages": 3, "begun_villages": 3, "with_team": 3}


def commune(province, households=0, covered=0, **more):
    """Add the row of a commune whose households were all surveyed."""
    sums = dict.fromkeys(("households", "surveyed", "expected"), households)
    return CommuneCountFactory(
        area=CommuneFactory(parent=province),
        province=province,
        **sums,
        covered=covered,
        combined=covered,
        **more,
    )


@pytest.fixture
def provinces():
    """Return the province of which little is known, and one of which all is."""
    country = CountryFactory()
    few, all_known = ProvinceFactory.create_batch(2, parent=country)
    commune(few, 20, 20, **KNOWN)
    commune(few, 20, 17, **KNOWN)
    for _ in range(8):
        commune(few)
    commune(all_known, 40, 37, **KNOWN)
    return few, all_known


def test_below_it_is_of_little_known(provinces):
    few, _ = provinces
    inside = below(few.parent, DAY)
    known = {child.pk: child.figures.is_known_enough for child in inside.children}
    assert list(known.values()) == [False, True]
    assert inside.whole.idle_communes == 8


def test_explored_it_has_no_colour_no_trend_and_stands_after_the_known(provinces):
    few, known = provinces
    found = answer(question_of({}, few.parent, [Level.PROVINCE], DAY), "1", DAY)
    assert [row.unit.pk for row in found.rows] == [known.pk, few.pk]
    assert [row.known[-1] for row in found.rows] == [True, False]
    assert not found.whole.known[-1]


def test_on_the_map_it_is_hatched(provinces):
    few, known = provinces
    board = board_of(few.parent, COVERED, DAY)
    bands = {square.area.pk: square.band.key for square in board.all}
    assert bands == {few.pk: UNKNOWN, known.pk: "80-95"}
    assert board.whole == (74, 80)


def test_the_board_of_targets_reads_the_same_figures(provinces, monkeypatch):
    few, _known = provinces
    TargetFactory(area=few.parent, due_on=date(2026, 12, 31), document_on=date(2026, 1, 1))
    seen = dict[int, Figures]()

    def standing_of(held, figures, day, points):
        seen[len(seen)] = figures

    monkeypatch.setattr("reports.targets.queries.board.standing_of", standing_of)
    target_board(few.parent, DAY, 2026)
    found = [(figures.idle_communes, figures.is_known_enough) for figures in seen.values()]
    assert sorted(found) == [(0, True), (8, False), (8, False)]
