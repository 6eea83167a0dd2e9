"""Villages and communes with figures: as of the day that stands above them, or that is asked."""

from datetime import date

import pytest

from tests.imports.tidy.shapes.books import EA_KAR, HOI_PHU, read

HEAD = ["STT", "Tên thôn", "Số hộ", "Nhân khẩu"]
ROWS = [HEAD, [1, "Thôn Hội Phú", 120, 500], [2, "Buôn Ea Kar", "1.234", 5000]]
COMMUNES = [
    ["STT", "Xã, phường", "Số hộ", "Số thôn"],
    [1, "UBND xã Hòa Xuân", "5.000", 20],
    [2, "- Hòa Thắng", 4000, 18],
]


@pytest.mark.parametrize(
    "title",
    [
        "(Tính đến ngày 14/8/2026)",
        "Thời điểm ngày 14 tháng 8 năm 2026",
        "Số liệu đến 14/08/2026",
        "(Từ ngày 15/6/2026 đến ngày 14/8/2026)",
    ],
)
def test_figures_are_as_of_the_day_above_them(title):
    found = read("TỔNG SỐ HỘ CÁC THÔN", title, *ROWS)
    day = date(2026, 8, 14)
    assert found.told("village", "households", "declared_on") == [
        (HOI_PHU, 120, day),
        (EA_KAR, 1234, day),
    ]
    assert not found.asked
    assert found.left >= {"no_field"}


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Số liệu đến hết tháng 6/2026", date(2026, 6, 30)),
        ("(Tính đến hết quý I năm 2026)", date(2026, 3, 31)),
        ("Tính đến cuối năm 2025", date(2025, 12, 31)),
    ],
)
def test_the_end_of_a_month_a_quarter_a_year_is_a_day(title, day):
    assert set(read(title, *ROWS).told("declared_on")) == {(day,)}


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("Báo cáo tháng 8 năm 2026", {"2026-08-31"}),
        ("Báo cáo Quý II năm 2026", {"2026-06-30"}),
        ("Số liệu 6 tháng đầu năm 2026", {"2026-06-30"}),
        ("(Kèm theo Công văn số 5/UBND ngày 3/4/2026)", {"2026-04-03"}),
        ("Kế hoạch đến ngày 31/12/2026", set()),
        ("DANH SÁCH", set()),
    ],
)
def test_a_day_that_is_not_said_is_not_asked_and_the_likely_one_is_told(title, likely):
    found = read(title, *ROWS)
    assert not found.asked
    assert found.told("households", "declared_on") == [(120, None), (1234, None)]
    assert found.asking.undated == {"", *likely}


@pytest.mark.parametrize(
    ("heads", "asked"),
    [
        ([["TT", "Tên thôn", "Số hộ", None, None], [None, None, 2024, 2025, 2026]], set()),
        ([["TT", "Tên thôn", "Số hộ năm 2024", "Số hộ năm 2025", "Số hộ năm 2026"]], set()),
        ([["TT", "Tên thôn", "Số hộ (2022)", "Số hộ (2023)", "Số hộ (2025)"]], {"column"}),
    ],
)
def test_of_several_years_beside_each_other_this_one_is_taken_another_last_one_asked(heads, asked):
    found = read(*heads, [1, "Hội Phú", 200, 205, 212], [2, "Buôn Ea Kar", 90, 92, 95])
    numbers = [(HOI_PHU, 212), (EA_KAR, 95)]
    assert {kind for kind, _ in found.asked} == asked
    assert found.told("village", "households") == ([(1, None), (2, None)] if asked else numbers)
    count = len({one.columns for one in found.asking.left if one.why == "column"})
    assert count == 2


def test_which_of_two_days_that_are_said_is_asked():
    titles = ("Số liệu đến ngày 30/6/2026", "(Tính đến ngày 14/8/2026)")
    found = read(*titles, *ROWS)
    (asked,) = found.asking.questions.values()
    assert (asked.kind, asked.choices) == ("day", ["2026-06-30", "2026-08-14"])
    assert found.told("declared_on") == [(None,), (None,)]
    assert not found.asking.undated
    told = read(*titles, *ROWS, answers={("day", ""): "2026-08-14"})
    assert set(told.told("declared_on")) == {(date(2026, 8, 14),)}


