"""The fonts of our PDFs: they have every Vietnamese letter, and go with the file."""

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "NotoSans", "NotoSans-Bold"
# Of official papers: as wide as Times New Roman.
SERIF, SERIF_BOLD = "Tinos-Regular", "Tinos-Bold"
SERIF_ITALIC, SERIF_BOLD_ITALIC = "Tinos-Italic", "Tinos-BoldItalic"
_FONTS = Path(__file__).parent / "fonts"
_SANS = {PLAIN: "NotoSans-Regular", BOLD: BOLD}
_SERIFS = {name: name for name in (SERIF, SERIF_BOLD, SERIF_ITALIC, SERIF_BOLD_ITALIC)}


def register_fonts() -> None:
    """Make the fonts known, once in each process."""
    _register(_SANS)


def register_serifs() -> None:
    """Make those of official papers known, likewise."""
    _register(_SERIFS)


def _register(files: dict[str, str]) -> None:
    for name in files.keys() - set(pdfmetrics.getRegisteredFontNames()):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{files[name]}.ttf")))
