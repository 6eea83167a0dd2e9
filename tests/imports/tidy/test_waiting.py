"""Households that wait: their lines come back as they were, wherever they waited."""

from datetime import date

import pytest

from imports.spreadsheet.lines import Line
from imports.tidy import waiting
from imports.tidy.waiting import Waiting, home_of


def household(number, name="Lê Hoa"):
    head = Line(number, {"full_name": name, "birth_year": 1960, "assessed_on": date(2026, 4, 3)})
    head.block, head.is_head, head.sheet = f"0.0.{number}", True, 1
    head.note("phone", "Số điện thoại đã sửa", "0905")
    return [head, Line(number + 1, {"full_name": "Lê Nở"}, block=head.block, is_head=False)]


@pytest.mark.parametrize("held", [1, 1 << 19])
def test_lines_come_back_as_they_were_from_memory_and_from_disk(monkeypatch, held):
    monkeypatch.setattr(waiting, "HELD", held)
    store = Waiting()
    homes = [home_of(household(number), store) for number in range(2, 60, 2)]
    for number, home in reversed([*zip(range(2, 60, 2), homes, strict=True)]):
        assert list(home.lines()) == household(number)
        assert (home.sheet, home.row, home.first, home.last) == (1, number, number, number + 1)


def test_a_household_that_is_another_one_has_no_lines_of_its_own():
    home = home_of(household(2), Waiting())
    home.is_left = True
    assert list(home.lines()) == []


def test_what_people_say_tells_a_copy():
    store = Waiting()
    one, same, other = (home_of(household(*told), store) for told in ((2,), (4,), (6, "Lê Hòa")))
    assert one.said() == same.said() != other.said()
