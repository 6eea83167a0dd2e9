"""Teams are told apart and their people read, however a table is laid out."""

from datetime import date

import pytest

from imports.spreadsheet.book import Fault
from tests.imports.tidy.shapes.books import EA_KAR, HOI_PHU, KP3, read, read_sheets

N = None
AN, BINH, CUONG, BHAM = "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Y Bhăm Niê"
HEAD = ["STT", "Thôn", "Số QĐ", "Ngày ký", "Họ và tên", "Chức vụ trong tổ"]
PAPER, OTHER = ("12/QĐ-UBND", date(2025, 4, 3)), ("13/QĐ-UBND", date(2025, 4, 4))
WHOLE = [
    (HOI_PHU, *PAPER, AN, "leader"),
    (HOI_PHU, *PAPER, BINH, "member"),
    (EA_KAR, *OTHER, BHAM, "leader"),
]
FIELDS = ("village", "number", "founded_on", "full_name", "role")

LAYOUTS = {
    "repeated": [
        HEAD,
        [1, "Hội Phú", "12/QĐ-UBND", "3/4/2025", AN, "Tổ trưởng"],
        [2, "Hội Phú", "12/QĐ-UBND", "3/4/2025", BINH, "Thành viên"],
        [3, "Buôn Ea Kar", "13/QĐ-UBND", "4/4/2025", BHAM, "TT"],
    ],
    "on the first row": [
        HEAD,
        [1, "Thôn Hội Phú", "12/QĐ-UBND", "3/4/2025", AN, "Tổ trưởng"],
        [2, N, N, N, BINH, "TV"],
        [3, "Buôn Ea Kar", "13/QĐ-UBND", "4/4/2025", BHAM, "T.trưởng"],
    ],
    "in a row of its own": [
        HEAD,
        ["I", "Thôn Hội Phú", "12/QĐ-UBND", "3/4/2025"],
        [1, N, N, N, AN, "Tổ trưởng"],
        [2, N, N, N, BINH, "Tổ viên"],
        ["II", "Buôn Ea Kar", "13/QĐ-UBND", "4/4/2025"],
        [1, N, N, N, BHAM, "Tổ trưởng"],
    ],
    "in group rows": [
        ["TT", "Họ và tên", "Chức vụ trong tổ"],
        "TỔ CNSCĐ THÔN HỘI PHÚ - QĐ số 12/QĐ-UBND ngày 3/4/2025",
        [1, AN, "Tổ trưởng"],
        [2, BINH, "Thành viên"],
        "TỔ CNSCĐ BUÔN EA KAR (Quyết định số 13/QĐ-UBND ngày 04 tháng 4 năm 2025)",
        [1, BHAM, "Tổ trưởng"],
    ],
    "a row for each team": [
        ["TT", "Thôn, buôn", "Quyết định thành lập", "Thành viên tổ"],
        [1, "Hội Phú", "12/QĐ-UBND ngày 3/4/2025", f"1. {AN} - Tổ trưởng\n2. {BINH} - Thành viên"],
        [2, "Ea Kar", "13/QĐ-UBND ngày 4/4/2025", f"{BHAM} (TT)"],
    ],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_a_team_is_read_from_every_layout(rows):
    found = read(*rows)
    assert found.told(*FIELDS) == WHOLE
    assert not found.asked
    blocks = [line.block for line in found.lines]
    assert blocks[0] == blocks[1] != blocks[2]


def test_teams_on_sheets_of_their_own_are_those_of_their_titles():
    head = ["STT", "Họ tên", "Chức danh trong tổ"]
    found = read_sheets(
        {
            "1": ["TỔ CNSCĐ THÔN HỘI PHÚ", head, [1, AN, "Tổ trưởng"], [2, BINH, "Tổ phó"]],
            "2": ["TỔ CNSCĐ BUÔN EA KAR", head, [1, BHAM, "Tổ trưởng"]],
        }
    )
    assert found.told("village", "full_name") == [(HOI_PHU, AN), (HOI_PHU, BINH), (EA_KAR, BHAM)]


@pytest.mark.parametrize("team", ["Tổ công nghệ số cộng đồng ", "", "Tổ CNSCĐ "])
def test_teams_below_each_other_are_those_of_their_titles_also_at_the_top_of_a_page(team):
    head, on = ["TT", "Họ và tên", "Chức vụ trong tổ"], "(tiếp theo)"
    ea_kar, kp3 = f"II. {team}buôn Ea Kar - QĐ số 13/QĐ-UBND ngày 4/4/2025", f"III. {team}khu phố 3"
    found = read(
        *(head, "I. Tổ công nghệ số cộng đồng thôn Hội Phú", [1, AN, "Tổ trưởng"]),
        *(ea_kar, [N, on], head, [2, BINH, "Tổ trưởng"]),
        *(kp3, [N, on], head, [3, CUONG, "Tổ trưởng"], [N, on], head, [4, BHAM, "Tổ viên"]),
    )
    assert found.told("village", "full_name") == [
        *((HOI_PHU, AN), (EA_KAR, BINH)),
        *((KP3, CUONG), (KP3, BHAM)),
    ]
    first, second, third, same = (line.block for line in found.lines)
    assert len({first, second, third}) == 3
    assert same == third


def test_one_decision_in_a_title_founded_all_teams():
    found = read(
        "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
        "(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 12/3/2025 của UBND xã)",
        "Thực hiện Kế hoạch số 02/KH-UBND ngày 01/02/2025 của UBND tỉnh",
        ["STT", "Họ tên", "Thôn", "Nhiệm vụ trong tổ"],
        [1, AN, "Hội Phú", "Tổ trưởng"],
        [2, BHAM, "Ea Kar", "Tổ trưởng"],
    )
    assert set(found.told("number", "founded_on")) == {("45/QĐ-UBND", date(2025, 3, 12))}


@pytest.mark.parametrize(
    "title",
    [
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ",
        "Theo Quyết định số 1/QĐ-UBND ngày 1/2/2025 và Quyết định số 2/QĐ-UBND ngày 2/2/2025",
        "Kèm theo Quyết định số 12/QĐ-UBND ngày 3/4/2025 của UBND tỉnh Đắk Lắk",
    ],
)
def test_a_decision_of_somebody_else_founds_no_team(title):
    found = read(title, ["STT", "Họ tên", "Thôn", "Chức vụ trong tổ"], [1, AN, "Hội Phú", "TT"])
    assert found.told("number", "founded_on") == [(None, None)]


@pytest.mark.parametrize(
    ("said", "role", "organisation"),
    [
        ("Bí thư chi đoàn, Tổ phó", "deputy", "youth"),
        ("Tổ trưởng - Trưởng thôn", "leader", "village"),
        ("Trưởng thôn kiêm Tổ trưởng", "leader", "village"),
        ("Chi hội trưởng phụ nữ (TV)", "member", "women"),
        ("T.phó", "deputy", None),
    ],
)
def test_a_role_beside_an_office_is_parted_from_it(said, role, organisation):
    found = read(["TT", "Thôn", "Họ tên", "Chức vụ trong tổ"], [1, "Hội Phú", AN, said])
    assert found.told("role", "organisation") == [(role, organisation)]


def test_the_team_of_the_commune_has_no_village():
    head = ["STT", "Tên tổ", "Họ tên", "Vai trò"]
    found = read(
        head,
        [1, "Tổ CNSCĐ xã Hòa Xuân", AN, "Tổ trưởng"],
        [2, "Tổ CNSCĐ thôn Hội Phú", BINH, "Tổ trưởng"],
    )
    assert found.told("tier", "village") == [("commune", None), (None, HOI_PHU)]


def test_a_leader_who_stands_among_the_members_is_one_person():
    found = read(
        ["TT", "Thôn", "Tổ trưởng", "Thành viên"],
        [1, "Hội Phú", AN, f"{AN}; {BINH}; {CUONG}"],
    )
    assert found.told("full_name", "role") == [(AN, "leader"), (BINH, "member"), (CUONG, "member")]


def test_a_cell_that_names_nobody_is_left_and_told():
    found = read(
        ["TT", "Thôn", "Tổ trưởng", "Các thành viên"],
        [1, "Hội Phú", AN, f"{BINH}; {CUONG}"],
        [2, "Ea Kar", BHAM, "chưa cử"],
    )
    assert found.told("full_name")[-1] == (BHAM,)
    assert "not_understood" in found.left


def test_a_team_without_people_is_left_and_told():
    found = read(HEAD, [1, "Hội Phú", N, N, AN, "TT"], [2, "Ea Kar", "13/QĐ-UBND", "4/4/2025"])
    assert found.told("full_name") == [(AN,)]
    assert found.left


def test_leaders_may_have_columns_of_their_own():
    found = read(
        ["TT", "Thôn", "Số quyết định", "Ngày ký", "Tổ trưởng", "Các thành viên"],
        [1, "Hội Phú", "12/QĐ-UBND", "3/4/2025", AN, f"{BINH}, {CUONG}"],
        [2, "Ea Kar", "13/QĐ-UBND", "4/4/2025", BHAM, "Y Wen Êban\nH'Len Mlô"],
    )
    roles = ["leader", "member", "member"]
    assert [role for (role,) in found.told("role")] == roles * 2
    assert found.told("number", "full_name")[3:5] == [(OTHER[0], BHAM), (OTHER[0], "Y Wen Êban")]


def test_an_office_beside_a_name_is_no_signature():
    found = read(
        ["Thôn", "Họ tên", "Chức vụ trong tổ"],
        ["Hội Phú", AN, "Tổ trưởng"],
        ["Hội Phú", BINH, "Tổ phó"],
        ["Ea Kar", BHAM, "Tổ trưởng"],
    )
    assert [name for (name,) in found.told("full_name")] == [AN, BINH, BHAM]


def test_two_decisions_of_one_team_are_both_kept():
    found = read(
        HEAD,
        [1, "Hội Phú", "12/QĐ-UBND", "3/4/2025", AN, "Tổ trưởng"],
        [2, "Hội Phú", "15/QĐ-UBND", "3/4/2025", BINH, "Tổ phó"],
    )
    assert found.told("number") == [("12/QĐ-UBND",), ("15/QĐ-UBND",)]


def test_a_note_has_no_field():
    head = ["TT", "Thôn", "Họ tên", "Chức vụ trong tổ", "Ghi chú"]
    found = read(head, [1, "Hội Phú", AN, "Tổ trưởng", "mới chuyển đến"])
    assert found.told("note") == [(None,)]
    assert found.left & {"no_field", "column"}


def test_a_chart_is_read_by_the_offices_above_the_names():
    found = read(
        "SƠ ĐỒ TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
        "THÔN HỘI PHÚ",
        [N, "TỔ TRƯỞNG"],
        [N, f"{AN}\nTrưởng thôn\n0905123456"],
        ["Tổ phó 1", N, "Tổ phó 2"],
        [BINH, N, CUONG],
        [N, "CÁC THÀNH VIÊN"],
        ["Võ Thị Dung", "Đỗ Văn Em", "Cao Thị Gấm"],
        N,
        "SƠ ĐỒ TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG BUÔN EA KAR",
        [N, "TỔ TRƯỞNG"],
        [N, BHAM],
    )
    roles = ["leader", "deputy", "deputy", *["member"] * 3, "leader"]
    assert [role for (role,) in found.told("role")] == roles
    assert found.told("village")[5:] == [(HOI_PHU,), (EA_KAR,)]
    assert found.told("organisation", "phone")[0] == ("village", "0905123456")


def test_who_signs_below_a_chart_and_what_stands_above_it_name_no_members():
    found = read(
        ["ỦY BAN NHÂN DÂN", N, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ HÒA XUÂN", N, "Độc lập - Tự do - Hạnh phúc"],
        "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
        "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ",
        [N, "TỔ TRƯỞNG"],
        [N, AN],
        ["TỔ PHÓ", N, "TỔ VIÊN"],
        [BINH, N, "Lê Công Ẩn"],
        ["Tổng: 3", N, 3],
        N,
        [N, N, "Hòa Xuân, ngày 15 tháng 9 năm 2026"],
        ["NGƯỜI LẬP BIỂU", N, "TM. ỦY BAN NHÂN DÂN"],
        ["(Ký, ghi rõ họ tên)", N, "CHỦ TỊCH"],
        ["Đỗ Mỹ Sương", N, "Trần Thanh Thiện"],
    )
    assert found.told("full_name") == [(AN,), (BINH,), ("Lê Công Ẩn",)]
    assert found.left == {"title", "total", "foot"}
    assert not found.asked


def test_a_number_left_blank_beside_a_place_in_a_letterhead_names_nobody():
    found = read(
        ["Số: /DS-UBND", N, "Buôn Hồ, ngày 15 tháng 9 năm 2026"],
        "SƠ ĐỒ TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG BUÔN EA KAR",
        [N, "TỔ TRƯỞNG"],
        [N, AN],
        ["TỔ PHÓ"],
        [BINH],
    )
    assert found.told("full_name") == [(AN,), (BINH,)]


def test_whom_the_register_calls_so_already_is_not_asked_about():
    rows = ["DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", ["STT", "Thôn", "Họ và tên", "Điện thoại"]]
    rows += [[1, "Thôn Hội Phú", "Đoàn Thanh Niên", "0905123456"], [2, "Thôn Hội Phú", AN, N]]
    so = {("full_name", "Đoàn Thanh Niên"), ("number", "Y tế thôn")}
    found = read(*rows, has_said=lambda *said: said in so)
    assert (found.told("full_name"), found.asked) == ([("Đoàn Thanh Niên",), (AN,)], set())
    rows[2][2] = "Y tế thôn"
    assert read(*rows, has_said=lambda *said: said in so).asked == {("repair", "Y tế thôn")}


def test_a_day_in_brackets_behind_a_place_is_no_letterhead():
    charts = [
        [
            [f"{place} (ngày 15 tháng 9 năm 2026)"],
            N,
            [N, "TỔ TRƯỞNG"],
            [N, name],
            ["TỔ PHÓ"],
            [other],
        ]
        for place, name, other in (("THÔN HỘI PHÚ", AN, BINH), ("BUÔN EA KAR", CUONG, "Lê Dần"))
    ]
    assert len(read(*charts[0], N, *charts[1]).asked) == 2


def test_a_role_behind_a_name_with_nothing_between_is_theirs():
    found = read(
        "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
        ["STT", "Thôn", "Họ và tên", "Điện thoại"],
        [1, "Thôn Hội Phú", f"{AN} Tổ trưởng", "0905123456"],
        [2, "Thôn Hội Phú", f"{BINH} Tổ phó", "0905123457"],
    )
    assert found.told("full_name", "role") == [(AN, "leader"), (BINH, "deputy")]


CAME = ["STT", "Họ và tên", "Năm sinh", "Chức vụ/Đơn vị", "Điện thoại", "Ký nhận"]


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH HỌC VIÊN THAM GIA TẬP HUẤN KỸ NĂNG SỐ",
        "DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ",
        "DANH SÁCH",
    ],
)
def test_who_came_to_a_meeting_is_no_member_of_a_team(title):
    rows = [
        [1, AN, 1970, "Trưởng thôn Hội Phú", "0905111222"],
        [2, BINH, 1980, "Hội viên phụ nữ", N],
    ]
    found = read(title, "Tại nhà văn hóa thôn Hội Phú, ngày 12/8/2026", CAME, *rows)
    assert not found.lines
    assert not found.asked
    assert "attendance" in found.left


