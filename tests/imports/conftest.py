"""Who sends the files of these tests, and where they are kept."""

import pytest

from tests.pages import signed_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(world):
    """Return a client signed in as our officer."""
    return signed_in(world.own.officer)
