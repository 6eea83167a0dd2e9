"""The live ways give what the count rows give, or they would be compared with something else."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from bench import live

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(world, monkeypatch):
    monkeypatch.setattr(live, "COUNTRY", world.country.pk)
    return timezone.localdate()


@pytest.mark.parametrize("way", [live.from_households, live.from_people])
def test_every_figure_of_every_province_is_the_same(day, way):
    ours = live.from_count_rows(day)
    assert way(day) == {key: row for key, row in ours.items() if row[0]}
    households, surveyed, covered, *skills = map(sum, zip(*ours.values(), strict=True))
    assert households > surveyed > covered > 0
    assert all(skills)


def test_way_that_was_stopped_is_printed_and_compared_with_nothing(day, monkeypatch):
    def endless(day):
        raise OperationalError

    monkeypatch.setattr(live, "from_households", endless)
    lines = live.live_lines(patience=0)
    assert lines[1].value.startswith("stopped after ")
    assert lines[3].verdict == "PASS"


def test_way_that_fails_before_its_time_fails(day, monkeypatch):
    def wrong(day):
        raise OperationalError("no such table")

    monkeypatch.setattr(live, "from_people", wrong)
    with pytest.raises(OperationalError, match="no such table"):
        live.live_lines(patience=60)
