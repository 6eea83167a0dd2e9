"""What counts as the households of a place, by table."""

import pytest

from rollup.denominators import expected, needs_reason, parting, parts, unattributed


@pytest.mark.parametrize(
    ("registered", "declared", "is_complete", "n"),
    [
        (0, None, False, 0),
        (12, None, False, 12),
        (0, 240, False, 240),
        # The first registered household drops nothing of what was declared.
        (1, 240, False, 240),
        (239, 240, False, 240),
        (240, 240, False, 240),
        # A register that holds more than was declared holds all of them.
        (250, 240, False, 250),
        (12, 0, False, 12),
        (0, 0, False, 0),
        # Complete: what is registered is all there is.
        (58, 96, True, 58),
        (100, 96, True, 100),
        (0, 96, True, 0),
        (58, None, True, 58),
    ],
)
def test_expected_households_of_a_village(registered, declared, is_complete, n):
    assert expected(registered, declared, is_complete=is_complete) == n


@pytest.mark.parametrize(
    ("declared", "explained", "all_complete", "n"),
    [
        (2862, 0, False, 2862),
        (2862, 12, False, 2850),
        (2862, 2862, False, 0),
        (2862, 3000, False, 0),
        (None, 12, False, 0),
        (0, 12, False, 0),
        (2862, 2400, True, 0),
    ],
)
def test_what_villages_do_not_explain(declared, explained, all_complete, n):
    assert unattributed(declared, explained, all_complete=all_complete) == n


@pytest.mark.parametrize(
    ("registered", "declared", "apart", "warned"),
    [
        (90, 100, 10, False),
        (89, 100, 11, True),
        (110, 100, 10, False),
        (111, 100, 11, True),
        (5, None, 0, False),
        (1, 0, 1, True),
        (0, 0, 0, False),
    ],
)
def test_two_numbers_part_by_more_than_a_tenth_of_the_declared(registered, declared, apart, warned):
    assert parting(registered, declared) == apart
    assert parts(registered, declared) is warned


@pytest.mark.parametrize(
    ("registered", "declared", "needed"),
    [
        (90, 100, False),
        (89, 100, True),
        # 90 % of 96 is 86.4.
        (87, 96, False),
        (86, 96, True),
        (200, 100, False),
        (5, None, False),
        (5, 0, False),
        # An empty register is complete without a reason only where 0 is declared.
        (0, 0, False),
        (0, None, True),
        (0, 1, True),
    ],
)
def test_complete_under_nine_tenths_needs_a_reason(registered, declared, needed):
    assert needs_reason(registered, declared) is needed
