from dataclasses import replace

import pytest

from imports.spreadsheet.book import Fault
from imports.tidy import unseen
from imports.tidy.asking import Asking
from imports.tidy.model import Entry
from imports.tidy.roles import Role
from imports.tidy.rows import entries
from tests.imports.tidy.grids import KNOWN, entries_in, groups, shown, tables_in, whys
from tests.imports.tidy.shapes.books import VILLAGES

HEAD = "STT|Thôn|Chủ hộ|Họ và tên|Năm sinh|Ghi chú\n"

# What stands below the headings, then who the entries are about, and why the other rows are left.
BODIES = {
    "plain": ("1|A|Lê An|Lê An|1970|\n2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], []),
    "total at the end": ("1|A|Lê An|Lê An|1970|\n|Tổng cộng||||1", ["Lê An"], ["total"]),
    "total over the width": ("1|A|Lê An|Lê An|1970|\nTổng cộng: 1 người|<|<|<|<|<", ["Lê An"], ["total"]),
    "page totals and carried over": (
        "1|A|Lê An|Lê An|1970|\n|Cộng trang 1||||1\n|Mang sang||||1\n2|A|Lê An|Lê Bé|1972|\n|Trang trước chuyển sang||||2",
        ["Lê An", "Lê Bé"], ["total", "total"],
    ),
    "somebody called Tống, and Công": ("1|A|Tống Văn Cộng|Tống Văn Cộng|1970|\n2|A|Công Thị Bé|Công Thị Bé|1971|", ["Tống Văn Cộng", "Công Thị Bé"], []),
    "headings again": ("1|A|Lê An|Lê An|1970|\n(tiếp theo)\n" + HEAD + "2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], ["words", "heading"]),
    "numbers of columns again": ("1|A|Lê An|Lê An|1970|\n(1)|(2)|(3)|(4)|(5)|(6)\n2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], ["heading"]),
    "numbers without people": ("1|A|Lê An|Lê An|1970|\n2|A||||\n3|||||\n4|||||", ["Lê An"], ["unfilled"]),
    "end of the list": ("1|A|Lê An|Lê An|1970|\n|Danh sách này có 1 người./.\n|(Hết)", ["Lê An"], ["words"]),
    "signatures": (
        "1|A|Lê An|Lê An|1970|\n\n|||Phú Hòa, ngày 15 tháng 9 năm 2026||\n|NGƯỜI LẬP BIỂU||TM. ỦY BAN NHÂN DÂN||\n"
        "|(Ký, ghi rõ họ tên)||CHỦ TỊCH||\n\n|Hồ Thị Cúc||Lê Văn Dần||",
        ["Lê An"], ["foot"],
    ),
    "notes": ("1|A|Lê An|Lê An|1970|\n\n* Ghi chú: x là biết.\n- Gửi trước ngày 20.\nNgười lập: Hồ Cúc - ĐT: 0905 111 222", ["Lê An"], ["foot"]),
    "an example": ("VD|A|Lê An|Lê An|1970|ghi như vầy\n1|A|Lê An|Lê Bé|1972|", ["Lê Bé"], ["example"]),
    "people after a note": ("1|A|Lê An|Lê An|1970|\nGhi chú: đợt 2\n2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], ["foot"]),
    "only a name": ("1|A|Lê An|Lê An|1970|\n2|||Lê Thị Bé||", ["Lê An", "Lê Thị Bé"], []),
    "names that are words of groups": ("1|A|Lê An|Hồ Thị Ba|1970|\n2|||Tô Văn Lang||\n3|||Quý Thị Nam||", ["Hồ Thị Ba", "Tô Văn Lang", "Quý Thị Nam"], []),
    "died or moved away": ("1|A|Lê An|Lê An|1970|Đã chết\n2|A|Lê An|Lê Bé|1972|chuyển đi", ["Lê An", "Lê Bé"], []),
    "a name that goes on": ("1|A|Lê An|Nguyễn Thị Hồng|1970|\n|||Nhung||\n2|A|Lê An|Lê Bé|1972|", ["Nguyễn Thị Hồng Nhung", "Lê Bé"], []),
    "lines of signs": ("1|A|Lê An|Lê An|1970|\n-----|||||\n2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], ["words"]),
    "filled with zeros": ("1|A|Lê An|Lê An|1970|\n2|A|||0|\n|||-|0|", ["Lê An"], ["unfilled"]),
    "a second phone below": ("1|A|Lê An|Lê An|1970|\n|||||0905111222\n2|A|Lê An|Lê Bé|1972|", ["Lê An", "Lê Bé"], ["nobody"]),
    "shares at the end": ("1|A|Lê An|Lê An|1970|\n|Tổng số người biết dịch vụ công|||1|\n|Tỷ lệ (%)|||100|", ["Lê An"], ["total"]),
    "a group without anybody": ("Thôn Phú Mỹ|<|<|<|<|<\nThôn Phú Hội|<|<|<|<|<\n1|A|Lê An|Lê An|1970|", ["Lê An"], ["section"]),
    "villages that were filled in before": ("1|A|Lê An|Lê An|1970|\n2|Thôn A||||\n3|Thôn A||||", ["Lê An"], ["unfilled"]),
    "figures in the column of names": ("1|A|Lê An|Lê An|1970|\n\n|||Số hộ biết dịch vụ công: 1||", ["Lê An"], ["words"]),
    "a name that goes on below empty rows": ("1|A|Lê An|Nguyễn Thị|1970|\n\n\n|||Nhung||\n2|A|Lê An|Lê Bé|1972|", ["Nguyễn Thị Nhung", "Lê Bé"], []),
    "a name that goes on below the total of its page": (
        "1|A|Lê An|Nguyễn Thị|1970|\n|Cộng trang|||1|\n|Mang sang|||1|\n|||Nhung||\n2|A|Lê An|Lê Bé|1972|", ["Nguyễn Thị Nhung", "Lê Bé"], ["total"],
    ),
    "a name that goes on beside merged cells": ("1|A|Lê An|Nguyễn Thị|1970|\n|^|^|Nhung||\n2|A|Lê An|Lê Bé|1972|", ["Nguyễn Thị Nhung", "Lê Bé"], []),
    "a name with an apostrophe that goes on": ("1|A|Lê An|Rơ Châm|1970|\n|||H'Yâm||\n2|A|Lê An|Lê Bé|1972|", ["Rơ Châm H'Yâm", "Lê Bé"], []),
    "the end of a name is hidden": ("1|A|Lê An|Nguyễn Thị|1970|\n#|||Nhung||\n2|A|Lê An|Lê Bé|1972|", ["Nguyễn Thị Nhung", "Lê Bé"], []),
    "a mark in brackets that goes on": (
        "1|A|Lê An|Lê An|1970|\n|||(CH)||\n2|A|Lê An|Lê Bé|1972|\n|||(Bảy Xe ôm)||\n\n|||(Ký, ghi rõ họ tên)||", ["Lê An (CH)", "Lê Bé (Bảy Xe ôm)"], ["words"],
    ),
    "a year below a name that was left open": ("1|A|Lê An|Lê Văn Sơn -||\n||| 1998||\n2|A|Lê An|Lê Bé|1972|", ["Lê Văn Sơn - 1998", "Lê Bé"], []),
    "a telephone and a year below names": (
        "|A|Lê An|Lê Sơn|1970|\n|||0905 111 222||\n|A|Lê An|Lê Bé||\n|||(SN 1972)||\n|A|Lê An|Lê Văn -||\n|||Ca Dao||",
        ["Lê Sơn 0905 111 222", "Lê Bé (SN 1972)", "Lê Văn - Ca Dao"], [],
    ),
    "how many names stand above": ("1|A|Lê An|Lê An|1970|\n2|A|Lê An|Lê Bé|1972|\n|||125||", ["Lê An", "Lê Bé", "125"], []),
    "a bracket that goes on": ("1|A|Lê An|Đặng Thu Mơ (Ama|1970|\n|||Hoan)||\n2|A|Lê An|Lê Bé|1972|", ["Đặng Thu Mơ (Ama Hoan)", "Lê Bé"], []),
}  # fmt: skip


def test_whoever_has_a_name_of_their_own_below_one_left_open_is_asked_about():
    found, asking = entries_in(HEAD + "|A|Lê An|Lê Sơn,|1970|\n|||Trần Bé||")
    assert [shown(one) for one in found] == ["Lê Sơn,", "Trần Bé"]
    assert not asking.questions


@pytest.mark.parametrize("name", BODIES)
def test_rows_are_told_apart(name):
    text, people, left = BODIES[name]
    found, asking = entries_in(HEAD + text)
    assert [shown(one) for one in found] == people
    assert whys(asking) == left
    assert not asking.questions


# Group rows: what stands below the headings, then the groups above each entry.
GROUPS = {
    "villages": ("Thôn Phú Hội|<|<|<\n1|Lê An|1970|\n2. Thôn Phú Mỹ|||\n1|Lê Bé|1972|\n2|Lê Ca|1973|", [["Thôn Phú Hội"], ["2. Thôn Phú Mỹ"], ["2. Thôn Phú Mỹ"]]),
    "villages and households": (
        "I. Thôn Phú Hội|||\n1. Hộ ông Lê An|||\n1|Lê An|1970|\n2. Hộ bà Lê Bé|||\n1|Lê Bé|1972|\nII. Thôn Phú Mỹ|||\n1. Hộ ông Hồ Cúc|||\n1|Hồ Cúc|1980|",
        [["I. Thôn Phú Hội", "1. Hộ ông Lê An"], ["I. Thôn Phú Hội", "2. Hộ bà Lê Bé"], ["II. Thôn Phú Mỹ", "1. Hộ ông Hồ Cúc"]],
    ),
    "villages and households without marks": (
        "* Thon Phu Hoi|||\nHo ong Le An|||\n1|Le An|1970|\nHo ba Le Be|||\n1|Le Be|1972|",
        [["* Thon Phu Hoi", "Ho ong Le An"], ["* Thon Phu Hoi", "Ho ba Le Be"]],
    ),
    "a member whose names are a head's without marks": ("Ho ong Le An|||\n1|Le An|1970|\n|Ho Ba Tu||\n|Ho Anh Le||", [["Ho ong Le An"]] * 3),
    "months": ("Tháng 8/2026|||\n1|Lê An|1970|\nTHÁNG 9|||\n1|Lê Bé|1972|", [["Tháng 8/2026"], ["THÁNG 9"]]),
    "names without a kind": ("Phú Hội|||\n1|Lê An|1970|\nPhú Mỹ|||\n1|Lê Bé|1972|", [["Phú Hội"], ["Phú Mỹ"]]),
    "in the column of names": ("|Thôn Phú Hội||\n1|Lê An|1970|\n|Tổ dân phố 2||\n1|Lê Bé|1972|", [["Thôn Phú Hội"], ["Tổ dân phố 2"]]),
    "numbered in a cell of their own": (
        "I|Thôn Phú Hội||\n1|Lê An|1970|\nII|Thôn Phú Mỹ||12\n1|Lê Bé|1972|",
        [["I. Thôn Phú Hội"], ["II. Thôn Phú Mỹ"]],
    ),
    "with figures": ("Thôn Phú Hội||2|\n1|Lê An|1970|\nCộng thôn Phú Hội||1|\nThôn Phú Mỹ||1|\n1|Lê Bé|1972|", [["Thôn Phú Hội"], ["Thôn Phú Mỹ"]]),
    "groups that neighbours make": ("|TỔ TỰ QUẢN SỐ 1||\n1|Lê An|1970|\n|Hẻm 12||\n2|Lê Bé|1972|", [["TỔ TỰ QUẢN SỐ 1"], ["Hẻm 12"]]),
    "sorts of households": ("A|Hộ nghèo||\n1|Lê An|1970|\nB|Hộ cận nghèo||\n1|Lê Bé|1972|", [["A. Hộ nghèo"], ["B. Hộ cận nghèo"]]),
    "teams": (
        "I. TỔ CÔNG NGHỆ SỐ THÔN PHÚ HỘI (QĐ số 12/QĐ-UBND ngày 1/2/2026)|<|<|<\n1|Lê An|1970|\nII. TỔ CÔNG NGHỆ SỐ THÔN PHÚ MỸ|<|<|<\n1|Lê Bé|1972|",
        [["I. TỔ CÔNG NGHỆ SỐ THÔN PHÚ HỘI (QĐ số 12/QĐ-UBND ngày 1/2/2026)"], ["II. TỔ CÔNG NGHỆ SỐ THÔN PHÚ MỸ"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GROUPS)
def test_group_rows_hold_until_the_next_of_their_kind(name):
    text, above = GROUPS[name]
    found, asking = entries_in("STT|Họ và tên|Năm sinh|SĐT\n" + text)
    assert [groups(one) for one in found] == above
    assert not asking.questions


@pytest.mark.parametrize(
    "mark",
    [
        '"',
        "''",
        "ʼʼ",
        "〃",
        "”",
        "nt",
        "-nt-",
        "- nt -",
        "//",
        "Như trên",
        "n/t",
        "NT.",
        "(nt)",
        '-"-',
        ",,",
    ],
)
def test_mark_of_repetition_says_what_stands_above(mark):
    found, asking = entries_in(
        HEAD
        + f"1|Phú Hội|Lê An|Lê An|1970|\n2|{mark}|{mark}|Lê Bé|1972|\n3|{mark}|{mark}|Lê Ca|1974|"
    )
    assert [(one.text("village"), one.text("head")) for one in found] == [("Phú Hội", "Lê An")] * 3
    assert not asking.questions


@pytest.mark.parametrize(("told", "year"), [(None, ""), ("above", "1970"), ("skip", "")])
def test_mark_of_repetition_for_one_person_is_asked_about_once(told, year):
    found, asking = entries_in(
        HEAD + '1|A|Lê An|Lê An|1970|\n2|A|Lê An|Lê Bé|"|\n3|A|Lê An|Lê Ca|"|',
        answers={("ditto", '"'): told} if told else {},
    )
    assert [one.text("birth") for one in found] == ["1970", year, year]
    assert [one.count for one in asking.questions.values()] == ([2] if told is None else [])


def test_nothing_stands_above_a_mark_in_the_first_row():
    found, asking = entries_in(HEAD + "1|nt|Lê An|Lê An|1970|\n2|nt|Lê An|Lê Bé|1971|")
    assert [one.text("village") for one in found] == ["", ""]
    assert [(one.why, one.columns) for one in asking.left] == [("not_understood", (1, 1))]


def test_merged_cells_speak_for_households_not_for_people():
    found, _ = entries_in(
        HEAD.replace("Năm sinh", "Giới tính")
        + "1|A|Lê An|Lê An|Nam|vắng\n^|^|^|Lê Bé|^|^\n2|B|Hồ Cúc|Hồ Cúc|Nữ|"
    )
    assert [one.text("head") for one in found] == ["Lê An", "Lê An", "Hồ Cúc"]
    assert [one.text("stt") for one in found] == ["1", "1", "2"]
    assert [one.text("note") for one in found] == ["vắng", "", ""]
    assert found[1].get("sex") is Fault.SHARED


def test_gap_before_an_entry_is_noted():
    found, _ = entries_in("Họ và tên|Năm sinh|SĐT\nLê An|1970|\nLê Bé|1972|\n\nHồ Cúc|1980|")
    assert [one.after_gap for one in found] == [False, False, True]


@pytest.mark.parametrize(
    ("told", "people", "left"), [(None, 1, []), ("take", 2, []), ("skip", 1, ["hidden"])]
)
def test_hidden_rows_are_asked_about_once(told, people, left):
    found, asking = entries_in(
        HEAD + "1|A|Lê An|Lê An|1970|\n#2|A|Lê An|Lê Bé|1972|",
        answers={("hidden", "rows"): told} if told else {},
    )
    assert len(found) == people
    assert whys(asking) == left
    assert len(asking.questions) == (told is None)


@pytest.mark.parametrize("told", [None, "take", "skip"])
def test_below_a_hidden_group_row_all_wait_until_it_is_said_whether_it_counts(told):
    text = "Thôn Phú Hội|<|<\n1|Lê An|1970\n#Thôn Phú Mỹ|<|<\n2|Lê Bé|1972\nThôn Đông|<|<\n3|Lê Ca|1973"
    answers = {("hidden", "rows"): told} if told else {}
    found, _ = entries_in("STT|Họ và tên|Năm sinh\n" + text, answers=answers)
    between = [["Thôn Phú Mỹ"]] if told else []
    assert [groups(one) for one in found] == [["Thôn Phú Hội"], *between, ["Thôn Đông"]]


def test_a_row_with_the_other_half_of_a_telephone_is_the_second_line_of_all_its_cells():
    text = "STT|Thôn|Họ và tên|Năm sinh|SĐT|Chức vụ\n1|Phú|Nguyễn Thị|05/06/|0905|Tổ\n|Hội|Hồng Thắm|1980|111222|trưởng\n"
    text += "2|Phú Mỹ|Lê An|1972|0905123458|Tổ\n|Phú Mỹ|Hồ Thắm|1975|0905123459|viên"
    found, asking = entries_in(text)
    said = [
        [str(one.get(key)) for key in ("name", "village", "birth", "phone", "role")]
        for one in found
    ]
    assert said == [
        ["Nguyễn Thị Hồng Thắm", "Phú Hội", "05/06/1980", "0905 111222", "Tổ trưởng"],
        ["Lê An", "Phú Mỹ", "1972", "0905123458", "Tổ"],
        ["Hồ Thắm", "Phú Mỹ", "1975", "0905123459", "viên"],
    ]
    assert not asking.questions


def test_whoever_has_a_name_of_one_word_and_another_village_is_somebody():
    text = "STT|Thôn|Họ và tên|Năm sinh\n1|Hội Phú|Trần Thị Bé|1970\n|Ea Kar|Út|\n2|Ea|Lê Thị|1972\n|Kar|Tý|"
    [table] = tables_in(text)
    found = [*entries(table, replace(KNOWN, villages=VILLAGES), Asking({}))]
    said = [[str(one.get(key)) for key in ("name", "village")] for one in found]
    assert said == [["Trần Thị Bé", "Hội Phú"], ["Út", "Ea Kar"], ["Lê Thị Tý", "Ea Kar"]]


def test_cells_of_which_each_goes_on_with_the_one_above_are_its_second_lines():
    """A table pasted from Word has them so; whoever has a telephone or the same village of their own is somebody."""
    text = "1|Phú|Trần Thị|0905|1970\n|Hội|Bé|123457|\n2|Phú Mỹ|Lê An|0905123458|1972\n|Phú Mỹ|Út|0905123459|"
    text += "\n3|Thôn Đông|Lê Ca|-|1975\n||Tý|0905123460|\n4|Thôn Đông|Hồ Tư||1976\n|Đông|Sửu||"
    found, _ = entries_in("STT|Thôn|Họ và tên|SĐT|Năm sinh\n" + text)
    said = [[str(one.get(key)) for key in ("name", "village", "phone")] for one in found]
    assert said == [
        ["Trần Thị Bé", "Phú Hội", "0905 123457"],
        ["Lê An", "Phú Mỹ", "0905123458"],
        ["Út", "Phú Mỹ", "0905123459"],
        ["Lê Ca", "Thôn Đông", "-"],
        ["Tý", "None", "0905123460"],
        ["Hồ Tư", "Thôn Đông", "None"],
        ["Sửu", "Đông", "None"],
    ]


@pytest.mark.parametrize(
    ("told", "people", "left"),
    [(None, ["Lê An", "Lê Ca"], []), ("take", ["Lê An", "Lê Thị Bé", "Lê Ca"], []), ("skip", ["Lê An", "Lê Ca"], ["hidden"])],
)  # fmt: skip
def test_the_end_of_a_name_goes_with_the_hidden_row_that_it_is_of(told, people, left):
    text = HEAD + "1|A|Lê An|Lê An|1970|\n#2|A|Lê An|Lê Thị|1972|\n|||Bé||\n3|A|Lê An|Lê Ca|1973|"
    found, asking = entries_in(text, answers={("hidden", "rows"): told} if told else {})
    assert ([shown(one) for one in found], whys(asking)) == (people, left)


def test_nothing_is_asked_about_a_broken_name_of_a_row_that_is_not_shown():
    text = "Họ và tên|Năm sinh|SĐT\nNguyễn Thị|1970|0905111222\nHồng||\nLê Bé|1972|"
    _, asking = entries_in(text)
    asking.hide(0, 2)
    unseen.forget(asking)
    assert not asking.questions


def test_broken_name_without_running_numbers_is_asked_about():
    text = "Họ và tên|Năm sinh|SĐT\nNguyễn Thị|1970|0905111222\nHồng||\nLê Bé|1972|"
    found, asking = entries_in(text)
    assert [(one.kind, one.subject, one.proposal) for one in asking.questions.values()] == [
        ("repair", "Nguyễn Thị", "Nguyễn Thị Hồng")
    ]
    found, _ = entries_in(text, answers={("repair", "nguyễn thị"): "Nguyễn Thị Hồng"})
    assert [shown(one) for one in found] == ["Nguyễn Thị Hồng", "Lê Bé"]
    found, _ = entries_in(text, answers={("repair", "nguyễn thị"): "skip"})
    assert [shown(one) for one in found] == ["Nguyễn Thị", "Hồng", "Lê Bé"]


@pytest.mark.parametrize(("begin", "end"), [("- chủ", "hộ"), ("(chủ", "hộ)"), ("-", "chủ hộ")])
def test_the_mark_of_a_head_may_be_broken_behind_the_name(begin, end):
    text = f"Họ và tên|Năm sinh|SĐT\nLê An {begin}|1970|0905111222\n{end}||\nLê Bé|1972|"
    found, asking = entries_in(text)
    assert [shown(one) for one in found] == [f"Lê An {begin} {end}", "Lê Bé"]
    assert not asking.questions


def test_headings_are_told_again_by_four_of_their_words_whatever_the_others_are():
    found, asking = entries_in(
        "STT|Thôn|Chủ hộ|Họ và tên|Năm sinh|SĐT|Giới tính|Ghi chú|KN1\n1|A|Lê An|Lê An|1970||||\n"
        "STT|Thôn|Chủ hộ|Họ và tên|Năm sin|Số máy|Gới tính|Ghi chu|Kỹ năng 1\n2|A|Lê An|Lê Bé|1972||||"
    )
    assert ([shown(one) for one in found], whys(asking)) == (["Lê An", "Lê Bé"], ["heading"])


def test_text_that_did_not_fit_goes_on_in_the_row_below():
    found, _ = entries_in(
        "STT|Ngày|Thôn|Nội dung|Số người\n1|1/9/2026|A|Hướng dẫn nộp hồ sơ|25\n|||qua cổng dịch vụ công|\n2|2/9/2026|B|Mua sắm|10"
    )
    assert [one.text("title") for one in found] == [
        "Hướng dẫn nộp hồ sơ qua cổng dịch vụ công",
        "Mua sắm",
    ]


def test_rows_that_are_left_lie_within_their_table():
    _, asking = entries_in(
        "STT|Chủ hộ|SĐT||TT|Thôn|Số hộ\n1|Lê An|||1|A|12\n2|Lê Bé||||Cộng|12\n3|Hồ Cúc|||||"
    )
    (left,) = asking.left
    assert (left.why, left.rows, left.columns, left.count) == ("total", (3, 3), (4, 6), 1)


def test_village_without_figures_is_an_entry_of_a_list_of_villages():
    found, _ = entries_in("TT|Thôn|Số hộ\n1|Phú Hội|120\n2|Phú Mỹ|")
    assert [shown(one) for one in found] == ["Phú Hội", "Phú Mỹ"]
    assert all(isinstance(one, Entry) for one in found)


def test_headings_below_the_name_of_each_household_are_one_table():
    head = "STT|Họ và tên|Năm sinh\n"
    found, asking = entries_in(
        f"DANH SÁCH\nHộ 1: Lê An|<|<\n{head}1|Lê An|1970\n2|Lê Bé|1972\n\nHộ 2: Hồ Cúc|<|<\n{head}1|Hồ Cúc|1980\n\n"
        f"Hộ 3: Lê Dần|<|<\n{head}1|Lê Dần|1966"
    )
    assert [(shown(one), groups(one)) for one in found] == [
        ("Lê An", ["Hộ 1: Lê An"]),
        ("Lê Bé", ["Hộ 1: Lê An"]),
        ("Hồ Cúc", ["Hộ 2: Hồ Cúc"]),
        ("Lê Dần", ["Hộ 3: Lê Dần"]),
    ]
    assert whys(asking) == ["heading", "heading"]


def test_mark_of_repetition_looks_over_a_row_that_goes_on():
    found, _ = entries_in(
        HEAD + "1|Phú Hội|Lê An|Nguyễn Thị Hồng|1970|\n|||Nhung||\n2|nt|nt|Lê Bé|1972|"
    )
    assert [one.text("village") for one in found] == ["Phú Hội", "Phú Hội"]


def test_what_a_heading_says_of_somebody_stands_in_their_row_where_they_are_named():
    asking = Asking({})
    (table,) = tables_in("Chủ hộ | Vợ | SĐT\nMai Đông | Lê Tây | 0905111222\nHồ Nam | | 0905111223")
    table.roles[1], table.told = Role("name", 1), {Role("relation", 1): "Vợ"}
    found = list(entries(table, KNOWN, asking))
    assert [one.text("relation", 1) for one in found] == ["Vợ", ""]
    assert found[0].spot("relation", 1).column == 1


def test_marks_of_hidden_numbers_are_read_by_nobody_but_in_notes():
    text = HEAD + "1|A •••|Lê An|Lê An (CCCD: •••)|•••|•••\n2|A|Lê An|Lê Bé|1972|vợ •••"
    found, _asking = entries_in(text)
    said = [[shown(one), *map(one.text, ("village", "birth", "note"))] for one in found]
    assert said == [["Lê An", "A", "", ""], ["Lê Bé", "A", "1972", "vợ •••"]]

    said = [[shown(one), *map(one.text, ("village", "note"))] for one in found]
    assert said == [["Lê An", "A", ""], ["Lê Bé", "A", "vợ •••"]]


@pytest.mark.parametrize(
    ("cells", "asked"),
    [(("DVC, MS", "NT", "TT-AT"), 0), (("DVC, MS", "nt", "TT"), 1), (("1, 2", "NT", "3"), 1)],
)
def test_a_short_word_for_the_platform_is_no_mark_of_repetition(cells, asked):
    found, asking = entries_in(
        "STT|Họ và tên|Kỹ năng đã biết\n"
        + "\n".join(
            f"{at}|Lê {name}|{cell}"
            for at, (name, cell) in enumerate(zip("ABC", cells, strict=True), 1)
        )
    )
    assert len(asking.questions) == asked
    assert found[1].text("skills") == ("" if asked else "NT")


@pytest.mark.parametrize(
    ("answers", "names", "left"),
    [
        ({}, ["Lê An", "Lê Ca"], []),
        ({("hidden", "rows"): "skip"}, ["Lê An", "Lê Ca"], [(3, 4)]),
        ({("hidden", "rows"): "take"}, ["Lê An", "Nguyễn Thị Hồng Nhung", "Lê Ca"], []),
    ],
)
def test_the_end_of_a_name_that_stands_in_a_hidden_row_is_nobody_elses(answers, names, left):
    text = (
        HEAD
        + "1|A|Lê An|Lê An|1970|\n#2|A|Lê An|Nguyễn Thị Hồng|1971|\n|||Nhung||\n3|A|Lê An|Lê Ca|1972|"
    )
    found, asking = entries_in(text, answers=answers)
    assert [shown(one) for one in found] == names
    assert [one.rows for one in asking.left if one.why == "hidden"] == left


@pytest.mark.parametrize("answers", [{}, {("hidden", "rows"): "skip"}])
def test_as_above_means_the_row_above_also_where_that_is_hidden(answers):
    text = HEAD + "1|Phú Hội|Lê An|Lê An|1970|\n#2|Ken|Lê Bé|Lê Bé|1971|\n3|nt|Lê Ca|Lê Ca|1972|"
    found, _ = entries_in(text, answers=answers)
    assert [one.text("village") for one in found] == ["Phú Hội", "Ken"]


@pytest.mark.parametrize("answers", [{}, {("hidden", "rows"): "skip"}])
@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (
            "STT|Thôn|Số quyết định|Họ và tên|Chức vụ\n1|A|12/QĐ|Lê An|Tổ trưởng\n2|||Lê Bé|Tổ phó\n"
            "#3|B|34/QĐ|Hồ An|Tổ trưởng\n#4|||Hồ Bé|Tổ phó\n5|||Hồ Ca|Tổ viên\n6|||Hồ Tư|Tổ viên",
            "decision",
            ["12/QĐ", "", "34/QĐ", ""],
        ),
        (
            "STT|Hộ số|Họ và tên|Năm sinh\n1|1|Lê An|1970\n2||Lê Bé|1980\n#3|2|Hồ An|1970\n5||Hồ Ca|1999\n6|3|Hồ Tư|1971",
            "number",
            ["1", "", "2", "3"],
        ),
        (
            "STT|Hộ số|Họ và tên|Năm sinh\n1|1|Lê An|1970\n#2|1|Lê Bé|1980\n3|2|Hồ An|1970\n4|2|Hồ Ca|1999",
            "number",
            ["1", "2", "2"],
        ),
    ],
)
def test_who_stands_below_a_hidden_first_row_is_of_its_household_or_team(answers, text, key, said):
    found, _ = entries_in(text, answers=answers)
    assert [entry.text(key) for entry in found] == said


def test_a_year_behind_the_end_of_a_name_is_no_word_of_it():
    text = HEAD + "1|A|Lê An|Huỳnh Trọng|1970|\n|||Đồng 1959||\n2|A|Lê An|Lê Bé|1972|"
    found, asking = entries_in(text)
    assert [shown(entry) for entry in found] == ["Huỳnh Trọng Đồng 1959", "Lê Bé"]
    assert not asking.questions


def test_what_somebody_is_adds_nothing_up_and_rows_of_zeros_are_not_filled_in():
    found, asking = entries_in(
        "STT|Chủ hộ|Họ tên|Năm sinh|Nghề\n1|Lê An|Lê An|1970|Công nhân\n|Lê An|Lê Bé|1990|Công nhân\n2|Hồ Ca|Hồ Ca|1960|Tổng hợp\n"
        "3|0|0|0|0\n4|0|0|0|\n|Cộng||3|"
    )
    assert [shown(one) for one in found] == ["Lê An", "Lê Bé", "Hồ Ca"]
    assert whys(asking) == ["unfilled", "total"]


@pytest.mark.parametrize(("number", "place"), [(3, "Phú Lễ"), (1, None)])
def test_as_above_at_the_top_of_the_right_half_means_the_last_row_of_the_left(number, place):
    """Where the numbers go on there: a list of its own beside another says nothing of it."""
    head = "STT|Thôn|Họ và tên|Năm sinh"
    text = f"{head}||{head}\n1|Phú Hội|Lê An|1970||{number}|//|Hồ Bé|1972\n"
    tables = tables_in(text + f"2|Phú Lễ|Lê Tư|1974||{number + 1}|//|Hồ Sáu|1976")
    asking = Asking({})
    found = [one for table in tables for one in entries(table, KNOWN, asking)]
    said = [(one.get("name"), one.get("village")) for one in found]
    assert said == [("Lê An", "Phú Hội"), ("Lê Tư", "Phú Lễ"), ("Hồ Bé", place), ("Hồ Sáu", place)]
    assert ("not_understood" in whys(asking)) == (place is None)