def test_members_who_are_called_to_a_training_are_members():
    head = ["STT", "Thôn", "Họ và tên", "Chức vụ trong tổ", "Ký nhận"]
    found = read("DANH SÁCH TỔ CNSCĐ THAM GIA TẬP HUẤN", head, [1, "Hội Phú", AN, "Tổ trưởng"])
    assert found.told("full_name", "role") == [(AN, "leader")]


def test_a_guest_of_a_teams_meeting_is_no_member():
    head = ["TT", "Họ và tên", "Chức vụ", "Ký tên"]
    rows = [[1, AN, "Tổ trưởng", N], [2, BINH, "Thành viên", N], [3, CUONG, "Chuyên viên Sở", N]]
    found = read("BẢNG ĐIỂM DANH HỌP TỔ CNSCĐ THÔN HỘI PHÚ", head, *rows)
    assert found.told("full_name", "role") == [(AN, "leader"), (BINH, "member")]
    assert "attendance" in found.left
    assert not found.asked


def test_places_that_stand_as_organisations_are_places():
    head = ["STT", "Họ và tên", "Chức danh trong Tổ", "Đơn vị", "Điện thoại"]
    found = read(
        head,
        [1, AN, "Tổ trưởng", "Thôn Hội Phú, xã Hòa Xuân", N],
        [2, BINH, "Tổ phó", "Thôn Hội Phú, xã Hòa Xuân", N],
        [3, BHAM, "Tổ trưởng", "Buôn Ea Kar", N],
        [4, CUONG, "Tổ trưởng", "Xã Nơi Nào Đó", N],
    )
    assert found.told("village", "full_name", "organisation") == [
        (HOI_PHU, AN, None),
        (HOI_PHU, BINH, None),
        (EA_KAR, BHAM, None),
    ]
    assert {kind for kind, _subject in found.asked} == {"commune"}


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG CẤP XÃ", False),
        ("Tổ CNSCĐ cấp phường (kèm theo Quyết định số 3/QĐ-UBND)", False),
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG CẤP XÃ, CẤP THÔN", True),
        ("Danh sách tổ công nghệ số cộng đồng xã Hòa Xuân", True),
    ],
)
def test_a_title_says_that_a_team_is_the_communes(title, is_asked):
    found = read(title, ["STT", "Họ và tên", "Chức vụ trong tổ"], [1, AN, "Tổ trưởng"])
    assert found.asked == ({("village", "")} if is_asked else set())
    assert found.told("tier", "village") == ([] if is_asked else [("commune", N)])


