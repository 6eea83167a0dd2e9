"""A band goes by the exact share, and neither the unknown nor the few have one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from figures.figures import Figures, sums_of
from figures.indicators import BY_KEY
from reports.charts import bands
from reports.charts.bands import UNKNOWN
from reports.units.queries.child_units import Child


def child(n, of, surveyed=None):
    known = of if surveyed is None else surveyed
    sums = {"households": of, "expected": of, "surveyed": known, "covered": n}
    return Child(1, 3, "xa", "An", None, Figures(sums=sums_of(sums)))


@pytest.mark.parametrize(
    ("n", "of", "band"),
    [
        (0, 100, "0-40"),
        (39_999, 100_000, "0-40"),
        (40, 100, "40-60"),
        (5999, 10_000, "40-60"),
        (60, 100, "60-80"),
        (79_999, 100_000, "60-80"),
        (80, 100, "80-95"),
        (94_999, 100_000, "80-95"),
        (95, 100, "95-100"),
        (100, 100, "95-100"),
        (29, 29, bands.FEW),
        (30, 30, "95-100"),
        (0, 0, bands.UNKNOWN),
    ],
)
def test_band_of_a_share(n, of, band):
    assert bands.band_of(child(n, of)) == band


@pytest.mark.parametrize(("surveyed", "band"), [(0, "chua-du"), (89, "chua-du"), (90, "0-40")])
def test_where_more_than_a_tenth_is_unknown_there_is_no_colour(surveyed, band):
    assert bands.band_of(child(0, 100, surveyed=surveyed)) == band


def bands_of(figures, *keys):
    indicators = [BY_KEY[key] for key in keys]
    return [bands.band_for(one.rate(figures), one, figures).key for one in indicators]


OF_ALL, OF_VILLAGES = "da-khao-sat", ("thon-co-to", "to-hoat-dong")


def test_of_entered_villages_and_of_what_was_surveyed_nothing_is_unknown():
    figures = Figures(10, 5, 5, 5, sums_of({"households": 100, "expected": 100, "surveyed": 10}))
    found = bands_of(figures, OF_ALL, *OF_VILLAGES, "ky-nang-1")
    assert found == ["0-40", "40-60", "40-60", UNKNOWN]


@pytest.mark.parametrize(("unattributed", "band"), [(1, "80-95"), (2, UNKNOWN), (27, UNKNOWN)])
def test_villages_that_were_only_declared_are_unknown(unattributed, band):
    figures = Figures(10, 10, 10, 10, unattributed_villages=unattributed)
    assert bands_of(figures, *OF_VILLAGES) == [band] * 2
    assert (figures.team_rate.range is None) == (band != UNKNOWN)


def test_of_few_communes_that_have_begun_no_rate_has_a_colour():
    sums = sums_of({"households": 40, "expected": 40, "surveyed": 40, "covered": 40})
    figures = Figures(12, 12, 12, 12, sums, communes=2, idle_communes=100)
    assert bands_of(figures, OF_ALL, *OF_VILLAGES, "ho-dat") == [UNKNOWN] * 4


def test_the_cells_of_tables_have_the_colours_of_the_scale():
    """The style sheet repeats them; white letters stand on the dark steps alone."""
    styles = Path(settings.BASE_DIR, "static", "reports/explore/explore.css").read_text()
    found = re.findall(r"\.mx \.c(\d)\{background:(#\w+);color:(#\w+)\}", styles)
    steps = {int(n): (colour, letters == "#fff") for n, colour, letters in found}
    assert steps == {n: (b.colour, b.dark) for n, b in enumerate(bands.SCALE, start=1)}


def test_every_unit_stands_in_one_band_and_empty_steps_are_shown():
    children = [child(50, 100), child(99, 100), child(1, 3), child(0, 9, surveyed=0)]
    counted = [(band.key, n) for band, n in bands.counted(children)]
    assert counted == [
        ("0-40", 0),
        ("40-60", 1),
        ("60-80", 0),
        ("80-95", 0),
        ("95-100", 1),
        (bands.FEW, 1),
        (bands.UNKNOWN, 1),
    ]
    assert [band.key for band, _ in bands.counted(children[:1])][-1] == "95-100"
