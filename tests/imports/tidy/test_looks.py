"""What a file says by its looks: fills and comments as marks, legends, what is struck through or hidden."""

from dataclasses import replace
from datetime import date

import pytest

from imports.sandbox.inside.styles import said, tinted
from imports.spreadsheet.book import Book, Fault, Look, Row, Sheet
from imports.tidy import looks
from imports.tidy.asking import Asking
from imports.tidy.cells.marks import phrase
from imports.tidy.looks.legend import meaning_of, names_of
from imports.tidy.model import Known, Table
from imports.tidy.roles import Role

GREEN, RED = "#92D050", "#FF0000"
ROLES = {0: Role("name"), 1: Role("phone"), 2: Role("public_services"), 3: Role("shopping")}
HEADINGS = {0: ("Họ tên",), 1: ("Điện thoại",), 2: ("DVC",), 3: ("Mua sắm",)}
KNOWN = Known(date(2026, 9, 1), None)


def body(*looks_of_rows, cells=None):
    """Return one row for each mapping of columns to looks, with a name and a phone."""
    return [
        Row(n, list(cells or [f"Lê {n}", "0905"]), looks=found)
        for n, found in enumerate(looks_of_rows, 2)
    ]


def seen(rows, *, answers=None, above=(), **sheet):
    """Return the table and what was asked once its looks are in its rows."""
    book = Book("xlsx", [Sheet("Hộ", [*above, *rows], **sheet)])
    table = Table(0, "Hộ", list(rows), 0, 3, (1,), HEADINGS, roles=dict(ROLES), kind="households")
    asking = Asking(answers or {})
    looks.look([table], book, asking)
    return table, asking


def cells_of(table, column):
    return [row.cells[column] if column < len(row.cells) else None for row in table.rows]


MARKED = body({2: Look(GREEN), 3: Look(RED)}, {2: Look(GREEN)}, {3: Look(GREEN)})


def test_fills_of_blank_cells_are_asked_once_each_and_say_nothing_until_then():
    table, asking = seen(MARKED)
    assert {one.subject: one.count for one in asking.questions.values()} == {GREEN: 3, RED: 1}
    assert cells_of(table, 2) == [None, None, None]
    told = {("colour", GREEN.casefold()): "alone", ("colour", RED.casefold()): "none"}
    table, asking = seen(MARKED, answers=told)
    assert not asking.questions
    assert [phrase(cell) if cell else None for cell in cells_of(table, 2)] == [
        "alone",
        "alone",
        None,
    ]
    assert [phrase(cell) if cell else None for cell in cells_of(table, 3)] == [
        "none",
        None,
        "alone",
    ]


def test_one_fill_of_all_blank_cells_is_asked_of_one_row_and_adorns_several():
    whole = {2: Look(GREEN), 3: Look(GREEN)}
    for rows, count in ((1, 1), (2, 0)):
        _, asking = seen(body(*[whole] * rows))
        assert len(asking.questions) == count
        assert [one.why for one in asking.left] == ([] if count else ["fill"])


@pytest.mark.parametrize(
    "above",
    [
        [Row(30, [None, "biết sử dụng"], looks={0: Look(GREEN)}),
         Row(31, [None, "chưa biết"], looks={0: Look(RED)})],
        [Row(1, ["Ghi chú: ô màu xanh: biết sử dụng; ô màu đỏ: chưa biết"])],
        [Row(1, ["Thôn Phú Hội (xanh: biết, đỏ: chưa biết)"])],
    ],
)  # fmt: skip
def test_a_legend_that_says_it_is_taken_at_once_and_shown(above):
    table, asking = seen(MARKED, above=above)
    assert not asking.questions
    assert {about[1]: told[0] for about, told in asking.explained.items()} == {
        GREEN.casefold(): "alone",
        RED.casefold(): "none",
    }
    assert len(list(filter(None, cells_of(table, 2)))) == 2


def test_a_legend_beside_the_people_of_a_table_is_one():
    rows = [
        Row(n, [f"Lê {n}", "0905", None, None, None, None, text], looks={**look, 2: Look(RED), 3: Look(GREEN)})
        for n, text, look in ((2, "Biết làm", {5: Look(GREEN)}), (3, "Chưa biết", {5: Look(RED)}))
    ]  # fmt: skip
    _, asking = seen(rows)
    assert not asking.questions
    assert {about[1]: told[0] for about, told in asking.explained.items()} == {
        GREEN.casefold(): "alone",
        RED.casefold(): "none",
    }


