"""Headings are found as communes write them, and what is doubtful is said to be."""

import unicodedata

import pytest
from django.utils import translation

from imports.spreadsheet.book import Fault, Row, Sheet
from imports.spreadsheet.columns import HOUSEHOLDS, SHEET_KINDS, TEAMS
from imports.spreadsheet.data_rows import Use, data_rows
from imports.spreadsheet.headings import UNUSED, cell_of, choose, find

SKILLS = ["public_services", "shopping", "payment", "safety", "local_platform"]


def is_certain(headings):
    """Say whether nothing is missing and nothing has to be asked."""
    return bool(headings.rows) and not headings.missing and not headings.doubtful


def rows(*cells):
    return [
        Row(n, list(row)) for n, row in enumerate(cells, start=1) if any(c is not None for c in row)
    ]


def found(*cells, kind=HOUSEHOLDS, **said):
    return find(rows(*cells), kind, **said)


def columns(headings):
    return {key: match.column for key, match in headings.matches.items()}


PLAIN = ["TT", "Họ và tên chủ hộ", "Năm sinh", "Thôn"]


@pytest.mark.parametrize(
    "head",
    [
        "Họ và tên chủ hộ",
        "HỌ VÀ TÊN CHỦ HỘ",
        "ho va ten chu ho",
        "chu ho",
        "Tên chủ hộ",
        "Họ, tên chủ hộ (*)",
    ],
)
def test_any_spelling_of_the_head_is_known(head):
    for form in ("NFC", "NFD"):
        headings = found(["TT", unicodedata.normalize(form, head), "Thôn"])
        assert is_certain(headings)
        assert columns(headings) == {"head_name": 1, "village": 2}


def test_columns_stand_in_any_order_under_titles():
    headings = found(
        ["UBND XÃ AN NINH TÂY"],
        [None],
        ["DANH SÁCH HỘ GIA ĐÌNH NĂM 2026"] * 6,
        ["KN5", "Biết DVC", "Thôn, buôn", "Chủ hộ", "SĐT", "Ghi chú"],
        ["x", None, "Phú Hội", "Lê Thị A", "0905", None],
    )
    assert headings.rows == (4,)
    assert is_certain(headings)
    assert columns(headings) == {
        "local_platform": 0,
        "public_services": 1,
        "village": 2,
        "head_name": 3,
        "phone": 4,
    }
    assert headings.unused == {5: "Ghi chú"}


def test_headings_of_two_rows_are_joined():
    headings = found(
        ["TT", "Chủ hộ", "Chủ hộ", "Thôn", *["Kỹ năng"] * 5],
        ["TT", "Họ và tên", "Năm sinh", "Thôn", 1, 2, 3, 4, 5],
        [1, "Lê Thị A", 1962, "Phú Hội", "x"],
    )
    assert headings.rows == (1, 2)
    assert is_certain(headings)
    assert [columns(headings)[key] for key in SKILLS] == [4, 5, 6, 7, 8]
    assert columns(headings)["head_name"] == 1


def test_a_second_row_of_headings_is_no_fact():
    sheet = rows(
        [*PLAIN[:3], "Năm sinh", "Thôn"],
        [*PLAIN[:2], "Nam", "Nữ", "Thôn"],
        [1, "A", 1962, None, "B"],
    )
    headings = find(sheet, HOUSEHOLDS)
    assert headings.rows == (1, 2)
    assert [match.key for match in headings.doubtful] == ["birth_year"]
    assert 3 in headings.unused


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Khu phố/Thôn", "village"),
        ("Tên thôn, buôn hoặc TDP", "village"),
        ("1. Dịch vụ công", "public_services"),
        ("KNS 2", "shopping"),
        ("Kỹ năng 2: Mua sắm", "shopping"),
        ("KN3 (thanh toán)", "payment"),
        ("Chủ hộ (ghi đầy đủ họ tên)", "head_name"),
    ],
)
def test_what_is_put_together_of_known_words_is_sure(words, key):
    match = found(["TT", words, "Khác"]).matches[key]
    assert (match.column, match.is_sure) == (1, True)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("KN3 (mua sắm)", "payment"),
        ("Chủ hộ - số điện thoại", "phone"),
        ("Họ tên chủ hộ hoặc người đại diện", "head_name"),
        ("Họ và tên chủ hô j", "head_name"),
        ("nam sjnh", "birth_year"),
        ("Số điện thoại của hộ", "phone"),
    ],
)
def test_what_is_only_like_a_heading_is_asked(words, key):
    headings = found(["TT", words, "Thôn", "KN1"])
    assert key in [match.key for match in headings.doubtful if match.column == 1]


def test_two_columns_for_one_field_are_asked():
    headings = found([*PLAIN, "Thôn"])
    assert 4 in headings.unused
    assert [match.key for match in headings.doubtful] == ["village"]
    assert not is_certain(headings)