def test_a_team_without_a_village_may_be_the_communes():
    head = ["STT", "Họ và tên", "Chức vụ trong tổ"]
    rows = [head, [1, AN, "Tổ trưởng"], [2, BINH, "Thành viên"]]
    told = read(*rows, answers={("village", ""): "commune"})
    assert told.told("tier", "village", "full_name") == [("commune", N, AN), ("commune", N, BINH)]
    assert not told.asked
    named = read(HEAD, [1, "Tổ CNSCĐ xã", N, N, AN, "Tổ trưởng"])
    assert named.told("tier") == [("commune",)]


def test_a_team_of_two_villages_is_asked():
    for place in (
        "Tổ liên thôn Hội Phú - Ea Kar",
        "Thôn Hội Phú, buôn Ea Kar",
        "Hội Phú và Ea Kar",
    ):
        found = read(HEAD, [1, place, N, N, AN, "Tổ trưởng"])
        assert (not found.lines, {kind for kind, _subject in found.asked}) == (True, {"village"}), (
            place
        )


def test_rows_of_roles_say_the_role_of_those_below_them():
    found = read(
        "TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ",
        ["TT", "Họ tên", "Chức vụ", "Ghi chú"],
        ["I", "Tổ trưởng"],
        [1, AN, "Trưởng thôn", N],
        ["II", "Tổ phó"],
        [2, BINH, "Chi hội phụ nữ", N],
        ["III", "Các thành viên"],
        [3, CUONG, "Đoàn thanh niên", N],
        [4, "Võ Thị Dung", "Hội nông dân", "Đã chuyển đi"],
    )
    assert found.told("village", "full_name", "role") == [
        (HOI_PHU, AN, "leader"),
        (HOI_PHU, BINH, "deputy"),
        (HOI_PHU, CUONG, "member"),
    ]
    assert {line.block for line in found.lines} == {found.lines[0].block}
    assert (found.asked, found.left & {"over"}) == (set(), {"over"})


