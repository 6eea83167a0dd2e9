"""How a unit stands to a target, in words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from figures.indicators import COVERED, TEAMS
from figures.rates import Rate
from reports.targets.queries.targets import Gain, Standing
from reports.targets.queries.wording import (
    level_text,
    missing,
    pace,
    time_left,
    why_called,
)
from reports.templatetags.charts import path_bar
from reports.units.queries.needs import INACTIVE, NO_TEAM, STALE, WAITING

DAY = date(2026, 11, 16)


def standing(n=0, of=1000, days=45, gain=None, indicator=COVERED, level=80, expected=None):
    due = DAY + timedelta(days=days)
    return Standing(indicator, Rate(n, of), Decimal(level), due, DAY, gain, expected)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (standing(of=0), "Chưa đủ số liệu để so với chỉ tiêu"),
        (standing(n=800), "Đã đạt"),
        (standing(), "Cần 125 hộ mỗi tuần để kịp 31/12/2026"),
        (standing(of=100_000), "Cần 12.445 hộ mỗi tuần để kịp 31/12/2026"),
        (
            standing(gain=Gain(1240, 28), of=3000),
            "Cần 374 hộ mỗi tuần để kịp 31/12/2026; bốn tuần qua: 310 hộ mỗi tuần",
        ),
        (standing(n=770, days=-12), "Đã quá hạn 12 ngày, còn thiếu 30 hộ"),
        (standing(n=770, days=0), "Hạn là hôm nay, còn thiếu 30 hộ"),
        (standing(n=770, days=6), "Cần 30 hộ trong 6 ngày còn lại"),
        (
            standing(n=6, of=10, indicator=TEAMS, level=100, days=28, gain=Gain(0, 28)),
            "Cần 1 thôn mỗi tuần để kịp 14/12/2026; bốn tuần qua không thêm",
        ),
    ],
)
def test_the_pace_is_said_in_words(one, said):
    assert pace(one) == said


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (Gain(3, 28), "bốn tuần qua thêm 3 hộ"),  # less than one a week
        (Gain(-3, 28), "bốn tuần qua bớt 3 hộ"),
        (Gain(-9, 28), "bốn tuần qua bớt 2 hộ mỗi tuần"),
        (Gain(11, 28), "bốn tuần qua: 2 hộ mỗi tuần"),  # never more than came
        (Gain(50, 35), "35 ngày qua: 10 hộ mỗi tuần"),
    ],
)
def test_the_past_is_never_said_better_than_it_was(gain, said):
    assert pace(standing(gain=gain)).split("; ")[1] == said


def test_the_pace_is_said_in_english_with_its_numbers():
    with override("en"):
        assert "1,125" in pace(standing(of=9040, gain=Gain(0, 28)))


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "0 ngày"), (3, "3 ngày"), (7, "1 tuần"), (45, "6 tuần 3 ngày")],
)
def test_time_left(days, said):
    assert time_left(days) == said


@pytest.mark.parametrize(
    ("level", "said"), [(Decimal("70.0"), "70%"), (Decimal("62.5"), "62,5%"), (100, "100%")]
)
def test_a_level_has_no_needless_decimal(level, said):
    assert level_text(level) == said


# The bar


def test_the_bar_says_in_words_what_it_shows():
    bar = path_bar(standing(n=641, expected=67.42))
    assert 'aria-label="64,1%, hôm nay cần đạt 67,4%, chỉ tiêu 80%"' in bar
    for part in ('width="64.10%"', 'x="67.42%" y="2" width="2"', 'x="80.00%" y="2" width="3"'):
        assert part in bar


def test_the_bar_of_nothing_is_hatched_and_a_tick_ends_at_its_share():
    bar = path_bar(standing(of=0, level=100))
    assert 'fill="url(#hat)"' in bar
    assert 'x="100.00%" y="2" width="3" height="26" transform="translate(-3 0)"' in bar
    assert 'aria-label="—, chỉ tiêu 100%"' in bar


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (standing(n=800), "Đã đạt"),
        (standing(gain=Gain(900, 28)), "Kịp nếu giữ nhịp"),
        (standing(gain=Gain(300, 28)), "Chậm"),
        (standing(gain=Gain(3, 28)), "Khó kịp"),
        (standing(days=-1), "Quá hạn"),
        (standing(), ""),
        (standing(of=0), "Chưa đủ số liệu"),
    ],
)
def test_a_verdict_is_a_word_and_not_only_a_colour(one, word):
    assert one.word == word


def test_what_is_missing_of_nothing_is_not_nought():
    assert missing(standing(of=0)) == "—"
    assert missing(standing(n=790)) == "10 hộ"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (WAITING, "5 sổ chờ xác nhận"),
        (NO_TEAM, "5 thôn chưa có tổ"),
        (INACTIVE, "5 thôn có tổ chưa hoạt động"),
        (STALE, "5 thôn lâu chưa cập nhật sổ"),
    ],
)
def test_why_a_commune_is_called_says_what_is_the_matter(reason, said):
    assert why_called(reason, 5) == said
