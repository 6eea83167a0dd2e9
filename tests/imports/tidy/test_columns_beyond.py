"""Columns that are something else than their headings say, by the title or by all that stands below."""

import pytest

from tests.imports.tidy.test_columns import NAMES, PEOPLE, PHONES, TICKS, VILLAGE, _read, _subjects


@pytest.mark.parametrize(
    ("title", "asked"),
    [("Thống kê kích hoạt tài khoản VNeID", []), ("Danh sách hộ", ["Mức độ 1", "Mức độ 2"])],
)
def test_levels_of_accounts_are_no_skills(title, asked):
    levels = [("Mức độ 1", TICKS), ("Mức độ 2", TICKS), ("Chưa cài VNeID", TICKS)]
    _, roles, asking = _read(*PEOPLE, *levels, title=title)
    assert (roles[3:], _subjects(asking)) == ([""] * 3, asked)


@pytest.mark.parametrize("headings", [("1 | Tháng", "2 | Tháng", "3 | Tháng"), ("T1", "T2", "T3")])
def test_months_beside_each_other_are_what_was_done_in_each(headings):
    _, roles, asking = _read(*PEOPLE, *((one, TICKS) for one in headings))
    assert (roles[3:], _subjects(asking)) == ([""] * 3, [])


@pytest.mark.parametrize(
    ("cells", "others", "role"),
    [
        (PHONES, (), "phone"),
        (("đi làm xa", *PHONES[1:5], "ốm"), (), "note"),
        (PHONES, (("SĐT", PHONES[::-1]),), "note"),
    ],
)
def test_remarks_that_are_nothing_but_telephones_are_telephones(cells, others, role):
    _, roles, _ = _read(("Chủ hộ", NAMES), ("Thôn", VILLAGE), *others, ("Ghi chú", cells))
    assert roles[-1] == role
