"""Text of old fonts is recognised by what it becomes, and is never taken for Vietnamese of today."""

import pytest

from imports.spreadsheet.book import Row
from imports.spreadsheet.fonts import (
    Converted,
    Encoding,
    convert,
    convert_row,
    is_syllable,
    judge,
    suspect,
)

TCVN3, VNI = Encoding.TCVN3, Encoding.VNI
# Typed by hand as the fonts .VnTime and VNI-Times show them.
OLD_TCVN3 = {
    "NguyÔn V¨n Hïng": "Nguyễn Văn Hùng",
    "TrÇn ThÞ Hång": "Trần Thị Hồng",
    "Lª Quèc ViÖt": "Lê Quốc Việt",
    "Ph¹m ThÞ Ngäc ¸nh": "Phạm Thị Ngọc Ánh",
    "§Æng Minh TuÊn": "Đặng Minh Tuấn",
    "Huúnh ThÞ Ph­îng": "Huỳnh Thị Phượng",
    "Vâ V¨n Dòng": "Võ Văn Dũng",
    "Bïi ThÞ Lan H­¬ng": "Bùi Thị Lan Hương",
    "Hä vµ tªn chñ hé": "Họ và tên chủ hộ",
    "Th«n Phó Héi": "Thôn Phú Hội",
    "x· An Ninh T©y": "xã An Ninh Tây",
    "Tæ d©n phè sè 3": "Tổ dân phố số 3",
    "NGUYÔN V¡N HïNG": "NGUYỄN VĂN HÙNG",
    "D\xad¬ng ThÞ YÕn\nNguyÔn ThÞ  B¶y": "Dương Thị Yến\nNguyễn Thị  Bảy",
    "TR¦¥NG THÞ THñY": "TRƯƠNG THỊ THỦY",
    "dÞch vô c«ng trùc tuyÕn": "dịch vụ công trực tuyến",
    "Mua s¾m": "Mua sắm",
    "kh«ng biÕt": "không biết",
    "Ng­êi giµ cÇn gióp ®ì": "Người già cần giúp đỡ",
}
OLD_VNI = {
    "Nguyeãn Vaên Huøng": "Nguyễn Văn Hùng",
    "Traàn Thò Hoàng": "Trần Thị Hồng",
    "Leâ Quoác Vieät": "Lê Quốc Việt",
    "Phaïm Thò Ngoïc AÙnh": "Phạm Thị Ngọc Ánh",
    "Ñaëng Minh Tuaán": "Đặng Minh Tuấn",
    "Huyønh Thò Phöôïng": "Huỳnh Thị Phượng",
    "Voõ Vaên Duõng": "Võ Văn Dũng",
    "Buøi Thò Lan Höông": "Bùi Thị Lan Hương",
    "Hoï vaø teân chuû hoä": "Họ và tên chủ hộ",
    "Thoân Phuù Hoäi": "Thôn Phú Hội",
    "xaõ An Ninh Taây": "xã An Ninh Tây",
    "Toå daân phoá soá 3": "Tổ dân phố số 3",
    "NGUYEÃN VAÊN HUØNG": "NGUYỄN VĂN HÙNG",
    "TRÖÔNG THÒ THUÛY": "TRƯƠNG THỊ THỦY",
    "dòch vuï coâng tröïc tuyeán": "dịch vụ công trực tuyến",
    "Mua saém": "Mua sắm",
    "Soá hoä": "Số hộ",
    "29 thoân": "29 thôn",
    "khoâng bieát": "không biết",
    "Ngöôøi giaø caàn giuùp ñôõ": "Người già cần giúp đỡ",
}
OF_TODAY = [
    *OLD_VNI.values(),
    *OLD_TCVN3.values(),
    "H'Linh Niê",
    "Y Blô Êban",
    "Lò Văn Ón",
    "Vò Thị Lý",
    "Hà",
    "Tô Hòa",
    "Krông Pắc",
    "x",
    "0905 123 456",
    "✓",
    "",
]


