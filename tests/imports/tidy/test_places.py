"""Which village a row is of: taken where it is plain, asked where it is not, and nothing shown of others."""

from dataclasses import replace
from datetime import date

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Row
from imports.tidy.asking import Asking, Spot, about
from imports.tidy.model import Context, Entry, Known, Record, Table
from imports.tidy.places import settle
from imports.tidy.roles import Role
from imports.tidy.titles import Titles
from imports.tidy.units import Communes, Names, Own, Unit, Whose
from imports.tidy.villages import Villages

VILLAGES = Villages(
    {
        1: [(Kind.THON, "Hội Phú")],
        2: [(Kind.BUON, "Ken")],
        3: [(Kind.THON, "Phú Mỹ 1")],
        4: [(Kind.THON, "Phú Mỹ 2")],
        5: [(Kind.THON, "3")],
        6: [(Kind.THON, "Tân An")],
        7: [(Kind.THON, "Tân An")],
    },
    {1: [(Kind.THON, "Diêm Điền")]},
    {6: ["An Ninh Tây"], 7: ["An Ninh Đông"]},
)
OWN = Own(
    Kind.XA,
    "Tuy An Đông",
    former=("An Ninh Tây", "An Ninh Đông"),
    provinces=("Đắk Lắk", "Phú Yên"),
    now=Names(["Ô Loan", "Tuy An Bắc", "Xuân Phú"]),
    country=lambda: Names(["Hòa Vang"]),
)
COLUMNS = ("village", "commune", "district", "province", "hamlet", "name")
CHOICES = [str(pk) for pk in VILLAGES.pks]


class File:
    """Rows of one table, settled in turn."""

    def __init__(self, *around, village=None, answers=None, kind="households", heading="Thôn"):
        self.known = Known(date(2026, 9, 15), VILLAGES, OWN, village)
        self.asking = Asking({about(*key): told for key, told in (answers or {}).items()})
        self.context = [Context(text, origin, 0, 1) for origin, text in around]
        self.table = Table(0, "Sheet1", [], 0, len(COLUMNS), headings={0: (heading,)})
        self.kind, self.number = kind, 9

    def row(self, block="", group=(), **cells):
        self.number += 1
        roles = {Role(key): at for at, key in enumerate(COLUMNS)}
        entry = Entry(self.table, Row(self.number, []), {}, roles)
        entry.cells = {Role(key): text for key, text in cells.items()}
        entry.context = [*(Context(text, "group", 0, 5) for text in group), *self.context]
        record = Record(self.kind, entry, dict(cells), {}, block, is_head=True)
        taken = settle(record, self.known, self.asking)
        return record.cells.get("village") if taken else None

    @property
    def asked(self):
        return [(one.kind, one.subject) for one in self.asking.questions.values()]

    @property
    def left(self):
        return [(one.why, one.rows, one.count) for one in self.asking.left]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Thôn Hội Phú", 1), ("T. Hội Phú", 1), ("Diêm Điền (cũ)", 1), ("Hội Phú - Tuy An Đông", 1),
        ("xã Tuy An Đông, thôn Hội Phú", 1), ("B.Ken", 2), ("Phú Mỹ II", 4), ("3", 5), (3.0, 5), ("Tổ 5 thôn 3", 5),
        ("Thôn Tân An, xã An Ninh Đông", 7), ("Tân An (An Ninh Tây cũ)", 6),
        ("Hội Phú, Tuy An Đông, Phú Yên", 1), ("Hội Phú; xã An Ninh Tây (cũ); tỉnh Đắk Lắk", 1),
    ],
)  # fmt: skip
def test_what_a_careful_person_reads_is_taken(text, village):
    file = File()
    assert file.row(village=text) == village
    assert (file.asked, file.left) == ([], [])


@pytest.mark.parametrize(
    "text",
    ["Tân An", "Phú Mỹ", "Buôn Hội Phú", "Hội Phu", "Thôn Hội Pú", "Mỹ Lương", "Hội Phú, Phú Mỹ 1"],
)
def test_what_is_not_sure_is_asked_once_for_its_text(text):
    file = File()
    assert [file.row(village=text) for _ in range(3)] == [None] * 3
    assert file.asked == [("village", text)]
    (question,) = file.asking.questions.values()
    assert question.count == 3
    assert list(question.choices) == [*CHOICES, "skip"]
    assert File(answers={("village", text): "3"}).row(village=text) == 3


