from datetime import date, timedelta

import pytest
from django.utils import translation

from households.models.moments import age_words

pytestmark = pytest.mark.engines

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "hôm nay"),
        (1, "hôm qua"),
        (2, "2 ngày trước"),
        (29, "29 ngày trước"),
        (30, "1 tháng trước"),
        (364, "12 tháng trước"),
        (365, "1 năm trước"),
        (800, "2 năm trước"),
    ],
)
def test_an_age_is_said_in_the_largest_unit(days, words):
    with translation.override("vi"):
        assert age_words(TODAY - timedelta(days), TODAY) == words