def test_a_leader_is_one_with_a_member_of_the_same_marks_alone():
    head = ["Thôn", "Tổ trưởng", "Họ và tên thành viên", "Điện thoại"]
    rows = [["Hội Phú", "Lê Thị Hoà", "Lê Thị Hoa", N], [N, N, "Lê Thị Hòa", "0905123456"]]
    found = read(head, *rows)
    assert found.told("full_name", "role", "phone") == [
        ("Lê Thị Hoa", "member", None),
        ("Lê Thị Hòa", "leader", "0905123456"),
    ]


def test_a_member_called_like_one_of_two_who_lead_is_kept():
    """Where all who lead stand again among the members they are one; where only one does, it may be a namesake."""
    head = ["Thôn", "Tổ trưởng", "Tổ phó", "Thành viên"]
    for among, found in ((f"{AN}, {BINH}, {CUONG}", 3), (f"{BINH}, {CUONG}", 4)):
        told = read(head, ["Hội Phú", AN, BINH, among], ["Ea Kar", CUONG, BHAM, AN]).told(
            "full_name", "role"
        )
        assert len(told) == found + 3
        assert ((BINH, "member") in told) == (found == 4)
        assert {(AN, "leader"), (BINH, "deputy"), (CUONG, "member")} <= {*told}


