"""The extract on A4, in a font that has every Vietnamese letter and goes with the file."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from privacy.requests.exports.words import head_of, in_words, title_of
from privacy.requests.queries.extract import Extract
from privacy.requests.queries.part import Part
from web.pdf import BOLD, PLAIN, register_fonts

_MARGIN = 16 * mm
# A frame keeps six points free on each side.
_WIDTH = A4[0] - 2 * _MARGIN - 12
_INK, _MUTED, _LINE, _HEAD = map(HexColor, ("#14212e", "#475869", "#c9d2da", "#eef2f5"))


def pdf_of(extract: Extract) -> bytes:
    """Return the extract as a PDF."""
    register_fonts()
    styles = _styles()
    story: list[Any] = [Paragraph(escape(title_of(extract)), styles["title"])]
    story += [Paragraph(escape(line), styles["muted"]) for line in head_of(extract)]
    for number, part in enumerate(extract.parts, start=1):
        story += _part(number, part, styles)
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=20 * mm,
        title=title_of(extract),
        lang="vi",
        invariant=1,
    )
    document.build(story, onFirstPage=_foot(extract), onLaterPages=_foot(extract))
    return target.getvalue()


def _styles() -> dict[str, ParagraphStyle]:
    def style(name: str, size: float, **more: Any) -> ParagraphStyle:
        facts = {"fontName": PLAIN, "textColor": _INK, "leading": size * 1.35, **more}
        return ParagraphStyle(name, fontSize=size, **facts)

    return {
        "title": style("title", 17, fontName=BOLD, spaceAfter=2 * mm),
        "heading": style("heading", 12, fontName=BOLD, spaceBefore=6 * mm, spaceAfter=1.5 * mm),
        "muted": style("muted", 9.5, textColor=_MUTED),
        "cell": style("cell", 9),
        "head": style("head", 9, fontName=BOLD),
    }


def _part(number: int, part: Part, styles: dict[str, ParagraphStyle]) -> list[Any]:
    """Return the heading, the note and the table of a part; it goes on over pages under its heads."""
    heading = Paragraph(f"{number}. {escape(part.heading)}", styles["heading"])
    heading.keepWithNext = True
    found = [heading]
    if part.note:
        found += [Paragraph(escape(part.note), styles["muted"]), Spacer(1, 1.5 * mm)]
    if not part.rows:
        return [*found, Paragraph(escape(_("Không có.")), styles["cell"])]
    rows = [[Paragraph(escape(word), styles["head"]) for word in part.heads]]
    rows += [[Paragraph(escape(in_words(one)), styles["cell"]) for one in row] for row in part.rows]
    # A cell may be longer than a page.
    how: dict[str, Any] = {"repeatRows": 1, "splitInRow": 1, "hAlign": "LEFT"}
    return [*found, LongTable(rows, _columns(part), style=_table(), **how)]


def _columns(part: Part) -> list[float]:
    shares = part.widths or [1] * len(part.heads)
    return [_WIDTH * share / sum(shares) for share in shares]


def _table() -> TableStyle:
    whole = (0, 0), (-1, -1)
    return TableStyle(
        [
            ("GRID", *whole, 0.5, _LINE),
            ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
            ("VALIGN", *whole, "TOP"),
            ("LEFTPADDING", *whole, 4),
            ("RIGHTPADDING", *whole, 4),
            ("TOPPADDING", *whole, 2.5),
            ("BOTTOMPADDING", *whole, 3),
        ]
    )


def _foot(extract: Extract) -> Any:
    """Return what draws the number of the request and of the page at the foot."""

    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(PLAIN, 8.5)
        canvas.setFillColor(_MUTED)
        words = _("%(code)s · trang số %(page)s") % {
            "code": extract.request.code,
            "page": document.page,
        }
        canvas.drawRightString(A4[0] - _MARGIN, 11 * mm, words)

    return draw