def test_a_legend_that_contradicts_itself_is_a_proposal_only():
    legend = [Row(30, [None, text], looks={0: Look(GREEN)}) for text in ("biết", "chưa biết")]
    _, asking = seen(MARKED, above=legend)
    assert ("colour", GREEN.casefold()) in asking.questions
    assert not asking.explained


def test_fills_in_the_rows_of_one_hand_are_marks_though_another_wrote_words():
    words = [Row(n, [f"Lê {n}", "0905", "x", "x"]) for n in range(9, 14)]
    _, asking = seen([*body({2: Look(GREEN)}, {3: Look(GREEN)}), *words])
    assert [one.subject for one in asking.questions.values()] == [GREEN]


def test_a_remark_beside_the_fills_of_somebody_is_no_legend():
    looks_of = {2: Look(GREEN), 3: Look(RED)}
    rows = [
        Row(n, [f"Lê {n}", None, None, None, "Cần hướng dẫn lại"], looks=looks_of) for n in (2, 3)
    ]
    _, asking = seen(rows)
    assert {one.subject for one in asking.questions.values()} == {GREEN, RED}


@pytest.mark.parametrize(
    "rows",
    [
        body(*[{at: Look("#F2F2F2") for at in range(4)} if n % 2 else {} for n in range(6)]),
        body(*[{2: Look("#FFF2CC"), 3: Look("#FFF2CC")} for _ in range(6)]),
        body({2: Look(GREEN)}, {}, {}, {}, cells=["Lê Một", "0905", None, "x"]),
        body(*[{0: Look(GREEN)} for _ in range(3)]),
    ],
)
def test_shading_is_no_mark(rows):
    table, asking = seen(rows)
    assert not asking.questions
    assert [list(row.cells) for row in table.rows] == [list(row.cells) for row in rows]


def test_single_fills_that_are_no_marks_are_named_once_with_their_number():
    rows = body({0: Look("#FFFF00")}, {}, {1: Look("#FFFF00")}, {}, {}, {})
    _, asking = seen(rows)
    assert [(one.why, one.count) for one in asking.left] == [("fill", 2)]


def test_comments_of_blank_cells_are_asked_and_others_named_by_column():
    rows = body(
        {2: Look(comment="biết rồi"), 0: Look(comment="Hỏi lại")}, {}, {0: Look(comment="?")}
    )
    table, asking = seen(rows)
    assert [one.about for one in asking.questions.values()] == [("comment", "biết rồi")]
    assert [(one.why, one.columns, one.rows, one.count) for one in asking.left] == [
        ("comment", (0, 0), (2, 4), 2)
    ]
    table, _ = seen(rows, answers={("comment", "biết rồi"): "alone"})
    assert phrase(cells_of(table, 2)[0]) == "alone"


def test_comments_beside_the_table_are_named_by_number():
    _, asking = seen(body({0: Look(comment="?")}), comments=3)
    assert [(one.why, one.rows, one.count) for one in asking.left] == [
        ("comment", (2, 2), 1),
        ("comment", None, 2),
    ]


def test_rows_struck_through_are_left_out_and_single_cells_blank():
    struck = Look(struck=True)
    rows = body({}, {0: struck, 1: struck}, {1: struck})
    table, asking = seen(rows)
    assert [row.number for row in table.rows] == [2, 4]
    assert (len(table.rows), table.rows[1].number, cells_of(table, 1)) == (2, 4, ["0905", None])
    assert [(one.why, one.rows, one.count) for one in asking.left] == [
        ("struck", (4, 4), 1),
        ("struck", (3, 3), 1),
    ]


