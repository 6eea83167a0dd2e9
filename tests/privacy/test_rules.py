"""What the law gives, in words, from one place."""

import pytest
from django.utils import translation

from privacy import rules


def test_every_right_has_its_days(settings):
    assert {right.key for right in rules.RIGHTS} <= settings.REQUEST_DAYS.keys()
    assert [right.within for right in rules.RIGHTS] == [
        "10 ngày làm việc",
        "10 ngày làm việc",
        "15 ngày làm việc",
        "20 ngày làm việc, trừ trường hợp luật cho giữ",
    ]


@pytest.mark.parametrize(
    ("months", "words"), [(0, "đến khi có yêu cầu xóa"), (24, "24 tháng sau khi ra khỏi sổ")]
)
def test_it_is_said_when_closed_households_are_erased(settings, months, words):
    settings.CLOSED_HOUSEHOLD_MONTHS = months
    assert rules.closed_households_words() == words


def test_a_journal_that_is_kept_for_good_is_said_so(settings):
    settings.JOURNAL_KEEP_MONTHS = 0
    assert rules.journal_words() == "không hết hạn"
    settings.JOURNAL_KEEP_MONTHS = 12
    assert rules.journal_words() == "12 tháng"
    with translation.override("en"):
        assert rules.journal_words() == "12 months"
