"""Numbers of papers are told from telephones, money, years and codes of ours, cell by cell."""

import pytest

from imports.spreadsheet.identity import MARK, covered, masked, unmarked, without


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("054060123456", MARK),
        ("vợ: 054 060 123 456 nhé", f"vợ: {MARK} nhé"),
        ("CCCD: 054.060.123.456; ĐT 0905123456", f"CCCD: {MARK}; ĐT 0905123456"),
        ("CCCD054060123456", f"CCCD{MARK}"),
        (54060123456, MARK),
        (54060123456.0, MARK),
        ("CMND số 221234567", f"CMND số {MARK}"),
        ("chứng minh: 221 234 567", f"chứng minh: {MARK}"),
        ("STK Agribank 5300205123456", f"STK Agribank {MARK}"),
        ("thẻ DN4797912345678", f"thẻ {MARK}"),
        ("hộ chiếu B1234567", f"hộ chiếu {MARK}"),
        ("HC: B1234567", f"HC: {MARK}"),
    ],
)
def test_a_number_of_a_paper_is_hidden_and_the_rest_stays(cell, shown):
    assert masked(cell) == shown


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "0905123456",
            "0905 123 456",
            "+84 905 123 456",
            "02573 123 456",
            "0168 1234567",
            905123456,
            84905123456,
        ),
        *(
            "Số 12, ngõ 3, đường 27/7",
            "54/12/3",
            "N0000123",
            "H0000012",
            "220150030012",
            "540001001",
        ),
        *(
            1990,
            "01/01/1990",
            "01.01.1990",
            "2024-2025",
            250_000_000,
            "250.000.000 đồng",
            "12/QĐ-UBND",
            12.5,
            True,
            None,
        ),
        *("tài khoản 0905123456", "BHYT từ 01.01.2025 đến 31.12.2025", "999 cccd"),
        "b6b5c2a4-1111-4222-8333-054060123456",
        '["N0000012","0905 123 456",null,2]',
    ],
)
def test_what_is_no_such_number_stays(cell):
    assert masked(cell) is cell


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("Nguyễn Văn A (054060123456)", "Nguyễn Văn A"),
        ("Nguyễn Văn A, CCCD: 221234567", "Nguyễn Văn A"),
        ("054060123456 - 0905123456", "0905123456"),
        ("01/01/1990 - 054060123456", "01/01/1990"),
        (221234567, None),
        ("0905 123 456", "0905 123 456"),
    ],
)
def test_beside_something_else_every_long_number_but_telephones_is_taken_out(cell, left):
    assert without(cell) == left


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Lê Văn Cường 221234567", f"Lê Văn Cường {MARK}"),
        ("Lê Văn Cường (B1234567)", f"Lê Văn Cường ({MARK})"),
        (221234567, MARK),
        (905123456, 905123456),
        ("vợ 221 234 567; ĐT 0905 123 456", f"vợ {MARK}; ĐT 0905 123 456"),
        ("0905123456 0912 345 678", "0905123456 0912 345 678"),
        ("1970 1972 1975", "1970 1972 1975"),
        ("1970-03-12 00:00:00", "1970-03-12 00:00:00"),
        ("vay 250.000.000 đồng", "vay 250.000.000 đồng"),
    ],
)
def test_in_a_column_of_people_any_long_number_is_covered_but_telephones_days_and_money(
    cell, shown
):
    assert covered(cell) == shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (f"Nguyễn Văn An {MARK}", "Nguyễn Văn An"),
        (f"Trần Thị Bình (CCCD: {MARK})", "Trần Thị Bình"),
        (f"Lê Văn Cường - CMND số {MARK}", "Lê Văn Cường"),
        (MARK, ""),
    ],
)
def test_a_text_is_read_without_the_marks_of_hidden_numbers(cell, text):
    assert unmarked(cell) == text
