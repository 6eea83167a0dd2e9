"""The first sentence on households says what is known: nobody asked, nothing decided, or how many."""

import pytest

from figures.figures import Figures, sums_of
from reports.dashboard.queries.lede import homes_words


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "Chưa khảo sát hộ nào: còn <b>40 hộ</b>."),
        # Asked in part; or surveyed, and who was not asked yet may know all five.
        (
            {"partly": 40},
            "Chưa rõ bao nhiêu hộ có người biết đủ năm kỹ năng số: <b>40 hộ</b> chưa khảo sát xong.",
        ),
        (
            {"surveyed": 10},
            "Chưa rõ bao nhiêu hộ có người biết đủ năm kỹ năng số: <b>30 hộ</b> chưa khảo sát xong.",
        ),
    ],
)
def test_who_was_asked_is_not_called_not_surveyed(known, said):
    figures = Figures(begun_villages=1, villages=1, sums=sums_of({"households": 40, **known}))
    assert homes_words(figures, {}) == [said]
