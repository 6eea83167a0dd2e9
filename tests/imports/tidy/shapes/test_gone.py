"""Who died or moved away is brought in only if the officer says so."""

import pytest

from imports.spreadsheet.book import Book, Look, Row, Sheet
from imports.tidy.asking import Asking, about
from imports.tidy.shapes import households
from imports.tidy.shapes.gone import is_list, word_of
from tests.imports.tidy.shapes import layouts
from tests.imports.tidy.shapes.books import Read, read, read_sheets
from tests.imports.tidy.shapes.layouts import homes, table


@pytest.fixture
def _rows_as_written(monkeypatch):
    monkeypatch.setattr("imports.tidy.shapes.households.signs.entries", layouts.entries)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Đã mất", "đã mất"), ("Mất năm 2023", "mất"), ("mất (12/3/2024)", "mất"), ("da mat", "da mat"), ("Đã chết", "đã chết"),
        ("Chuyển đi Bình Dương 2024", "chuyển đi"), ("đã chuyển khẩu", "đã chuyển khẩu"), ("Cắt khẩu 2025", "cắt khẩu"),
        ("chuyen di", "chuyen di"), ("Không còn ở địa phương", "không còn ở"), ("Đã chuyển nơi khác", "đã chuyển nơi khác"),
    ],
)  # fmt: skip
def test_words_that_say_that_somebody_is_no_more(text, word):
    assert word_of(text) == word


@pytest.mark.parametrize(
    "text",
    ["Đi làm xa", "Mất CCCD", "Mất điện thoại", "Chồng đã mất", "Chuyển đến từ Phú Hội", "chuyển khẩu về", "Hộ mới tách", "Mất sức lao động", ""],
)  # fmt: skip
def test_words_that_do_not(text):
    assert word_of(text) == ""


ROWS = [
    ("An Nam", "An Nam", "Chủ hộ", None),
    ("An Nam", "Bình Minh", "Vợ", "Đã mất"),
    ("An Nam", "Chi Lan", "Con", None),
    ("Dũng Hải", "Dũng Hải", "Chủ hộ", "chuyển đi"),
    ("Dũng Hải", "Em Tý", "Con", None),
]


@pytest.mark.usefixtures("_rows_as_written")
@pytest.mark.parametrize(
    ("answers", "found", "wrong"),
    [
        ({}, ["An Nam +Chi Lan"], []),
        ({"chuyển đi": "skip"}, ["An Nam +Chi Lan"], ["Em Tý"]),
        ({"chuyển đi": "take"}, ["An Nam +Chi Lan", "Dũng Hải +Em Tý"], []),
    ],
)
def test_who_is_no_more_is_left_out_and_of_a_head_it_is_asked(answers, found, wrong):
    asking = Asking({about("gone", word): told for word, told in answers.items()})
    people = table("head name relation note", ROWS)
    assert homes(list(households.records([people], layouts.KNOWN, asking))) == (found, wrong)
    assert 3 in asking.hidden[0]  # nothing of them is shown
    left = [one.rows for one in asking.left if one.why == "gone"]
    assert left == ([(3, 3), (5, 5)] if "skip" in answers.values() else [(3, 3)])
    assert [one.subject for one in asking.questions.values()] == ([] if answers else ["chuyển đi"])


@pytest.mark.usefixtures("_rows_as_written")
def test_it_may_stand_in_brackets_behind_a_name():
    rows = [
        ("An Nam", "An Nam", "Chủ hộ"),
        ("An Nam", "Bình Minh (chết)", "Vợ"),
        ("An Nam", "Chi Lan (Hai Lúa)", "Con"),
    ]
    asking = Asking({})
    people = table("head name relation", rows)
    assert homes(list(households.records([people], layouts.KNOWN, asking)))[0] == [
        "An Nam +Chi Lan (Hai Lúa)"
    ]


HEADINGS, SOMEBODY = ("STT", "Họ tên chủ hộ", "Năm sinh"), (1, "Lê Văn An", 1970)
OTHERS = [(1, "Hồ Thị Bé", 1960), (2, "Hồ Văn Ca", 1985)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DANH SÁCH HỘ ĐÃ CHUYỂN ĐI NƠI KHÁC", True), ("II. Người chết trong quý", True), ("Danh sách nhân khẩu đã mất", True),
        ("Danh sach ho chuyen di", True), ("Hộ chuyển khẩu đi", True), ("Danh sách hộ chuyển đi, chuyển đến", False),
        ("Danh sách hộ chuyển đến", False), ("Danh sách hộ thôn Hội Phú (trừ hộ đã chuyển đi)", False), ("Người mất việc", False),
        ("Danh sách hộ mất mùa", False), ("Hộ mất khả năng lao động", False), ("Danh sách người mất tích", False), ("DS mat bang kinh doanh", False),
        ("Danh sách người mất thôn Hội Phú", True), ("Người đã mất, chuyển đi", True), ("DS nguoi da mat trong nam 2025", True), ("Người mất", True),
        ("Danh sach nguoi mat (6 thang)", True), ("Hộ đã mất/chuyển đi", True),
    ],
)  # fmt: skip
def test_titles_of_lists_of_who_is_no_more(text, found):
    assert is_list(text) is found


