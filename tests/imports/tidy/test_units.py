"""Communes, districts and provinces as files write them: own, foreign or asked; never taken for another."""

import pytest

from areas.kinds import Kind
from imports.tidy.spelling import parts
from imports.tidy.units import Communes, Names, Own, Unit, Whose

OWN = Own(
    Kind.XA,
    "Ô Loan",
    former=("An Hiệp", "An Hòa Hải"),
    split=("An Cư",),
    districts=("Tuy An",),
    provinces=("Đắk Lắk", "Phú Yên"),
    now=Names(["Tuy An Đông", "Tuy An Bắc", "Tuy An Tây", "Sơn Hòa", "Ea Bá", "Buôn Đôn"]),
    before=Names(["An Ninh Tây", "An Ninh Đông", "An Định", "An Thạch", "Chí Thạnh"]),
    country=lambda: Names(["Hòa Vang", "Sa Pa", "An Hiệp", "Tân Lập", "Ô Lâm"]),
)
BUON = Own(
    Kind.PHUONG, "Buôn Hồ", now=Names(["Cư Bao", "Buôn Đôn"]), country=lambda: Names(["Hòa Vang"])
)

SAID = {
    Whose.OWN: """Xã Ô Loan|xã ô loan|XÃ Ô LOAN|Ô Loan|X. Ô Loan|X.Ô Loan|x.Ô Loan|xa o loan|O Loan|xÔ Loan
        UBND xã Ô Loan|Ủy ban nhân dân xã Ô Loan|Xã Ô Loan, tỉnh Đắk Lắk|Ô Loan - Đắk Lắk|Ô Loan (An Hiệp cũ)
        Xã Ô Loan (tỉnh Phú Yên cũ)|Xã An Hòa Hải|An Hòa Hải (cũ)|An Hiệp cũ|xã An Hiệp, huyện Tuy An|Ô Loan, H. Tuy An
        UBND XÃ Ô LOAN|xã  Ô   Loan|Xã: Ô Loan|Ô-Loan|xã Ô Loan, Tuy An|Xã Ô Loan, TỈNH ĐẮK LẮK|AN HÒA HẢI|an hoa hai""",
    Whose.FOREIGN: """Xã Sơn Hòa|Sơn Hòa|X. Sơn Hòa|XÃ SƠN HÒA|xa son hoa|Tuy An Đông|xã Tuy An Bắc, tỉnh Đắk Lắk
        Xã An Ninh Tây|An Định (cũ)|TT Chí Thạnh|TT. Chí Thạnh|thị trấn Chí Thạnh|TTChí Thạnh|Xã Ea Bá|ea ba|Xã Buôn Đôn
        xa Buon Don|Hòa Vang|xã Sa Pa|UBND xã An Thạch|An Ninh Đông|Ô Lâm""",
    Whose.UNSURE: """An Cư|xã An Cư|xã An Hoà Hả|Ô Loa|Ô Lon|Xã Mới Toanh|Ô Loan, Sơn Hòa|Ô Loan, tỉnh Bình Định
        xã Ô Loan, huyện Đồng Xuân|Ô Loàn|tỉnh Gia Lai|huyện Sông Hinh|xyz""",
    Whose.UNSAID: "|-|…|Tỉnh Đắk Lắk|huyện Tuy An",
}


@pytest.mark.parametrize("whose", SAID)
def test_a_text_tells_whose_commune_it_is_or_that_it_is_not_sure(whose):
    texts = [text.strip() for text in SAID[whose].replace("\n", "|").split("|")]
    told = {text: OWN.read(text) for text in texts}
    assert {text: one.name for text, one in told.items() if one is not whose} == {}


def test_a_word_for_a_village_within_a_commune_s_name_is_no_village():
    assert BUON.read("Phường Buôn Hồ") is BUON.read("P.Buôn Hồ") is Whose.OWN
    assert BUON.read("phuong buon ho") is Whose.OWN
    assert BUON.read("Xã Buôn Đôn") is Whose.FOREIGN
    assert [part.level for part in parts("Buôn Đôn, phường Buôn Hồ")] == ["village", "commune"]


def test_the_district_and_province_beside_a_commune_must_be_its_own():
    assert OWN.read_cells("Ô Loan", "Tuy An", "Phú Yên") == (Whose.OWN, "")
    assert OWN.read_cells("Ô Loan", "Huyện Đồng Xuân", "") == (
        Whose.UNSURE,
        "Ô Loan, Huyện Đồng Xuân",
    )
    assert OWN.read_cells("", "", "Bình Định")[0] is Whose.UNSURE
    assert OWN.read_cells("", "H. Tuy An", "T. Phú Yên") == (Whose.UNSAID, "")


def test_of_two_communes_of_one_name_in_a_province_the_kind_tells_the_own_one():
    own = Own(Kind.PHUONG, "Xuân Lộc", now=Names(["Xuân Lộc"]))
    assert own.read("Phường Xuân Lộc") is Whose.OWN
    assert own.read("Xuân Lộc") is own.read("Xã Xuân Lộc") is Whose.UNSURE


