"""The part of the faults that `make test` plays: a few of each that is quick."""

import random

import pytest

from tests.faults import blackouts, grounds, plays
from tests.faults.people import Careless, Person
from tests.faults.plays import Stage

# Marked so that there is a database of the tests to copy; what is played stands on the copy.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
KILLS, POINTS, SAVES = 3, 40, 12


def test_what_was_said_to_be_saved_is_there_once_wherever_a_worker_dies_or_the_power_fails(
    stage, disk, django_db_blocker
):
    verdict, wrong = blackouts.cut_power(stage, disk, 1, POINTS, kills=KILLS)
    assert verdict.is_right, verdict
    assert verdict.acknowledged > KILLS
    assert wrong == {"points": POINTS}
    assert "0 differ" in grounds.apart(stage.url, grounds.counted, django_db_blocker)


def test_less_syncing_loses_saves_when_the_power_fails(stage, disk):
    """The negative control of the one above."""
    verdict, _wrong = blackouts.cut_power(stage, disk, 1, 0, FAULTS_WEAK="NORMAL")
    assert verdict.lost


def test_a_press_whose_answer_is_lost_is_pressed_again_and_saved_once(stage):
    """The second kind of people is the negative control: every press has a key of its own, as if the form had none."""
    right, careless = plays.cut_lines(stage, SAVES, (Person, Careless))
    assert right.is_right, right
    assert right.acknowledged >= SAVES
    assert stage.seen["lines cut"] > SAVES // 2
    assert careless.doubled


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
