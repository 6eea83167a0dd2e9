"""Tables on their side and forms: read as rows, and said to stand where they stand."""

from dataclasses import replace

import pytest

from imports.spreadsheet.book import Book
from imports.tidy.turned import turned
from tests.imports.tidy.grids import sheet_of
from tests.imports.tidy.shapes.books import VILLAGES, Read, read

# What stands on the sheet, then the headings of the table that is made of it, and its rows.
SHEETS = {
    "each column somebody": (
        "DANH SÁCH HỘ\nHọ tên chủ hộ|Lê An|Lê Bé\nNăm sinh|1970|1981\nGiới tính|Nam|Nữ\nThanh toán|Biết|",
        "Họ tên chủ hộ|Năm sinh|Giới tính|Thanh toán", ["Lê An|1970|Nam|Biết", "Lê Bé|1981|Nữ|"],
    ),
    "each column somebody, the headings numbered": (
        "1|Họ và tên|Lê An|Lê Bé\n2|Chức vụ|Tổ trưởng|Tổ phó\n3|Điện thoại|0905111222|", "Họ và tên|Chức vụ|Điện thoại",
        ["Lê An|Tổ trưởng|0905111222", "Lê Bé|Tổ phó|"],
    ),
    "forms below each other, a cell for both": (
        "PHIẾU\nHọ tên chủ hộ: Lê An\nNăm sinh: 1970\nĐịa chỉ: Xóm 1\n\nPHIẾU\nHọ tên chủ hộ: Lê Bé\nNăm sinh: 1981\nĐịa chỉ: Xóm 2",
        "Họ tên chủ hộ|Năm sinh|Địa chỉ", ["Lê An|1970|Xóm 1", "PHIẾU", "Lê Bé|1981|Xóm 2"],
    ),
    "a form of two columns": (
        "Họ tên chủ hộ:|Lê An||Năm sinh:|1970\nĐịa chỉ:|Xóm 1||Wifi nhà:|có", "Họ tên chủ hộ|Năm sinh|Địa chỉ|Wifi nhà", ["Lê An|1970|Xóm 1|có"],
    ),
    "forms beside each other": (
        "Họ tên chủ hộ: Lê An||Họ tên chủ hộ: Lê Bé\nNăm sinh: 1970||Năm sinh: 1981\nĐịa chỉ: Xóm 1||Địa chỉ: Xóm 2",
        "Họ tên chủ hộ|Năm sinh|Địa chỉ", ["Lê An|1970|Xóm 1", "Lê Bé|1981|Xóm 2"],
    ),
    "skills below each other, each column somebody": (
        "KỸ NĂNG SỐ\nKỹ năng|Y Thih Niê|H'Bia Êban\nDịch vụ công trực tuyến|x|\nMua sắm trực tuyến||x\nThanh toán trực tuyến|x|x",
        "Họ và tên|Dịch vụ công trực tuyến|Mua sắm trực tuyến|Thanh toán trực tuyến", ["Y Thih Niê|x||x", "H'Bia Êban||x|x"],
    ),
    "the same with nothing above the skills": (
        "|Lê Văn An|Hồ Thị Bé\nMua sắm trực tuyến|x|\nThanh toán trực tuyến||x\nDịch vụ công trực tuyến||",
        "Họ và tên|Mua sắm trực tuyến|Thanh toán trực tuyến|Dịch vụ công trực tuyến", ["Lê Văn An|x||", "Hồ Thị Bé||x|"],
    ),
    "several labels in one cell, and a village without one": (
        "PHIẾU SỐ 1\nHọ tên chủ hộ: Lê An Năm sinh: 1970\nThôn Hội Phú ĐT: 0905111222\nKỹ năng đã biết: DVC, thanh toán",
        "Họ tên chủ hộ|Năm sinh|Thôn|ĐT|Kỹ năng đã biết", ["Lê An|1970|Thôn Hội Phú|0905111222|DVC, thanh toán"],
    ),
    "a table of text in one column": (
        'DANH SÁCH HỘ\nHọ tên chủ hộ;Năm sinh;Địa chỉ\n"Lê An";1970;"Xóm 1; gần chợ"\nLê Bé;;Xóm 2',
        "Họ tên chủ hộ|Năm sinh|Địa chỉ", ["Lê An|1970|Xóm 1; gần chợ", "Lê Bé||Xóm 2"],
    ),
    "forms with a list of answers to tick": (
        "Họ tên chủ hộ:|Lê An\nThôn:|Hội Phú\nNăm sinh:|1970\nSTT|Nội dung kỹ năng|Biết|Chưa biết|Ghi chú\n1|Thanh toán trực tuyến|x\n2|Mua sắm trực tuyến||x",
        "Họ tên chủ hộ|Thôn|Năm sinh|Thanh toán trực tuyến|Mua sắm trực tuyến", ["Lê An|Hội Phú|1970|Biết|Chưa biết"],
    ),
    "boxes of which none, one and two are ticked": (
        "Họ tên chủ hộ:|Lê An\nThôn:|Hội Phú\nNăm sinh:|1970\nKỹ năng|Có|Không\nThanh toán trực tuyến|☐|☑\nMua sắm trực tuyến|☐|☐\nDịch vụ công|☑|☑",
        "Họ tên chủ hộ|Thôn|Năm sinh|Thanh toán trực tuyến|Dịch vụ công", ["Lê An|Hội Phú|1970|Không|Có & Không"],
    ),
}  # fmt: skip
# These are what they look like.
ORDINARY = {
    "a list": "STT|Họ và tên|Năm sinh|Giới tính\n1|Lê An|1970|Nam\n2|Lê Bé|1981|Nữ",
    "a list below the name of a household": "Họ tên chủ hộ:|Lê An\nĐịa chỉ:|Xóm 1\nThôn:|Hội Phú\n\nSTT|Họ và tên|Năm sinh\n1|Lê An|1970",
    "a chart": "TỔ TRƯỞNG|Lê An\nTỔ PHÓ|Lê Bé\nTHÀNH VIÊN|Hồ Cúc",
    "instructions": "HƯỚNG DẪN\nLưu ý: không thêm cột\nNăm sinh: ghi bốn số\nGửi: trước ngày 20",
    "rows of text of which one has more parts": "Họ tên, Năm sinh, Điện thoại\nLê An, 1970, 0905111222\nLê Bé, 1972, 0905111223, xóm 2",
    "names above what is no skill": "Nội dung|Lê Văn An|Hồ Thị Bé\nThanh toán trực tuyến|x|\nHọp tổ|x|x\nMua sắm trực tuyến||x",
    "people with their answers below a form": "Họ tên chủ hộ:|Lê An\nNăm sinh:|1970\nThôn:|Hội Phú\nSTT|Họ và tên|Năm sinh|Biết|Chưa biết\n1|Lê Văn An|1970|x|\n2|Hồ Thị Bé|1975||x",
    "answers without labels": "Họ và tên|Biết|Chưa biết\nLê Văn An|x|\nHồ Thị Bé||x\nLê Văn Cu|x|",
    "figures of skills": "Kỹ năng|Nam|Nữ\nDịch vụ công trực tuyến|10|20\nMua sắm trực tuyến|12|9\nThanh toán trực tuyến|3|4",
}


