"""A file typed for fonts of before Unicode: its old words are converted, those of today stay."""

from datetime import date

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Fault, Row, Sheet
from imports.spreadsheet.fonts import Encoding
from imports.tidy import unseen
from imports.tidy.asking import Asking
from imports.tidy.letters import in_unicode
from imports.tidy.letters.judging import read
from imports.tidy.model import Known
from imports.tidy.villages import Villages

TCVN3, VNI = Encoding.TCVN3, Encoding.VNI


@pytest.mark.parametrize(
    ("text", "encoding", "new"),
    [
        ("NguyÔn V¨n Hïng", TCVN3, "Nguyễn Văn Hùng"),
        ("Bïi ThÞ Lan", TCVN3, "Bùi Thị Lan"),
        ("Bùi ThÞ Lan", TCVN3, "Bùi Thị Lan"),
        ("Vò V¨n A", TCVN3, "Vũ Văn A"),
        ("H Ñek Bu«n Y¨", TCVN3, "H Ñek Buôn Yă"),
        ("TR¦¥NG THÞ THñY", TCVN3, "TRƯƠNG THỊ THỦY"),
        ("Traàn Thò Hoàng", VNI, "Trần Thị Hồng"),
        ("Phan Thò Mô", VNI, "Phan Thị Mơ"),
        ("Chò Phan Thò Mô", VNI, "Chị Phan Thị Mơ"),
        ("Hoà Thu Hoa", VNI, "Hồ Thu Hoa"),
        ("Pông Drang", VNI, "Pơng Drang"),
        ("Thanh toán", VNI, "Thanh toán"),
        ("Thanh toaùn", VNI, "Thanh toán"),
        ("An toàn trên mạng", VNI, "An toàn trên mạng"),
        ("Traàn Thò Toán", VNI, "Trần Thị Tốn"),
        ("PHAN MÜ DIÔM", TCVN3, "PHAN MỸ DIỄM"),
        ("§ÆNG NGÄC §¹T", TCVN3, "ĐẶNG NGỌC ĐẠT"),
        ("MAI TÊN LÉC", TCVN3, "MAI TẤN LỘC"),
        ("HOÀNG BÉ", TCVN3, "HOÀNG BÉ"),
        ("LSS V¨N P¶N", TCVN3, "LÒ VĂN PẢN"),
        ("TRIÖU PHÔ L\xadU", TCVN3, "TRIỆU PHỤ LƯU"),
        ("khoâng bieát", VNI, "không biết"),
        ("Giíi tÝÝnh", TCVN3, "Giới tíính"),
        ("ÑT: Huyønh Myõ", VNI, "ĐT: Huỳnh Mỹ"),
        ("Nay H'Ñrin", VNI, "Nay H'Đrin"),
        ("H' NÕek Byaê", VNI, "H' Ñek Byă"),
        ("H' NÕek", VNI, "H' Ñek"),
        ("Nhaùn", VNI, "Nhán"),
        ("Ea Knueác", VNI, "Ea Knuếc"),
        ("Ñaék Laék Soá", VNI, "Đắk Lắk Số"),
        ("Ea Rèk", TCVN3, "Ea Rốk"),
    ],
)
def test_old_words_are_converted(text, encoding, new):
    assert read(text, encoding) == (new, True, "")


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize(
    "text", ["Bùi Lan", "Bùi Thị Lan", "Lê Quốc Việt", "Không", "Thôn 2", "Có", "Tô Xuân", "H Ñek Niê Kđăm", "H'Ñek Niê", "ü", "x", "R'Ô Thuyn", "H'Yuê", "R’Ô Thuyn", "Mlô", "Họ và ên", "NGÀY KÝ", "Thúy"]
)  # fmt: skip
def test_words_of_today_stay(text, encoding):
    assert read(text, encoding) == (text, True, "")


@pytest.mark.parametrize("text", ["LÊ HOÀNG NAM", "Lê Mô", "Bé Hoàng"])
def test_a_word_that_is_never_typed_for_vni_tells_that_the_others_are_of_today(text):
    assert read(text, VNI) == (text, True, "")
    assert not read(f"La {text.split()[1]}", VNI).is_sure


