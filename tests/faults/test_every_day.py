"""The part of the faults that `make test` plays: a few of each that is quick."""

import random

import pytest

from tests.faults import blackouts, grounds, plays
from tests.faults.people import Careless
from tests.faults.plays import WAYS, Stage

# Marked so that there is a database of the tests to copy; what is played stands on the copy.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
KILLS, POINTS = 2, 40


@pytest.mark.by_turns(2, on=1)
def test_what_was_said_to_be_saved_is_there_once_whatever_dies_or_breaks(
    stage, disk, django_db_blocker
):
    """Workers are killed, lines break before, after and in an answer, and at last the power fails."""
    found = blackouts.cut_power(stage, disk, 1, POINTS, kills=KILLS, ways=WAYS)
    assert found.after.acknowledged > 2 * KILLS
    assert stage.seen["lines cut"] > KILLS
    assert found.before.is_right, found.before
    assert found.after.is_right, found.after
    assert +found.wrong == {"points": POINTS}
    assert "0 differ" in grounds.apart(stage.url, grounds.counted, django_db_blocker)


@pytest.mark.by_turns(4, on=2)
def test_without_keys_households_are_doubled_and_with_less_syncing_they_are_lost(stage, disk):
    """The negative controls of the one above: a cut just after a checkpoint loses nothing, so many cuts are looked at."""
    how = {"saves": 12, "kind": Careless, "ways": (None, "reply"), "FAULTS_WEAK": "NORMAL"}
    found = blackouts.cut_power(stage, disk, 1, POINTS, **how)
    assert found.before.doubled
    assert found.wrong["points with a loss"] > 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_to_postgresql_loses_and_doubles_nothing(
    django_db_setup, django_db_blocker, tmp_path
):
    with grounds.borrowed(django_db_blocker) as url:
        cast = grounds.apart(url, grounds.fill, django_db_blocker)
        stage = Stage(url, tmp_path, cast, random.Random(1))
        verdict = plays.lose_postgres(stage, 3)
        assert verdict.is_right, verdict
        assert verdict.acknowledged > 3
        assert stage.seen["lines cut"] > 0
        assert "0 differ" in grounds.apart(url, grounds.counted, django_db_blocker)