def said(row):
    return "|".join("" if cell is None else str(cell) for cell in row.cells)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_turned_into_rows(name):
    text, headings, rows = SHEETS[name]
    made = turned(Book("xlsx", [sheet_of(text)])).book.sheets[0].rows
    at = next(n for n, row in enumerate(made) if said(row) == headings)
    assert [said(row) for row in made[at + 1 :]] == rows


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_sheet_stays_as_it_is(name):
    assert not turned(Book("xlsx", [sheet_of(ORDINARY[name])])).grids


def test_what_is_asked_and_left_of_a_turned_sheet_stands_where_its_sender_sees_it():
    text = "Họ tên chủ hộ|Lê An|Lê Bé\nNăm sinh|1970|1981\nThôn|Hội Phú|Hội Phú\nGhi chú|vắng|\nThanh toán|Biết|Q"
    read = Read(Book("xlsx", [sheet_of(text)]), {})
    assert read.told("head_name", "birth_year") == [("Lê An", 1970), ("Lê Bé", 1981)]
    [question] = read.asking.questions.values()
    assert (question.subject, question.examples[0][1:]) == ("Q", (5, 2))
    note = next(one for one in read.asking.left if one.why == "no_field" and one.count)
    assert (note.rows, note.columns) == ((4, 4), (1, 1))