@pytest.mark.parametrize("said", ["10:25, 15/9/2026", "15/9/2026, 10:25:07", "15/9 10:25"])
def test_another_message_begins_another_list(said):
    """Whoever wrote it stands before what they wrote: the line is named, and those below are of no village yet."""
    found = read(
        "[10:22, 15/9/2026] Anh Bảy: Danh sách tổ CNSCĐ thôn Hội Phú",
        f"1/ {AN} - Tổ trưởng",
        f"2/ {CUONG} - Tổ phó",
        f"[{said}] Chị Lan: {BINH} (tổ trưởng)",
        f"- {BHAM} - Thành viên",
    )
    assert ("village", "") in found.asked
    assert BHAM not in [name for (name,) in found.told("full_name")]
    assert "not_understood" in found.left


def test_members_may_stand_beside_each_other():
    came = read(
        ["Thôn", "Tổ trưởng", "Tổ phó", "Tổ viên", "Tổ viên"],
        ["Hội Phú", "Nguyễn Văn An", "Lê Thị Bê", "Hồ Thị Dịu", "Mai Văn Ẩn"],
        ["Ea Kar", "Phạm Văn Hạ", "Đỗ Thị Ích", "Lê Văn Khoa", "Võ Thị Gấm"],
    )
    assert [name for (name,) in came.told("full_name")][2:4] == ["Hồ Thị Dịu", "Mai Văn Ẩn"]
    assert not came.asked


