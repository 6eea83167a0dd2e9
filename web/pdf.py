"""The fonts of our PDFs: they have every Vietnamese letter, and go with the file."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "NotoSans", "NotoSans-Bold"
_FONTS = Path(__file__).parent / "fonts"


def register_fonts() -> None:
    """Make the fonts known, once in each process."""
    for name in {PLAIN, BOLD} - set(pdfmetrics.getRegisteredFontNames()):
        weight = "Bold" if name == BOLD else "Regular"
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"NotoSans-{weight}.ttf")))