def test_what_is_typed_in_a_row_of_a_turned_sheet_comes_to_its_own_cell():
    stands = turned(Book("xlsx", [sheet_of(SHEETS["each column somebody"][0])]))
    row = next(row for row in stands.book.sheets[0].rows if "Lê Bé" in row.cells)
    assert stands.stood(0, {row.number: {1: "1982"}}) == {3: {2: "1982"}}


def test_words_beside_the_labels_of_a_form_are_named_as_left():
    text = "Họ tên chủ hộ:|Lê An|gọi lại\nNăm sinh:|1970\nThôn:|Hội Phú\nGiới tính:|Nam"
    read = Read(Book("xlsx", [sheet_of(text)]), {})
    assert read.told("head_name", "birth_year", "village") == [("Lê An", 1970, min(VILLAGES.pks))]
    assert [(one.why, one.rows, one.columns) for one in read.asking.left] == [
        ("aside", (1, 1), (2, 2))
    ]


def test_nothing_is_turned_where_a_column_was_cut():
    sheet = sheet_of(SHEETS["each column somebody"][0])
    assert not turned(Book("xlsx", [replace(sheet, cut={3: 2})])).grids


LINES = [
    "DANH SÁCH HỘ THÔN HỘI PHÚ",
    "1. Hộ ông Lê Văn An (1970), ĐT 0905111222",
    "- Vợ: Trần Thị Bé (1972)",
    "- Con: Lê Văn Cu (2001)",
    "2. Hộ bà Hồ Thị Dần (1960)",
    "+ Con: Hồ Văn Ca (1985)",
    "Người lập: Trần Văn Út",
]


def test_households_as_lines_of_text_are_read_where_they_stand():
    found = read(*LINES)
    assert found.told("full_name", "relation", "birth_year", "phone", "sex", "village") == [
        ("Lê Văn An", "head", 1970, "0905111222", "m", 1),
        ("Trần Thị Bé", "spouse", 1972, None, None, 1),
        ("Lê Văn Cu", "child", 2001, None, None, 1),
        ("Hồ Thị Dần", "head", 1960, None, "f", 1),
        ("Hồ Văn Ca", "child", 1985, None, None, 1),
    ]
    assert [line.number for line in found.lines] == [2, 3, 4, 5, 6]
    assert found.asked == set()
    assert ("foot", (7, 7)) in [(one.why, one.rows) for one in found.asking.left]


def test_lines_of_households_need_no_title_above_them():
    found = read(*LINES[1:6])
    assert found.asked == {("village", "")}
    told = read(*LINES[1:6], answers={("village", ""): "1"})
    assert [(line.number, line.name) for line in told.lines][:2] == [(1, "Lê Văn An"), (2, "Trần Thị Bé")]  # fmt: skip


@pytest.mark.parametrize("line", ["- Cháu ngoại đang đi làm xa", "- Hồ Văn Ca, bạn của chủ hộ", "Hai hộ trên ở xóm 2"])  # fmt: skip
def test_lines_of_which_one_is_not_understood_are_left(line):
    found = read(*LINES[:4], line, *LINES[4:])
    assert (found.lines, found.left) == ([], {"no_table"})


# What stands above lines of names, what they are then, and of each the columns.
LISTED = [
    "1. Lê Văn An - 1970 - 0905 111 222",
    "2. Bà Trần Thị Bé (1972)",
    "3) Hồ Văn Ca, 0905111223",
]


@pytest.mark.parametrize(("title", "field"), [("DANH SÁCH HỘ THÔN HỘI PHÚ", "head_name"), ("Thôn Hội Phú gửi xã", "full_name")])  # fmt: skip
def test_names_as_lines_of_text_are_households_where_the_title_says_so(title, field):
    found = read(title, *LISTED, answers={("grouping", ""): "row"})
    assert found.told(field, "birth_year", "phone", "sex", "village") == [
        ("Lê Văn An", 1970, "0905111222", None, 1),
        ("Trần Thị Bé", 1972, None, "f", 1),
        ("Hồ Văn Ca", None, "0905111223", None, 1),
    ]
    assert read(title, *LISTED).asked == (set() if field == "head_name" else {("grouping", "")})