def test_a_chart_whose_last_row_of_names_is_wide_is_one_also_above_signatures():
    found = read(
        "SƠ ĐỒ TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ",
        (None, None, "TỔ TRƯỞNG"),
        (None, None, "Lê Văn An"),
        (None, "THÀNH VIÊN"),
        (None, "Lê Thị Bé", "Hồ Văn Ca", "Tô Văn Dần", "Võ Thị Em"),
        None,
        (None, None, None, None, "Hòa Xuân, ngày 15 tháng 9 năm 2026"),
        (None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "(Ký, ghi rõ họ tên)", None, None, "CHỦ TỊCH"),
        None,
        (None, "Hồ Thị Lan", None, None, "Lê Văn Dần"),
        "Người lập: Hồ Thị Lan - ĐT: 0905 626 233",
    )
    names = ["Lê Văn An", "Lê Thị Bé", "Hồ Văn Ca", "Tô Văn Dần", "Võ Thị Em"]
    assert found.told("full_name", "village") == [(name, HOI_PHU) for name in names]
    assert found.asked == set()


LINES = [
    "DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ",
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 3/4/2025)",
    "1. Ông Lê Văn An - Trưởng thôn - Tổ trưởng - 0905111222",
    "2. Bà Trần Thị Bé - Chi hội trưởng Phụ nữ - Tổ phó",
    "3. Anh Hồ Văn Ca - Bí thư Đoàn - Thành viên",
]


def test_members_as_lines_of_text_are_a_team():
    found = read(*LINES)
    assert found.told("village", "number", "founded_on", "full_name", "role", "phone") == [
        (1, "12/QĐ-UBND", date(2025, 4, 3), "Lê Văn An", "leader", "0905111222"),
        (1, "12/QĐ-UBND", date(2025, 4, 3), "Trần Thị Bé", "deputy", None),
        (1, "12/QĐ-UBND", date(2025, 4, 3), "Hồ Văn Ca", "member", None),
    ]
    assert (found.asked, found.left) == (set(), set())


def test_a_decision_as_it_is_written_is_a_team():
    about = "V/v thành lập Tổ công nghệ số cộng đồng thôn Hội Phú gồm các ông, bà:"
    found = read("QUYẾT ĐỊNH", "Số 12/QĐ-UBND ngày 3/4/2025", about, *LINES[2:], "Nơi nhận:")
    assert found.told("village", "number", "role") == [
        (1, "12/QĐ-UBND", role) for role in ("leader", "deputy", "member")
    ]


@pytest.mark.parametrize(
    "title",
    ["BIÊN BẢN HỌP: thành phần tham dự họp Tổ công nghệ số cộng đồng", "DANH SÁCH BAN CHỈ ĐẠO"],
)
def test_lines_of_who_came_or_of_another_body_are_no_team(title):
    assert read(title, *LINES[2:]).lines == []


def test_each_member_beside_the_leaders_has_columns_and_the_role_that_stands_above():
    upper = (
        "STT",
        "Thôn",
        "Tổ trưởng",
        "Tổ trưởng",
        "Tổ viên 1",
        "Tổ viên 1",
        "Tổ viên 2",
        "Tổ viên 2",
    )
    lower = (None, None, "Họ tên", "SĐT", "Họ tên", "SĐT", "Họ tên", "SĐT")
    row = (1, "Hội Phú", "Lê An", "0905930101", "Hồ Bé", None, "Cao Dần", "0905930105")
    found = read(
        upper, lower, row, (2, "Ea Kar", "Y Blô", None, "Y Nam Mlô", "0905930106", None, None)
    )
    assert found.told("full_name", "role", "phone") == [
        ("Lê An", "leader", "0905930101"), ("Hồ Bé", "member", None), ("Cao Dần", "member", "0905930105"),
        ("Y Blô", "leader", None), ("Y Nam Mlô", "member", "0905930106"),
    ]  # fmt: skip
    assert found.asked == set()


def test_a_telephone_behind_somebody_who_is_not_in_the_team_is_not_that_of_its_leader():
    head = ("TT", "Thôn", "Họ và tên trưởng thôn", "SĐT", "Tổ trưởng tổ CNSCĐ", "SĐT")
    found = read(
        head,
        (1, "Hội Phú", "Lê Thôn Một", "0906010101", "Hồ Tổ Một", "0906010102"),
        (2, "Ea Kar", "Lê Thôn Hai", "0906010103", "Hồ Tổ Hai", None),
    )
    assert found.told("full_name", "role", "phone") == [
        ("Hồ Tổ Một", "leader", "0906010102"),
        ("Hồ Tổ Hai", "leader", None),
    ]


