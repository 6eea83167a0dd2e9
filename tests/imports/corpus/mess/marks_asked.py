"""Marks that nobody can know without asking, fills and comments; and answers that stand in one cell."""

import re

from tests.imports.corpus.draft import MARKS, Draft, mess
from tests.imports.corpus.facts import SKILLS, Thing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.mess.marking import legend, set_mark, skill_cells, write
from tests.imports.corpus.tables import Column, Line

PEOPLE = "people households"
FILLS = ("#92D050", "#FFFF00", "#FFC000", "#00B0F0", "#FF0000")


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def mark_x_and_o(draft: Draft) -> None:
    """An o may be no, or not asked."""
    meaning = draft.rng.choice(("none", "none", "unasked"))
    mark = draft.rng.choice("oO0")
    demanded = (mark,) if mark != "0" else ()
    write(
        draft,
        {"alone": "x", "help": "x", "none": mark},
        {mark: "none" if mark == "0" else meaning},
        demanded=demanded,
    )


@mess("marks", MARKS, kinds=PEOPLE)
def mark_x_and_k(draft: Draft) -> None:
    write(draft, {"alone": "x", "help": "x", "none": "K"}, demanded=("K",))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_letters_unexplained(draft: Draft) -> None:
    yes, no = draft.rng.choice((("Đ", "S"), ("b", "c"), ("T", "K"), ("a", "b"), ("*", "#")))
    write(draft, {"alone": yes, "help": yes, "none": no}, demanded=(yes, no))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_cross_out(draft: Draft) -> None:
    """✗ and × may mean yes or no."""
    mark = draft.rng.choice(("✗", "✘", "×"))
    write(draft, {"alone": "✓", "help": "✓", "none": mark}, allowed=(mark,))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_dash(draft: Draft) -> None:
    """A dash is a mark, too: no, or not asked."""
    mark, meaning = draft.rng.choice("-–/"), draft.rng.choice(("none", "unasked"))
    write(
        draft,
        {"alone": "x", "help": "x", "none": mark, "": None},
        {mark: meaning},
        demanded=(mark,),
    )


@mess("marks", MARKS, kinds=PEOPLE)
def mark_grades(draft: Draft) -> None:
    """Tốt, khá, TB, yếu: how much of that is knowing, the officer says."""
    marks = draft.rng.choice(
        (("Tốt", "Trung bình", "Yếu"), ("T", "TB", "Y"), ("Khá", "TB", "Kém"), ("A", "B", "C"))
    )
    write(draft, dict(zip(("alone", "help", "none"), marks, strict=True)), demanded=marks)


@mess("marks", MARKS, kinds=PEOPLE, needs="numbers")
def mark_levels_unexplained(draft: Draft) -> None:
    marks = draft.rng.choice((("3", "2", "1"), ("5", "3", "1"), ("2", "1", "0")))
    write(draft, dict(zip(("alone", "help", "none"), marks, strict=True)), demanded=marks)


@mess("marks", MARKS, kinds=PEOPLE)
def mark_wingdings(draft: Draft) -> None:
    """A tick of the font Wingdings is the letter ü, þ or R in the file."""
    mark = draft.rng.choice("üþ")
    write(draft, {"alone": mark, "help": mark, "none": None}, demanded=(mark,))


@mess("marks", MARKS, kinds=PEOPLE)
def mark_question(draft: Draft) -> None:
    """A question mark says that nobody knows."""
    write(draft, {"alone": "x", "help": "x", "none": "Không", "": "?"}, allowed=("?",))


@mess("marks", MARKS, kinds=PEOPLE, needs="styles", weight=3)
def mark_fill(draft: Draft) -> None:
    """Cells are coloured and empty."""
    filled(draft, draft.rng.sample(FILLS, 2), with_legend=False)


@mess("marks", MARKS, kinds=PEOPLE, needs="styles", weight=2)
def mark_fill_with_legend(draft: Draft) -> None:
    filled(draft, draft.rng.sample(FILLS, 2), with_legend=True)


