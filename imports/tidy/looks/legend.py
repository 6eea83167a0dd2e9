"""What a sheet says of its own colours: a coloured cell beside a word, or "Màu xanh: biết"."""

import colorsys
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from areas.names import fold
from imports.spreadsheet.book import Book, Row, Sheet
from imports.tidy.looks.survey import Survey
from imports.tidy.model import Table

# A legend stands above a table or at the end of a sheet, in a row of few cells.
_ROWS, _CELLS = 40, 5
_NOT = r"\b(?:chua|khong|ko|chang)\b"
_MEANINGS = (
    ("unasked", re.compile(rf"{_NOT}(?: \w+)? (?:khao sat|hoi|dieu tra|danh gia|gap)|\bvang(?: nha| mat)?$|di lam xa")),
    ("alone", re.compile(r"\b(?:khong|ko) can (?:\w+ )?(?:giup|ho tro|huong dan)")),
    ("help", re.compile(r"\b(?:ho tro|giup|huong dan|nho (?:con|nguoi)|mot phan|biet it)\b")),
    ("none", re.compile(_NOT)),
    ("alone", re.compile(r"\b(?:biet|thanh thao|thao|tu lam|lam duoc|dung duoc|su dung|dat|co|tot)\b")),
)  # fmt: skip
_COLOUR = r"xanh la(?: cay| ma)?|xanh (?:duong|da troi|nuoc bien|lam|bien)|xanh|do|vang|cam|tim|hong|xam|nau|khong (?:to )?mau|khong to(?: mau)?|de trang|trang"
_SAID = re.compile(
    rf"(?:\b(?:mau|o|to|to mau|nen)\b )?\b({_COLOUR})\b(?: nhat| dam| tuoi)?\s*(?:[:=–→>-]+|\bla\b)\s*([^;,.:=\n]+?)(?=$|[;,.\n]|\b(?:mau|o|nen)\b)"
)
# It speaks of colours where it says so, or says something of several.
_SEVERAL = 2
_SPEAKS = re.compile(r"\b(?:mau|to|o|nen)\b")


@dataclass(frozen=True)
class Said:
    """What a legend says of one colour: its meaning, in which words, and whether it says nothing else."""

    meaning: str
    text: str
    is_sure: bool = True


@dataclass
class Legend:
    """What a file says of its colours; "" is no colour."""

    fills: dict[str, Said] = field(default_factory=dict)

    def add(self, fill: str, meaning: str, text: str) -> None:
        """Take in what one line says; two that contradict each other leave a doubt."""
        before = self.fills.get(fill)
        is_sure = before is None or (before.is_sure and before.meaning == meaning)
        self.fills[fill] = Said(meaning, text, is_sure)


def of(book: Book, surveys: Sequence[tuple[Table, Survey]]) -> Legend:
    """Return what the sheets of a book say of colours that stand for answers."""
    legend = Legend()
    used = {fill for _, survey in surveys for fill in survey.fills}
    if used:
        for place in dict.fromkeys(table.sheet for table, _ in surveys):
            own = [survey for table, survey in surveys if table.sheet == place]
            for row in _around(book.sheets[place]):
                beside = _without_people(row, own)
                _beside(beside, used, legend)
                _in_words(beside, used, legend)
    return legend


def _without_people(row: Row, surveys: Sequence[Survey]) -> Row:
    """Return what stands beside the people of a row: their own words and fills are no legend."""
    tables = [survey.table for survey in surveys if survey.is_of_somebody(row)]
    own = {at for table in tables for at in range(table.left, table.right + 1)}
    if not own:
        return row
    cells = [None if at in own else cell for at, cell in enumerate(row.cells)]
    looks = {at: look for at, look in row.looks.items() if at not in own}
    return replace(row, cells=cells, looks=looks)


def meaning_of(text: str) -> str:
    """Return what words say of a skill, "" for none."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return next((meaning for meaning, how in _MEANINGS if how.search(words)), "")


def _around(sheet: Sheet) -> Iterator[Row]:
    rows = sheet.rows
    found = rows[:_ROWS] if len(rows) <= 2 * _ROWS else [*rows[:_ROWS], *rows[-_ROWS:]]
    yield from rows if len(rows) <= 2 * _ROWS else found


def _beside(row: Row, used: set[str], legend: Legend) -> None:
    """Read a coloured cell with words in it, or beside it."""
    filled = [at for at, cell in enumerate(row.cells) if cell is not None]
    if len(filled) > _CELLS or not filled:
        return
    for at, look in row.looks.items():
        words = [row.cells[one] for one in filled if at <= one <= at + 2][:1]
        text = words[0] if words and isinstance(words[0], str) else ""
        if look.fill in used and len(text) < 80 and (meaning := meaning_of(text)):
            legend.add(look.fill, meaning, text)


def _in_words(row: Row, used: set[str], legend: Legend) -> None:
    """Read lines that name colours by their words."""
    for cell in dict.fromkeys(row.cells):
        if not isinstance(cell, str) or len(cell) > 400:
            continue
        low = _folded(cell)
        said = _SAID.findall(low)
        if not _SPEAKS.search(low) and len({name for name, _ in said}) < _SEVERAL:
            continue
        for name, words in said:
            meaning, fills = meaning_of(words), _called(name, used)
            if meaning and len(fills) == 1:
                legend.add(fills[0], meaning, cell)


def _folded(text: str) -> str:
    """Return a text without marks, its stops kept."""
    return " ".join(
        piece if not any(sign.isalnum() for sign in piece) else fold(piece)
        for piece in re.findall(r"\w+|[^\w\s]", text)
    )


def _called(name: str, used: set[str]) -> list[str]:
    """Return the colours that a word may mean, of those that are used."""
    if name.startswith("khong") or "trang" in name:
        return [""]
    return [fill for fill in sorted(used) if name.removesuffix(" cay") in names_of(fill)]


def names_of(fill: str) -> set[str]:
    """Return what a colour may be called, folded."""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if full < 0.12 or light < 0.08:
        return {"xam"}
    hue *= 360
    found = {name for first, last, name in _HUES if first <= hue <= last}
    if found & {"xanh la", "xanh duong"}:
        found |= {"xanh"}
    if "xanh la" in found:
        found |= {"xanh la ma"}
    if "xanh duong" in found:
        found |= {"xanh da troi", "xanh nuoc bien", "xanh lam", "xanh bien"}
    return found


_HUES = (
    (0, 20, "do"), (335, 360, "do"), (15, 48, "cam"), (10, 40, "nau"), (43, 72, "vang"), (66, 175, "xanh la"),
    (160, 262, "xanh duong"), (255, 310, "tim"), (295, 345, "hong"), (0, 12, "hong"),
)  # fmt: skip
