"""A band goes by the exact share, and neither the unknown nor the few have one."""

import pytest

from figures.figures import Figures, sums_of
from reports import bands
from reports.below import Child


def child(n, of, surveyed=None):
    known = of if surveyed is None else surveyed
    sums = {"households": of, "surveyed": known, "covered": n}
    return Child(1, 3, "xa", "An", None, Figures(sums=sums_of(sums)))


@pytest.mark.parametrize(
    ("n", "of", "band"),
    [
        (0, 100, "0-60"),
        (5999, 10_000, "0-60"),
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


def test_where_nobody_was_surveyed_nothing_is_known():
    assert bands.band_of(child(0, 100, surveyed=0)) == bands.UNKNOWN


def test_every_unit_stands_in_one_band_and_empty_steps_are_shown():
    children = [child(50, 100), child(99, 100), child(1, 3), child(0, 9, surveyed=0)]
    counted = [(band.key, n) for band, n in bands.counted(children)]
    assert counted == [
        ("0-60", 1),
        ("60-80", 0),
        ("80-95", 0),
        ("95-100", 1),
        (bands.FEW, 1),
        (bands.UNKNOWN, 1),
    ]
    assert [band.key for band, _ in bands.counted(children[:1])][-1] == "95-100"
