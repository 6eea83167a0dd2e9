"""Telephone numbers are dialled without spaces and read with them."""

import pytest

from config.templatetags.toso import dial, spaced


@pytest.mark.parametrize(
    ("typed", "dialled", "read"),
    [
        ("0912345678", "0912345678", "0912 345 678"),
        ("0912.345.678", "0912345678", "0912 345 678"),
        ("02573000121", "02573000121", "0257 300 0121"),
        ("0257 300 0121", "02573000121", "0257 300 0121"),
        ("+84912345678", "+84912345678", "+84 912 345 678"),
        ("113", "113", "113"),
        ("", "", ""),
    ],
)
def test_a_number_is_dialled_and_read(typed, dialled, read):
    assert (dial(typed), spaced(typed)) == (dialled, read)
