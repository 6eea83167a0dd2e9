"""What the columns of whole tables are: by headings of several rows, by what stands below, by the other columns."""

from datetime import date

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Fault, Row, Sheet
from imports.tidy import columns
from imports.tidy.asking import Asking, about
from imports.tidy.columns.evidence import looks_of_text
from imports.tidy.model import Context, Known, Table
from imports.tidy.roles import SKILLS
from imports.tidy.villages import Villages

VILLAGES = Villages(
    {1: [(Kind.THON, "Phú Hội")], 2: [(Kind.BUON, "Ken")], 3: [(Kind.THON, "Xuân Hòa")]}
)
KNOWN = Known(date(2026, 11, 29), VILLAGES, platforms=("Đắk Lắk Số",))
NAMES = (
    "Nguyễn Văn An",
    "Trần Thị Bích",
    "Y Thuận Niê",
    "Lê Hoàng Cường",
    "Phạm Thị Dung",
    "Võ Đức Em",
)
YEARS = (1956, 1982, 1990, 2001, 1975, 1968)
PHONES = ("0905123456", "0986 111 222", None, "0935.777.888", "0914123123", None)
TICKS = ("x", None, "x", "x", None, "x")
VILLAGE = ("Thôn Phú Hội", "Buôn Ken", "Thôn Xuân Hòa", "Thôn Phú Hội", "Buôn Ken", "Buôn Ken")
ORDER = (1, 2, 3, 4, 5, 6)


def _table(*above_and_below, title="", legend=()):
    """Return a table of columns, each with its headings (lowest | upper) and its cells."""
    heads, cells = {}, []
    for at, (heading, values) in enumerate(above_and_below):
        words = tuple(word.strip() for word in heading.split(" | ") if word.strip())
        if words:
            heads[at] = words
        cells.append(values)
    rows = [Row(number, list(row)) for number, row in enumerate(zip(*cells, strict=True), 3)]
    context = [Context(title, "title", 0, 1)] if title else []
    context += [Context(text, "foot", 0, 99) for text in legend]
    return Table(0, "Sheet1", rows, 0, len(cells) - 1, (2,), heads, context)


def _read(*above_and_below, answers=None, **told):
    table, asking = (
        _table(*above_and_below, **told),
        Asking({about(*key): said for key, said in (answers or {}).items()}),
    )
    columns.assign(table, KNOWN, asking)
    roles = [
        f"{role.key}{role.group or ''}" if (role := table.roles.get(at)) else ""
        for at in range(table.right + 1)
    ]
    return table.kind, roles, asking


def _subjects(asking):
    return [question.subject for question in asking.questions.values()]


