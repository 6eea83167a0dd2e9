"""Who is one person among the rows of a team."""

import pytest

from imports.kinds.teams.people import is_one, known


@pytest.mark.parametrize(
    ("one", "other", "is_the_same"),
    [
        ("H’Wen Buôn Yă", "H'Wen Buôn Yă", True),
        ("H' Wen Niê", "HʼWen Niê", True),
        ("Lê Thị Hoa", "Lê Thị Hoà", False),
        ("Lê Quan Gia", "Lê Quang Ia", False),
        ("Y Bơ̆ Niê", "Y Bơ Niê", False),
    ],
)
def test_signs_in_a_name_tell_nobody_apart(one, other, is_the_same):
    assert is_one(known(1, {}, one), known(2, {}, other)) is is_the_same
