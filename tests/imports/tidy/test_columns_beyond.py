"""Columns that are something else than their headings say, by the title or by all that stands below."""

from dataclasses import replace

import pytest

from imports.spreadsheet.book import Look
from imports.tidy.asking import Asking
from imports.tidy.columns import assign
from tests.imports.tidy.test_columns import (
    KNOWN,
    NAMES,
    PEOPLE,
    PHONES,
    TICKS,
    VILLAGE,
    _read,
    _subjects,
    _table,
)


@pytest.mark.parametrize(
    ("title", "asked"),
    [("Thống kê kích hoạt tài khoản VNeID", []), ("Danh sách hộ", ["Mức độ 1", "Mức độ 2"])],
)
def test_levels_of_accounts_are_no_skills(title, asked):
    levels = [("Mức độ 1", TICKS), ("Mức độ 2", TICKS), ("Chưa cài VNeID", TICKS)]
    _, roles, asking = _read(*PEOPLE, *levels, title=title)
    assert (roles[3:], _subjects(asking)) == ([""] * 3, asked)


@pytest.mark.parametrize(
    ("above", "is_taken"),
    [
        ("Nhu cầu tập huấn", False),
        ("Đăng ký học", False),
        ("Cần hỗ trợ về", False),
        ("Nội dung đã được hướng dẫn", False),
        ("Có biết sử dụng", True),
    ],
)
def test_what_somebody_is_to_learn_or_was_taught_is_not_what_they_know(above, is_taken):
    skills = ("Dịch vụ công", "Mua sắm", "Thanh toán")
    _, roles, asking = _read(*PEOPLE, *((f"{skill} | {above}", TICKS) for skill in skills))
    assert roles[3:] == (["public_services", "shopping", "payment"] if is_taken else [""] * 3)
    assert [left.name for left in asking.left] == ([] if is_taken else [*skills])
    assert not asking.questions


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


@pytest.mark.parametrize("fill", ["#FFFF00", ""])
def test_a_column_of_colours_is_asked_about_though_nothing_but_its_heading_is_written_there(fill):
    """The heading that says nothing is repeated on each page; where no cell has a colour nothing is asked."""
    heads = ("DVC trực tuyến", "Mua sắm", "Thanh toán", "Khác")
    table = _table(*PEOPLE, *((head, (None, None, head, None, None, None)) for head in heads))
    coloured = {at: Look(fill=fill) for at in range(3, 7)} if fill else {}
    table.rows = [replace(row, looks=coloured) for row in table.rows]
    assign(table, KNOWN, asking := Asking({}))
    assert _subjects(asking) == (["Khác"] if fill else [])


@pytest.mark.parametrize(
    ("heading", "others", "phone", "asked"),
    [
        ("Tổ viên phụ trách", (), "", ["SĐT"]),
        ("Người khảo sát", (("Điện thoại chủ hộ", PHONES[::-1]),), "", []),
        ("Địa chỉ", (), "phone", []),
    ],
)
def test_a_telephone_behind_whoever_asks_people_may_not_be_theirs(heading, others, phone, asked):
    whose = VILLAGE if heading == "Địa chỉ" else NAMES[::-1]
    staff = (heading, whose), ("SĐT", PHONES)
    _, roles, asking = _read(("Chủ hộ", NAMES), *others, *staff, ("DVC trực tuyến", TICKS))
    assert (roles[-2], _subjects(asking)) == (phone, asked)
