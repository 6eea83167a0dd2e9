"""Spellings of districts on the map of 2024, and of provinces on both maps."""

import random
from collections.abc import Callable
from datetime import date

from tests.imports.corpus import letters
from tests.imports.corpus.facts import Standing
from tests.imports.corpus.truth import Commune, rows
from tests.imports.corpus.units.case import Case
from tests.imports.corpus.units.communes import AFTER, BEFORE, Unit, districts, plain
from tests.imports.corpus.units.villages import Pattern

PATTERNS: dict[str, Pattern] = {}
WORDS = {
    "huyen": ("huyện", "H."),
    "thi_xa": ("thị xã", "TX."),
    "thanh_pho": ("thành phố", "TP."),
    "quan": ("quận", "Q."),
}
# Short names that everybody writes, and nobody else means.
SHORT_PROVINCES = {
    "01": ("HN", "Hà Nội", "TP Hà Nội"), "79": ("TP.HCM", "TPHCM", "TP Hồ Chí Minh", "Tp. HCM"),
    "48": ("TP Đà Nẵng", "Tp.Đà Nẵng"), "46": ("TT Huế", "Thừa Thiên - Huế", "TT-Huế"), "77": ("BR-VT", "Bà Rịa Vũng Tàu", "BRVT"),
}  # fmt: skip


def district(
    key: str, style: Callable[[random.Random, Unit], str], standing: Standing = Standing.PLAIN
) -> None:
    """Register a spelling of a district whose name its province has once."""

    def draw(rng: random.Random, commune: Commune) -> Case | None:
        unit = rng.choice(list(districts().values()))
        same = [
            u
            for u in districts().values()
            if u["parent"] == unit["parent"] and plain(u["name"]) == plain(unit["name"])
        ]
        if unit["name"].isdigit() or len(same) > 1:
            return None
        text = style(rng, unit)
        return (
            Case(key, "district", text, BEFORE, unit["code"], standing, province=unit["parent"])
            if text
            else None
        )

    PATTERNS[key] = draw


district("district", lambda rng, u: f"{WORDS[u['kind']][0]} {u['name']}")
district("district without kind", lambda rng, u: u["name"])
district(
    "district with short kind",
    lambda rng, u: f"{WORDS[u['kind']][1]}{rng.choice((' ', ''))}{u['name']}",
)
district(
    "district in capitals without marks", lambda rng, u: letters.without_marks(u["name"]).upper()
)
district(
    "district with apostrophes",
    lambda rng, u: u["name"].replace("'", "’") if "'" in u["name"] else "",
)


def provinces(day: date) -> list[Unit]:
    table = rows("before_2025_07.csv" if day == BEFORE else "from_2025_07.csv")
    return [unit for unit in table if unit["level"] == "province"]


def province(
    key: str, style: Callable[[random.Random, Unit], str], standing: Standing = Standing.PLAIN
) -> None:
    def draw(rng: random.Random, commune: Commune) -> Case | None:
        day = rng.choice((BEFORE, AFTER))
        unit = rng.choice(provinces(day))
        text = style(rng, unit)
        return Case(key, "province", text, day, unit["code"], standing) if text else None

    PATTERNS[key] = draw


def kind(unit: Unit) -> str:
    return "Thành phố" if unit["kind"] == "thanh_pho_tw" else "Tỉnh"


province("province", lambda rng, u: f"{kind(u)} {u['name']}")
province("province without kind", lambda rng, u: u["name"])
province("province in capitals", lambda rng, u: f"{kind(u)} {u['name']}".upper())
province("province without marks", lambda rng, u: letters.without_marks(u["name"]))
province(
    "province without hyphens",
    lambda rng, u: " ".join(u["name"].replace("-", " ").split()) if "-" in u["name"] else "",
)
province(
    "province in short",
    lambda rng, u: rng.choice(SHORT_PROVINCES.get(u["code"], ("",))),
    Standing.EITHER,
)


def former(rng: random.Random, commune: Commune) -> Case | None:
    """A province of the old map in a file of today."""
    after = {row["old"]: row["new"] for row in rows("lineage.csv") if row["level"] == "province"}
    unit = rng.choice(provinces(BEFORE))
    now = {plain(one["name"]) for one in provinces(AFTER)}
    if plain(unit["name"]) in now or unit["code"] not in after:
        return None
    return Case(
        "former province",
        "province",
        f"Tỉnh {unit['name']}",
        AFTER,
        after[unit["code"]],
        Standing.EITHER,
    )


PATTERNS["former province"] = former
