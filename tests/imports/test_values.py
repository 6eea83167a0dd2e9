"""Cells become values as communes mean them; what is not sure is said to be wrong, with a way out."""

import unicodedata
from datetime import date

import pytest
from django.utils import translation

from households.models import Resident
from imports import values
from imports.book import Fault
from imports.values import Understood, Wrong
from skills.catalogue import Result
from teams.models import Member

TODAY = date(2026, 11, 26)
READERS = {
    "birth_year": lambda cell: values.birth_year(cell, today=TODAY),
    "day": values.day,
    "phone": values.phone,
    "person": values.person,
    "text": lambda cell: values.text(cell, longest=120),
    "count": values.count,
    "skill": values.skill,
    "yes_no": values.yes_no,
    "sex": values.sex,
    "relation": values.relation,
    "role": values.role,
    "organisation": values.organisation,
}


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def wrong(read, cell):
    with pytest.raises(Wrong) as told:
        read(cell)
    assert told.value.what
    assert told.value.how
    return told.value


def year_of(cell):
    return values.birth_year(cell, today=TODAY)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_blank_is_nothing_and_a_fault_is_no_blank(reader):
    for blank in (None, "", "  ", "\u200b"):
        assert reader(blank) in (Understood(None), Understood(""))
    for fault in Fault:
        assert "Excel" in wrong(reader, fault).how or "Gõ" in wrong(reader, fault).how


@pytest.mark.parametrize(
    ("cell", "year", "noted"),
    [
        (1962, 1962, False),
        ("1962", 1962, False),
        ("12/03/1962", 1962, True),
        ("12-3-1962", 1962, True),
        ("sinh năm 1962", 1962, True),
        ("1962.", 1962, True),
        (date(1962, 3, 12), 1962, True),
        (2026, 2026, False),
        (1900, 1900, False),
        ("-", None, False),
        ("…", None, False),
    ],
)
def test_a_birth_year_is_read(cell, year, noted):
    found = year_of(cell)
    assert (found.value, bool(found.note)) == (year, noted)


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [
        (62, 1962),
        ("62", 1962),
        ("12/03/62", 1962),
        ("64 tuổi", 1962),
        (12, None),
        (19990, None),
        (1899, None),
        (2027, None),
        (1962.5, None),
        ("1962 hoặc 1963", None),
        ("không nhớ", None),
        (True, None),
        ("200 tuổi", None),
    ],
)
def test_a_birth_year_that_is_not_sure_is_not_taken(cell, proposal):
    assert wrong(year_of, cell).proposal == proposal


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 4, 3),
        "03/04/2026",
        "3/4/2026",
        "3-4-2026",
        "03.04.2026",
        "3 / 4 / 2026",
        "2026-04-03",
        "2026-04-03 07:30:00",
        "03/04/2026 07:30",
        "ngày 03 tháng 4 năm 2026",
        "ngay 3 thang 4 nam 2026",
        46115,
        46115.3,
        "03/04/26",
    ],
)
def test_a_day_is_read_day_first(cell):
    assert values.day(cell).value == date(2026, 4, 3)


def test_what_is_not_plainly_a_day_is_noted():
    assert "03/04/2026" in values.day(46115).note
    assert "03/04/2026" in values.day("03/04/26").note
    assert values.day("03/04/2026").note == ""


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [
        ("12/25/2026", date(2026, 12, 25)),
        ("31/02/2026", None),
        ("04/2026", None),
        (2026, None),
        ("hôm qua", None),
        ("9999-99-99", None),
        ("00/00/0000", None),
        (True, None),
        (1e300, None),
        (-5, None),
    ],
)
def test_what_is_no_day_is_not_taken(cell, proposal):
    assert wrong(values.day, cell).proposal == proposal


def test_a_day_to_come_is_not_taken():
    assert values.day("26/11/2026", latest=TODAY).value == TODAY
    assert "26/11/2026" in wrong(lambda cell: values.day(cell, latest=TODAY), "27/11/2026").how
    wrong(values.day, "01/01/0226")


@pytest.mark.parametrize(
    ("cell", "number", "noted"),
    [
        ("0905123456", "0905123456", False),
        ("0905 123 456", "0905 123 456", False),
        ("0905.123.456", "0905.123.456", False),
        (905123456, "0905123456", True),
        ("905123456", "0905123456", True),
        ("+84905123456", "0905123456", True),
        ("+84 905 123 456", "0905123456", True),
        ("84905123456", "0905123456", True),
        ("(0905) 123-456", "0905123456", True),
        ("01681234567", "0381234567", True),
        (1681234567, "0381234567", True),
        ("+841201234567", "0701234567", True),
        ("02573123456", "02573123456", False),
        (2573123456, "02573123456", True),
        ("0905123456, 0912345678", "0905123456", True),
        ("0905123456/0912345678", "0905123456", True),
        ("không có", "", False),
        (0, "", False),
    ],
)
def test_a_phone_is_read(cell, number, noted):
    found = values.phone(cell)
    assert (found.value, bool(found.note)) == (number, noted)


@pytest.mark.parametrize(
    "cell", ["090512345", "09051234567", "113", "gọi con trai", 1.5, "0123456789"]
)
def test_what_is_no_phone_is_not_taken(cell):
    wrong(values.phone, cell)


ALONE, WITH_HELP, NONE = Result.ALONE, Result.WITH_HELP, Result.NONE


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        (
            [
                "x",
                "X",
                "✓",
                "✔",
                "1",
                1,
                "có",
                "Có",
                "CÓ",
                "biết",
                "Đạt",
                True,
                "biết, tự làm",
                "x.",
            ],
            ALONE,
        ),
        (["h", "H", "hỗ trợ", "Có hỗ trợ", "có người giúp", "biết, có hỗ trợ"], WITH_HELP),
        ([0, "0", "không", "Không", "ko", "-", "chưa", "Chưa biết", False], NONE),
    ],
)
def test_a_skill_is_read_as_people_tick_it(cells, result):
    for cell in cells:
        assert values.skill(cell) == Understood(result), cell
        if isinstance(cell, str):
            assert values.skill(unicodedata.normalize("NFD", cell)) == Understood(result), cell


def test_a_word_without_its_marks_is_taken_with_a_note():
    assert values.skill("co") == Understood(ALONE, "“co” được hiểu là biết, tự làm")
    assert values.skill("khong").value is NONE
    assert values.skill("ho tro").note


@pytest.mark.parametrize(
    "cell", [2, "2", "o", "?", "c", "5/5", "biết DVC", 0.5, date(2026, 1, 1), "…", "cớ"]
)
def test_a_skill_that_is_not_clear_is_not_taken(cell):
    assert "để trống nếu chưa khảo sát" in wrong(values.skill, cell).how


def test_yes_and_no_are_read():
    assert [values.yes_no(cell).value for cell in ("x", 0, None)] == [True, False, None]
    wrong(values.yes_no, "h")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("Nam", "m"), ("nữ", "f"), ("NỮ", "f"), ("nu", "f"), ("F", "f"), ("Trai", "m")],
)
def test_a_sex_is_read(cell, meant):
    assert values.sex(cell).value == meant


def test_a_sex_that_is_not_clear_is_not_taken():
    for cell in ("x", 1, "N"):
        wrong(values.sex, cell)


RELATION = Resident.Relation


@pytest.mark.parametrize(
    ("cell", "meant", "noted"),
    [
        ("Chủ hộ", RELATION.HEAD, False),
        ("CH", RELATION.HEAD, False),
        ("vợ", RELATION.SPOUSE, False),
        ("vo", RELATION.SPOUSE, True),
        ("Con dâu", RELATION.CHILD, False),
        ("Mẹ vợ", RELATION.PARENT, False),
        ("Ba", RELATION.PARENT, True),  # or a grandmother without her marks
        ("Bà", RELATION.OTHER, False),
        ("cháu nội", RELATION.GRANDCHILD, False),
        ("Bạn", RELATION.OTHER, True),
        ("Vợ, chồng", RELATION.SPOUSE, False),
    ],
)
def test_a_relation_is_read(cell, meant, noted):
    found = values.relation(cell)
    assert (found.value, bool(found.note)) == (meant, noted)


def test_roles_and_organisations_are_read():
    roles = [values.role(cell).value for cell in ("Tổ trưởng", "tổ phó", "TV", None)]
    assert roles == [Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER, ""]
    wrong(values.role, "Bí thư")
    told = ["Bí thư Chi đoàn", "Công an viên", "Trưởng thôn", "Chi hội trưởng Phụ nữ", "Thợ may"]
    kinds = Member.Organisation
    assert [values.organisation(cell).value for cell in told] == [
        kinds.YOUTH, kinds.POLICE, kinds.VILLAGE, kinds.WOMEN, kinds.OTHER,
    ]  # fmt: skip
    assert values.organisation("Thợ may").note


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn A",
        "H'Linh Niê",
        "Y Blô Êban",
        "Hờ’ Bia",
        "Ma Thị Cúc (Hai)",
        "Nguyễn-Lê T.",
        "Č Ƀlơ",
    ],
)
def test_a_name_is_kept_as_it_is_written(name):
    assert values.person(name) == Understood(name)
    assert (
        values.person(unicodedata.normalize("NFD", f"  {name.replace(' ', '   ')} ")).value == name
    )


def test_a_name_in_capitals_or_with_digits_is_kept_and_noted():
    assert values.person("NGUYỄN VĂN A").value == "NGUYỄN VĂN A"
    assert values.person("NGUYỄN VĂN A").note
    assert values.person("Nguyễn Văn A 2").note


@pytest.mark.parametrize(
    "name", ["123", "?", "NguyÔn V¨n Hïng", "Νguyễn A", "a" * 201, "A@b", "Lê <b>"]
)
def test_what_is_no_name_is_not_taken(name):
    wrong(values.person, name)


def test_text_of_old_fonts_is_not_taken_but_proposed():
    for reader in (values.person, READERS["text"]):
        assert wrong(reader, "Nguyeãn Vaên Huøng").proposal == "Nguyễn Văn Hùng"
        assert wrong(reader, "NguyÔn V¨n Hïng").proposal == "Nguyễn Văn Hùng"


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, 12), ("1.234", 1234), ("1,234", 1234), ("12 hộ", 12), (0, 0), ("-", None), ("12.", None)],
)
def test_a_number_of_things_is_read(cell, number):
    if cell == "12.":
        wrong(values.count, cell)
    else:
        assert values.count(cell).value == number


@pytest.mark.parametrize("cell", [-1, 1.5, "nhiều", True, 100_001, "12 con bò", date(2026, 1, 1)])
def test_what_is_no_number_of_things_is_not_taken(cell):
    wrong(values.count, cell)


def test_words_keep_to_their_length():
    assert values.text(12, longest=5).value == "12"
    wrong(lambda cell: values.text(cell, longest=5), "quá dài rồi")


def test_our_own_words_are_read_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            for result in Result:
                assert values.skill(str(result.label)).value is result
            for relation in RELATION:
                assert values.relation(str(relation.label)).value is relation
            for role in Member.Role:
                assert values.role(str(role.label)).value is role
            for sex in Resident.Sex:
                assert values.sex(str(sex.label)).value is sex
            for kind in Member.Organisation:
                assert values.organisation(str(kind.label)).value is kind