PEOPLE = (
    ("STT", ORDER),
    ("Họ và tên", NAMES),
    ("Quan hệ với chủ hộ", ("Chủ hộ", "Vợ", "Con", "Chủ hộ", "Vợ", "Mẹ")),
)
PLAIN = {
    "a list of people": (
        [*PEOPLE, ("SN", YEARS), ("ĐT", PHONES)], "households", ["stt", "name", "relation", "birth", "phone"],
    ),
    "a list of households": (
        [("TT", ORDER), ("Họ và tên", NAMES), ("Thôn", VILLAGE), ("Số khẩu", (3, 4, 5, 2, 1, 4)), ("SĐT chủ hộ", PHONES)],
        "households", ["stt", "head", "village", "size", "phone"],
    ),
    "a name in two columns below one heading": (
        [("STT", ORDER), ("Họ và tên", ("Nguyễn Văn", "Trần Thị", "Y", "Lê Hoàng", "Phạm Thị", "Võ Đức")),
         ("Họ và tên", ("An", "Bích", "Thuận", "Cường", "Dung", "Em")), ("Năm sinh", YEARS), ("Thôn", VILLAGE)],
        "households", ["stt", "family", "given", "birth", "village"],
    ),
    "a year by sex": (
        [*PEOPLE, ("Nam | Năm sinh", (1956, None, 1990, 2001, None, None)), ("Nữ | Năm sinh", (None, 1982, None, None, 1975, 1968))],
        "households", ["stt", "name", "relation", "m", "f"],
    ),
    "a day of birth in three": (
        [*PEOPLE, ("Ngày", (1, 12, 30, 4, 5, 6)), ("Tháng", (1, 12, 3, 4, 5, 6)), ("Năm", YEARS)],
        "households", ["stt", "name", "relation", "born_day", "born_month", "born_year"],
    ),
    "a day of birth in three, without marks": (
        [*PEOPLE, ("Ngay | Sinh", (1, 12, 30, 4, 5, 6)), ("Thang | Sinh", (1, 12, 3, 4, 5, 6)), ("Nam | Sinh", YEARS)],
        "households", ["stt", "name", "relation", "born_day", "born_month", "born_year"],
    ),
    "villages that look like names are nobody": (
        [("STT", ORDER), ("Chủ hộ", NAMES), ("Thôn", ("Hồ Phú", "Lê Lợi", "Hồ Phú", "Lê Lợi", "Hồ Phú", "Lê Lợi")), ("Năm sinh", YEARS)],
        "households", ["stt", "head", "village", "birth"],
    ),
    "people whose family is called as a place begins": (
        [("STT", ORDER), ("Đại diện hộ", ("Tô Văn Quý",) * 6), ("Tên", ("Tô Văn Quý", "Lê Kim Ửng", "Tô Thanh Thúy", "Tô Hữu Trí", "Tô Xuân Tuyết", "Tô Thị Bé")), ("Quan hệ", ("Chủ hộ", "Vợ", *("Con",) * 4))],
        "households", ["stt", "head", "name", "relation"],
    ),
    "three columns of birth, each with its word": (
        [*PEOPLE, ("Ngày sinh", (1, 12, 30, 4, 5, 6)), ("Tháng sinh", (1, 12, 3, 4, 5, 6)), ("Năm sinh", YEARS)],
        "households", ["stt", "name", "relation", "born_day", "born_month", "born_year"],
    ),
    "figures of men and women are nobody's sex": (
        [("STT", ORDER), ("Chủ hộ", NAMES), ("Thôn", VILLAGE), ("Nam", (3, 2, 4, 1, 0, 2)), ("Nữ", (2, 2, 4, 1, 3, 2))],
        "households", ["stt", "head", "village", "", ""],
    ),
    "a head by a tick": (
        [("Hộ số", (1, 1, 1, 2, 2, 2)), ("Họ tên", NAMES), ("Chủ hộ", ("x", None, None, "x", None, None)), ("Năm sinh", YEARS)],
        "households", ["number", "name", "tick_head", "birth"],
    ),
    "people side by side": (
        [("STT", ORDER), ("Địa chỉ", ("Xóm 1",) * 6), ("Họ tên | Người thứ nhất", NAMES), ("Năm sinh | Người thứ nhất", YEARS),
         ("Họ tên | Người thứ hai", NAMES), ("Năm sinh | Người thứ hai", YEARS)],
        "households", ["stt", "hamlet", "name1", "birth1", "name2", "birth2"],
    ),
    "relatives beside the head": (
        [("Chủ hộ", NAMES), ("Họ tên | Vợ/chồng", NAMES), ("Năm sinh | Vợ/chồng", YEARS), ("Họ tên | Con 1", NAMES), ("NS | Con 1", YEARS), ("Thôn", VILLAGE)],
        "households", ["head", "name1", "birth1", "name2", "birth2", "village"],
    ),
    "relatives beside the head, children below one heading": (
        [("Họ tên | CHỦ HỘ", NAMES), ("NS | CHỦ HỘ", YEARS), ("Họ tên | CÁC CON", NAMES), ("NS | CÁC CON", YEARS), ("Họ tên | CÁC CON", NAMES), ("NS | CÁC CON", YEARS)],
        "households", ["head", "birth", "name1", "birth1", "name2", "birth2"],
    ),
    "relatives beside the head, in headings of one row": (
        [("Tên chủ hộ", NAMES), ("Năm sinh", YEARS), ("Họ tên vợ hoặc chồng", NAMES), ("Năm sinh", YEARS), ("Con", NAMES), ("Năm sinh", YEARS), ("Số con", ORDER)],
        "households", ["head", "birth", "name1", "birth1", "name2", "birth2", ""],
    ),
    "parents of people are no household": (
        [*PEOPLE, ("Họ tên cha", NAMES), ("Họ tên mẹ", NAMES)], "households", ["stt", "name", "relation", "", ""],
    ),
    "of two addresses the one with villages of the commune": (
        [*PEOPLE, ("Nơi thường trú", VILLAGE), ("Nơi ở hiện tại", (None, "TP. HCM", None, None, "Đồng Nai", "Buôn Ken"))],
        "households", ["stt", "name", "relation", "village", ""],
    ),
    "words that may be nothing of ours, and ticks below a place": (
        [*PEOPLE, ("Đối tượng", ("Thương binh", "Bệnh binh") * 3), ("Thường trú | Được bầu cử", TICKS)],
        "households", ["stt", "name", "relation", "", ""],
    ),
    "the mark of the head before names of whoever lives there": (
        [("STT", ORDER), ("Họ và tên thành viên", ("CH: Lê Văn An", "Trần Thị Bích", "Hồ Cúc", "CH: Võ Đức Em", "Cao Mai", "Lê Tư")), ("Năm sinh", YEARS)],
        "households", ["stt", "name", "birth"],
    ),
    "a slip in a heading with a comma": (
        [("STT", ORDER), ("Họ, tên đđệm", ("Lê Văn", "Trần Thị", "Y", "Hồ Thị", "Võ Đức", "Cao")), ("Tên", ("An", "Bích", "Thuận", "Cúc", "Em", "Mai")), ("Quan hệ", ("Chủ hộ", "Vợ") * 3)],
        "households", ["stt", "family", "given", "relation"],
    ),
    "names with the words for a year behind them": (
        [("STT", ORDER), ("Tên", tuple(f"{name} sinh năm 1966" for name in ("Lê Văn An", "Trần Thị Bích", "Hồ Cúc", "Võ Đức Em", "Cao Mai", "Lê Tư"))),
         ("Họ và tên chủ hộ", ("Lê Văn An",) * 6), ("Quan hệ", ("Chủ hộ", "Vợ", *("Con",) * 4))],
        "households", ["stt", "name", "head", "relation"],
    ),
    "the whole name of the head beside a given name whose family name stands elsewhere": (
        [("STT", ORDER), ("Họ, tên đệm", ("Lê Văn", "Trần Thị", "Y", "Hồ Thị", "Võ Đức", "Cao")), ("Năm sinh", YEARS),
         ("Họ tên chủ hộ", ("Lê Văn An", None, None, "Hồ Thị Cúc", None, None)), ("Tên", ("An", "Bích", "Thuận", "Cúc", "Em", "Mai"))],
        "households", ["stt", "family", "birth", "head", "given"],
    ),
    "a name in three columns": (
        [("STT", ORDER), ("Họ", ("Lê", "Trần", "Y", "Hồ", "Võ", "Cao")), ("Chữ đệm", ("Văn", "Thị Mỹ", None, "Thị", "Đức", "Xuân")),
         ("Tên", ("An", "Bích", "Thuận", "Cúc", "Em", "Mai")), ("Quan hệ", ("Chủ hộ", "Vợ") * 3)],
        "households", ["stt", "family", "", "given", "relation"],
    ),
    "how many of a household know something": (
        [("STT", ORDER), ("Chủ hộ", NAMES), ("Số người trong hộ biết DVC", (2, 0, 1, 3, 0, 1)), ("Số người biết TT", (1, 1, 0, 0, 2, 1)), ("Số người trong hộ", (4, 3, 5, 2, 2, 6))],
        "households", ["stt", "head", "", "", "size"],
    ),
    "a group within the village": (
        [("STT", ORDER), ("Thôn", VILLAGE), ("Tổ", ("Tổ 1", "Tổ 1", "Tổ 2") * 2), ("Chủ hộ", NAMES)], "households", ["stt", "village", "hamlet", "head"],
    ),
    "members with what they are to the head": (
        [("Chủ hộ", NAMES), ("Thành viên trong hộ", ("Vợ: Trần Thị Bé (1970)", "Con trai - Lê An", None, "Mẹ: Hồ Thị Ca\nCon: Lê Tý", None, None)), ("Thôn", VILLAGE)],
        "households", ["head", "members", "village"],
    ),
    "running numbers of people are no sizes": (
        [("Số hộ", (1, 1, 1, 2, 2, 2)), ("Số nhân khẩu", ORDER), *PEOPLE[1:]], "households", ["number", "", "name", "relation"],
    ),
    "people side by side, numbered behind": (
        [("Chủ hộ", NAMES), ("Họ tên TV 1", NAMES), ("SN TV1", YEARS), ("Họ tên TV 2", NAMES), ("SN TV2", YEARS), ("Thôn", VILLAGE)],
        "households", ["head", "name1", "birth1", "name2", "birth2", "village"],
    ),
    "people side by side, with the same headings again": (
        [("Mã hộ", ORDER), ("Họ tên", NAMES), ("Năm sinh", YEARS), ("Họ tên", NAMES), ("Năm sinh", YEARS)],
        "households", ["household_id", "name1", "birth1", "name2", "birth2"],
    ),
    "several people in one cell": (
        [("Chủ hộ", NAMES), ("Thôn", VILLAGE), ("Thành viên trong hộ", tuple(f"{a}; {b}" for a, b in zip(NAMES, NAMES[::-1], strict=True)))],
        "households", ["head", "village", "members"],
    ),
    "an address that is a village": ([("Chủ hộ", NAMES), ("Địa chỉ", VILLAGE), ("SĐT", PHONES)], "households", ["head", "village", "phone"]),
    "an address beside a village": (
        [("Chủ hộ", NAMES), ("Địa chỉ", ("Xóm 2", "Xóm 3", "Xóm 2", None, "Xóm 4", None)), ("Thôn", VILLAGE)], "households", ["head", "hamlet", "village"],
    ),
    "people side by side, each with a name in two columns": (
        [
            ("STT", ORDER), ("Thôn", VILLAGE),
            *([("Họ đệm", tuple(one.rsplit(" ", 1)[0] for one in NAMES)), ("Tên", tuple(one.rsplit(" ", 1)[1] for one in NAMES)), ("Năm sinh", YEARS)] * 2),
        ],
        "households", ["stt", "village", "family1", "given1", "birth1", "family2", "given2", "birth2"],
    ),
    "a hamlet with its village": (
        [("Xóm", ("Nhà 1, xóm 2, buôn Ken", None, "Nhà 2, xóm 2, buôn Ken", None, "Nhà 3, thôn Phú Hội", None)), ("Họ và tên", NAMES), ("Năm sinh", YEARS)],
        "households", ["hamlet", "name", "birth"],
    ),
    "an address with its village": (
        [("Chủ hộ", NAMES), ("Địa chỉ", tuple(f"Xóm {n}, {one}" for n, one in zip(ORDER, VILLAGE, strict=True))), ("SĐT", PHONES)],
        "households", ["head", "hamlet", "phone"],
    ),
    "an ethnic group that is called as telephones are": (
        [*PEOPLE, ("DT", ("Kinh", "Ê Đê", "Kinh", "Kinh", "Kinh", "Tày"))], "households", ["stt", "name", "relation", ""],
    ),
    "telephones without marks": ([*PEOPLE, ("DT", PHONES)], "households", ["stt", "name", "relation", "phone"]),
    "columns without headings": (
        [("", ORDER), ("", NAMES), ("", ("Nam", "Nữ", "Nam", "Nam", "Nữ", "Nam")), ("", YEARS), ("", PHONES), ("", VILLAGE)],
        "households", ["stt", "name", "sex", "birth", "phone", "village"],
    ),
    "a team": (
        [("STT", ORDER), ("Họ và tên", NAMES), ("Chức vụ", ("Trưởng thôn", "Bí thư chi đoàn", "Công an viên", "Chi hội phụ nữ", "Giáo viên", "Hội nông dân")),
         ("Nhiệm vụ trong tổ", ("Tổ trưởng", "Tổ phó", "Thành viên", "Thành viên", "Thành viên", "Thành viên")), ("Thôn", VILLAGE)],
        "teams", ["stt", "name", "organisation", "role", "village"],
    ),
    "an office in the team by its cells": (
        [("STT", ORDER), ("Họ và tên", NAMES), ("Chức vụ", ("Tổ trưởng", "Tổ phó", "Tổ viên", "Tổ viên", "Tổ viên", "Tổ viên")), ("Đơn vị", ("MTTQ", "Đoàn TN", "Hội LHPN", "Công an xã", "VNPT", "HND"))],
        "teams", ["stt", "name", "role", "organisation"],
    ),
    "a team in one row": (
        [("Thôn", VILLAGE), ("QĐ số", tuple(f"{n}/QĐ-UBND" for n in ORDER)), ("Ngày QĐ", ("12/3/2026",) * 6), ("Tổ trưởng", NAMES), ("Thành viên", tuple(f"{a}, {b}" for a, b in zip(NAMES, NAMES[::-1], strict=True)))],
        "teams", ["village", "decision", "signed_on", "leader", "members"],
    ),
    "a team in one row, with telephones": (
        [("Thôn", VILLAGE), ("Họ tên | Tổ trưởng", NAMES), ("SĐT | Tổ trưởng", PHONES), ("Họ tên | Tổ phó", NAMES[::-1]), ("SĐT | Tổ phó", PHONES[::-1])],
        "teams", ["village", "leader1", "phone1", "deputy2", "phone2"],
    ),
    "a skill in several columns": (
        [*PEOPLE, ("Biết | Dịch vụ công", TICKS), ("Chưa biết | Dịch vụ công", TICKS), ("Có | Mua sắm", TICKS), ("Không | Mua sắm", TICKS)],
        "households", ["stt", "name", "relation", "public_services", "", "shopping", ""],
    ),
    "former villages and communes beside those of today": (
        [*PEOPLE, ("Thôn (mới)", VILLAGE), ("Thôn cũ", ("Thôn 1", "Thôn 2", "Thôn 1", "Thôn 2", "Thôn 3", "Thôn 3")), ("Xã cũ", ("Xã An Hòa",) * 6)],
        "households", ["stt", "name", "relation", "village", "", "commune"],
    ),
    "counts of those who know a skill": (
        [("Thôn", VILLAGE), ("Số hộ", (120, 98, 210, 77, 150, 88)), ("Số hộ nghèo", (12, 8, 21, 7, 15, 8)), ("DVC", (80, 60, 120, 50, 99, 61)), ("Thanh toán", (80, 60, 120, 50, 99, 61))],
        "villages", ["village", "households", "", "", ""],
    ),
    "a decision with its day": (
        [("Họ tên", NAMES), ("Vai trò", ("Tổ trưởng", "Tổ phó", "TV", "TV", "TV", "TV")), ("Quyết định", tuple(f"{n}/QĐ-UBND ngày 12/3/2026" for n in ORDER)), ("Thôn", VILLAGE)],
        "teams", ["name", "role", "decision_and_day", "village"],
    ),
    "sessions": (
        [("STT", ORDER), ("Ngày", tuple(f"{n}/9/2026" for n in ORDER)), ("Tổ", VILLAGE), ("Nội dung", ("Hướng dẫn cài VNeID",) * 6), ("Địa điểm", ("Nhà văn hóa",) * 6),
         ("Tổng số | Số người tham gia", (20, 15, 30, 22, 18, 9)), ("Nữ | Số người tham gia", (10, 5, 12, 9, 8, 4)), ("Hộ", (12, 10, 15, 11, 9, 5))],
        "activities", ["stt", "held_on", "village", "title", "place", "people", "women", "households"],
    ),
    "villages with figures": (
        [("TT", ORDER), ("Đơn vị", VILLAGE), ("Hộ", (120, 98, 210, 77, 150, 88)), ("Khẩu", (480, 401, 822, 300, 611, 350))],
        "villages", ["stt", "village", "households", "people"],
    ),
    "communes with figures": (
        [("TT", ORDER), ("Đơn vị", ("An Ninh Tây", "Sơn Hòa", "Đồng Xuân", "Ea Ly", "Sông Hinh", "Ô Loan")), ("Tổng số hộ", (5000, 4100, 3900, 2800, 6100, 4400)), ("Thôn, buôn", (20, 18, 15, 22, 19, 17))],
        "communes", ["stt", "commune", "households", "villages"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PLAIN)
def test_columns_that_a_careful_person_reads_at_once_are_not_asked_about(case):
    given, kind, roles = PLAIN[case]
    assert _read(*given)[:2] == (kind, roles)
    assert _subjects(_read(*given)[2]) == []


MARKS = tuple((f"{name}", TICKS) for name in ("KN1", "KN2", "KN3", "KN4", "KN5"))


def test_numbered_skills_without_a_legend_are_asked_about():
    kind, roles, asking = _read(*PEOPLE, *MARKS)
    assert (kind, roles[3:]) == ("households", [""] * 5)
    assert _subjects(asking) == ["KN1–KN5"]


@pytest.mark.parametrize(
    "legend",
    [
        ("KN1: Nền tảng số của tỉnh", "KN2: Dịch vụ công", "KN3: Mua sắm", "KN4: Thanh toán", "KN5: Tự bảo vệ trên mạng"),
        ("(1) Nền tảng số; (2) DVC trực tuyến; (3) Mua hàng online; (4) Chuyển khoản; (5) An toàn thông tin",),
        ("Ghi chú: 1 - Nền tảng số; 2 - Dịch vụ công; 3 - Mua sắm; 4 - Thanh toán; 5 - Chống lừa đảo",),
    ],
)  # fmt: skip
def test_a_legend_says_which_number_is_which_skill(legend):
    _, roles, asking = _read(*PEOPLE, *MARKS, legend=legend)
    assert roles[3:] == ["local_platform", "public_services", "shopping", "payment", "safety"]
    assert not asking.questions


@pytest.mark.parametrize(
    "names",
    [
        ("DVC", "MS", "TT", "AT", "NT"),
        ("Dịch vụ công", "Mua bán", "Thanh toán", "An toàn", "Nền tảng"),
        ("KN1 Dịch vụ công", "KN2 Mua sắm", "KN số 3 Thanh toán", "Kĩ năng 4 An toàn mạng", "KN5 Nền tảng số"),
    ],
)  # fmt: skip
def test_short_headings_of_all_five_skills_are_plain(names):
    assert _read(*PEOPLE, *((name, TICKS) for name in names))[1][3:] == list(SKILLS)


@pytest.mark.parametrize("words", ["KN1 Nam", "KN2 Có điện thoại thông minh", "KN1 Ngày khảo sát"])
def test_behind_the_number_of_a_skill_stands_nothing_but_a_skill(words):
    _, roles, asking = _read(*PEOPLE, (words, TICKS))
    assert roles[3:] == [""]
    assert asking.questions or asking.left


def test_a_skill_that_is_called_other_is_asked_about():
    names = ("Dịch vụ công", "Mua sắm", "Thanh toán", "Tự bảo vệ", "Khác")
    _, roles, asking = _read(*PEOPLE, *((name, TICKS) for name in names))
    assert (roles[-1], _subjects(asking)) == ("", ["Khác"])
    assert "local_platform" in asking.questions[about("column", "Khác")].choices


def test_a_skill_by_the_name_of_the_platform_is_known():
    assert _read(*PEOPLE, ("Đắk Lắk Số", TICKS))[1][3] == "local_platform"
    assert _read(*PEOPLE, ("Đắk LắkSố", TICKS))[1][3] == "local_platform"


def test_marks_without_a_heading_among_skills_are_asked_about():
    names = ("Dịch vụ công", "Mua sắm", "", "Tự bảo vệ", "Nền tảng số")
    _, roles, asking = _read(*PEOPLE, *((name, TICKS) for name in names))
    assert (roles[5], _subjects(asking)) == ("", ["column 6"])


def test_an_answer_is_used_and_not_asked_again():
    given = [*PEOPLE, *MARKS]
    answers = {
        ("column", f"KN{n}"): skill
        for n, skill in zip((1, 2, 3, 4, 5), reversed(SKILLS), strict=True)
    }
    _, roles, asking = _read(*given, answers=answers)
    assert roles[3:] == list(reversed(SKILLS))
    assert not asking.questions
    assert asking.used[about("column", "KN1")]


def test_an_answer_holds_over_what_would_be_read():
    _, roles, asking = _read(*PEOPLE, ("Ghi chú", TICKS), answers={("column", "Ghi chú"): "safety"})
    assert roles[3] == "safety"
    assert not asking.left


def test_what_no_field_is_for_is_left_by_its_name_and_count():
    kind, roles, asking = _read(
        *PEOPLE,
        ("Nghề nghiệp", ("Làm rẫy", "Giáo viên", None, None, "Buôn bán", None)),
        ("Đất (m2)", (100, 200, None, 1, 2, 3)),
    )
    assert (kind, roles[3:], _subjects(asking)) == ("households", ["", ""], [])
    assert [(one.why, one.name, one.count, one.columns) for one in asking.left] == [
        ("column", "Nghề nghiệp", 3, (3, 3)), ("column", "Đất (m2)", 5, (4, 4)),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Có máy tính", "VNeID mức 2", "Tivi", "Hộ nghèo", "Hội viên"])
def test_ticks_that_are_no_skill_are_not_taken_for_one(heading):
    _, roles, asking = _read(*PEOPLE, ("Mua sắm", TICKS), (heading, TICKS), ("Thanh toán", TICKS))
    assert roles[3:] == ["shopping", "", "payment"]
    assert not asking.questions


def test_ticks_below_unknown_words_are_asked_about_while_a_skill_is_missing():
    _, roles, asking = _read(
        *PEOPLE, ("Mua sắm", TICKS), ("Việc tốt", TICKS), ("Thanh toán", TICKS)
    )
    assert (roles[4], _subjects(asking)) == ("", ["Việc tốt"])


def test_a_second_column_of_one_field_is_not_read_over_the_first():
    _, roles, asking = _read(*PEOPLE, ("Năm sinh", YEARS), ("Năm sinh (kiểm tra)", YEARS))
    assert roles[3:] == ["birth", ""]
    assert [one.name for one in asking.left] == ["Năm sinh (kiểm tra)"]


def test_two_columns_of_villages_are_asked_about():
    _, _, asking = _read(*PEOPLE, ("Thôn", VILLAGE), ("Khu dân cư", VILLAGE[1:] + VILLAGE[1:2]))
    assert _subjects(asking) == ["Khu dân cư"]


def test_a_heading_that_what_stands_below_belies_is_asked_about():
    _, roles, asking = _read(
        *PEOPLE,
        ("Điện thoại", ("Nguyễn Văn A", "Lê B C", "Trần C D", "Lê D E", "Lê E F", "Lê F G")),
    )
    assert (roles[3], _subjects(asking)) == ("", ["Điện thoại"])


def test_a_table_waits_while_nobody_knows_who_its_people_are():
    kind, _, asking = _read(("Thôn", VILLAGE), ("Danh sách hộ dân", TICKS), ("Số khẩu", ORDER))
    assert kind in {"", "villages"}
    assert asking.questions or asking.left


def test_what_a_list_of_names_is_of_is_said_above_it():
    given = [("STT", ORDER), ("Họ và tên", NAMES)]
    assert _read(*given, title="DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG")[0] == "teams"
    assert _read(*given, title="DANH SÁCH HỘ DÂN")[0] == "households"


def test_one_answer_for_two_columns_of_one_heading_is_not_read_over_the_first():
    given = [
        ("Địa chỉ", VILLAGE),
        ("Họ tên | Nhà trên", NAMES),
        ("Họ tên | Nhà dưới", NAMES[::-1]),
        ("Số khẩu", ORDER),
    ]
    _, roles, asking = _read(*given, answers={("column", "Họ tên"): "name"})
    assert roles[1:3] == ["name", ""]
    assert [one.name for one in asking.left] == ["Họ tên"]


@pytest.mark.parametrize(
    ("years", "role"),
    [
        ((31, 30, 7, 45, 43, 12, 62, 58, 35, 40, 38, 4), "age"),
        ((82, 85, 7, 56, 60, 90, 71, 76, 93, 60, 65, 85), "birth"),
        (("82", "85", "07", "56", "60", "81", "60", "53", "88", "58", "51", "76"), "birth"),
        ((1982, 1985, 2007, 2011, 1956, 1960, 1990, 1993, 2015, 2018, 1971, 1976), "birth"),
        ((62, 64, 8, 10, 58, 55, 40, 41, 42, 60, 61, 63), ""),
    ],
)
def test_ages_below_a_heading_of_years_are_told_by_who_is_there(years, role):
    given = [
        ("Họ và tên", NAMES * 2),
        ("Quan hệ", ("Chủ hộ", "Vợ", "Con") * 4),
        ("Sinh năm", years),
    ]
    _, roles, asking = _read(*given)
    assert (roles[2], _subjects(asking)) == (role, [] if role else ["Sinh năm"])


def test_cut_columns_are_named_by_count_alone():
    table = _table(*PEOPLE, ("Số CCCD", (None,) * 6))
    asking = Asking({})
    columns.leave_cut(Book("xlsx", [Sheet("Sheet1", table.rows, cut={3: 6})]), [table], asking)
    assert [(one.why, one.name, one.count) for one in asking.left] == [("identity", "Số CCCD", 6)]


def test_a_table_of_nothing_known_is_left_whole():
    kind, roles, asking = _read(("Tên sách", ("Số đỏ",) * 6), ("Giá tiền", ORDER))
    assert (kind, roles) == ("", ["", ""])
    assert [(one.why, one.count) for one in asking.left] == [("table", 12)]


def test_empty_columns_are_neither_asked_about_nor_left():
    _, _, asking = _read(*PEOPLE, ("", (None,) * 6), ("Nghề nghiệp", (None,) * 6))
    assert not asking.left
    assert not asking.questions


def test_headings_say_who_stands_below_in_words_of_a_cell():
    table = _table(
        ("Chủ hộ", NAMES), ("Họ tên | VỢ HOẶC CHỒNG", NAMES[::-1]), ("Họ tên con thứ nhất", NAMES)
    )
    columns.assign(table, KNOWN, Asking({}))
    assert [*table.told.values()] == ["VỢ CHỒNG", "con thứ nhất"]


def test_a_year_behind_several_people_is_asked_about():
    _, roles, asking = _read(("Chủ hộ", NAMES), ("Vợ", NAMES), ("Con", NAMES), ("Năm sinh", YEARS))
    assert roles == ["head", "name1", "name2", ""]
    assert _subjects(asking) == ["Năm sinh"]


def test_several_names_in_a_cell_beside_the_heads_are_who_lives_there():
    several = ("Lê An, 1963", "Y Ken, 1976\nLê Đức, 2005", None, "Lê Na, 2001", "Lê Ba, 1990\nLê Tư, 2009", None)  # fmt: skip
    _, roles, _ = _read(
        ("Họ tên chủ hộ", NAMES), ("Nhân khẩu trong hộ", several), ("Năm sinh", YEARS)
    )
    assert roles == ["head", "members", "birth"]
    _, roles, _ = _read(
        ("Họ tên chủ hộ", NAMES), ("Nhân khẩu trong hộ", NAMES), ("Năm sinh", YEARS)
    )
    assert roles == ["head", "name", "birth"]


@pytest.mark.parametrize("one", [(1, None, None, None, None, None), (1,) * 6])
def test_ones_number_the_only_household(one):
    relations = ("Chủ hộ", "Vợ", "Con", "Con", "Mẹ", "Cháu")
    _, roles, _ = _read(("Số TT hộ", one), ("Họ và tên", NAMES), ("Quan hệ với chủ hộ", relations))
    assert roles == ["number", "name", "relation"]


def test_units_are_villages_also_where_none_is_known():
    unknown = ("Thôn Xuân Trung", "Thôn Hội Sơn", "Buôn Lạ", "Thôn Hội Sơn", "Buôn Lạ", "Thôn Mới")
    days = ("1/6/2026", "2/6/2026", "3/6/2026", "4/6/2026", "5/6/2026", "6/6/2026")
    topics = ("VNeID", "Mã QR", "Lừa đảo", "Mua hàng", "Nộp hồ sơ", "Mã QR")
    _, roles, asking = _read(
        ("Ngày", days), ("Đơn vị", unknown), ("Nội dung", topics), ("Số lượt người", (20,) * 6)
    )
    assert roles == ["held_on", "village", "title", "people"]
    assert not asking.questions


def test_who_signs_a_short_table_says_nothing_of_its_columns():
    table = _table(
        ("STT", (1, 2, None)),
        ("Thôn", ("Thôn Phú Hội", "Buôn Ken", "NGƯỜI LẬP BIỂU")),
        ("Hộ", (304, "?", "CHỦ TỊCH")),
    )
    table.context = [Context(text, "foot", 0, 5) for text in ("NGƯỜI LẬP BIỂU", "CHỦ TỊCH")]
    columns.assign(table, KNOWN, asking := Asking({}))
    assert (table.kind, table.roles[2].key, asking.questions) == ("villages", "households", {})


def test_members_of_whom_one_stands_in_each_row_below_the_head_have_it_as_their_name():
    heads = ("Nguyễn Văn An", None, None, "Lê Hoàng Cường", None, None)
    members = (None, "Trần Thị Bích", "Y Thuận Niê", None, "Phạm Thị Dung", "Võ Đức Em")
    short = ("CH", "V", "C", "CH", "V", "C")
    columns_of = [
        ("Họ tên chủ hộ", heads),
        ("Các nhân khẩu", members),
        ("Quan hệ với chủ hộ", short),
    ]
    assert _read(*columns_of, ("Năm sinh", YEARS))[:2] == (
        "households",
        ["head", "name", "relation", "birth"],
    )
    together = ("Trần Thị Bích (vợ); Lê An (con)",) * 6
    columns_of = [("Họ tên chủ hộ", NAMES), ("Các nhân khẩu", together), ("Thôn", VILLAGE)]
    assert _read(*columns_of)[1] == ["head", "members", "village"]


def test_the_middle_of_a_name_goes_with_the_family():
    table = _table(
        ("Họ", ("Lê", "Y")),
        ("Tên đệm", ("Thị Mỹ", None)),
        ("Tên", ("An", "Thuận")),
        ("Quan hệ", ("Chủ hộ",) * 2),
    )
    columns.assign(table, KNOWN, Asking({}))
    assert [row.cells[:3] for row in table.rows] == [
        ["Lê Thị Mỹ", None, "An"],
        ["Y", None, "Thuận"],
    ]


ONE_OF_TWO = ("Nek Kpă", None)
SEVERAL = ("Hồ Bé; Lê Tý", None, "Trần An; Hồ Ba; Lê Tư", "Cao Ba; Cao Tư", None, "Hồ Sáu; Hồ Bảy")


@pytest.mark.parametrize(
    ("sheets", "asked", "role"),
    [((ONE_OF_TWO,), 1, ""), ((SEVERAL, ONE_OF_TWO), 0, "members"), ((SEVERAL, PHONES), 1, "")],
)
def test_what_may_be_either_is_what_the_same_heading_is_in_the_tables_before(sheets, asked, role):
    asking = Asking({})
    for cells in sheets:
        some = slice(len(cells))
        heads = (("STT", ORDER[some]), ("Họ tên chủ hộ", NAMES[some]), ("Năm sinh", YEARS[some]))
        table = _table(*heads, ("Thành viên trong hộ", cells))
        columns.assign(table, KNOWN, asking)
    assert len(asking.questions) == asked
    assert (table.roles[3].key if 3 in table.roles else "") == role


@pytest.mark.parametrize("begins", ["0", "+84", "84", "0084"])
def test_telephones_of_a_country_are_known_without_a_heading(begins):
    phones = tuple(f"{begins}90512345{n}" for n in range(6))
    _kind, roles, asking = _read(*PEOPLE, ("Năm sinh", YEARS), ("", phones))
    assert (roles[-1], asking.questions) == ("phone", {})


def test_payments_in_short_are_no_running_number_where_they_count_nothing():
    # The column that counts the rows came as formulas without their values.
    unseen = ("Họ và tên", NAMES), ("Quan hệ", ("Chủ hộ", "Vợ", "Con", "Chủ hộ", "Vợ", "Mẹ"))
    marks = [(head, ("1", "3", "2", "1", "1", "3")) for head in ("DVC", "MS", "TT", "AT", "NT")]
    kind, roles, _asking = _read(("#", (Fault.FORMULA,) * 6), *unseen, *marks)
    assert (kind, roles[3:]) == ("households", list(SKILLS))


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("Lê Văn An sinh năm 1966", True), ("Lê Văn An - SN 1966", True), ("Lê Lợi SN 15", False)],
)  # fmt: skip
def test_a_year_stands_behind_a_name_and_no_number_of_a_house(text, is_name):
    assert ("surname" in looks_of_text(text)) is is_name
