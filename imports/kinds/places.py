"""Which village a cell means: by its names of today and before, or by what the commune once said of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from areas.kinds import Kind
from areas.models import Area, Placement
from areas.names import clean
from imports.models import ImportRow
from imports.spreadsheet.lines import Line
from imports.tidy.villages import Found, Villages


def villages_of(commune: Area) -> dict[int, set[tuple[Kind, str]]]:
    """Return all names, of today and before, of the open villages of a commune. Two queries."""
    areas = Area.unscoped.filter(commune=commune, closed_on=None).villages()
    names = {area.pk: {(Kind(area.kind), area.name)} for area in areas}
    placements = Placement.unscoped.filter(area__in=list(names))
    for area, kind, name in placements.values_list("area_id", "kind", "name"):
        names[area].add((Kind(kind), name))
    return names


def communes_among(place: Area, rows: Iterable[ImportRow]) -> dict[int, Area]:
    """Return the open communes that rows of a file are of, by key: its own, or some below its place. One query."""
    if not place.is_above_communes:
        return {place.pk: place}
    keys = {row.values.get("commune", 0) for row in rows}
    return Area.unscoped.within(place).communes().filter(closed_on=None).in_bulk(keys)


def commune_of(place: Area, row: ImportRow) -> int:
    """Return the key of the commune that a row is of."""
    commune: int = row.values.get("commune", 0) if place.is_above_communes else place.pk
    return commune


def as_asked(text: str) -> str:
    """Return the key of a name that is asked about: with its marks, for without them it is another's too."""
    return clean(text).lower()


def refuse_nameless(line: Line) -> None:
    """Refuse a row that names no village, if nothing else is wrong with its name."""
    if not line.is_wrong("village"):
        line.wrong("village", _("Thiếu tên thôn."), _("Ghi tên thôn vào cột này."))


class Places:
    """The villages of a commune, by what its files call them. `said` are keys by name as asked."""

    def __init__(
        self,
        villages: Mapping[int, Iterable[tuple[Kind, str]]],
        said: Mapping[str, int],
        only: Area | None = None,
    ) -> None:
        self.only, self.villages = only, Villages(villages)
        self.said = {name: key for name, key in said.items() if key in villages}
        self.found = dict[str, Found]()
        # Names that are not sure: how each is written, in how many rows, which villages it may mean.
        self.asked = dict[str, dict[str, Any]]()

    def of(self, line: Line) -> int | None:
        """Return the village of a row; what is wrong with its name becomes a problem of the row."""
        if self.only is not None:
            return self.only.pk
        text: Any = line.values.get("village")
        if isinstance(text, int):  # It was settled before (imports.tidy).
            return text
        if not text:
            refuse_nameless(line)
            return None
        found = self.find(text)
        if found.pk is None:
            self.ask(line, text, found, _("Không có thôn “%(name)s” trong xã.") % {"name": text})
        return found.pk

    def find(self, text: str) -> Found:
        """Return the village that a text means, by its names or by what the commune said of it."""
        if text not in self.found:
            told = self.said.get(as_asked(text))
            found = self.villages.find(text)
            # What is sure by itself is not overruled by what was once said of a name like it.
            self.found[text] = Found(told) if told and found.pk is None else found
        return self.found[text]

    def ask(self, line: Line, text: str, found: Found, what: str) -> None:
        """Ask which village a text means, once; `what` is wrong with the row until that is said."""
        key, options = as_asked(text), list(found.proposals)
        asked = {"key": key, "text": text, "rows": 0, "options": options}
        self.asked.setdefault(key, asked)["rows"] += 1
        line.wrong(
            "village",
            what,
            _("Chọn thôn ở phần hỏi phía trên, hoặc sửa tên thôn trong tệp."),
            text,
        )