def test_a_text_that_is_skipped_is_left_by_its_rows():
    file = File(answers={("village", "Mỹ Lương"): "skip"})
    assert [file.row(village="Mỹ Lương") for _ in range(2)] == [None, None]
    assert file.left == [("skipped", (10, 11), 2)]


def test_a_village_in_the_column_for_communes_is_of_no_other_commune():
    file = File()
    assert file.row(commune="Thôn Hội Phú") == file.row(village="Ken", commune="Tổ 3") - 1 == 1
    assert (file.asked, file.left) == ([], [])


@pytest.mark.parametrize(
    ("commune", "village", "asked"),
    [
        ("Buôn Triết", 1, []),
        ("Buôn Ken", None, ["Buôn Ken"]),
        ("Buôn Lạ", None, ["Buôn Lạ"]),
        ("Buôn Lạ, Tuy An Đông", None, ["Buôn Lạ"]),
    ],
)
def test_a_commune_of_before_that_sounds_like_a_village_says_none(commune, village, asked):
    file = File(("title", "DANH SÁCH HỘ THÔN HỘI PHÚ"))
    own = Own(Kind.XA, "Tuy An Đông", former=("Buôn Triết",))
    file.known = replace(file.known, commune=own)
    assert file.row(commune=commune, hamlet="Tổ 2") == village
    assert file.asked == [("village", text) for text in asked]


def test_a_commune_that_was_split_is_the_own_one_for_a_village_that_stood_there():
    own = Own(Kind.XA, "Tuy An Đông", split=("An Cư",), now=Names(["Ô Loan"]))
    villages = Villages(
        {1: [(Kind.THON, "Hội Phú")], 2: [(Kind.THON, "Ken")]}, {}, {1: ["An Cư", "Ô Loan"]}
    )
    told = {
        text: villages.read(text, own)
        for text in ("Hội Phú, xã An Cư", "Ken, xã An Cư", "Hội Phú, xã Ô Loan")
    }
    assert [one.whose for one in told.values()] == [Whose.OWN, Whose.UNSURE, Whose.UNSURE]
    assert [one.commune for one in told.values()][1:] == ["xã An Cư", "xã Ô Loan"]


def test_an_address_of_another_commune_below_a_title_of_the_own_village_is_asked_about():
    file = File(("title", "DANH SÁCH THÔN HỘI PHÚ"))
    assert file.row(hamlet="Xóm 2, xã Ô Loan") is None
    assert file.asked == [("commune", "xã Ô Loan")]


def test_two_villages_of_one_name_are_told_apart_by_their_former_commune():
    file = File()
    assert file.row(village="Tân An", commune="An Ninh Tây") == 6
    assert file.row(village="Tân An", commune="xã An Ninh Đông") == 7
    assert file.row(village="Tân An", commune="Tuy An Đông") is None
    assert file.asked == [("village", "Tân An, Tuy An Đông")]


@pytest.mark.parametrize(
    "cells",
    [
        {"village": "Thôn Hội Phú, xã Ô Loan"},
        {"village": "Thôn Hội Phú", "commune": "Xã Ô Loan"},
        {"village": "Hội Phú - Ô Loan"},
        {"village": "Thôn Lạ", "commune": "xuan phu"},
        {"hamlet": "Xóm 2, thôn Hội Phú, xã Tuy An Bắc"},
        {"village": "Hội Phú (xã Hòa Vang)"},
    ],
)
def test_rows_of_other_communes_are_counted_and_never_shown(cells):
    file = File()
    file.asking.take(Spot(0, 10, 5), "Họ tên", "name", "Lê Thị Bí Mật")
    assert [file.row(**cells), file.row(**cells), file.row(village="Hội Phú")] == [None, None, 1]
    assert file.row(**cells) is None
    assert file.asked == []
    assert file.left == [("foreign", (10, 11), 2), ("foreign", (13, 13), 1)]
    assert [one.examples for one in file.asking.taken.values()] == [[]]


