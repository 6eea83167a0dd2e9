"""Tables and rows of other communes: one question at most, nothing of them asked, all of them named."""

from dataclasses import replace

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking, about
from imports.tidy.file import Tidied
from imports.tidy.units import Names, Own
from tests.imports.tidy.grids import KNOWN, sheet_of
from tests.imports.tidy.test_places import VILLAGES

HEADINGS = "STT|Họ và tên|Quan hệ|Năm sinh|K.hác|SĐT\n"
ROWS = "1|Lê Văn An|Chủ hộ|1970|Đ|0905111222\n2|Lê Thị Bé|Vợ|1972|S|\n"
ABOVE = "UBND XÃ EA H'LEO\nDANH SÁCH HỘ DÂN XÃ EA H'LEO\n"
QUESTION = about("commune", "XÃ EA H'LEO")
OWN = Own(Kind.XA, "Tuy An Đông", provinces=("Đắk Lắk",), now=Names(["Ô Loan", "Ea H'Leo"]))
KNOWN_HERE = replace(KNOWN, villages=VILLAGES, commune=OWN)


def tidied(text, answers=None):
    """Return the lines of a sheet, and what was asked and left."""
    asking = Asking(answers or {})
    lines = list(Tidied(Book("xlsx", [sheet_of(text)]), KNOWN_HERE, asking, "ds.xlsx").lines())
    return lines, asking


def test_whole_file_of_another_commune_is_one_question_as_it_is_written():
    lines, asking = tidied(f"{ABOVE}{HEADINGS}{ROWS}")
    assert (lines, list(asking.questions)) == ([], [QUESTION])


def test_whole_file_of_another_commune_is_left_by_its_count():
    lines, asking = tidied(f"{ABOVE}{HEADINGS}Thôn Hội Phú\n{ROWS}", {QUESTION: "foreign"})
    assert (lines, asking.questions) == ([], {})
    assert ("foreign", (3, 6), 3) in [(one.why, one.rows, one.count) for one in asking.left]
    assert not asking.taken


def test_file_that_names_another_commune_and_is_the_own_one_is_read_on():
    lines, asking = tidied(f"{ABOVE}{HEADINGS}Thôn Hội Phú\n{ROWS}", {QUESTION: "own"})
    assert len(lines) == 2
    assert QUESTION not in asking.questions


@pytest.mark.parametrize(("second", "named"), [("Xã Ô Loan", True), ("Xã Tuy An Đông", False)])
def test_row_between_others_is_left_with_all_that_stands_below_it(second, named):
    text = (
        "STT|Họ tên chủ hộ|Năm sinh|Xã\nThôn Hội Phú\n1|Lê Văn An|1970|Xã Ô Loan\n"
        f"2|Lê Thị Bé|1972|{second}\nBuôn Ken\n3|Hồ Cúc|1980|Xã Tuy An Đông"
    )
    lines, asking = tidied(text)
    assert len(lines) == (1 if named else 2)
    left = [one.rows for one in asking.left if one.why == "foreign"]
    assert ((2, 2) in left) is named
    assert (5, 5) not in left


@pytest.mark.parametrize(("last", "is_asked"), [("Xã Ô Loan", False), ("Xã Tuy An Đông", True)])
def test_nothing_is_asked_of_a_file_whose_rows_are_all_of_other_communes(last, is_asked):
    text = f"STT|Họ tên chủ hộ|Xã|Thôn|Dịch vụ công\n1|Lê Văn An|Xã Ô Loan|Ken|Q\n2|Hồ Cúc|{last}|Ken|Q"
    _, asking = tidied(text)
    assert bool(asking.questions) is is_asked


def test_what_stands_at_the_top_of_a_sheet_holds_for_a_table_below_that_has_but_a_village_above_it():
    text = f"{ABOVE}{HEADINGS}{ROWS}Thôn Hội Phú\n{HEADINGS}3|Hồ Văn Ca|Chủ hộ|1980|Đ|0905111333"
    lines, asking = tidied(text)
    assert (lines, list(asking.questions)) == ([], [QUESTION])
    lines, asking = tidied(text, {QUESTION: "foreign"})
    assert (lines, asking.questions) == ([], {})


def test_a_table_below_that_names_its_own_commune_is_of_that():
    own = "DANH SÁCH HỘ XÃ TUY AN ĐÔNG\nThôn Hội Phú\n"
    text = f"{ABOVE}{HEADINGS}{ROWS}\n{own}{HEADINGS}3|Hồ Văn Ca|Chủ hộ|1980|Đ|0905111333"
    lines, _ = tidied(text, {QUESTION: "foreign"})
    assert [line.name for _, line in lines] == ["Hồ Văn Ca"]


def test_a_code_that_stands_only_with_people_of_other_communes_is_not_asked_about():
    own, other = "Xã Tuy An Đông|Thôn Hội Phú", "Xã Ô Loan|Ken"
    rows = ((own, "Lê Văn An", 1), (own, "Lê Thị Bé", 2), (other, "Hồ Cúc", 1), (other, "Hồ Tư", 5))
    text = "STT|Xã|Thôn|Họ và tên|Quan hệ\n"
    text += "\n".join(f"{n}|{where}|{name}|{code}" for n, (where, name, code) in enumerate(rows, 1))
    _, asking = tidied(text)
    assert {one for one in asking.questions if one[0] == "relation"} == {
        about("relation", "1"),
        about("relation", "2"),
    }
