"""Sheets of eight cards on A4, to be cut out: drawn in memory and sent, kept nowhere."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from accounts.codes.exports import Card
from web.pdf import BOLD, PLAIN, register_fonts

COLUMNS, ROWS = 2, 4
_MARGIN, _PAD, _QR = 11 * mm, 4 * mm, 27 * mm
_WIDE, _HIGH = (A4[0] - 2 * _MARGIN) / COLUMNS, (A4[1] - 2 * _MARGIN) / ROWS
_INK, _MUTED, _LINE, _BLUE = map(HexColor, ("#14212e", "#475869", "#c9d2da", "#0c2f55"))


def pdf_of(cards: Iterable[Card], title: str) -> bytes:
    """Return the sheets as a PDF."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, lang="vi", invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in batched(cards, COLUMNS * ROWS, strict=False):
        for at, card in enumerate(page):
            x, y = _MARGIN + at % COLUMNS * _WIDE, A4[1] - _MARGIN - at // COLUMNS * _HIGH
            _frame(canvas, x, y)
            _Hand(canvas, x + _PAD, y - _PAD).draw(card)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _frame(canvas: Any, x: float, y: float) -> None:
    """Draw where to cut."""
    canvas.setStrokeColor(_MUTED)
    canvas.setLineWidth(0.6)
    canvas.setDash(3, 2.5)
    canvas.rect(x, y - _HIGH, _WIDE, _HIGH)
    canvas.setDash()


class _Hand:
    """Writes one card downwards, line by line."""

    def __init__(self, canvas: Any, x: float, y: float) -> None:
        self.canvas, self.x, self.y = canvas, x, y
        self.wide = _WIDE - 2 * _PAD

    def draw(self, card: Card) -> None:
        """Write all of a card."""
        top, narrow = self.y, self.wide - _QR - 2 * mm
        person = card.issued.person
        self.lines(f"{_('Tổ công nghệ số')} · {card.unit}", 10.5, BOLD, _BLUE)
        self.squares(card, top - 5.5 * mm)
        self.lines(person.full_name, 13, BOLD, wide=narrow)
        self.lines(card.work, 9.5, wide=narrow)
        self.gap(1.2)
        self.lines(_("Tên đăng nhập"), 8.5, colour=_MUTED, wide=narrow)
        self.lines(person.username, 11.5, BOLD, wide=narrow)
        self.lines(_("Mã dùng một lần"), 8.5, colour=_MUTED, wide=narrow)
        self.lines(card.issued.words, 15, BOLD, wide=narrow)
        self.y = min(self.y, top - 5.5 * mm - _QR) - 2.6 * mm
        self.rule()
        self.gap(1)
        self.steps([_("Quét mã hoặc mở %(address)s") % {"address": card.short}, card.second_step])
        self.lines(f"{card.expiry} {card.asked}", 8.5, colour=_MUTED)

    def steps(self, steps: Sequence[str]) -> None:
        """Write the three steps."""
        for number, words in enumerate([*steps, _("Tự đặt mật khẩu")], start=1):
            self.lines(f"{number}. {words}", 9.5)
        self.gap(0.8)

    def lines(
        self, words: str, size: float, font: str = PLAIN, colour: Any = _INK, wide: float = 0
    ) -> None:
        """Write words over one line or two, smaller where one long word would not fit."""
        room = wide or self.wide
        longest = max((stringWidth(word, font, size) for word in words.split()), default=0)
        size = size * min(1.0, room / longest) if longest else size
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        for line in simpleSplit(words, font, size, room)[:2]:
            self.y -= size * 1.28
            self.canvas.drawString(self.x, self.y, line)

    def gap(self, high: float) -> None:
        """Leave some room."""
        self.y -= high * mm

    def rule(self) -> None:
        """Draw a thin line."""
        self.canvas.setStrokeColor(_LINE)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.x, self.y, self.x + self.wide, self.y)
        self.gap(0.4)

    def squares(self, card: Card, top: float) -> None:
        """Draw the QR code at the right."""
        qr, left = card.qr, self.x + self.wide - _QR + 2 * mm
        unit = _QR / qr.size
        path = self.canvas.beginPath()
        for x, y, wide in qr.runs:
            path.rect(left + x * unit, top - (y + 1) * unit, wide * unit, unit)
        self.canvas.setFillColor(_INK)
        self.canvas.drawPath(path, stroke=0, fill=1)
