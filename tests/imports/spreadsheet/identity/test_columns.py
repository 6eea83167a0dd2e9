"""Columns of numbers of papers are known by most of their cells, also under no or a wrong heading."""

import pytest

from imports.spreadsheet.identity import Heading, Seen, Use, must_go
from tests.imports.papers import citizen


def use_of(cells, heading=Heading.NONE):
    seen = Seen(heading)
    for number, cell in enumerate(cells, start=2):
        seen.look(number, cell)
    return must_go(seen)


CUT = {
    "personal numbers": [citizen(n) for n in range(9)],
    "that lost their zero": [int(citizen(n)) for n in range(9)],
    "that lost two": [int(citizen(n, "001")) for n in range(9)],
    "in groups": [f"{citizen(n)[:3]} {citizen(n)[3:6]} {citizen(n)[6:]}" for n in range(9)],
    "as CSV leaves them": [f"5,40{n}612E+10" for n in range(9)],
    "old identity cards": [221_000_000 + n * 104_729 for n in range(9)],
    "of a province with the digits of telephones": [381_000_000 + n * 104_729 for n in range(9)],
    "insurance": [f"54{n}{n * 3_571 % 9_000_000 + 1_000_000}" for n in range(9)],
    "health insurance": [
        f"DN454{n * 104_729_317 % 9_000_000_000 + 1_000_000_000}" for n in range(9)
    ],
    "accounts of one bank": [f"5300205{n * 15_485_863 % 900_000 + 100_000}" for n in range(9)],
    "most of a column": [citizen(1), "chưa làm", citizen(2), citizen(3), citizen(4)],
    "with who gave them": [f"{221_000_000 + n * 104_729} CA Phú Yên cấp" for n in range(9)],
    "with the day": [f"{citizen(n)}, ngày 01/02/2022" for n in range(9)],
    "with letters for digits": [f"O54O{60 + n}{n * 104_729 % 900_000 + 100_000}" for n in range(9)],
    "two rows": [citizen(1), citizen(2)],
}
KEPT = {
    "telephones": [f"09{n}5123{n}56" for n in range(9)],
    "telephones without zero": [905_123_456 + n * 15_485_863 for n in range(9)],
    "old telephones": [f"01{2 if n % 2 else 6}8123{n}567" for n in range(9)],
    "two telephones": [f"0905 12{n} 456 / 0914 12{n} 789" for n in range(9)],
    "telephones with words": [f"0905 12{n} 456 (con trai)" for n in range(9)],
    "days with words": [f"0{n}/01/1990 (âm lịch)" for n in range(1, 9)],
    "land lines": [f"0257312345{n}" for n in range(9)],
    "with the code of the country": [f"+84 905 12{n} 456" for n in range(9)],
    "as it is dialled from abroad": [f"00849051{n}34{n}6" for n in range(9)],
    "years": list(range(1950, 1990)),
    "days": [f"0{n}.01.1990" for n in range(1, 9)],
    "codes of households": [f"22015003{n:04d}" for n in range(1, 30)],
    "books of households": [540_001_000 + n for n in range(1, 30)],
    "house numbers": [f"{n}/12/3" for n in range(9)],
    "sums": [250_000_000 + n * 1_000_000 for n in range(9)],
    "codes of ours": [f"N{n:07d}" for n in range(9)],
    "words": ["Kinh", "Ê Đê", "Kinh"],
}


@pytest.mark.parametrize("what", CUT)
def test_numbers_of_papers_go(what):
    assert use_of(CUT[what]) is Use.CUT


@pytest.mark.parametrize("what", KEPT)
def test_others_stay(what):
    assert use_of(KEPT[what]) is Use.KEPT


def test_under_its_heading_a_column_goes_whatever_its_numbers_are():
    assert use_of(["B1234567", "chưa có"], Heading.PAPER) is Use.CUT
    assert use_of(["x", "", "có"], Heading.PAPER) is Use.KEPT


def test_telephones_that_are_called_so_stay_whatever_they_begin_with():
    assert use_of([381_000_000 + n * 104_729 for n in range(9)], Heading.PHONE) is Use.KEPT
    assert use_of([citizen(n) for n in range(9)], Heading.PHONE) is Use.CUT