def test_a_list_of_who_is_no_more_is_left_whole_and_unasked():
    title = "DANH SÁCH HỘ THÔN HỘI PHÚ"
    below = read(title, HEADINGS, SOMEBODY, None, "DANH SÁCH HỘ CHUYỂN ĐI", HEADINGS, *OTHERS)
    within = read(title, HEADINGS, SOMEBODY, "II. HỘ ĐÃ CHUYỂN ĐI", *OTHERS)
    beside = read_sheets({"Hội Phú": [HEADINGS, SOMEBODY], "Chuyển đi": [HEADINGS, *OTHERS]})
    for found, rows in ((below, [(7, 8)]), (within, [(5, 5), (6, 6)]), (beside, [(2, 3)])):
        assert found.told("head_name") == [("Lê Văn An",)]
        assert [one.rows for one in found.asking.left if one.why == "gone"] == rows
        assert found.asked == set()


@pytest.mark.parametrize("name", ["Lê Văn Mất (đã mất)", "Ông Lê Văn Mất - đã mất 2024"])
def test_of_a_head_in_a_list_of_heads_it_is_asked(name):
    rows = [["STT", "Chủ hộ", "Thôn"], [1, "Trần Thị Bé", "Hội Phú"], [2, name, "Hội Phú"]]
    found = read(*rows)
    assert found.asked == {("gone", "đã mất")}
    assert found.told("head_name") == [("Trần Thị Bé",)]


@pytest.mark.parametrize("told", [None, "skip", "take"])
def test_nobody_below_a_hidden_head_is_put_into_the_household_above(told):
    head = ("STT", "Thôn", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh")
    people = [("I", "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), ("II", "Dũng Hải", "Chủ hộ"), (1, "Em Tý", "Vợ"), ("III", "Gió Lê", "Chủ hộ"), (1, "Hạ Lê", "Vợ")]  # fmt: skip
    made = [Row(1, head)]
    for number, (stt, name, said) in enumerate(people, 2):
        made.append(Row(number, (stt, "Hội Phú", name, said, 1970 + number), number == 4))
    found = Read(Book("xlsx", [Sheet("Hộ", made)]), {("hidden", "rows"): told} if told else {})
    blocks = {line.name: line.block for line in found.lines if not line.problems}
    assert blocks["Bình Minh"] == blocks["An Nam"]
    assert ("Em Tý" in blocks) == (told == "take")
    assert len({*blocks.values()}) == (3 if told == "take" else 2)


@pytest.mark.parametrize("way", ["bold", "letter"])
def test_nobody_below_a_hidden_head_that_only_looks_so_is_put_into_the_household_above(way):
    people = ["!An Nam", "Bình Minh", "!Dũng Hải", "Em Tý", "!Gió Lê", "Hạ Lê", "!Ka Lê", "La Lê"]
    made = [Row(1, ("STT", "Thôn", "Họ và tên", "Năm sinh"))]
    roman = iter(("I", "II", "III", "IV"))
    for number, name in enumerate(people, 2):
        label = number - 1 if way == "bold" else next(roman) if name[0] == "!" else 1
        cells = (label, "Hội Phú", name.lstrip("!"), 1960 + number)
        looks = {2: Look(bold=way == "bold" and name[0] == "!")}
        made.append(Row(number, cells, number == 4, looks=looks))
    answers = {("grouping", "rows"): way, ("hidden", "rows"): "skip"}
    found = Read(Book("xlsx", [Sheet("Hộ", made)]), answers)
    assert [line.name for line in found.lines if line.problems] == ["Em Tý"]
    assert len(found.lines) == 7


@pytest.mark.parametrize(
    ("heading", "day", "stays"),
    [
        ("Ngày mất", "1/5/2025", False), ("Ngày mất", "2025", False), ("Ngày chuyển đi", "01.05.2025", False), ("Thời gian chuyển đi", "5/2025", False),
        ("Ngày mất", "-", True), ("Ngày mất", None, True), ("Ngày chuyển đến", "1/5/2025", True), ("Ngày chuyển về", "1/5/2025", True),
        ("Ngày mất CCCD", "1/5/2025", True), ("Thời gian chuyển khẩu", "từ 5/2019", True), ("Ngày chuyển hộ khẩu", "1/5/2025", True),
        ("Ngày chuyển khẩu đi", "1/5/2025", False), ("Ngay mat", "1/5/2025", False),
    ],
)  # fmt: skip
def test_who_has_a_day_below_such_words_is_left_out(heading, day, stays):
    head = ["TT", "Hộ số", "Thôn", "Họ và tên", "Quan hệ với chủ hộ", "DVC", heading]
    found = read(
        head,
        [1, 1, "Hội Phú", "Nguyễn Văn An", "Chủ hộ", "x", None],
        [2, 1, "Hội Phú", "Lê Thị Bình", "Vợ", "x", day],
    )
    assert len(found.lines) == 1 + stays
    assert ("gone" in found.left) == (not stays)