def test_what_says_as_above_below_a_row_struck_through_repeats_it_and_the_head_who_is_gone():
    lines = {0: Look(struck=True), 1: Look(struck=True), 2: Look(struck=True)}
    rows = [
        Row(2, ["Xóm 1", "Lê An", "Lê An"]),
        Row(3, ["Xóm 2", "Hồ Bé", "Hồ Tư"], looks=lines),
        Row(4, ["//", "//", "Hồ Bé"]),
        Row(5, ["//", "//", "Hồ Sáu"]),
        Row(6, ["Xóm 3", "Cao Ba", "6/ Cao Ba"], looks=lines),
        Row(7, ["//", "//", "Cao Tám"]),
    ]
    roles = {0: Role("hamlet"), 1: Role("head"), 2: Role("name")}
    table = Table(0, "Hộ", rows, 0, 2, (1,), roles=roles, kind="households")
    looks.look([table], Book("xlsx", [Sheet("Hộ", rows)]), Asking({}))
    assert [list(row.cells) for row in table.rows] == [
        ["Xóm 1", "Lê An", "Lê An"],
        ["Xóm 2", "Hồ Bé", "Hồ Bé"],
        ["//", "//", "Hồ Sáu"],
        ["Xóm 3", "Cao Ba", "Cao Tám"],
    ]
    assert (table.rows[1].cells[0], len(table.rows)) == ("Xóm 2", 4)


def test_row_is_struck_through_whatever_it_shares_with_others_and_so_is_the_end_of_its_name():
    struck = Look(struck=True)
    rows = [
        Row(2, ["Lê An", "Lê An", "0905"], shared=frozenset({0})),
        Row(3, ["Lê An", "Lê Bé", "0906"], shared=frozenset({0}), looks={1: struck, 2: struck}),
        Row(4, ["Lê An", "Nhung", None], shared=frozenset({0})),
        Row(5, ["Lê An", "Lê Chi", None], shared=frozenset({0})),
        Row(6, ["nt", "Lê Dần", 1970, "''"], looks={1: struck, 2: struck}),
    ]
    roles = {0: Role("head"), 1: Role("name"), 2: Role("phone"), 3: Role("village")}
    table, asking = Table(0, "Hộ", rows, 0, 3, (1,), roles=roles, kind="households"), Asking({})
    looks.look([table], Book("xlsx", [Sheet("Hộ", rows)]), asking)
    assert [row.number for row in table.rows] == [2, 5]
    assert [(one.why, one.rows, one.columns) for one in asking.left] == [
        ("struck", (3, 4), (0, 3)),
        ("struck", (6, 6), (0, 3)),
    ]


@pytest.mark.parametrize(("answer", "phone"), [(None, None), ("take", "0905"), ("skip", None)])
def test_of_a_hidden_column_it_is_asked(answer, phone):
    answers = {("hidden", "columns"): answer} if answer else {}
    table, asking = seen(body({}, {}), answers=answers, hidden_columns=frozenset({0, 1}))
    assert cells_of(table, 1) == [phone, phone]
    assert cells_of(table, 0) == ["Lê 2", "Lê 3"]
    assert [one.why for one in asking.left] == (["hidden"] if answer == "skip" else [])


def test_cells_without_a_value_are_named_by_column_and_blank():
    sheet = Sheet("A", [Row(2, ["Lê", Fault.FORMULA])], flaws=[(1, "formula", 2, 2, 1)])
    book = Book("xlsx", [sheet])
    assert looks.without_flaws(book).sheets[0].rows[0].cells == ["Lê", None]
    asking = Asking({})
    looks.look([], book, asking)
    assert [(one.why, one.columns, one.rows) for one in asking.left] == [
        ("formula", (1, 1), (2, 2))
    ]


def test_of_an_old_workbook_it_is_said_that_its_looks_are_not_read():
    asking = Asking({})
    looks.look([], Book("xls", []), asking)
    assert asking.unread == {"xls"}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Biết sử dụng", "alone"),
        ("chưa biết sử dụng", "none"),
        ("Biết nhưng cần người giúp", "help"),
        ("Không cần hỗ trợ", "alone"),
        ("Chưa khảo sát", "unasked"),
        ("Danh sách hộ", ""),
    ],
)
def test_words_of_a_legend(text, meaning):
    assert meaning_of(text) == meaning


@pytest.mark.parametrize(
    ("fill", "name"),
    [(GREEN, "xanh la"), (RED, "do"), ("#FFFF00", "vang"), ("#FFC000", "cam"), ("#00B0F0", "xanh"), ("#808080", "xam")],
)  # fmt: skip
def test_what_a_colour_is_called(fill, name):
    assert name in names_of(fill)


