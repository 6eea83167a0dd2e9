"""What the library of Word files has no words for: rules, shades, rows that repeat, the number of a page."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

# Nobody's moment: the file is made of its content alone.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def set_up(document: Any, title: str, font: str, size: float) -> None:
    """Set font and language of the whole, and what the file says of itself."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)
    style.element.rPr.append(element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    style.paragraph_format.space_after = Pt(0)
    said = document.core_properties
    said.title, said.author, said.comments, said.language = title, "", "", "vi-VN"
    said.created = said.modified = _MADE
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def element(name: str, **facts: str) -> Any:
    """Return an element of Word's XML."""
    made = OxmlElement(name)
    for key, value in facts.items():
        made.set(qn(f"w:{key}"), value)
    return made


def put(place: Any, part: Any, *before: str) -> None:
    """Put a part before those that the format wants behind it."""
    place.insert_element_before(part, *before)


def page_number(paragraph: Any, size: float) -> None:
    """Write the number of the page."""
    run = paragraph.add_run()
    run.font.size = Pt(size)
    begin, end = element("w:fldChar", fldCharType="begin"), element("w:fldChar", fldCharType="end")
    asked = element("w:instrText")
    asked.text = "PAGE"
    for part in (begin, asked, end):
        run._r.append(part)  # noqa: SLF001 - the library has no other way to a field


def number_from_one(section: Any) -> None:
    """Let the pages of a part be numbered by themselves."""
    put(section._sectPr, element("w:pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001 - likewise


def rule(place: Any, aside: Length) -> None:
    """Draw a thin line under what was written, so far from both sides."""
    paragraph = place.add_paragraph()
    how = paragraph.paragraph_format
    how.left_indent = how.right_indent = aside
    how.line_spacing, how.space_after = Pt(3), Pt(0)
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz="6", space="1", color="auto"))
    put(paragraph._p.get_or_add_pPr(), border, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001 - likewise


def bare_table(document: Any, widths: Sequence[float]) -> Any:
    """Add a row without rules, of so many millimetres, whose cells keep nothing free and are not cut."""
    table = _sized(document.add_table(1, len(widths)), widths)
    free = element("w:tblCellMar")
    for side in ("left", "right"):
        free.append(element(f"w:{side}", w="0", type="dxa"))
    put(table._tbl.tblPr, free, "w:tblLook")  # noqa: SLF001 - the library has no other way to it
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - likewise
    return table


def _sized(table: Any, widths: Sequence[float]) -> Any:
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table
