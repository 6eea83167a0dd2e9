"""The official maps of units as files: before 1/7/2025, after it, and the lineage between."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from areas.kinds import Kind, Level
from areas.names import fold

DATA = Path(__file__).parent / "data"
LEVELS = {"province": Level.PROVINCE, "district": Level.DISTRICT, "commune": Level.COMMUNE}


class Unit(NamedTuple):
    """One line of a map."""

    level: Level
    code: str
    name: str
    kind: str
    parent: str


class Link(NamedTuple):
    """One line of the lineage: an old unit, and a new one that took territory of it."""

    level: Level
    old: str
    new: str


class Join(NamedTuple):
    """A commune of the map of 2024 that was joined to another one before that of June 2025, and the other's code since.

    Both are known by code and name, for codes went from one to the other.
    """

    old: str
    old_name: str
    new: str
    new_name: str
    later: str
    on: date
    document: str


def read_map(name: str) -> list[Unit]:
    """Read a map's file: provinces first, then districts, then communes."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Unit(LEVELS[row["level"]], row["code"], row["name"], row["kind"], row["parent"])
            for row in csv.DictReader(file)
        ]


def read_lineage() -> list[Link]:
    """Read who became whom."""
    with (DATA / "lineage.csv").open(encoding="utf-8", newline="") as file:
        return [Link(LEVELS[r["level"]], r["old"], r["new"]) for r in csv.DictReader(file)]


def read_joins() -> list[Join]:
    """Read which communes of 2024 were joined before the reform."""
    with (DATA / "before_2025_07_steps.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [date.fromisoformat(row.pop("on")) for row in rows]
    return [Join(on=day, **row) for day, row in zip(days, rows, strict=True)]


@dataclass
class Selection:
    """What to load: the two maps and the lineage, perhaps of one province only."""

    before: list[Unit]
    after: list[Unit] = field(default_factory=list)
    lineage: list[Link] = field(default_factory=list)

    @classmethod
    def of(cls, *, map_year: int, province: str = "") -> "Selection":
        """Choose the files and cut them to one province; raises LookupError for an unknown one."""
        if map_year == 2025:
            whole = cls(read_map("before_2025_07"), read_map("from_2025_07"), read_lineage())
        elif fold(province).endswith("phu yen"):
            # As it was in 2024 (110 communes); any other province as before the reform.
            whole = cls(read_map("phu_yen_2024"))
        else:
            whole = cls(read_map("before_2025_07"))
        return whole.cut(province) if province else whole

    def cut(self, province: str) -> "Selection":
        """Keep one province: its old map and what it became, or its new map and what it was."""
        new = {u.code for u in self.after if _is_province(u, province)}
        links = [link for link in self.lineage if link.level == Level.PROVINCE]
        old = {link.old for link in links if link.new in new}
        old |= {u.code for u in self.before if _is_province(u, province)}
        if not old:
            raise LookupError(province)
        before = _only(self.before, old)
        kept = {(u.level, u.code) for u in before}
        lineage = [link for link in self.lineage if (link.level, link.old) in kept]
        wanted = {(new_level(link), link.new) for link in lineage}
        after = [u for u in self.after if (u.level, u.code) in wanted]
        return Selection(before, after, lineage)


def new_level(link: Link) -> Level:
    """Return the level of the new unit: islands without communes were districts, and are communes."""
    return Level.COMMUNE if link.level == Level.DISTRICT else link.level


def _is_province(unit: Unit, name: str) -> bool:
    words = {fold(unit.name), fold(f"{Kind(unit.kind).label} {unit.name}")}
    return unit.level == Level.PROVINCE and fold(name) in words


def _only(units: list[Unit], provinces: set[str]) -> list[Unit]:
    """Keep these provinces and the units below them."""
    kept: set[tuple[Level, str]] = {(Level.PROVINCE, code) for code in provinces}
    result = []
    for unit in units:
        above = (Level(unit.level - 1), unit.parent)
        if (unit.level, unit.code) in kept or above in kept:
            kept.add((unit.level, unit.code))
            result.append(unit)
    return result


def unchanged(level: Level) -> list[Link]:
    """List the links whose two ends are one and the same unit: whole, alone, same name and kind."""
    links = [link for link in read_lineage() if link.level == level]
    olds, news = Counter(link.old for link in links), Counter(link.new for link in links)
    called: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for name in ("before_2025_07", "from_2025_07"):
        called[name] = {u.code: (u.name, u.kind) for u in read_map(name) if u.level == level}
    return [
        link
        for link in links
        if olds[link.old] == 1
        and news[link.new] == 1
        and called["before_2025_07"][link.old] == called["from_2025_07"][link.new]
    ]