def test_a_bare_name_is_the_head_only_after_asking_unless_relations_are_there():
    headings = found(["TT", "Họ và tên", "Thôn", "KN1"])
    assert [match.key for match in headings.doubtful] == ["head_name"]
    headings = found(["TT", "Họ và tên", "Quan hệ với chủ hộ", "Thôn"])
    assert is_certain(headings)
    assert set(headings.matches) == {"full_name", "relation", "village"}


def test_what_is_missing_is_named():
    headings = found(["TT", "Họ và tên chủ hộ", "Năm sinh"])
    assert [column.key for column in headings.missing] == ["village"]
    assert found(["a", "b"]).rows == ()
    assert len(found(["a", "b"]).missing) == 2
    assert find([], HOUSEHOLDS).rows == ()


def test_what_a_person_says_wins_and_is_remembered():
    cells = ["TT", "Người đứng tên", "Thôn", "KN1", "KN 1"]
    headings = found(cells, given={1: "head_name", 4: UNUSED})
    assert is_certain(headings)
    assert columns(headings) == {"head_name": 1, "village": 2, "public_services": 3}
    headings = found(cells, known={"nguoi dung ten": "head_name", "kn 1": UNUSED})
    assert is_certain(headings)


def test_columns_of_a_team_are_not_mixed_up():
    headings = found(
        ["TT", "Tên thôn", "Họ và tên", "Chức vụ", "Vai trò trong tổ", "SĐT"], kind=TEAMS
    )
    assert columns(headings) == {
        "village": 1,
        "full_name": 2,
        "organisation": 3,
        "role": 4,
        "phone": 5,
    }
    assert [match.text for match in headings.doubtful] == ["Chức vụ"]


@pytest.mark.parametrize("kind", SHEET_KINDS.values(), ids=lambda kind: kind.key)
def test_our_own_headings_are_certain_in_every_kind(kind):
    headings = found([str(column.label) for column in kind.columns], kind=kind)
    assert is_certain(headings)
    assert columns(headings) == {column.key: n for n, column in enumerate(kind.columns)}


@pytest.mark.parametrize("kind", SHEET_KINDS.values(), ids=lambda kind: kind.key)
def test_vietnamese_headings_are_known_to_whoever_reads_english(kind):
    labels = [str(column.label) for column in kind.columns]
    with translation.override("en"):
        assert is_certain(found(labels, kind=kind))
        assert is_certain(found([str(column.label) for column in kind.columns], kind=kind))


@pytest.mark.parametrize("kind", SHEET_KINDS.values(), ids=lambda kind: kind.key)
def test_no_sure_spelling_means_two_fields(kind):
    for column in kind.columns:
        for spelling in (str(column.label), *column.also):
            # What could also be a required field is asked for only where that one is missing.
            other = {"full_name": "Quan hệ với chủ hộ", "hamlet": "Thôn"}.get(column.key, "Khác")
            matches = found([spelling, other], kind=kind).matches.values()
            assert [m.key for m in matches if m.column == 0] == [column.key], spelling


def test_rows_that_are_no_facts_are_told_apart_and_none_is_lost():
    sheet = Sheet(
        "Hộ",
        rows(
            [*PLAIN, "KN1"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I. THÔN PHÚ HỘI"] * 5,
            [1, "Lê Thị A", 1962, "Phú Hội", "x"],
            [2, "Tống Công Hậu", None, "Phú Hội", None],
            [3, "Cộng Thị Tổng"],
            ["Tổng cộng: 3 hộ", None, None, None, 1],
            ["TONG CONG", None, 3, None, 1],
            [*PLAIN, "KN1"],
            [4, "Tong Cong Hau", 1962, "Phú Hội", None],
            [None, None, None, None, "NGƯỜI LẬP BIỂU"],
        ),
    )
    uses = [use for _, use in data_rows(sheet, find(sheet.rows, HOUSEHOLDS), HOUSEHOLDS)]
    fact, total = Use.FACT, Use.TOTAL
    assert uses == [
        Use.HEADING, Use.SECTION, fact, fact, fact, total, total, Use.HEADING, fact, Use.ASIDE,
    ]  # fmt: skip


def test_one_mark_over_several_rows_speaks_for_none_of_them():
    row = Row(2, ["Phú Hội", "x", "y"], shared=frozenset({0, 1}))
    cells = [cell_of(row, column, spreads=column == 0) for column in range(4)]
    assert cells == ["Phú Hội", Fault.SHARED, "y", None]


def test_the_sheet_that_looks_most_like_the_kind_is_chosen():
    from imports.spreadsheet.book import Book

    good = Sheet("Hộ", rows(PLAIN))
    book = Book(
        "xlsx", [Sheet("Bìa", rows(["Bìa"])), Sheet("Ẩn", rows(PLAIN), is_hidden=True), good]
    )
    assert book.sheets[choose(book, HOUSEHOLDS)] is good
