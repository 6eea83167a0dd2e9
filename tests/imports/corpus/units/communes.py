"""Spellings of communes: the importer's own, others, and those of a province on both maps."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache

from tests.imports.corpus import letters
from tests.imports.corpus.facts import Standing
from tests.imports.corpus.truth import KIND_WORDS, Commune, rows
from tests.imports.corpus.units.case import Case
from tests.imports.corpus.units.villages import Pattern

PATTERNS: dict[str, Pattern] = {}
SHORT = {
    "Xã": ("X.", "x.", "X. "),
    "Phường": ("P.", "P. ", "p."),
    "Thị trấn": ("TT.", "TT", "Tt."),
    "Đặc khu": ("ĐK", "Đ.khu"),
}
BEFORE, AFTER = date(2024, 10, 21), date(2026, 9, 15)
DISTRICT_WORDS = {"huyen": "huyện", "thi_xa": "thị xã", "thanh_pho": "TP", "quan": "quận"}
Unit = dict[str, str]


@cache
def communes_of(day: date) -> list[Unit]:
    table = rows("before_2025_07.csv" if day == BEFORE else "from_2025_07.csv")
    return [unit for unit in table if unit["level"] == "commune"]


@cache
def districts() -> dict[str, Unit]:
    return {
        unit["code"]: unit for unit in rows("before_2025_07.csv") if unit["level"] == "district"
    }


def province_of(unit: Unit, day: date) -> str:
    return districts()[unit["parent"]]["parent"] if day == BEFORE else unit["parent"]


@cache
def name_counts(day: date) -> dict[str, Counter[str]]:
    """Count the names of communes in each province, as they are searched for."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in communes_of(day):
        found[province_of(unit, day)][plain(unit["name"])] += 1
    return found


def plain(name: str) -> str:
    bare = letters.without_marks(name).lower()
    return "".join(char for char in bare if char.isalnum())


# Of the importer's own commune.
def own(
    key: str, style: Callable[[random.Random, Commune], str], standing: Standing = Standing.PLAIN
) -> None:
    def draw(rng: random.Random, commune: Commune) -> Case | None:
        text = style(rng, commune)
        return Case(key, "commune", text, commune.today, "own", standing, commune) if text else None

    PATTERNS[key] = draw


own("own commune", lambda rng, c: f"{c.kind} {c.name}")
own("own commune without kind", lambda rng, c: c.name)
own("own commune in capitals", lambda rng, c: f"{c.kind} {c.name}".upper())
own("own commune with short kind", lambda rng, c: f"{rng.choice(SHORT[c.kind])}{c.name}")
own("own commune without marks", lambda rng, c: letters.without_marks(f"{c.kind} {c.name}"))
own("own commune, province", lambda rng, c: f"{c.kind} {c.name}, tỉnh {c.province}")
own("own commune of its office", lambda rng, c: f"UBND {c.kind.lower()} {c.name}")
own(
    "own commune by former name",
    lambda rng, c: f"Xã {rng.choice(c.former)}" if c.former else "",
    Standing.EITHER,
)
own(
    "own commune by former name, said to be so",
    lambda rng, c: f"{rng.choice(c.former)} (cũ)" if c.former else "",
    Standing.EITHER,
)
own(
    "own commune with old and new name",
    lambda rng, c: f"{c.name} ({rng.choice(c.former)} cũ)" if c.former else "",
    Standing.EITHER,
)


def other(key: str, style: Callable[[random.Random, Commune, str], str]) -> None:
    def draw(rng: random.Random, commune: Commune) -> Case | None:
        name = rng.choice(commune.neighbours)
        similar = (
            name in commune.former
            or plain(name) in plain(commune.name)
            or plain(commune.name) in plain(name)
        )
        if similar:
            return None
        return Case(
            key, "commune", style(rng, commune, name), commune.today, "foreign", importer=commune
        )

    PATTERNS[key] = draw


other("another commune", lambda rng, c, name: f"Xã {name}")
other("another commune without kind", lambda rng, c, name: name)
other("another commune in capitals", lambda rng, c, name: f"XÃ {name.upper()}")
other("another commune without marks", lambda rng, c, name: letters.without_marks(f"xã {name}"))
other("another commune, province", lambda rng, c, name: f"xã {name}, tỉnh {c.province}")


# Of a province, for whoever keeps the numbers of its communes.
def of_province(
    key: str,
    style: Callable[[random.Random, Unit], str],
    standing: Standing = Standing.PLAIN,
    days: tuple[date, ...] = (BEFORE, AFTER),
) -> None:
    """Register a spelling of a commune whose name its province has once."""

    def draw(rng: random.Random, commune: Commune) -> Case | None:
        day = rng.choice(days)
        unit = rng.choice(communes_of(day))
        province = province_of(unit, day)
        if unit["name"].isdigit() or name_counts(day)[province][plain(unit["name"])] > 1:
            return None
        text = style(rng, unit)
        return (
            Case(key, "commune of a province", text, day, unit["code"], standing, province=province)
            if text
            else None
        )

    PATTERNS[key] = draw


