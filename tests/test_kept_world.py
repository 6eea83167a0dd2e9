"""What factories make beside a world differs from what stands in it, whichever worker made it."""

import pytest

from tests.factories import StepSpanFactory
from tests.kept_world import made_once


def number():
    """The next number of a factory; also a world that uses one up."""
    return StepSpanFactory._meta.next_sequence()


@pytest.mark.django_db
def test_numbers_go_on_behind_a_world_that_another_worker_made(tmp_path):
    made_once(tmp_path, "one", number)
    stood = number()
    StepSpanFactory.reset_sequence(0, force=True)
    assert number() < stood
    made_once(tmp_path, "one", number)
    assert number() >= stood