@pytest.mark.parametrize("commune", ["Xã Mới", "Tuy An Dông", "Tuy An Đông, tỉnh Bình Định"])
def test_a_commune_that_is_not_sure_is_asked_about_without_the_village(commune):
    file = File()
    assert file.row(village="Hội Phú", commune=commune) is None
    assert file.asked == [("commune", commune)]
    told = {("commune", commune): "own"}
    assert File(answers=told).row(village="Hội Phú", commune=commune) == 1
    away = File(answers={("commune", commune): "foreign"})
    assert away.row(village="Hội Phú", commune=commune) is None
    assert away.left == [("foreign", (10, 10), 1)]


def test_blank_rows_of_a_household_are_where_its_first_row_is():
    file = File()
    assert file.row("1", village="Hội Phú") == file.row("1") == 1
    assert file.row("2", village="Hội Phú", commune="Ô Loan") is None
    assert file.row("2", village="Hội Phú") is None
    assert file.left == [("foreign", (12, 13), 2)]
    assert file.row("3", village="Buôn Ken") == file.row("3") == 2


AROUND = [
    ("title", "DANH SÁCH HỘ DÂN THÔN HỘI PHÚ"), ("title", "Thôn, buôn: Thôn Hội Phú"), ("sheet", "Hội Phú"),
    ("sheet", "DS Hội Phú"), ("file", "ds_thon_hoi_phu (2).xlsx"), ("title", "Danh sách hộ thôn Hội Phú năm 2026"),
    ("sheet", "T.Hội Phú"), ("title", "Thôn Hội Phú, xã Tuy An Đông"), ("foot", "Người lập, thôn Hội Phú"),
]  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
def test_a_village_that_stands_around_the_table_is_taken_with_its_source(around):
    file = File(("title", "UBND XÃ TUY AN ĐÔNG"), around)
    assert file.row(name="An") == file.row(name="Bình") == 1
    assert file.asked == []
    (drawn,) = file.asking.inferred.values()
    assert (drawn.value, drawn.context.text, drawn.count) == ("1", around[1], 2)


def test_the_nearest_text_names_the_village():
    file = File(("sheet", "Buôn Ken"), ("title", "DANH SÁCH BUÔN KEN"))
    assert file.row(group=("I. Thôn Hội Phú (12 hộ)",)) == 1
    assert file.row(group=("Thôn Hội Phú", "2. Buôn Ken")) == 2
    assert file.row(group=("PHÚ MỸ 1",)) == 3
    assert file.row(village="Phú Mỹ 2") == 4
    for group in ("T3", "Tháng 3", "HỘ ông Phú Mỹ 1", "Hộ bà Hội Phú", "A. Hộ nghèo", "Quý III"):
        assert file.row(group=(group,)) == 2, group
    assert file.asked == []


@pytest.mark.parametrize(
    ("around", "subject"),
    [
        ([("title", "DANH SÁCH HỘ DÂN")], ""),
        ([("title", "DANH SÁCH TRƯỞNG THÔN"), ("sheet", "Sheet1")], ""),
        ([("title", "Thôn Hội Phú Đông")], "Thôn Hội Phú Đông"),
        ([("title", "DANH SÁCH THÔN MỸ LƯƠNG")], "THÔN MỸ LƯƠNG"),
        ([("title", "DANH SÁCH THÔN HỘI PHÚ"), ("sheet", "Buôn Ken")], "DANH SÁCH THÔN HỘI PHÚ"),
        ([("sheet", "Thôn Phú Mỹ")], "Thôn Phú Mỹ"),
        ([("title", "Người lập: Trần Hội Phú")], ""),
        ([("title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")], ""),
    ],
)
def test_what_stands_around_and_is_not_plain_is_asked(around, subject):
    file = File(*around)
    assert file.row(name="An") is None
    assert file.asked == [("village", subject)]