def test_a_lone_word_is_no_name_of_a_family():
    assert not read("Hoàng", VNI).is_sure
    assert read("Hoàng Seo", VNI).is_sure


def test_what_may_be_either_is_asked_once_and_no_text_until_then():
    old = ["NguyÔn V¨n Hïng", "TrÇn ThÞ Hång", "Lª Quèc ViÖt"]
    rows = [Row(n, [text, n]) for n, text in enumerate([*old, "Minh Dòng", "Minh Dòng"], 1)]
    asking = Asking({})
    book = in_unicode(Book("xlsx", [Sheet("A", rows)]), asking)
    assert [row.cells[0] for row in book.sheets[0].rows] == ["Nguyễn Văn Hùng", "Trần Thị Hồng", "Lê Quốc Việt", Fault.UNREAD, Fault.UNREAD]  # fmt: skip
    (question,) = asking.questions.values()
    assert (question.choices[:2], question.count) == (("Minh Dũng", "Minh Dòng"), 1)
    assert asking.font.encoding is TCVN3
    assert str(Fault.UNREAD) == ""
    told = Asking({question.about: "Minh Dũng"})
    assert (
        in_unicode(Book("xlsx", [Sheet("A", rows)]), told).sheets[0].rows[4].cells[0] == "Minh Dũng"
    )


def test_a_file_of_today_is_not_touched():
    book, asking = Book("xlsx", [Sheet("A", [Row(1, ["Lê Hoàng", "Bùi Lan"])])]), Asking({})
    assert in_unicode(book, asking) is book
    assert asking.font is None


@pytest.mark.parametrize(("text", "encoding"), [("Nghiêm ThÞ Lµnh", Encoding.TCVN3), ("ÔNG Vaên Huøng", Encoding.VNI)])  # fmt: skip
def test_a_surname_of_today_beside_old_words_stops_nothing(text, encoding):
    assert read(text, encoding).text.split()[0] == text.split()[0]


def test_a_letter_of_the_ede_beside_old_words_is_asked_with_both_readings():
    typed = read("H' Ñek Byaê", VNI)
    assert (typed.text, typed.is_sure, typed.other) == ("H' Đek Byă", False, "H' Ñek Byă")


@pytest.mark.parametrize(
    ("elsewhere", "read_as"),
    [("La Lan Hồng", "La Lan Hồng"), ("La Lan Hoaøng", "La Lan Hoàng"), ("Leâ Lan", None)],
)
def test_what_may_be_either_is_what_the_file_says_elsewhere(elsewhere, read_as):
    old = ["Traàn Thò Lan", "Nguyeãn Vaên Huøng", "Chuû hoä", "Ñieän thoaïi", "Leâ Quoác Vieät"]
    texts = [*old, elsewhere, "La Lan Hoàng"]
    asking, rows = Asking({}), [Row(n, [text]) for n, text in enumerate(texts, 1)]
    book = in_unicode(Book("xlsx", [Sheet("A", rows)]), asking)
    assert book.sheets[0].rows[6].cells[0] == (read_as or Fault.UNREAD)
    assert bool(asking.questions) == (read_as is None)


@pytest.mark.parametrize(
    ("names", "read_as"),
    [(["Phú Mỡ"], "Phú Mỡ"), (["Phó Mì"], "Phó Mì"), (["Phú Mỡ", "Phó Mì"], None), ([], None)],
)
def test_what_may_be_either_is_the_unit_that_is_called_so(names, read_as):
    old = ["NguyÔn V¨n Hïng", "TrÇn ThÞ Hång", "Lª Quèc ViÖt", "Xu©n L·nh", "Phó Mì", "Minh Dòng"]
    villages = Villages(
        {pk: [(Kind.THON, name)] for pk, name in enumerate([*names, "Minh Dũng"], 1)}
    )
    asking, rows = Asking({}), [Row(n, [text]) for n, text in enumerate(old, 1)]
    known = Known(date(2026, 9, 15), villages)
    book = in_unicode(Book("xlsx", [Sheet("A", rows)]), asking, known)
    *_, unit, name = (row.cells[0] for row in book.sheets[0].rows)
    assert (unit, name) == (read_as or Fault.UNREAD, "Minh Dũng")
    assert bool(asking.questions) == (read_as is None)


