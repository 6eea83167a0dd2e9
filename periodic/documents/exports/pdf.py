"""A report as a PDF to be printed, laid out as the Word file is; it needs no office program on the server."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    HRFlowable,
    KeepTogether,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table as Grid,
    TableStyle,
)

from periodic.content import Content
from periodic.documents.rules.office import MOTTO, Office
from periodic.documents.rules.paper import Paper, Section, paper_of
from periodic.documents.rules.tables import Cell, Table, widths_of
from web.pdf import SERIF, SERIF_BOLD, SERIF_BOLD_ITALIC, SERIF_ITALIC, register_serifs

# Of the page: left as it is bound, right, top and bottom.
_LEFT, _RIGHT, _EDGE = 30 * mm, 15 * mm, 20 * mm
_WIDE = A4[0] - _LEFT - _RIGHT
_SHADE = HexColor("#e8edf2")
_TEXT, _TABLE, _ANNEX = 13, 11, 9
_ANNEX_FIRST = "across first"
# So many rows at the end of a long table stand on one page.
_TOGETHER = 3


def pdf(content: Content) -> bytes:
    """Return the report of a content; the same content gives the same bytes."""
    register_serifs()
    paper = paper_of(content)
    target = BytesIO()
    document = BaseDocTemplate(
        target, title=paper.title, lang="vi", invariant=1, pagesize=A4, pageTemplates=_pages()
    )
    document.build([*map(_kept, _body(paper)), *map(_kept, _annexes(paper))])
    return target.getvalue()


def _pages() -> list[PageTemplate]:
    """Return the first page of the paper and of an annex, which show no number, and those after them."""
    made = []
    for name, after, size in (
        ("first", "later", A4),
        ("later", "later", A4),
        (_ANNEX_FIRST, "across", landscape(A4)),
        ("across", "across", landscape(A4)),
    ):
        wide, high = size
        frame = Frame(_LEFT, _EDGE, wide - _LEFT - _RIGHT, high - 2 * _EDGE, *(0, 0, 0, 0), id=name)
        drawn = _number if name == after else _begin
        made.append(
            PageTemplate(name, [frame], onPage=drawn, pagesize=size, autoNextPageTemplate=after)
        )
    return made


def _begin(_canvas: Any, document: Any) -> None:
    """Count the pages from this one on."""
    document.begun = document.page


def _number(canvas: Any, document: Any) -> None:
    """Draw the number of the page at its top, in the middle of what is written."""
    wide, high = canvas._pagesize  # noqa: SLF001 - the library has no other way to the size of this page
    canvas.setFont(SERIF, 13)
    number = document.page - document.begun + 1
    canvas.drawCentredString(_LEFT + (wide - _LEFT - _RIGHT) / 2, high - 14 * mm, str(number))


def _kept(part: Any) -> Any:
    """Keep on one page what is a list."""
    return KeepTogether(part) if isinstance(part, list) else part


def _body(paper: Paper) -> Iterable[Any]:
    """Write the paper itself, part by part; a list stands on one page."""
    yield _head(paper.office)
    for warning in paper.warnings:
        yield _line(warning, TA_CENTER, 12, SERIF_ITALIC, before=6)
    yield _line("BÁO CÁO", TA_CENTER, 14, SERIF_BOLD, before=14)
    yield _line(paper.title, TA_CENTER, 14, SERIF_BOLD)
    yield _rule(45 * mm)
    yield _line(f"({paper.span})", TA_CENTER, 13, SERIF_ITALIC, before=2, after=6)
    *said, last = (one for section in paper.sections for one in _section(section))
    yield from said
    # The end of what is said stands on one page with the signature; a long table breaks by itself.
    if isinstance(last, LongTable):
        yield last
        last = []
    yield [*(last if isinstance(last, list) else [last]), *_foot(paper)]


def _head(office: Office) -> Any:
    """Write who issues it beside the name of the country, number beside place and day."""
    is_committee = office.above.startswith("ỦY BAN")
    left = [
        *(
            [_line(office.above, TA_CENTER, 12, SERIF_BOLD if is_committee else SERIF)]
            * bool(office.above)
        ),
        _line(office.name, TA_CENTER, 12, SERIF_BOLD),
        _rule(24 * mm),
        _line(office.number, TA_CENTER, 13, before=5),
    ]
    right = [
        _line(MOTTO[0], TA_CENTER, 12, SERIF_BOLD),
        _line(MOTTO[1], TA_CENTER, 13, SERIF_BOLD),
        _rule(54 * mm),
        _line(office.place, TA_CENTER, 13, SERIF_ITALIC, before=5),
    ]
    return Grid([[left, right]], [75.5 * mm, _WIDE - 75.5 * mm], style=_bare())


def _foot(paper: Paper) -> list[Any]:
    """Write to whom it goes beside who signs, and which copy it is."""
    left = [_line("Nơi nhận:", TA_LEFT, 12, SERIF_BOLD_ITALIC)]
    left += [_line(words, TA_LEFT, 11) for words in paper.office.receivers]
    right = [_line(words, TA_CENTER, 13, SERIF_BOLD) for words in paper.office.signs]
    right.append(Spacer(1, 28 * mm))
    return [
        Spacer(1, 4 * mm),
        Grid([[left, right]], [75 * mm, _WIDE - 75 * mm], style=_bare()),
        _line(paper.stamp, TA_LEFT, 9, before=10),
    ]


def _section(section: Section) -> Iterable[Any]:
    yield _line(section.heading, TA_LEFT, _TEXT, SERIF_BOLD, before=8, after=3, keep=True)
    for words in section.paragraphs:
        yield _line(words, TA_JUSTIFY, _TEXT, after=4, indent=10 * mm)
    for number, table in enumerate(section.tables, start=section.first):
        caption = f"{number}. {table.caption}"
        over = _line(caption, TA_LEFT, 12, SERIF_BOLD, before=8, after=4)
        yield from _table([over], table, _TABLE, A4[0])


def _annexes(paper: Paper) -> Iterable[Any]:
    """Write the wide tables on pages that lie across; each annex has numbers of its own, its first page none."""
    for table in paper.annexes:
        if table.begins:
            yield NextPageTemplate(_ANNEX_FIRST)
        if table.begins or not table.is_short:
            yield PageBreak()
        over = [
            _line(table.heading, TA_CENTER, 14, SERIF_BOLD, before=10),
            _line(table.caption.upper(), TA_CENTER, 13, SERIF_BOLD),
            _line(paper.office.goes_with, TA_CENTER, 13, SERIF_ITALIC, after=6),
        ]
        yield from _table(over, table, _ANNEX, landscape(A4)[0])


def _table(over: Sequence[Any], table: Table, size: float, page: float) -> Iterable[Any]:
    """Write a ruled table under what stands over it; its headings stand on each of its pages."""
    wide = page - _LEFT - _RIGHT
    is_words = [head.is_words for head in table.heads]
    rows = [[_line(head.words, TA_CENTER, size, SERIF_BOLD) for head in table.heads]]
    rows += [
        _cells(row, is_words, size, SERIF_BOLD if at in table.sums else SERIF)
        for at, row in enumerate(table.rows)
    ]
    widths = [width * mm for width in widths_of(table, wide / mm)]
    drawn = LongTable(rows, widths, style=_ruled(), repeatRows=1, splitInRow=0)
    yield from ([[*over, drawn]] if table.is_short else [CondPageBreak(40 * mm), *over, drawn])
    if table.note:
        yield _line(table.note, TA_LEFT, 10, SERIF_ITALIC, before=2, after=4)


def _cells(row: Sequence[Cell], is_words: Sequence[bool], size: float, font: str) -> list[Any]:
    found = []
    for at, (cell, words) in enumerate(zip(row, is_words, strict=True)):
        align = TA_CENTER if at == 0 else TA_LEFT if words else TA_RIGHT
        aside = 4 * mm if cell.is_indented else 0
        found.append(_line(cell.words, align, size, font, aside=aside))
    return found


# How a paragraph lies, in the words of the library.
_PLACED = {
    "before": "spaceBefore",
    "after": "spaceAfter",
    "indent": "firstLineIndent",
    "aside": "leftIndent",
    "keep": "keepWithNext",
}


def _line(words: str, align: int, size: float, font: str = SERIF, **placed: float) -> Any:
    """Write a paragraph."""
    style = ParagraphStyle(
        "line",
        fontName=font,
        fontSize=size,
        leading=size * 1.18,
        alignment=align,
        **{_PLACED[name]: value for name, value in placed.items()},
    )
    # Blanks to write in are as wide as they were typed.
    shown = escape(words).replace("  ", "\u00a0 ").replace("\n", "<br/>")
    return Paragraph(shown, style)


def _rule(wide: float) -> Any:
    """Draw a thin line under what was written."""
    return HRFlowable(wide, 0.6, color=black, spaceBefore=4, spaceAfter=1)


def _bare() -> TableStyle:
    whole = (0, 0), (-1, -1)
    return TableStyle(
        [
            ("VALIGN", *whole, "TOP"),
            ("ALIGN", *whole, "CENTER"),
            *((f"{side}PADDING", *whole, 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
    )


def _ruled() -> TableStyle:
    whole = (0, 0), (-1, -1)
    return TableStyle(
        [
            ("GRID", *whole, 0.5, black),
            ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
            ("VALIGN", *whole, "MIDDLE"),
            ("LEFTPADDING", *whole, 3),
            ("RIGHTPADDING", *whole, 3),
            ("TOPPADDING", *whole, 1.5),
            ("BOTTOMPADDING", *whole, 3),
            ("NOSPLIT", (0, -_TOGETHER), (0, -1)),
        ]
    )
