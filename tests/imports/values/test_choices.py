"""Words are read as communes write them; what is not clear is not taken."""

import unicodedata
from datetime import date

import pytest
from django.utils import translation

from households.models import Resident
from imports.spreadsheet import values
from imports.spreadsheet.values import Understood
from skills.catalogue import Result
from teams.models import Member

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
        ([0, "0", "không", "Không", "ko", "chưa", "Chưa biết", False], NONE),
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
    "cell",
    [
        2,
        "2",
        "o",
        "K",
        "-",
        "–",
        "✗",
        "?",
        "c",
        "5/5",
        "biết DVC",
        0.5,
        date(2026, 1, 1),
        "…",
        "cớ",
    ],
)
def test_a_skill_that_is_not_clear_is_not_taken(wrong, cell):
    assert "để trống nếu chưa khảo sát" in wrong(values.skill, cell).how


def test_yes_and_no_are_read(wrong):
    assert [values.yes_no(cell).value for cell in ("x", 0, None)] == [True, False, None]
    wrong(values.yes_no, "h")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("Nam", "m"), ("nữ", "f"), ("NỮ", "f"), ("nu", "f"), ("F", "f"), ("Trai", "m")],
)
def test_a_sex_is_read(cell, meant):
    assert values.sex(cell).value == meant


def test_a_sex_that_is_not_clear_is_not_taken(wrong):
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


def test_roles_and_organisations_are_read(wrong):
    roles = [values.role(cell).value for cell in ("Tổ trưởng", "tổ phó", "TV", None)]
    assert roles == [Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER, ""]
    wrong(values.role, "Bí thư")
    told = ["Bí thư Chi đoàn", "Công an viên", "Trưởng thôn", "Chi hội trưởng Phụ nữ", "Thợ may"]
    kinds = Member.Organisation
    assert [values.organisation(cell).value for cell in told] == [
        kinds.YOUTH, kinds.POLICE, kinds.VILLAGE, kinds.WOMEN, kinds.OTHER,
    ]  # fmt: skip
    assert values.organisation("Thợ may").note


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
