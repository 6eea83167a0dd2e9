"""Here the process that reads is tested itself: it is one of the product's own."""

import pytest


@pytest.fixture(autouse=True)
def as_in_the_product(own_process):
    """Begin a new process for each file."""
