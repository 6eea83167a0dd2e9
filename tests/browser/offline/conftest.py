"""Phones and sites of the fault machine; all are closed when the test ends."""

import pytest

from tests.browser.offline.fake import Fake, written
from tests.browser.offline.phone import Phone


@pytest.fixture
def site():
    """Return a function that starts a site, with the scripts as they are or changed."""
    made = []

    def start(*changes):
        made.append(Fake(written(*changes)))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture
def phones(chromium):
    """Return a function that makes an empty phone."""
    made = []

    def make(fake, **options):
        made.append(Phone(chromium, fake, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
