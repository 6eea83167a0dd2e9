"""What factories make beside a world differs from what stands in it, whichever worker made it."""

import pickle

import pytest

from tests.factories import StepSpanFactory
from tests.kept_world import made_once


def number():
    """The next number of a factory; also a world that uses one up."""
    return StepSpanFactory._meta.next_sequence()


@pytest.mark.django_db
def test_numbers_go_on_behind_a_world_that_another_worker_made(tmp_path):
    StepSpanFactory.reset_sequence(50, force=True)
    stands = pickle.loads(made_once(tmp_path, "one", number).objects)  # noqa: S301 - our own
    assert stands == 50
    StepSpanFactory.reset_sequence(0, force=True)
    made_once(tmp_path, "one", number)
    assert number() > stands
