"""Tables of a file above the communes: people who are to sign in are told from teams, platforms from everything else."""

from dataclasses import replace

import pytest

from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking
from imports.tidy.columns import assign
from imports.tidy.tables import tables_of
from tests.imports.tidy.grids import KNOWN, sheet_of

ABOVE = frozenset({"villages", "communes", "accounts", "platforms", "teams"})
TABLES = {
    "accounts": """
        Đơn vị | Họ và tên | Chức vụ | Điện thoại | Vai trò
        Xã Krông Ana | Lê Thị Thử | Công chức | | Cán bộ xã
        """,
    "accounts of members": """
        Xã, phường | Họ và tên | Chức vụ | Điện thoại | Vai trò
        Xã Ea Kar | Lê Thị Thử | Công chức | 0912345678 | Thành viên tổ
        Xã Ea Kar | Lê Thị Hai | Bí thư | 0912345679 | Thành viên tổ
        """,
    "teams": """
        Xã, phường | Họ và tên | Vai trò | Điện thoại
        Xã Ea Kar | Lê Thị Thử | Tổ trưởng | 0912345678
        Xã Ea Kar | Lê Thị Hai | Thành viên | 0912345679
        """,
    "platforms": """
        Xã, phường | Tên nền tảng | Áp dụng từ ngày | Văn bản
        Xã Ea Kar | Ea Kar Số | 1/7/2025 | 15/UBND
        """,
}


def kind_of(text, kinds):
    known = replace(KNOWN, kinds=kinds, declares_communes=True)
    (table,) = tables_of(Book("xlsx", [sheet_of(text)]), known, Asking({}), "tinh.xlsx")
    assign(table, known, Asking({}))
    return table.kind


@pytest.mark.parametrize("what", TABLES)
def test_a_table_is_of_the_kind_that_its_columns_and_roles_tell(what):
    assert kind_of(TABLES[what], ABOVE) == what.split()[0]


@pytest.mark.parametrize("what", ["accounts", "platforms"])
def test_nobody_in_a_commune_brings_in_people_or_platforms(what):
    assert kind_of(TABLES[what], frozenset({"households", "villages", "teams"})) != what