COMMUNES = Communes(
    [
        Unit(1, Kind.XA, "Tân Lập", ("Krông Búk",)),
        Unit(2, Kind.XA, "Tân Lập", ("Krông Năng",)),
        Unit(3, Kind.PHUONG, "Tân Lợi", ("Buôn Ma Thuột",)),
        Unit(4, Kind.THI_TRAN, "Ea T'Ling", ("Cư Jút",)),
        Unit(5, Kind.XA, "Hòa Thành", ("Đông Hòa",)),
        Unit(6, Kind.XA, "Hòa Thạnh", ("Tây Hòa",)),
        Unit(7, Kind.PHUONG, "5", ("Tuy Hòa",)),
        Unit(8, Kind.XA, "Đức Bình Đông", ("Sông Hinh",)),
    ],
    [
        (Unit(91, Kind.XA, "Ea Tu", ("Buôn Ma Thuột",)), (3,)),
        (Unit(92, Kind.XA, "Ea Kao", ("Buôn Ma Thuột",)), (3, 5)),
        (Unit(93, Kind.XA, "Tân Lợi", ("Ea Kar",)), (8,)),
    ],
)
FOUND = """
Xã Tân Lập, huyện Krông Búk > 1\nTân Lập (Krông Năng) > 2\nTân Lập - H. Krông Năng > 2\nx. Tân Lập, H.Krông Búk > 1\nTân Lập > ?1
Phường Tân Lợi > 3\nP.Tân Lợi > 3\nTân Lợi > 3\nTÂN LỢI > 3\ntan loi > 3\nXã Tân Lợi > 8\nxã Tân Lợi, huyện Ea Kar > 8
TT. Ea T'Ling > 4\nTTEa T’Ling > 4\nEa T' Ling > 4\nEa TLing > 4\nthị trấn ea t`ling > 4\nEa-T'Ling > 4\nEa Tlin > ?4
Hòa Thành > 5\nHoà Thành > 5\nHòa Thạnh > 6\nHoa Thanh > ?5\nHòa Thanh > ?5\nXã Hòa Thành, TX Đông Hòa > 5
Phường 5 > 7\nP5 > 7\nP.5 > 7\nP. 5 > 7\nphường 05 > 7\nXã Ea Tu > 3\nEa Tu (cũ) > 3\nEa Kao > ?3\nEa Kao (cũ) > ?5
UBND xã Đức Bình Đông > 8\n- Đức Bình Đông > 8\nĐVHC Đức Bình Đông > 8\n3. Đức Bình Đông > 8\nĐức Bình Tây > ?\nxyz > ?\nĐức Bình Đôg > ?8
"""


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_communes_below_a_territory_are_found_or_asked_about(line):
    text, _, expected = line.rpartition(" > ")
    found = COMMUNES.find(text)
    if expected.startswith("?"):
        assert found.pk is None
        assert not expected[1:] or int(expected[1:]) in found.proposals
    else:
        assert found.pk == int(expected)


PROVINCES = Communes(
    [
        Unit(1, Kind.THANH_PHO_TW, "Hồ Chí Minh"),
        Unit(2, Kind.THANH_PHO_TW, "Huế"),
        Unit(3, Kind.TINH, "Đắk Lắk"),
        Unit(4, Kind.THANH_PHO_TW, "Hà Nội"),
    ],
    [
        (Unit(9, Kind.TINH, "Phú Yên"), (3,)),
        (Unit(8, Kind.TINH, "Bà Rịa - Vũng Tàu"), (1,)),
        (Unit(7, Kind.TINH, "Thừa Thiên Huế"), (2,)),
    ],
)


@pytest.mark.parametrize(
    ("texts", "pk"),
    [
        ("TP.HCM|TPHCM|Tp. HCM|TP Hồ Chí Minh|Thành phố Hồ Chí Minh|HỒ CHÍ MINH|ho chi minh", 1),
        ("BR-VT|BRVT|Bà Rịa Vũng Tàu|Bà Rịa – Vũng Tàu|tỉnh Bà Rịa - Vũng Tàu", 1),
        ("TT Huế|TT-Huế|Thừa Thiên - Huế|Thành phố Huế|Huế|tỉnh Thừa Thiên Huế", 2),
        ("Đắk Lắk|DAK LAK|dak lak|tỉnh Đắk Lắk|T. Đắk Lắk|Tỉnh Phú Yên|phu yen", 3),
        ("HN|Hà Nội|TP Hà Nội|Tp.Hà Nội|ha noi", 4),
        ("Đà Nẵng|Tỉnh|Lào|", None),
    ],
)
def test_provinces_of_both_maps_are_found_by_what_everybody_writes(texts, pk):
    told = {text: PROVINCES.find(text).pk for text in texts.split("|")}
    assert {text: one for text, one in told.items() if one != pk} == {}


def test_names_are_known_with_all_their_marks_or_with_none():
    names = Names(["Hòa Thạnh", "Ea M'Đoal"])
    for text, known in (
        ("Hòa Thạnh", True), ("Hoà Thạnh", True), ("hoa thanh", True), ("Hòa Thành", False), ("Ea M’Đoal", True),
    ):  # fmt: skip
        assert names.has(parts(text)[0].words) is known, text
