"""Here the process that judges is tested itself: of a fourth of the tests each day it is one of the product's own."""

import pytest


@pytest.fixture(autouse=True)
def as_in_the_product(own_process_by_turns):
    """Begin a new process for each file."""
