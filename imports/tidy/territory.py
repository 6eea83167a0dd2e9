"""In which commune of a district or province a row is: by its cells, else by what stands around it."""

from collections.abc import Sequence
from typing import NamedTuple

from imports.tidy.communes import UNKNOWN, Communes, Found
from imports.tidy.model import Context, Table
from imports.tidy.shapes.teams import is_on_first_rows
from imports.tidy.spelling import COMMUNE, VILLAGE, Part, parts, words
from imports.tidy.title_words import (
    LONGEST,
    can_end,
    commune_at,
    name_end,
    tokens_of,
    words_of,
    written,
)

# What stands around rows, the nearest first; a row between the others is nearer than all of them.
_NEAR = ("group", "title", "sheet", "file")


class Told(NamedTuple):
    """The unit that a text names, or those to ask about, and the text."""

    found: Found
    text: str


NOTHING = Told(UNKNOWN, "")


class Territory:
    """Units below a place as rows name them; each text, and each set of them, is looked at once."""

    def __init__(self, units: Communes) -> None:
        self.units = units
        self.said = dict[tuple[Context, ...], Told]()
        # What the commune's column of a table said last, and whether it is named on the first rows of each alone.
        self.filled, self.fills = dict[Table, str](), dict[Table, bool]()

    def of_cells(self, commune: str, district: str, among: Sequence[str]) -> Told:
        """Return the unit that cells of a row name: the one for it, else those in which it stands behind a village."""
        told = NOTHING
        if words(commune):
            told = Told(self.units.find(commune, district), commune)
        for text in among:
            part = commune_part(text)
            if part is None:
                continue
            found = self.units.find(part.text, district)
            if not told.text:
                return Told(found, part.text)
            if _contradicts(found, told.found):
                return Told(
                    Found(None, (told.found.pk or 0, found.pk or 0)), f"{commune}, {part.text}"
                )
        return told

    def around(self, context: tuple[Context, ...]) -> Told:
        """Return the unit that stands around rows: what the nearest text names that names any."""
        if context not in self.said:
            self.said[context] = self._around(context)
        return self.said[context]

    def _around(self, context: Sequence[Context]) -> Told:
        for origin in _NEAR:
            texts = [one for one in reversed(context) if one.origin == origin]
            for one in texts:
                told = self._named(one)
                if told.text:
                    return told
        return NOTHING

    def _named(self, context: Context) -> Told:
        """Return the unit that a text names: it is called so, or says so behind the word for a commune."""
        if context.origin in {"group", "sheet"}:
            found = self.units.find(context.text)
            if found.pk is not None:
                return Told(found, context.text)
        tokens = tokens_of(context.text)
        for at in range(len(tokens)):
            size = commune_at(tokens, at)
            start = at + size
            for end in range(min(len(tokens), start + LONGEST), start, -1) if size else ():
                if any(one.has_break for one in tokens[start:end]) or not can_end(tokens, end):
                    continue
                text = written(tokens, at, end)
                if self.units.is_called(words_of(tokens[start:end])):
                    return Told(self.units.find(text), text)
            if size and (end := name_end(tokens, start)) > start:
                text = written(tokens, at, end)
                return Told(self.units.find(text), text)
        return NOTHING

    def fill(self, table: Table, text: str) -> str:
        """Return what a cell for the commune says, or what the one above it says where that stands on first rows alone."""
        at = table.column("commune")
        if at is None:
            return text
        if table not in self.fills:
            self.fills[table] = is_on_first_rows(table, at)
        if words(text):
            self.filled[table] = text
        return text if words(text) or not self.fills[table] else self.filled.get(table, "")


def commune_part(text: str) -> Part | None:
    """Return the part of a text that names a commune: "Thôn 3, xã An Ninh Tây"."""
    found = (part for part in parts(text) if part.level == COMMUNE and part.name)
    return next(found, None)


def is_only_commune(text: str) -> bool:
    """Tell whether a text names a commune and no village in it."""
    levels = {part.level for part in parts(text)}
    return COMMUNE in levels and VILLAGE not in levels and parts(text)[0].level == COMMUNE


def _contradicts(found: Found, told: Found) -> bool:
    return None not in {found.pk, told.pk} and found.pk != told.pk