def filled(draft: Draft, colours: list[str], *, with_legend: bool) -> None:
    """Colour cells: the first means yes; the second, where it is used, no."""
    marks = {"alone": colours[0], "help": colours[0], "none": colours[1]}
    means = {colours[0]: "alone", colours[1]: "none"}
    for answer, _, cell in skill_cells(draft):
        set_mark(draft, cell, marks.get(answer), means)
        cell.fill, cell.value = str(cell.value or ""), None
        if cell.fill:
            question = about("colour", cell.fill)
            draft.doubt(cell.says, question, means[cell.fill], demanded=not with_legend)
    if with_legend:
        legend(draft, "biết sử dụng", "chưa biết sử dụng")
        colour_legend(draft, colours)


def colour_legend(draft: Draft, colours: list[str]) -> None:
    """Colour the cell beside each word of the legend."""
    for table in draft.tables:
        for row in (*table.above, *table.feet):
            text = row.cells[0].shown if row.cells and row.cells[0] else ""
            if text.endswith("biết sử dụng"):
                row.cells = [Cell(None, fill=colours[text.startswith("chưa")]), Cell(text)]


@mess("marks", MARKS, kinds=PEOPLE, needs="styles")
def mark_comment(draft: Draft) -> None:
    """Some answers stand in comments of empty cells."""
    for answer, _, cell in skill_cells(draft):
        if answer and draft.rng.random() < 0.3:
            text = {"alone": "biết rồi", "help": "con làm giúp", "none": "chưa biết gì"}[answer]
            cell.value, cell.comment = None, text
            draft.doubt(cell.says, about("comment", text), answer, demanded=True)


SHORT = ("DVC", "MS", "TT", "AT", "NT")
LISTS = {
    "numbers": ("1", "2", "3", "4", "5"),
    "short": SHORT,
    "words": ("dịch vụ công", "mua sắm", "thanh toán", "tự bảo vệ", "nền tảng số"),
}


@mess("marks", MARKS, kinds=PEOPLE, weight=2)
def skills_listed_in_one_cell(draft: Draft) -> bool | None:
    """Kỹ năng đã biết: 1, 3, 4, with a legend where they are numbers."""
    if any("#" in column.key for table in draft.tables for column in table.columns):
        return False
    style = draft.rng.choice(tuple(LISTS))
    heading = draft.rng.choice(("Kỹ năng đã biết", "Các kỹ năng số biết sử dụng", "KN số (ghi số)"))
    for table in draft.tables:
        if table.column("public_services"):
            table.put(Column("skills", heading), before="public_services")
            for line in table.body():
                line.cells["skills"] = listed(draft, line, style)
                know_list(draft, line.cells["skills"], heading)
    arrange.without_columns(draft, *SKILLS)
    if style == "numbers":
        legend(draft, "1: Dịch vụ công; 2: Mua sắm; 3: Thanh toán; 4: Tự bảo vệ; 5: Nền tảng số")
    return None


def listed(draft: Draft, line: Line, style: str) -> Cell:
    person: Thing = line.thing
    known = [n for n, skill in enumerate(SKILLS) if person[skill] in {"alone", "help"}]
    facts = tuple(draft.fact(person, SKILLS[n], "alone") for n in known)
    text = draft.rng.choice((", ", ",", "; ", "-")).join(LISTS[style][n] for n in known)
    if len(known) == len(SKILLS) and draft.rng.random() < 0.5:
        text = draft.rng.choice(("Cả 5", "tất cả", "5/5"))
    return Cell(text or None, facts)


def know_list(draft: Draft, cell: Cell, heading: str) -> None:
    """That the list is of what somebody knows may be asked, and what a word in it means."""
    draft.doubt(cell.says, about("column", heading), "skills")
    for text in (*SHORT, "Cả 5", "tất cả", "5/5"):
        if text.casefold() in (cell.shown or "").casefold():
            draft.doubt(cell.says, about("mark", text), "skills")
    ends = re.fullmatch(r"([1-5])-([1-5])", cell.shown or "")
    if ends and int(ends[2]) - int(ends[1]) > 1:
        draft.doubt(cell.says, about("mark", ends[0]), ends[1] + ends[2])