def test_minutes_of_a_founding_are_a_team_of_those_who_were_elected():
    found = read(
        "BIÊN BẢN",
        "Họp thôn về việc thành lập Tổ công nghệ số cộng đồng thôn Hội Phú",
        "I. Thành phần tham dự:",
        "1. Ông Lê Văn Chủ - Phó Chủ tịch UBND xã - Chủ trì",
        "II. Nội dung: bầu tổ công nghệ số cộng đồng gồm các ông, bà có tên sau:",
        "1. Ông Nguyễn Văn An, Trưởng thôn - Tổ trưởng, ĐT: 0905 111 222",
        "2. Bà Trần Thị Bình, Chi hội trưởng phụ nữ - Tổ phó",
    )
    assert found.told("village", "full_name", "role", "phone") == [
        (HOI_PHU, AN, "leader", "0905111222"),
        (HOI_PHU, BINH, "deputy", None),
    ]
    assert found.asked == set()


def test_of_a_member_of_whose_name_one_half_has_no_value_nothing_is_brought_in():
    head = ("STT", "Thôn", "Số quyết định", "Họ đệm", "Tên", "Chức vụ trong tổ")
    found = read(
        head,
        (1, "Hội Phú", "12/QĐ-UBND", "Lê Văn", "An", "Tổ trưởng"),
        (2, "Hội Phú", "12/QĐ-UBND", "Trần Thị", Fault.ERROR, "Thành viên"),
    )
    assert found.told("full_name") == [("Lê Văn An",), (None,)]
    assert [bool(line.problems) for line in found.lines] == [False, True]


ROLES = ["STT", "Họ và tên", "Chức vụ"]
ONE, TWO = [1, AN, "Tổ trưởng"], [1, BHAM, "Tổ trưởng"]


def test_the_decision_at_the_top_of_an_annex_holds_for_every_team_below():
    annex = "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 3/4/2025 của UBND xã Hòa Xuân)"
    teams = [f"{n}. Tổ công nghệ số cộng đồng {one}" for n, one in enumerate(("thôn Hội Phú", "buôn Ea Kar"), 1)]  # fmt: skip
    title = "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG CÁC THÔN, BUÔN"
    found = read(title, annex, teams[0], ROLES, ONE, None, teams[1], ROLES, TWO)
    assert found.told("village", "number", "founded_on") == [(HOI_PHU, *PAPER), (EA_KAR, *PAPER)]


def test_a_decision_below_the_name_of_one_team_is_its_own():
    first = ["Tổ CNSCĐ thôn Hội Phú", "(Theo Quyết định số 12/QĐ-UBND ngày 3/4/2025)", ROLES, ONE]
    found = read(*first, None, "Tổ CNSCĐ buôn Ea Kar", ROLES, TWO)
    assert found.told("village", "number") == [(HOI_PHU, "12/QĐ-UBND"), (EA_KAR, None)]


@pytest.mark.parametrize(
    "above",
    [
        ["Quyết định số 12/QĐ-UBND ngày 3/4/2025 thay thế Quyết định số 7/QĐ-UBND ngày 1/2/2024"],
        ["QĐ số 7/QĐ-UBND ngày 1/2/2024 được thay thế bởi QĐ số 12/QĐ-UBND ngày 3/4/2025"],
        ["Quyết định số 12/QĐ-UBND bổ sung thành viên Tổ CNSCĐ ngày 3/4/2025"],
        [["Số: 12/QĐ-UBND", None, "Hòa Xuân, ngày 3 tháng 4 năm 2025"]],
    ],
)
def test_of_two_decisions_the_one_that_holds_and_the_day_of_its_letterhead(above):
    found = read(*above, "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ", ROLES, ONE)
    assert found.told("number", "founded_on") == [PAPER]


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("DANH SÁCH TỔ HÒA GIẢI THÔN HỘI PHÚ", True),
        ("DANH BẠ BÍ THƯ CHI BỘ, TRƯỞNG THÔN", True),
        ("PHỤ LỤC 2: DANH SÁCH TỔ HÒA GIẢI", True),
        ("1. Danh sách tổ hòa giải tổ số 3", True),
        ("DANH SÁCH TỔ BẢO VỆ AN NINH TRẬT TỰ, TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", False),
        ("DANH SÁCH THÀNH VIÊN TỔ", False),
        ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ XÃ HÒA XUÂN", False),
    ],
)
def test_of_the_list_of_another_body_it_is_asked_whether_it_is_a_digital_team(title, is_asked):
    rows = title, ["STT", "Thôn", *ROLES[1:]], [1, "Hội Phú", *ONE[1:]]
    found = read(*rows)
    assert found.asked == ({("body", title)} if is_asked else set())
    assert len(found.lines) == (not is_asked)
    for told, n in (("take", 1), ("skip", 0)):
        answered = read(*rows, answers={("body", title): told})
        assert (len(answered.lines), answered.asked) == (n if is_asked else 1, set())