@pytest.mark.parametrize(("hidden", "asked"), [((7,), False), ((), True), ((6,), True)])
def test_nothing_is_asked_about_a_text_of_rows_that_are_not_shown(hidden, asked):
    texts = [
        "Traàn Thò Lan",
        "Nguyeãn Vaên Huøng",
        "Chuû hoä",
        "Ñieän thoaïi",
        "Leâ Quoác Vieät",
        "",
        "La Lan Hoàng",
    ]
    asking, rows = Asking({}), [Row(n, [text]) for n, text in enumerate(texts, 1)]
    book = in_unicode(Book("xlsx", [Sheet("A", rows)]), asking)
    assert [row.cells for row in book.sheets[0].rows][6] == [Fault.UNREAD]
    for row in hidden:
        asking.hide(0, row)
    unseen.forget(asking)
    assert bool(asking.questions) == asked


def test_a_given_name_in_a_cell_of_its_own_is_told_by_the_family_beside_it():
    old = ["Traàn Thò Lan", "Nguyeãn Vaên Huøng", "Chuû hoä", "Ñieän thoaïi", "Leâ Quoác Vieät"]
    rows = [Row(n, [text]) for n, text in enumerate(old, 1)]
    cells = [
        ["Löông Thò", "Mô"],
        ["Y", "Blô"],
        ["Cao Lan", "Mô"],
        ["Ksor", "Khôi"],
        ["Ksor\xa0Khơi", ""],
    ]
    rows += [Row(n, one) for n, one in enumerate(cells, len(rows) + 1)]
    asking = Asking({})
    book = in_unicode(Book("xlsx", [Sheet("A", rows)]), asking)
    read_in = [row.cells for row in book.sheets[0].rows]
    assert (read_in[5], read_in[8]) == (["Lương Thị", "Mơ"], ["Ksor", "Khơi"])
    assert {one.subject for one in asking.questions.values()} == {"Y Blô", "Mô"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nguyôn hång tuyõt", "nguyễn hồng tuyết"), ("ng« thþ b¶y", "ngô thị bảy"), ("d\xad¬ng ®×nh èn", "dương đình ẩn"), ("bïi v¨n tý", "bùi văn tý"), ("§æng v¨n hïng", "Đặng văn hùng"), ("®æng thþ lan", "đặng thị lan"), ("phï ®æng", "phù đổng"), ("trçn tên m\xad\xeai", "trần tấn mười"), ("nguyôn thþ máng", "nguyễn thị mỏng"), ("nguyôn v¨n lái", "nguyễn văn lỏi"), ("tªn thþ", "tên thị")],
)  # fmt: skip
def test_words_that_a_function_put_in_small_letters_are_read_as_they_were(typed, meant):
    assert read(typed, TCVN3).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("VÒ V¡N HÏNG", "VŨ VĂN HÙNG"), ("§ÆNG §ØC M\xadÊI", "ĐẶNG ĐỨC MƯỜI"), ("L\xad¬NG HÅNG H\u039c", "LƯƠNG HỒNG HÀ"), ("MANG Y HO\u039cNG", "MANG Y HOÀNG"), ("§Ç QUÝ", "ĐỖ QUÍ"), ("§æng V¨n Hïng", "Đổng Văn Hùng"), ("LÝ BÉ", "LÝ BÉ"), ("VÒ", "Về")],
)  # fmt: skip
def test_a_name_that_a_function_changed_begins_with_a_family_and_no_other_text_is_taken_for_one(
    typed, meant
):
    assert read(typed, TCVN3).text == meant


def test_a_short_office_of_today_alone_in_its_cell_stays():
    assert read("T.phó", TCVN3) == ("T.phó", True, "")
    assert read("NguyÔn T.Phó", TCVN3).text == "Nguyễn T.Phú"