def test_the_day_above_a_table_is_told_with_where_it_stands():
    found = read("TỔNG SỐ HỘ", "Số liệu đến 14/08/2026", *ROWS)
    (one,) = found.asking.inferred.values()
    assert (one.field, one.value, one.context.row) == ("declared_on", "2026-08-14", 2)


def test_a_day_that_was_typed_is_taken_though_it_was_not_offered():
    told = read("DANH SÁCH", *ROWS, answers={("day", ""): "2025-12-31"})
    assert set(told.told("declared_on")) == {(date(2025, 12, 31),)}
    assert not told.asked


def test_a_new_village_is_made_after_an_answer_only():
    rows = [*ROWS, [3, "Thôn Tái Định Cư", 10, 40]]
    found = read("Tính đến ngày 14/8/2026", *rows)
    assert ("village", "Thôn Tái Định Cư") in found.asked
    assert len(found.lines) == 2
    key = ("village", "Thôn Tái Định Cư")
    told = read("Tính đến ngày 14/8/2026", *rows, answers={key: "new"})
    assert told.told("village")[2] == ("Thôn Tái Định Cư",)


def test_communes_are_read_for_those_above_them():
    found = read("SỐ LIỆU CÁC XÃ TÍNH ĐẾN 30/6/2026", *COMMUNES, declares_communes=True)
    day = date(2026, 6, 30)
    assert found.told("name", "households", "villages", "declared_on") == [
        ("xã Hòa Xuân", 5000, 20, day),
        ("Hòa Thắng", 4000, 18, day),
    ]


def test_a_group_of_communes_is_none():
    rows = [COMMUNES[0], ["I", "Khu vực phía Đông"], *COMMUNES[1:]]
    found = read("SỐ LIỆU CÁC XÃ TÍNH ĐẾN 30/6/2026", *rows, declares_communes=True)
    assert [name for (name,) in found.told("name")] == ["xã Hòa Xuân", "Hòa Thắng"]
    assert not found.asked


def test_a_communes_own_officer_has_communes_left_whole():
    found = read("SỐ LIỆU CÁC XÃ", *COMMUNES)
    assert not found.lines
    assert "of_communes" in found.left


@pytest.mark.parametrize("order", [(2, 3), (3, 2)])
def test_households_that_were_guided_are_not_those_that_there_are(order):
    rows = [
        ("STT", "Thôn", "Số hộ được hướng dẫn", "Tổng số hộ"),
        (1, "Hội Phú", 90, 212),
        (2, "Ea Kar", 40, 95),
    ]
    found = read(
        "Tính đến ngày 30/6/2026", *[(*row[:2], *(row[at] for at in order)) for row in rows]
    )
    assert found.told("village", "households") == [(HOI_PHU, 212), (EA_KAR, 95)]
    assert not found.asked
    at = 2 + order.index(2)
    assert ("column", (at, at)) in [(one.why, one.columns) for one in found.asking.left]


@pytest.mark.parametrize("heading", ["Số hộ dân (đến tháng 6)", "Số hộ (đến 30/6/2026)"])
def test_until_when_households_were_counted_makes_them_no_part(heading):
    found = read("SỐ LIỆU THÔN", ("STT", "Thôn", heading), (1, "Hội Phú", 212), (2, "Ea Kar", 95))
    assert found.told("village", "households") == [(HOI_PHU, 212), (EA_KAR, 95)]


def test_of_before_and_after_a_merger_what_is_so_now_is_taken():
    found = read(
        ["STT", "Thôn trước sắp xếp", "Thôn trước sắp xếp", "Thôn sau sắp xếp", "Thôn sau sắp xếp"],
        [None, "Tên thôn", "Số hộ", "Tên thôn", "Số hộ"],
        [1, "Thôn Cũ", 120, "Thôn Hội Phú", 320],
        [2, "Buôn Kar", 200, "Buôn Ea Kar", 210],
    )
    assert found.told("village", "households") == [(HOI_PHU, 320), (EA_KAR, 210)]


def test_of_several_years_a_day_of_this_one_is_the_last():
    head = ["STT", "Thôn", "Số hộ năm 2024", "Số hộ năm 2025", "Số hộ đến 30/6/2026"]
    assert read(head, [1, "Hội Phú", 240, 246, 250]).told("households") == [(250,)]
