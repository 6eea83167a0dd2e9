import pytest

from households.assigning.rules import Home, chosen, streets

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "street", "number"),
    [
        ("Xóm Đình", "Xóm Đình", None),
        ("Xóm 2", "Xóm 2", None),
        ("Số 22, đường ven sông", "đường ven sông", 22),
        ("số nhà 7/4 Lê Lợi", "Lê Lợi", 7),
        ("22/4 Lê Lợi", "Lê Lợi", 22),
        ("Xóm 2, số 15", "Xóm 2", 15),
        ("Tổ 3, 12A hẻm 5", "Tổ 3, hẻm 5", 12),
        ("", "", None),
    ],
)
def test_where_a_household_says_it_lives(text, street, number):
    home = Home(1, text)
    assert (home.street, home.number) == (street, number)


HOMES = [
    Home(1, "Số 2, Lê Lợi"),
    Home(2, "Số 9, LÊ LỢI"),
    Home(3, "số 30 le loi"),
    Home(4, "Xóm Đình"),
    Home(5, ""),
]


def test_streets_are_one_however_they_are_written_and_the_largest_comes_first():
    assert streets(HOMES) == [("Lê Lợi", 3), ("Xóm Đình", 1), ("", 1)]


@pytest.mark.parametrize(
    ("street", "first", "last", "keys"),
    [
        (None, None, None, [1, 2, 3, 4, 5]),
        ("Lê Lợi", None, None, [1, 2, 3]),
        ("", None, None, [5]),
        (None, 9, None, [2, 3]),
        (None, None, 9, [1, 2]),
        ("lê lợi", 3, 29, [2]),
        ("Xóm Đình", 1, 99, []),
    ],
)
def test_households_are_chosen_by_street_and_number(street, first, last, keys):
    assert chosen(HOMES, street, first, last) == keys