def word(unit: Unit) -> str:
    return KIND_WORDS[unit["kind"]]


of_province("commune of a province", lambda rng, u: f"{word(u)} {u['name']}")
of_province("commune of a province without kind", lambda rng, u: u["name"])
of_province(
    "commune of a province with short kind",
    lambda rng, u: f"{rng.choice(SHORT[word(u)])}{u['name']}",
)
of_province("commune of a province in capitals", lambda rng, u: f"{word(u)} {u['name']}".upper())
of_province(
    "commune of a province without marks",
    lambda rng, u: letters.without_marks(f"{word(u)} {u['name']}"),
)
of_province(
    "commune of a province with its district",
    lambda rng, u: (
        f"{word(u)} {u['name']}, {DISTRICT_WORDS[districts()[u['parent']]['kind']]} {districts()[u['parent']]['name']}"
    ),
    days=(BEFORE,),
)
of_province(
    "commune of a province with apostrophes",
    lambda rng, u: u["name"].replace("'", rng.choice("’`")) if "'" in u["name"] else "",
)
of_province(
    "commune of a province with hyphens",
    lambda rng, u: u["name"].replace(" ", "-") if u["name"].count(" ") == 1 else "",
)
of_province(
    "commune of a province with other tone place",
    lambda rng, u: (
        letters.other_tone_place(f"{word(u)} {u['name']}")
        if letters.other_tone_place(u["name"]) != u["name"]
        else ""
    ),
)
of_province(
    "commune of a province with a letter less",
    lambda rng, u: (
        f"{word(u)} {u['name'][:-2]}{u['name'][-1]}"
        if len(u["name"]) > 9 and not u["name"][-1].isdigit()
        else ""
    ),
    Standing.EITHER,
)


def namesakes(rng: random.Random, commune: Commune) -> Case | None:
    """Two communes of one name in one province: without the district nobody knows."""
    unit = rng.choice(communes_of(BEFORE))
    province = province_of(unit, BEFORE)
    if name_counts(BEFORE)[province][plain(unit["name"])] < 2 or unit["name"].isdigit():
        return None
    same = [
        u
        for u in communes_of(BEFORE)
        if u["name"] == unit["name"] and province_of(u, BEFORE) == province
    ]
    if len(same) < 2:
        return None
    return Case(
        "namesakes in a province",
        "commune of a province",
        unit["name"],
        BEFORE,
        "",
        Standing.ASK,
        province=province,
    )


def namesake_with_district(rng: random.Random, commune: Commune) -> Case | None:
    found = namesakes(rng, commune)
    if found is None:
        return None
    same = [
        u
        for u in communes_of(BEFORE)
        if u["name"] == found.text and province_of(u, BEFORE) == found.province
    ]
    unit = rng.choice(same)
    district = districts()[unit["parent"]]
    if [u["parent"] for u in same].count(unit["parent"]) > 1:
        return None
    text = f"{word(unit)} {unit['name']}, {DISTRICT_WORDS[district['kind']]} {district['name']}"
    return Case(
        "namesake with its district",
        "commune of a province",
        text,
        BEFORE,
        unit["code"],
        province=found.province,
    )


@cache
def successors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("lineage.csv"):
        if row["level"] == "commune":
            found[row["old"]].append(row["new"])
    return found


def former_unit(rng: random.Random, commune: Commune) -> Case | None:
    """A commune of the old map in a file of today: its successor, if it has one, else a question."""
    unit = rng.choice(communes_of(BEFORE))
    new = {one["code"]: one for one in communes_of(AFTER)}
    after = [code for code in successors()[unit["code"]] if code in new]
    if not after or unit["name"].isdigit():
        return None
    province = new[after[0]]["parent"]
    now = {plain(one["name"]) for one in new.values() if one["parent"] == province}
    if plain(unit["name"]) in now or namesakes_before(unit, province) > 1:
        return None
    split = len(after) > 1
    key = "former commune that was split" if split else "former commune"
    right, standing = ("", Standing.ASK) if split else (after[0], Standing.EITHER)
    return Case(
        key,
        "commune of a province",
        f"{word(unit)} {unit['name']}",
        AFTER,
        right,
        standing,
        province=province,
    )


@cache
def before_by_name() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in communes_of(BEFORE):
        found[plain(unit["name"])].append(unit)
    return found


@cache
def province_now() -> dict[str, str]:
    return {one["code"]: one["parent"] for one in communes_of(AFTER)}


def namesakes_before(unit: Unit, province: str) -> int:
    """Count the communes of this name that are in the province now."""
    return sum(
        any(province_now().get(code) == province for code in successors()[one["code"]])
        for one in before_by_name()[plain(unit["name"])]
    )


PATTERNS |= {
    "namesakes in a province": namesakes,
    "namesake with its district": namesake_with_district,
    "former commune": former_unit,
}