@pytest.mark.parametrize(
    ("old", "encoding", "new"),
    [(old, TCVN3, new) for old, new in OLD_TCVN3.items()]
    + [(old, VNI, new) for old, new in OLD_VNI.items()],
)
def test_old_text_is_recognised_and_converted(old, encoding, new):
    assert suspect(old) is encoding
    assert convert(old, encoding) == new


@pytest.mark.parametrize("text", OF_TODAY)
def test_text_of_today_is_not_suspected_nor_changed_where_it_could_only_be_unicode(text):
    assert suspect(text) is None
    if any(char > "\u00ff" for char in text):
        assert [convert(text, encoding) for encoding in Encoding] == [text, text]


def test_every_letter_of_tcvn3_is_known():
    letters = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    codes = "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
    assert [convert("x" + code, TCVN3)[1:] for code in codes] == list(letters)


def test_every_letter_of_vni_is_known_in_both_capitals():
    typed = (
        "aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò "
        "où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï yù yø yû yõ î ñ"
    )
    letters = (
        "á à ả ã ạ â ấ ầ ẩ ẫ ậ ă ắ ằ ẳ ẵ ặ é è ẻ ẽ ẹ ê ế ề ể ễ ệ í ì ỉ ĩ ị "
        "ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ ú ù ủ ũ ụ ư ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ đ"
    )
    assert convert(typed, VNI) == letters
    assert convert(typed.upper(), VNI) == letters.upper()


def test_a_file_is_judged_by_its_cells_together():
    old = list(OLD_TCVN3)
    judged = judge([*old, "x", "1962", "Nam", "Hoµ", "Vò"])
    assert judged.encoding is TCVN3
    assert judged.samples[0] == ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng")
    assert len(judged.samples) == 5


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [
        (["X·, ph­êng", "Sè hé", "Ea Dr«ng", "Kr«ng P¾c", "Sơn Hòa", "Phú Xuân", "Số thôn"], TCVN3),
        (["Soá hoä", "Dray Bhaêng", "Kroâng AÙ", "Xã, phường", "Xuân Lãnh", "Đắk Phơi"], VNI),
        (["NguyÔn V¨n Hïng", "Lª Quèc ViÖt", *["DANH SÁCH NHÂN KHẨU VÀ KỸ NĂNG SỐ"] * 20], TCVN3),
        (["Façade", "Zalo®", "Nguyễn Văn Hùng", "Đặng Thị Mỹ"], None),
    ],
)
def test_a_file_that_is_partly_of_today_or_names_other_peoples_is_judged_by_different_texts(
    texts, encoding
):
    judged = judge(texts)
    assert (judged and judged.encoding) is encoding


def test_a_row_is_converted_with_its_other_cells_kept():
    row = Row(3, [1, "Hä vµ tªn", None, "x"], is_hidden=True)
    assert convert_row(row, TCVN3) == Row(3, [1, "Họ và tên", None, "x"], is_hidden=True)


def test_rows_are_converted_when_they_are_asked_for():
    rows = Converted([Row(n, ["Hä vµ tªn", n]) for n in range(1, 4)], TCVN3)
    assert [row.cells for row in rows] == [["Họ và tên", n] for n in range(1, 4)]
    assert (len(rows), rows[2].cells[1], rows[-1].number) == (3, 3, 3)
    assert [row.cells for row in rows[:2]] == [["Họ và tên", 1], ["Họ và tên", 2]]
    assert rows.rows[0].cells[0] == "Hä vµ tªn"


def test_a_file_of_today_with_some_odd_cells_is_not_converted():
    assert judge([*OF_TODAY, "NguyÔn V¨n Hïng", "Leâ Quoác Vieät"]) is None
    assert judge([]) is None
    assert judge(["x", "1962"]) is None


@pytest.mark.parametrize(
    "word", ["Nguyễn", "KHUYẾT", "quốc", "nghiêng", "giặt", "Ý", "ướt", "khuỷu", "oằn"]
)
def test_a_syllable_is_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["nguyôn", "hät", "nhaùn", "lờng", "bếng", "toâ", "hïng", "biét̀", "các̉h", "bcd", "văo", "bế́"],
)
def test_what_is_no_syllable_is_known(word):
    assert not is_syllable(word)
