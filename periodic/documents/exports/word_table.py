"""Ruled tables of a Word file, written as they stand in it: the library takes seconds for a table of a province."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from periodic.documents.rules.tables import Cell, Table, widths_of

_SHADE = "E8EDF2"
# Twentieths of a point in a millimetre; what a cell keeps free.
_TWIPS, _SIDE, _OVER, _ASIDE = 56.7, 60, 25, 227
# So many rows at the end of a long table stand on one page with the last one.
_TOGETHER = 2


def add_table(
    document: Any, table: Table, size: float, page: float, *, followed: bool = False
) -> None:
    """Add a table whose headings stand on each of its pages, none of whose rows is cut by the end of one.

    `followed`: its end stands on one page with what comes after it.
    """
    drawn = _table(table, size, page, followed=followed)
    document.element.body._insert_tbl(parse_xml(drawn))  # noqa: SLF001 - before the last section, which only the library knows


def _table(table: Table, size: float, page: float, *, followed: bool) -> str:
    widths = [round(width * _TWIPS) for width in widths_of(table, page)]
    aligns = ["center", *("left" if head.is_words else "right" for head in table.heads[1:])]
    style = _Style(size, widths, aligns)
    heads = [Cell(head.words) for head in table.heads]
    rows = [style.row(heads, is_head=True, bold=True, keep=True)]
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        keep = (table.is_short or at >= last - _TOGETHER) if at < last else followed
        keep = keep and not table.grows
        rows.append(style.row(row, bold=at in table.sums, keep=keep))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {nsdecls('w')}>{_HOW}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{wide}" w:type="dxa"/>'
    for side, wide in (("top", _OVER), ("left", _SIDE), ("bottom", _OVER), ("right", _SIDE))
)
_HOW = (
    f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>{_LINES}</w:tblBorders>'
    f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
)


class _Style:
    """How the rows of one table look."""

    def __init__(self, size: float, widths: Sequence[int], aligns: Sequence[str]) -> None:
        self.halves, self.widths, self.aligns = round(2 * size), widths, aligns

    def row(self, cells: Sequence[Cell], *, bold: bool, keep: bool, is_head: bool = False) -> str:
        """Return a row, kept together with the next one or not."""
        head = "<w:tblHeader/>" if is_head else ""
        aligns = ["center"] * len(cells) if is_head else self.aligns
        run = f'<w:rPr>{"<w:b/>" * bold}<w:sz w:val="{self.halves}"/></w:rPr>'
        boxes = (
            f"<w:tc>{_box(width, is_head=is_head)}{''.join(_lines(cell, align, run, keep=keep))}</w:tc>"
            for cell, width, align in zip(cells, self.widths, aligns, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(boxes)}</w:tr>"


def _box(width: int, *, is_head: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' * is_head
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'


def _lines(cell: Cell, align: str, run: str, *, keep: bool) -> Iterator[str]:
    aside = f'<w:ind w:left="{_ASIDE}"/>' * cell.is_indented
    # The mark of a paragraph has a size, too: without one an empty cell would be as high as plain text.
    how = f'<w:pPr>{"<w:keepNext/>" * keep}{aside}<w:jc w:val="{align}"/>{run}</w:pPr>'
    for words in cell.words.split("\n"):
        text = f'<w:r>{run}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
        yield f"<w:p>{how}{text}</w:p>"