def test_a_letterhead_of_another_commune_is_asked_about_before_anything_is_taken():
    around = (("title", "UBND XÃ Ô LOAN"), ("title", "DANH SÁCH HỘ DÂN XÃ Ô LOAN"))
    file = File(*around)
    assert file.row(village="Thôn Hội Phú") is None
    assert file.asked == [("commune", "XÃ Ô LOAN")]
    away = File(*around, answers={("commune", "xã ô loan"): "foreign"})
    assert away.row(village="Thôn Hội Phú") is None
    assert away.left == [("foreign", (10, 10), 1)]
    assert File(*around, answers={("commune", "xã ô loan"): "own"}).row(village="Hội Phú") == 1


def test_rows_below_a_group_row_of_another_commune_are_left():
    file = File()
    assert file.row(group=("I. Xã Tuy An Đông",), village="Hội Phú") == 1
    assert file.row(group=("II. Xã Ô Loan",), village="Hội Phú") is None
    assert file.left == [("foreign", (11, 11), 1)]


@pytest.mark.parametrize(
    ("address", "village", "rest"),
    [
        ("Xóm 2, thôn Hội Phú", 1, "Xóm 2"), ("Thôn Hội Phú", 1, None), ("12 Lê Lợi, Hội Phú", 1, "12 Lê Lợi"),
        ("Đội 5, thôn Hội Phú, xã Tuy An Đông, tỉnh Đắk Lắk", 1, "Đội 5"), ("Thôn Hội Phú, xã An Ninh Tây, Phú Yên", 1, None),
        ("Xóm Bầu - buôn Ken", 2, "Xóm Bầu"),
        ("Thôn Hội Phú, xã Tuy An Đông, Đắk Lắk", 1, None), ("Hội Phú, An Ninh Đông, Tuy An, Phú Yên", 1, None),
        ("Hội Phú - Xóm Bầu", 1, "Xóm Bầu"), ("Thôn Hội Phú, Hòa Vang", 1, "Hòa Vang"),
    ],
)  # fmt: skip
def test_an_address_that_names_a_village_gives_it_and_keeps_the_rest(address, village, rest):
    file = File()
    record = Record("households", Entry(file.table, Row(10, [])), {"hamlet": address})
    record.entry.cells = {Role("hamlet"): address}
    assert settle(record, file.known, file.asking)
    assert record.cells == {"village": village, "hamlet": rest}


@pytest.mark.parametrize(
    ("address", "rest"),
    [
        ("Xóm 2, thôn Hội Phú, xã Tuy An Đông", "Xóm 2"),
        ("Thôn Hội Phú, xã Tuy An Đông, tỉnh Đắk Lắk", None),
        ("Buôn Ken", "Buôn Ken"),
    ],
)
def test_a_village_in_its_own_cell_and_in_the_address_stands_once(address, rest):
    file = File()
    record = Record("households", Entry(file.table, Row(10, [])), {"hamlet": address})
    record.entry.cells = {Role("village"): "Hội Phú", Role("hamlet"): address}
    assert settle(record, file.known, file.asking)
    assert record.cells == {"village": 1, "hamlet": rest}


@pytest.mark.parametrize(
    "address", ["Hội Phú - Ô Loan", "Thôn Hội Phú, Tuy An Bắc, Đắk Lắk", "TDP Ngoài, P. Hòa Vang"]
)
def test_a_name_behind_the_village_of_an_address_may_be_that_of_another_commune(address):
    file = File()
    assert file.row(hamlet=address) is None
    assert (file.asked, file.left) == ([], [("foreign", (10, 10), 1)])


def test_an_address_of_a_street_or_a_hamlet_names_no_village():
    file = File(("title", "DANH SÁCH THÔN HỘI PHÚ"))
    for address in ("Xóm Ken", "12 Lê Lợi", "Ken", "Đội 3", "Tổ 7"):
        assert file.row(hamlet=address) == 1, address


def test_the_village_chosen_at_upload_holds_where_nothing_is_said_and_overrides_nothing():
    file = File(("title", "DANH SÁCH HỘ"), village=2)
    assert file.row(name="An") == file.row(village="Buôn Ken") == 2
    assert file.row(village="Hội Phú") is None
    assert file.asked == [("village", "Hội Phú")]
    assert File(("title", "Thôn Hội Phú"), village=2).row(name="An") is None


def test_a_number_is_the_village_of_the_kind_that_the_heading_tells():
    assert File(heading="Thôn").row(village="3") == 5
    for heading in ("Buôn", "Địa bàn"):
        file = File(heading=heading)
        assert file.row(village="3") is None


def test_a_village_that_the_register_does_not_have_may_be_new_and_is_never_made_unasked():
    file = File(kind="villages")
    assert file.row(village="Thôn Tái Định Cư") is None
    (question,) = file.asking.questions.values()
    assert list(question.choices) == [*CHOICES, "new", "skip"]
    told = File(kind="villages", answers={("village", "thôn tái định cư"): "new"})
    assert told.row(village="Thôn Tái Định Cư") == "Thôn Tái Định Cư"


def test_of_declarations_of_communes_each_is_found_or_asked_about():
    file = File(kind="communes")
    file.known = Known(
        date(2026, 9, 15), VILLAGES, communes=Communes([Unit(8, Kind.XA, "Ô Loan"), Unit(9, Kind.XA, "Xuân Lộc")])
    )  # fmt: skip
    records = [
        Record("communes", Entry(file.table, Row(at, [])), {"commune": text})
        for at, text in enumerate(("UBND xã Ô Loan", "Xuân Lôc"), 10)
    ]
    taken = [settle(one, file.known, file.asking) for one in records]
    assert (taken, records[0].cells["commune"]) == ([True, False], 8)
    assert file.asked == [("commune", "Xuân Lôc")]


def test_what_stands_beside_an_unknown_village_is_kept_once_it_is_answered():
    file = File(answers={("village", "thôn Mỹ Lương"): "1", ("village", "Thôn Lạ"): "1"})
    for text, rest in (("Tổ 7, thôn Mỹ Lương", "Tổ 7"), ("Thôn Lạ", None)):
        entry = Entry(file.table, Row(10, []))
        record = Record("households", entry, {"village": text}, is_head=True)
        assert settle(record, file.known, file.asking)
        assert record.cells.get("hamlet") == rest


def test_an_address_keeps_what_is_beside_a_village_that_is_answered():
    file = File(answers={("village", "thôn Mỹ Lương"): "1"})
    entry = Entry(file.table, Row(10, []))
    entry.cells = {Role("hamlet"): "Tổ 7, thôn Mỹ Lương"}
    record = Record("households", entry, {"hamlet": "Tổ 7, thôn Mỹ Lương"}, is_head=True)
    assert settle(record, file.known, file.asking)
    assert record.cells == {"village": 1, "hamlet": "Tổ 7"}


@pytest.mark.parametrize(
    ("address", "village", "rest"),
    [("Đội 5, tHÔN HỘI PHÚ", 1, "Đội 5"), ("Xóm Bầu, bUÔN KEN", 2, "Xóm Bầu"), ("xÓM 2, kHU PHỐ KEN", None, None)],
)  # fmt: skip
def test_capitals_that_were_locked_are_no_words_written_as_one(address, village, rest):
    file = File()
    entry = Entry(file.table, Row(10, []))
    entry.cells = {Role("hamlet"): address}
    record = Record("households", entry, {"hamlet": address}, is_head=True)
    assert settle(record, file.known, file.asking) == bool(village)
    assert (record.cells.get("village"), file.asked) == (
        (village, []) if village else (None, [("village", "kHU PHỐ KEN")])
    )
    assert record.cells["hamlet"] == (rest or address)


def test_of_an_address_the_part_that_is_nearly_a_village_is_asked_about_and_the_rest_kept():
    file = File()
    assert [file.row(hamlet=text) for text in ("Tổ 7, Hội Phúu", "Tổ 8, Hội Phúu")] == [None, None]
    assert file.asked == [("village", "Hội Phúu")]
    told = File(answers={("village", "hội phúu"): "1"})
    entry = Entry(told.table, Row(10, []))
    entry.cells = {Role("hamlet"): "Tổ 7, Hội Phúu"}
    record = Record("households", entry, {"hamlet": "Tổ 7, Hội Phúu"}, is_head=True)
    assert settle(record, told.known, told.asking)
    assert record.cells == {"village": 1, "hamlet": "Tổ 7"}
    beside = File(("title", "DANH SÁCH THÔN HỘI PHÚ"))
    assert (beside.row(hamlet="Tổ 7, Ken Hội"), beside.asked) == (1, [])


