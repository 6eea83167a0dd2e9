"""What the tests of readers share."""

import pytest
from django.utils import translation

from imports.spreadsheet.values import Wrong


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def wrong():
    """Return what is wrong with a cell; it must say how to mend it."""

    def told_by(read, cell):
        with pytest.raises(Wrong) as told:
            read(cell)
        assert told.value.what
        assert told.value.how
        return told.value

    return told_by
