import re

import pytest

from accounts.codes.rules import digits_of
from accounts.codes_typed import keyed_hash, new_code


def test_codes_are_easy_to_read_out_and_never_the_same():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    pattern = re.compile(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")
    assert [code for code in codes if not pattern.fullmatch(code)] == []


def test_a_hash_is_of_one_person_and_of_this_servers_key(settings):
    kept = keyed_hash(7, "K7M4-2Q9X")
    assert keyed_hash(7, " k7m4 2q9x ") == kept
    assert keyed_hash(8, "K7M4-2Q9X") != kept
    settings.SECRET_KEY = "another-key-altogether"
    assert keyed_hash(7, "K7M4-2Q9X") != kept


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0905 123 456", "0905123456"),
        ("+84 905.123.456", "0905123456"),
        ("84905123456", "0905123456"),
        ("", ""),
        ("không có", ""),
        ("٠٩٠٥", ""),
    ],
)
def test_a_telephone_is_compared_by_its_digits(typed, digits):
    assert digits_of(typed) == digits
