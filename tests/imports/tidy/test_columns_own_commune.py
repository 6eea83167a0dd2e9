"""A column whose heading nobody knows, of the importer's commune in every row, or of communes."""

from dataclasses import replace

import pytest

from areas.kinds import Kind
from imports.tidy import columns
from imports.tidy.asking import Asking
from imports.tidy.units import Names, Own
from imports.tidy.villages import Villages
from tests.imports.tidy.test_columns import KNOWN, NAMES, VILLAGE, YEARS, _table

OWN = Own(Kind.XA, "Ea Kar", now=Names(["Ea Knốp"]))


@pytest.mark.parametrize(
    ("heading", "communes", "role", "choices"),
    [
        ("Xxã", ("Xã Ea Kar",) * 6, "commune", []),
        ("Xxã", ("Xã Ea Kar", "Xã Ea Knốp") * 3, None, ["commune"]),
        ("Xã, phưng", ("Xã Ea Kar", "Xã Ea Knốp") * 3, "commune", []),
    ],
)
def test_own_commune_is_told_by_its_name_and_others_are_asked_about(
    heading, communes, role, choices
):
    people = [
        (f"{what} | Thành viên {number}", cells)
        for number in (1, 2)
        for what, cells in (("Họ và tên", NAMES), ("Năm sinh", YEARS))
    ]
    table, asking = _table(("Thôn", VILLAGE), (heading, communes), *people), Asking({})
    columns.assign(table, replace(KNOWN, commune=OWN), asking)
    at = table.roles.get(1)
    assert (at.key if at else None) == role
    asked = [list(one.choices) for one in asking.questions.values()]
    assert asked == ([[*choices, "skip"]] if choices else [])


@pytest.mark.parametrize(
    ("villages", "role"), [({}, "commune"), ({1: {(Kind.BUON, "Triết")}}, "village")]
)
def test_a_commune_of_before_that_sounds_like_a_village_is_one_where_no_village_is_called_so(
    villages, role
):
    people = [("Họ tên chủ hộ", NAMES), ("Năm sinh", YEARS)]
    own = Own(Kind.XA, "Đắk Liêng", former=["Buôn Triết"])
    known = replace(KNOWN, commune=own, villages=Villages(villages))
    table = _table(*people, ("Đơn vị", (*("Buôn Triết",) * 5, "Đơn vị")))
    columns.assign(table, known, Asking({}))
    assert table.kind == "households"
    assert table.roles[2].key == role


def test_the_team_of_the_commune_below_a_unit_is_no_name_of_it():
    own = Own(Kind.XA, "Sơn Hội")
    known = replace(KNOWN, commune=own, villages=Villages({}))
    table = _table(
        ("Thời gian", ("09/07/2024", "10/07/2024")),
        ("Đơn vị", ("Tổ CNSCĐ xã Sơn Hội",) * 2),
        ("Nội dung hướng dẫn", ("VNeID", "Mã QR")),
        ("Số người", (37, 12)),
    )
    columns.assign(table, known, Asking({}))
    assert table.kind == "activities"
    assert table.roles[1].key == "village"