@pytest.mark.parametrize(
    ("title", "village"),
    [
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ", HOI_PHU),
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG CÁC THÔN", EA_KAR),
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN NĂM 2026", EA_KAR),
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG CẤP THÔN XÃ HÒA XUÂN", EA_KAR),
        ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN HỘI PHÚ, BUÔN EA KAR", EA_KAR),
    ],
)
def test_where_members_live_is_no_place_of_the_one_team_of_the_title(title, village):
    found = read(title, [*ROLES, "Nơi ở"], [*ONE, "Buôn Ea Kar"])
    assert found.told("village") == [(village,)]


@pytest.mark.parametrize(
    "heads",
    [
        [["TT", "Thôn", "QĐ thành lập", N, "QĐ kiện toàn", N, "Họ và tên", "Chức vụ"], [N, N, "Số", "Ngày", "Số", "Ngày", N, N]],
        [["TT", "Thôn", "Số QĐ thành lập", "Ngày thành lập", "Số QĐ kiện toàn", "Ngày kiện toàn", "Họ và tên", "Chức vụ"]],
    ],
)  # fmt: skip
def test_of_two_decisions_the_one_that_founded_a_team_is_its_own(heads):
    found = read(*heads, [1, "Hội Phú", *PAPER, *OTHER, AN, "Tổ trưởng"])
    assert (found.told(*FIELDS), found.asked) == (WHOLE[:1], set())
    assert sum(one.why == "column" for one in found.asking.left) == 2


def test_the_only_number_of_a_decision_is_not_left_for_a_day():
    head = ["TT", "Thôn", "Ngày thành lập", "QĐ kiện toàn", "Họ và tên", "Chức vụ"]
    found = read(head, [1, "Hội Phú", "1/6/2023", "45/QĐ-UBND", AN, "Tổ trưởng"])
    assert found.told("number") == [("45/QĐ-UBND",)]


def test_where_a_team_has_only_the_decision_that_changed_it_that_is_asked_about():
    head = ["TT", "Thôn", "QĐ thành lập", "QĐ kiện toàn", "Họ và tên", "Chức vụ"]
    rows = [
        [1, "Hội Phú", "12/QĐ-UBND", N, AN, "Tổ trưởng"],
        [2, "Ea Kar", N, "45/QĐ-UBND", BHAM, "Tổ trưởng"],
    ]
    assert ("column", "QĐ kiện toàn") in read(head, *rows).asked


def test_a_decision_that_changed_a_team_is_its_own_where_no_other_stands():
    head = ["TT", "Thôn", "Số QĐ kiện toàn", "Ngày kiện toàn", "Họ và tên", "Chức vụ"]
    found = read(head, [1, "Hội Phú", *PAPER, AN, "Tổ trưởng"])
    assert (found.told(*FIELDS), found.asked) == (WHOLE[:1], set())


@pytest.mark.parametrize("word", ["-", "…", "Chưa có", "Chưa bầu", "Khuyết", "(Chờ bổ sung)", "Đang kiện toàn", "chưa cử tổ phó"])  # fmt: skip
def test_what_stands_for_nobody_yet_is_nobody(word):
    found = read(
        ["TT", "Thôn", "Tổ trưởng", "Tổ phó"], [1, "Hội Phú", AN, word], [2, "Ea Kar", BHAM, BINH]
    )
    assert found.told("full_name", "role") == [(AN, "leader"), (BHAM, "leader"), (BINH, "deputy")]
    rows = [1, "Hội Phú", word, "Tổ trưởng"], [2, "Ea Kar", BHAM, "Tổ trưởng"]
    found = read("TỔ CNSCĐ", ["TT", "Thôn", "Họ và tên", "Chức vụ"], *rows)
    assert (found.told("full_name"), found.asked) == ([(BHAM,)], set())
    assert "nobody" in found.left


def test_a_row_of_nobody_yet_is_named_beside_others_of_its_team():
    rows = [1, "Hội Phú", "Chưa bầu", "Tổ trưởng"], [N, N, AN, "Tổ phó"]
    found = read("TỔ CNSCĐ", ["TT", "Thôn", "Họ và tên", "Chức vụ"], *rows)
    assert (found.told("full_name", "village"), "nobody" in found.left) == ([(AN, HOI_PHU)], True)


@pytest.mark.parametrize("role", ["P. Tổ trưởng", "P.Tổ trưởng", "PTT", "Tổ phó TT"])
def test_a_deputy_in_short(role):
    found = read(
        "TỔ CNSCĐ THÔN HỘI PHÚ",
        ["TT", "Họ và tên", "Chức vụ"],
        [1, AN, "Tổ trưởng"],
        [2, BINH, role],
    )
    assert (found.told("role"), found.asked) == ([("leader",), ("deputy",)], set())