@pytest.mark.parametrize("lines", [LISTED[:2], ["1. Lê Văn An", "2. Hồ Thị Bé", "3. Hồ Văn Ca"], [*LISTED, "và 2 hộ khác", LISTED[0]]])  # fmt: skip
def test_few_lines_bare_names_and_lines_that_say_else_are_no_list(lines):
    assert read("DANH SÁCH HỘ", *lines).lines == []


FAMILIES = [
    "DANH SÁCH HỘ THÔN HỘI PHÚ",
    "1/ Lê Văn An sn 1970, vợ Trần Thị Bé sn 1972, con Lê Văn Cu sn 2001, con Lê Thị Dung sn 2005",
    "2/ Bà Hồ Thị Dần 1960 (ở một mình)",
    "3/ Hồ Văn Ca 1981 - vợ Lê Thị Em 1985",
    "Cộng: 3 hộ",
]


def test_a_household_in_one_line_has_all_whom_it_names():
    found = read(*FAMILIES)
    assert found.told("full_name", "relation", "birth_year", "village") == [
        ("Lê Văn An", "head", 1970, 1), ("Trần Thị Bé", "spouse", 1972, 1), ("Lê Văn Cu", "child", 2001, 1),
        ("Lê Thị Dung", "child", 2005, 1), ("Hồ Thị Dần", "head", 1960, 1), ("Hồ Văn Ca", "head", 1981, 1),
        ("Lê Thị Em", "spouse", 1985, 1),
    ]  # fmt: skip
    assert found.asked == set()
    left = {(one.why, one.rows) for one in found.asking.left}
    assert {("no_field", (3, 3)), ("total", (5, 5))} <= left


@pytest.mark.parametrize("line", ["4/ vợ Lê Thị Em 1985, con Hồ An 2001", "4/ Hồ Văn Ca và hai con", "4/ Lê Văn An 1970, bạn Hồ Cu"])  # fmt: skip
def test_lines_of_which_one_says_something_else_are_no_households(line):
    found = read(*FAMILIES[:3], line, FAMILIES[3])
    assert (found.lines, found.left) == ([], {"no_table"})


def test_lines_of_households_may_be_numbered_and_name_their_village():
    lines = [
        "Hộ 1: Lê Văn An, SN 1970, thôn Hội Phú",
        "- Con: Lê Văn Cu, SN 2001",
        "Hộ 2: Hồ Thị Dần, SN 1960, buôn Ea Kar",
        "- Con: Hồ Văn Ca",
    ]
    found = read(*lines)
    assert found.told("full_name", "birth_year", "village") == [
        ("Lê Văn An", 1970, 1), ("Lê Văn Cu", 2001, 1), ("Hồ Thị Dần", 1960, 2), ("Hồ Văn Ca", None, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Lê Văn Nam", "Hồ Thị Năm", "Cao Thị Bà", "Lê Văn Ngày", "Y Hộ"])
def test_a_name_ends_before_the_label_behind_it(name):
    text = f"Họ tên chủ hộ: {name} Năm sinh: 1970\nThôn Hội Phú ĐT: 0905111222\nGiới tính: Nam"
    found = Read(Book("xlsx", [sheet_of(text)]), {})
    assert found.told("head_name", "birth_year", "phone") == [(name, 1970, "0905111222")]


def test_a_village_whose_name_may_be_a_label_is_whole_without_a_colon():
    text = "Họ tên chủ hộ: Lê An\nNăm sinh: 1970\nGiới tính: Nam\nThôn Đông Tuổi"
    sheet = turned(Book("xlsx", [sheet_of(text)])).book.sheets[0]
    assert "Thôn Đông" not in [cell for row in sheet.rows for cell in row.cells]


def test_the_number_of_a_form_is_nobody():
    forms = [
        f"PHIẾU SỐ {n}\nHọ tên chủ hộ: Lê Văn {name}\nNăm sinh: 1970\nThôn: Hội Phú"
        for n, name in ((1, "An"), (2, "Bé"), (3, "Ca"))
    ]
    found = Read(Book("xlsx", [sheet_of("\n\n".join(forms))]), {})
    assert [line.name for line in found.lines] == ["Lê Văn An", "Lê Văn Bé", "Lê Văn Ca"]
    assert found.asked == set()
