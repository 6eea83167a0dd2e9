"""How the cells of an .xlsx look, by the number of their style: fill, bold, struck through."""

import colorsys
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from imports.sandbox.inside.kinds import chunks

_STYLES, _THEME = "xl/styles.xml", "xl/theme/theme1.xml"
_WHITE = "FFFFFF"
# Colours by number, as Excel has them where a book names no others.
_INDEXED = re.findall(
    ".{6}",
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333",
)
# Those of the theme of Office, in the order in which styles name them.
_OFFICE = re.findall(
    ".{6}", "FFFFFF000000E7E6E644546A4472C4ED7D31A5A5A5FFC0005B9BD570AD470563C1954F72"
)
_ORDER = ["lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"]


class Style(NamedTuple):
    """How a cell looks; without any of it nothing is to be told."""

    fill: str = ""
    bold: bool = False
    struck: bool = False


def styles_of(archive: zipfile.ZipFile) -> dict[int, Style]:
    """Return the styles that tell something; none of a book whose styles cannot be read."""
    names = set(archive.namelist())
    if _STYLES not in names:
        return {}
    try:
        theme = _Theme(archive).colours if _THEME in names else _OFFICE
        found = list(_Styles(archive, theme).made())
    except (expat.ExpatError, ValueError, LookupError):
        return {}
    return {number: one for number, one in enumerate(found) if any(one)}


class Walk:
    """Follows a part of a package element by element, without a tree; `path` are the names around.

    Once it is `done`, what is left of the part is not looked at.
    """

    done = False

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self.path: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self.hear
        for piece in chunks(archive, part):
            parser.Parse(piece, False)  # noqa: FBT003 - the name has no keyword
            if self.done:
                return
        parser.Parse(b"", True)  # noqa: FBT003 - the library's

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.path.append(tag.rpartition(":")[2])
        self.begin(self.path[-1], attributes)

    def _end(self, tag: str) -> None:
        self.end(self.path.pop())

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        """Take in how an element begins."""

    def hear(self, text: str) -> None:
        """Take in what stands in an element, some of it at a time."""

    def end(self, name: str) -> None:
        """Take in that an element ends."""


class _Theme(Walk):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.colours = list(_OFFICE)
        super().__init__(archive, _THEME)

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        if name in {"srgbClr", "sysClr"} and len(self.path) > 2 and self.path[-3] == "clrScheme":
            value = facts.get("lastClr") or facts.get("val", "")
            if self.path[-2] in _ORDER and len(value) == 6:
                self.colours[_ORDER.index(self.path[-2])] = value.upper()


class _Styles(Walk):
    """Fonts, fills, and which of them each style has."""

    def __init__(self, archive: zipfile.ZipFile, theme: list[str]) -> None:
        self.theme, self.indexed, self.own = theme, list(_INDEXED), list[str]()
        self.fonts = list[list[bool]]()
        self.fills = list[str]()
        self.solid = False
        self.uses = list[tuple[int, int]]()
        super().__init__(archive, _STYLES)

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        around = self.path[1] if len(self.path) > 2 else ""
        if around == "fonts":
            self._font(name, facts)
        elif around == "fills":
            self._fill(name, facts)
        elif around == "cellXfs" and name == "xf":
            self.uses.append((int(facts.get("fontId", "0")), int(facts.get("fillId", "0"))))
        elif name == "rgbColor" and self.path[-2] == "indexedColors":
            self.own.append(facts.get("rgb", "")[-6:].upper())

    def _font(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "font":
            self.fonts.append([False, False])
        elif name in {"b", "strike"}:
            self.fonts[-1][name == "strike"] = facts.get("val", "1") not in {"0", "false"}

    def _fill(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "fill":
            self.fills.append("")
        elif name == "patternFill":
            self.solid = facts.get("patternType") == "solid"
        elif name == "fgColor" and self.solid:
            # Which colours the numbers mean stands behind the fills.
            self.fills[-1] = " ".join(facts.get(key, "") or "-" for key in _NAMED)

    def made(self) -> Iterator[Style]:
        """Yield all styles in their order."""
        palette = self.own + self.indexed[len(self.own) :]
        fills = [self._colour(one, palette) for one in self.fills]
        for font, fill in self.uses:
            bold, struck = self.fonts[font] if font < len(self.fonts) else (False, False)
            yield Style(fills[fill] if fill < len(fills) else "", bold, struck)

    def _colour(self, named: str, palette: list[str]) -> str:
        if not named:
            return ""
        rgb, indexed, theme, tint = named.split(" ")
        if rgb != "-":
            return said(rgb[-6:])
        if theme != "-" and int(theme) < len(self.theme):
            return said(tinted(self.theme[int(theme)], 0.0 if tint == "-" else float(tint)))
        return said(palette[int(indexed)]) if indexed != "-" and int(indexed) < 64 else ""


_NAMED = ("rgb", "indexed", "theme", "tint")


def said(colour: str) -> str:
    """Return a colour as "#RRGGBB"; white is none."""
    six = colour.strip("#").upper()
    is_one = len(six) == 6 and all(sign in "0123456789ABCDEF" for sign in six)
    return f"#{six}" if is_one and six != _WHITE else ""


def tinted(colour: str, tint: float) -> str:
    """Return a colour of the theme made lighter, or darker where the tint is below nothing."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), full)
    return "".join(f"{round(part * 255):02X}" for part in parts)