def test_colours_of_a_theme_are_resolved():
    assert (said("ffffff"), said("92d050"), said("nonsense")) == ("", GREEN, "")
    assert (tinted("4472C4", 0.8), tinted("FFFFFF", -0.5), tinted("4472C4", 0)) == (
        "DAE3F3",
        "808080",
        "4472C4",
    )


@pytest.mark.parametrize(
    "between", ["Cộng trang", "(tiếp theo)", "Thôn", "Trang 2", "-----", "(Hết trang 1)"]
)
def test_people_below_a_village_without_a_value_are_left_out_over_the_end_of_a_page(between):
    cells = [Fault.FORMULA, None, between, None, "Phú Hội"]
    as_read = [Row(number, [cell, f"Lê {number}"]) for number, cell in enumerate(cells, 2)]
    blank = [replace(as_read[0], cells=[None, "Lê 2"]), *as_read[1:]]
    sheet = Sheet("Hộ", as_read, flaws=[(0, "formula", 2, 2, 1)])
    roles = {0: Role("village"), 1: Role("name")}
    table = Table(0, "Hộ", blank, 0, 1, (1,), roles=roles, kind="households")
    book = Book("xlsx", [replace(sheet, rows=blank)])
    looks.look([table], book, Asking({}), Book("xlsx", [sheet]))
    assert [row.number for row in table.rows] == [6]


def test_people_of_households_whose_village_has_no_value_are_left_out_with_them():
    homes = [Row(2, ["01", "Lê An", Fault.FORMULA]), Row(3, ["02", "Lê Bé", "Phú Hội"])]
    people = [Row(2, ["01", "Lê An"]), Row(3, ["01", "Lê Tư"]), Row(4, ["02", "Lê Bé"])]
    as_read = Book(
        "xlsx", [Sheet("Hộ", homes, flaws=[(2, "formula", 2, 2, 1)]), Sheet("Người", people)]
    )
    blank = [replace(homes[0], cells=["01", "Lê An", None]), homes[1]]
    roles = {0: Role("household_id"), 1: Role("head"), 2: Role("village")}
    tables = [
        Table(0, "Hộ", blank, 0, 2, roles=roles, kind="households"),
        Table(
            1,
            "Người",
            people,
            0,
            1,
            roles={0: Role("household_id"), 1: Role("name")},
            kind="households",
        ),
    ]
    asking = Asking({})
    looks.look(
        tables,
        Book("xlsx", [replace(as_read.sheets[0], rows=blank), as_read.sheets[1]]),
        asking,
        as_read,
    )
    assert [[row.number for row in table.rows] for table in tables] == [[3], [4]]
    assert ("formula", 1, (2, 3)) in [(one.why, one.sheet, one.rows) for one in asking.left]


@pytest.mark.parametrize("key", ["household_id", "number", "letter"])
def test_id_of_a_household_that_is_struck_through_alone_still_tells_it(key):
    struck = Look(struck=True)
    rows = [
        Row(2, ["01", "Lê An", "0905"], looks={0: struck}),
        Row(3, ["01", "Lê Bé", "0906"], looks={2: struck}),
    ]
    roles = {0: Role(key), 1: Role("name"), 2: Role("phone")}
    table, asking = Table(0, "Hộ", rows, 0, 2, (1,), roles=roles, kind="households"), Asking({})
    looks.look([table], Book("xlsx", [Sheet("Hộ", rows)]), asking)
    assert [cells_of(table, at) for at in (0, 2)] == [["01", "01"], ["0905", None]]
    assert [(one.why, one.columns) for one in asking.left] == [("struck", (2, 2))]


def test_rows_that_say_as_above_below_a_village_without_a_value_are_left_with_it():
    cells = [
        ["Lê An", Fault.FORMULA],
        ["Lê Bé", "nt"],
        ["Lê Ca", None],
        ["Lê Tư", "Phú Hội"],
        ["Lê Em", "nt"],
    ]
    as_read = Book(
        "xlsx",
        [
            Sheet(
                "A",
                [Row(n, one) for n, one in enumerate(cells, 2)],
                flaws=[(1, "formula", 2, 2, 1)],
            )
        ],
    )
    book = looks.without_flaws(as_read)
    roles = {0: Role("head"), 1: Role("village")}
    table = Table(0, "A", book.sheets[0].rows, 0, 1, roles=roles, kind="households")
    looks.look([table], book, Asking({}), as_read)
    assert [row.number for row in table.rows] == [5, 6]
