"""A report as a Word file that can be written on, laid out as official papers are (NĐ 30/2020)."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from periodic.content import Content
from periodic.documents.exports import ooxml
from periodic.documents.exports.word_table import add_table
from periodic.documents.rules.archive import timeless
from periodic.documents.rules.office import MOTTO, Office
from periodic.documents.rules.paper import Paper, Section, paper_of
from periodic.documents.rules.tables import Table

_LEFT, _CENTRE, _RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_SHORT, _LONG = Mm(210), Mm(297)
_TEXT, _TABLE, _ANNEX = 13, 11, 9
# Widths in millimetres: between the margins, of the two halves of the head.
_WIDE, _HALVES = 165, (75.5, 89.5)


def word(content: Content) -> bytes:
    """Return the report of a content; the same content gives the same bytes."""
    return draw(paper_of(content))


def draw(paper: Paper) -> bytes:
    """Return a paper as a Word file."""
    document = Document()
    ooxml.set_up(document, paper.title, "Times New Roman", _TEXT)
    _page(document.sections[0])
    _head(document, paper.office)
    _title(document, paper)
    for section in paper.sections:
        _section(document, section, is_last=section is paper.sections[-1])
    _foot(document, paper)
    _annexes(document, paper)
    target = BytesIO()
    document.save(target)
    return timeless(target.getvalue())


def _page(section: Any) -> None:
    """Set the margins, and the number of the page at its top; the first page shows none."""
    section.page_width, section.page_height = _SHORT, _LONG
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.first_line_indent = Mm(0)
    ooxml.page_number(paragraph, _TEXT)


def _head(document: Any, office: Office) -> None:
    """Write who issues it beside the name of the country, number beside place and day."""
    table = ooxml.bare_table(document, _HALVES)
    left, right = table.rows[0].cells
    _line(left, office.above, _CENTRE, 12, bold=office.above.startswith("ỦY BAN"), first=True)
    _line(left, office.name, _CENTRE, 12, bold=True, first=not office.above)
    ooxml.rule(left, Mm(26))
    _line(left, office.number, _CENTRE, 13, before=4)
    _line(right, MOTTO[0], _CENTRE, 12, bold=True, first=True)
    _line(right, MOTTO[1], _CENTRE, 13, bold=True)
    ooxml.rule(right, Mm(17))
    _line(right, office.place, _CENTRE, 13, italic=True, before=4)


def _title(document: Any, paper: Paper) -> None:
    for warning in paper.warnings:
        _line(document, warning, _CENTRE, 12, italic=True, before=6)
    _line(document, "BÁO CÁO", _CENTRE, 14, bold=True, before=14)
    _line(document, paper.title, _CENTRE, 14, bold=True)
    ooxml.rule(document, Mm(60))
    _line(document, f"({paper.span})", _CENTRE, 13, italic=True, before=2, after=8)


def _section(document: Any, section: Section, *, is_last: bool) -> None:
    """Write a part; the end of the last one stands on one page with the signature."""
    _line(document, section.heading, _LEFT, _TEXT, bold=True, before=8, after=3, keep=True)
    tables, words = section.tables, section.paragraphs
    for number, said in enumerate(words, start=1):
        keep = is_last and not tables and number == len(words)
        paragraph = _line(document, said, WD_ALIGN_PARAGRAPH.JUSTIFY, _TEXT, after=4, keep=keep)
        paragraph.paragraph_format.first_line_indent = Mm(10)
    for number, table in enumerate(tables, start=section.first):
        _line(document, f"{number}. {table.caption}", _LEFT, 12, bold=True, **_OVER_TABLE)
        _table(document, table, _TABLE, _WIDE, followed=is_last and table is tables[-1])


def _foot(document: Any, paper: Paper) -> None:
    """Write to whom it goes beside who signs, and which copy it is, on one page."""
    _line(document, "", _LEFT, 6, keep=True)
    table = ooxml.bare_table(document, (75, 90))
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", _LEFT, 12, bold=True, italic=True, first=True)
    for words in paper.office.receivers:
        _line(left, words, _LEFT, 11)
    for number, words in enumerate(paper.office.signs):
        _line(right, words, _CENTRE, 13, bold=True, first=number == 0)
    for _ in range(4):
        _line(right, "", _CENTRE, 13)
    for one in (*left.paragraphs, *right.paragraphs):
        one.paragraph_format.keep_with_next = True
    _line(document, paper.stamp, _LEFT, 9, before=10)


def _annexes(document: Any, paper: Paper) -> None:
    """Write the wide tables on pages that lie across; each annex has numbers of its own, its first page none."""
    for table in paper.annexes:
        if table.begins:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = _LONG, _SHORT
            ooxml.number_from_one(section)
        heading = _line(document, table.heading, _CENTRE, 14, bold=True, before=10, keep=True)
        heading.paragraph_format.page_break_before = not (table.begins or table.is_short)
        _line(document, table.caption.upper(), _CENTRE, 13, bold=True, keep=True)
        _line(document, paper.office.goes_with, _CENTRE, 13, italic=True, after=6, keep=True)
        _table(document, table, _ANNEX, 252)


# How the caption of a table stands.
_OVER_TABLE: dict[str, Any] = {"before": 8, "after": 4, "keep": True}


def _table(
    document: Any, table: Table, size: float, wide: float, *, followed: bool = False
) -> None:
    """Write a ruled table whose headings stand on each of its pages, and what must be known to read it."""
    add_table(document, table, size, wide, followed=followed or bool(table.note))
    if table.note:
        _line(document, table.note, _LEFT, 10, italic=True, before=2, after=4, keep=followed)


def _line(
    place: Any,
    words: str,
    align: Any,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    first: bool = False,
    keep: bool = False,
) -> Any:
    """Write a paragraph, in the one that a cell begins with if it is its first."""
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = align
    how = paragraph.paragraph_format
    how.space_before, how.space_after, how.keep_with_next = Pt(before), Pt(after), keep
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph
