"""A sheet is looked at as a whole, then the columns that are not kept are taken out, and told by number alone."""

from imports.sandbox.inside.cutting import Cutter
from tests.imports.papers import citizen


def cut(*rows):
    """Return the rows as they are handed over, and what is told of the rest."""
    cutter, numbered = Cutter(), [(at, list(row)) for at, row in enumerate(rows, start=1)]
    cutter.begin(numbered[:30])
    for number, cells in numbered:
        cutter.look(number, cells)
    if cutter.decide():
        for number, cells in numbered:
            cutter.take_out(number, cells)
    return [cells for _number, cells in numbered], cutter.told()


def people(*columns, rows=4):
    return [["A", f"Lê {n}", 1960 + n, *(column(n) for column in columns)] for n in range(rows)]


HEAD = ["Thôn", "Chủ hộ", "Năm sinh"]


def test_headings_stay_and_cells_go():
    rows, told = cut([*HEAD, "Số CCCD"], *people(citizen))
    assert rows[0] == [*HEAD, "Số CCCD"]
    assert {row[3] for row in rows[1:]} == {None}
    assert told == {"cut": {"3": 4}, "hidden_numbers": 0}


def test_under_a_word_over_two_columns_both_go():
    upper, lower = [*HEAD, "Giấy tờ", "Giấy tờ"], [*HEAD, "Số", "Ngày cấp"]
    rows, told = cut(upper, lower, *people(citizen, lambda _n: "01/02/2022"))
    assert rows[1] == lower
    assert told["cut"] == {"3": 4, "4": 4}


def test_a_column_without_heading_goes_from_its_first_number_on():
    rows, told = cut(*people(citizen))
    assert rows[0] == ["A", "Lê 0", 1960, None]
    assert told["cut"] == {"3": 4}


def test_a_name_beside_a_number_is_kept():
    head = ["Thôn", "Họ tên chủ hộ (số CCCD)", "Năm sinh"]
    rows, told = cut(
        head, *([one[0], f"{one[1]} ({citizen(n)})", 1960] for n, one in enumerate(people()))
    )
    assert [row[1] for row in rows[1:]] == ["Lê 0", "Lê 1", "Lê 2", "Lê 3"]
    assert told == {"cut": {}, "hidden_numbers": 4}


def test_a_column_of_marks_and_one_without_cells_are_left():
    rows, told = cut([*HEAD, "VNeID", "CMND"], *people(lambda _n: "x", lambda _n: None))
    assert rows[1] == ["A", "Lê 0", 1960, "x", None]
    assert told == {"cut": {}, "hidden_numbers": 0}


def test_where_nothing_is_to_go_nothing_is_touched():
    given = [
        [*HEAD, "Điện thoại", "Mã hộ"],
        *people(lambda n: f"0905 12{n} 456", lambda n: 540_001_000 + n),
    ]
    rows, told = cut(*given)
    assert rows == given
    assert told == {"cut": {}, "hidden_numbers": 0}


def test_a_number_in_one_cell_is_hidden_and_told():
    rows, told = cut(
        [*HEAD, "Xóm"], *people(lambda n: f"Xóm {n}, CMND 22123456{n}" if n == 2 else f"Xóm {n}")
    )
    assert [row[3] for row in rows[1:]] == ["Xóm 0", "Xóm 1", "Xóm 2, CMND •••", "Xóm 3"]
    assert told == {"cut": {}, "hidden_numbers": 1}


def test_in_a_column_of_names_an_old_number_is_covered_and_told():
    names = ["Lê An", "Lê Bình 221234567", "Lê Cường 0905123456", "Lê Dung"]
    rows, told = cut(HEAD, *(["A", name, 1960] for name in names))
    assert [row[1] for row in rows[1:]] == [
        "Lê An",
        "Lê Bình •••",
        "Lê Cường 0905123456",
        "Lê Dung",
    ]
    assert told == {"cut": {}, "hidden_numbers": 1}


TEAM = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]


def test_a_table_below_keeps_what_stands_under_the_other_ones_numbers():
    rows, told = cut(
        [*HEAD, "Số CCCD"],
        *people(citizen),
        TEAM,
        *([n, f"Lê {n}", "Tổ phó", "Phụ nữ"] for n in (1, 2)),
    )
    assert {row[3] for row in rows[1:5]} == {None}
    assert [row[3] for row in rows[5:]] == ["Đơn vị", "Phụ nữ", "Phụ nữ"]
    assert told["cut"] == {"3": 4}


def test_a_table_below_loses_its_own_numbers():
    team = ["STT", "Họ và tên", "CMND", "Đơn vị"]
    cards = [[n, f"Lê {n}", 201_234_560 + n, "Phụ nữ"] for n in (1, 2)]
    rows, told = cut(HEAD, *people(), team, *cards)
    assert [row[2] for row in rows[1:]] == [1960, 1961, 1962, 1963, "CMND", None, None]
    assert told["cut"] == {"2": 2}


def test_what_a_table_below_says_nothing_of_goes_on_as_above():
    cards = [[n, f"Lê {n}", "Tổ phó", "B1234567"] for n in (1, 2)]
    rows, _told = cut([*HEAD, "Số CCCD"], *people(citizen), [*TEAM[:3], "…"], *cards)
    assert [row[3] for row in rows[6:]] == [None, None]


def test_a_row_of_people_is_no_heading_whatever_it_says():
    odd = ["Thôn A", "Nam", "Ghi chú", "ghi chú: chưa có"]
    rows, _told = cut([*HEAD, "Số CCCD"], *people(citizen), odd, *people(lambda n: f"B123456{n}"))
    assert {row[3] for row in rows[1:]} == {None}