def test_an_address_below_the_title_of_another_village_is_asked_about():
    titled = File(("title", "DANH SÁCH HỘ THÔN HỘI PHÚ"))
    assert [titled.row(hamlet=text) for text in ("Tổ 1", "Tổ 2, buôn Ken")] == [1, None]
    assert titled.asked == [("village", "buôn Ken")]
    told = File(("title", "DANH SÁCH HỘ THÔN HỘI PHÚ"), answers={("village", "buôn ken"): "2"})
    assert told.row(hamlet="Tổ 2, buôn Ken") == 2
    assert titled.row(village="Ken", hamlet="Tổ 2, buôn Ken") == 2


@pytest.mark.parametrize(
    ("others", "village"),
    [(["Xóm Gò, hội Phú", "Ken"], 2), (["Xóm Gò, hội Phú", "Gần chợ"], None), (["Xóm Gò", "Hội Phú"], None), (["Ken"], None)],
)  # fmt: skip
def test_one_word_of_an_address_is_a_village_where_each_address_of_the_column_ends_with_one(
    others, village
):
    file = File()
    address, texts = COLUMNS.index("hamlet"), [*others, "Tổ 2, ken"]
    file.table.rows = [Row(n, [None] * address + [text]) for n, text in enumerate(texts)]
    file.table.roles = {address: Role("hamlet")}
    assert file.row(hamlet="Tổ 2, ken") == village
    assert file.asked == ([] if village else [("village", "ken")])


@pytest.mark.parametrize(
    ("name", "village"),
    [("H.Phú", 1), ("DS H Phú", 1), ("Th. H. Phú", 1), ("P. Mỹ 2", 4), ("P.Mỹ", None), ("H.P", None), ("T.An", None), ("Hộ P", None)],
)  # fmt: skip
def test_sheet_may_shorten_the_name_of_one_village(name, village):
    file = File(("sheet", name))
    assert file.row(name="Lê An") == village
    assert file.asked == ([] if village else [("village", "")])


@pytest.mark.parametrize(
    ("text", "origin", "pks", "unknown"),
    [
        ("XÃ KRÔNG NĂNG", "title", set(), ""),
        ("Krông Năng, ngày 15 tháng 9 năm 2026", "title", set(), ""),
        ("HUYỆN BUÔN ĐÔN", "title", set(), ""),
        ("Buôn Đôn, ngày 15/9/2026", "title", set(), ""),
        ("Danh sách hộ buôn Krông xã Krông Năng", "title", {1}, ""),
        ("Danh sách hộ buôn Đôn", "title", set(), ""),  # or the district's
        ("HỘ bà H Linh Buôn Krông", "group", set(), ""),
        ("Hộ ông Y Thịnh Buôn Yă", "group", set(), ""),
        ("Người lập: H'Wen Buôn Krông", "foot", set(), ""),
        ("Buôn Yă", "group", set(), "Buôn Yă"),
    ],
)
def test_names_of_units_above_and_of_people_are_no_village(text, origin, pks, unknown):
    villages = Villages({1: [(Kind.BUON, "Krông")], 2: [(Kind.BUON, "Đôn")]})
    own = Own(Kind.XA, "Krông Năng", districts=("Buôn Đôn",))
    said = Titles(villages, own).read(Context(text, origin, 0, 1))
    assert (said.pks, said.unknown) == (pks, unknown)


def test_a_day_beside_a_village_names_no_ward_of_a_number():
    own = replace(OWN, country=lambda: Names(["15", "9"]), _told={})
    for text, whose in (
        ("thôn Hội Phú, 15/9/2026", Whose.UNSAID),
        ("thôn Hội Phú, phường 15", Whose.FOREIGN),
    ):
        assert VILLAGES.read(text, own).whose is whose


@pytest.mark.parametrize("name", ["BC_xa_6.2026.xlsx", "hoat dong xa 2.xlsx", "ds xã 11-2026.xlsx"])
def test_a_number_behind_xa_in_the_name_of_a_file_is_no_commune(name):
    file = File(("title", "Thôn Hội Phú"), ("file", name))
    assert (file.row(name="An"), file.asked) == (1, [])
