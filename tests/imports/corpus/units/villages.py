"""Spellings of villages, for an importer of a commune."""

import random
from collections.abc import Callable

from tests.imports.corpus import letters, names, truth, words
from tests.imports.corpus.facts import Standing, Thing
from tests.imports.corpus.truth import Commune
from tests.imports.corpus.units.case import Case

Pattern = Callable[[random.Random, Commune], Case | None]
PATTERNS: dict[str, Pattern] = {}


def with_villages(rng: random.Random, commune: Commune, *further: tuple[str, str]) -> Thing:
    """Give the commune villages, some of them given ones, and return one that has no namesake."""
    commune.villages = truth.draw_villages(rng, 6)
    taken = {one["name"] for one in commune.villages}
    for kind, name in further:
        if name not in taken or len(further) > 1:
            commune.villages.append(Thing("village", {"kind": kind, "name": name, "former": ""}))
    return rng.choice(commune.villages[:6])


def spelled(
    pattern: str,
    style: Callable[[random.Random, Commune, Thing], str],
    standing: Standing = Standing.PLAIN,
) -> None:
    """Register a spelling of a village of the commune."""

    def draw(rng: random.Random, commune: Commune) -> Case | None:
        village = with_villages(rng, commune)
        text = style(rng, commune, village)
        if not text:
            return None
        return Case(
            pattern, "village", text, commune.today, str(village["name"]), standing, commune
        )

    PATTERNS[pattern] = draw


def full(village: Thing) -> str:
    return words.full_village(village)


def kind_of(commune: Commune) -> str:
    return commune.kind.lower()


SHORT = {
    "Thôn": ("T.", "Th.", "T ", "Thon "),
    "Buôn": ("B.", "Bn.", "B. "),
    "Khu phố": ("KP", "KP.", "K.phố", "KP "),
}
ROMAN = {"1": "I", "2": "II"}

spelled("village as in the register", lambda rng, c, v: full(v))
spelled("village without kind", lambda rng, c, v: str(v["name"]))
spelled("village in capitals", lambda rng, c, v: full(v).upper())
spelled("village in small letters", lambda rng, c, v: full(v).lower())
spelled(
    "village with short kind",
    lambda rng, c, v: f"{rng.choice(SHORT[str(v['kind'])]).rstrip()} {v['name']}",
)
spelled(
    "village with short kind and no space",
    lambda rng, c, v: f"{SHORT[str(v['kind'])][0]}{v['name']}",
)
spelled("village without marks", lambda rng, c, v: letters.without_marks(full(v)))
spelled(
    "village with hyphens",
    lambda rng, c, v: str(v["name"]).replace(" ", "-") if " " in str(v["name"]) else "",
)
spelled("village, commune", lambda rng, c, v: f"{full(v)}, {kind_of(c)} {c.name}")
spelled("village - commune", lambda rng, c, v: f"{v['name']} - {c.name}")
spelled("village (commune)", lambda rng, c, v: f"{v['name']} ({kind_of(c)} {c.name})")
spelled("commune, village", lambda rng, c, v: f"{c.kind} {c.name}, {full(v).lower()}")
spelled(
    "village, commune, province",
    lambda rng, c, v: f"{full(v)}, {kind_of(c)} {c.name}, tỉnh {c.province}",
)
spelled(
    "hamlet, village",
    lambda rng, c, v: f"{rng.choice(names.HAMLETS)}, {full(v).lower()}",
    Standing.EITHER,
)
spelled(
    "group of village",
    lambda rng, c, v: f"Tổ {rng.randint(1, 9)} {full(v).lower()}",
    Standing.EITHER,
)
spelled(
    "village with roman number",
    lambda rng, c, v: full(v)[:-1] + ROMAN[full(v)[-1]] if full(v)[-1] in ROMAN else "",
)
spelled(
    "village with zero",
    lambda rng, c, v: f"{full(v)[:-1]}0{full(v)[-1]}" if full(v)[-1] in ROMAN else "",
)
spelled(
    "village with word for number",
    lambda rng, c, v: f"{full(v)[:-1]}số {full(v)[-1]}" if full(v)[-1] in ROMAN else "",
)
spelled(
    "village with number joined",
    lambda rng, c, v: full(v)[:-2] + full(v)[-1] if full(v)[-1] in ROMAN else "",
)
spelled(
    "village with another kind",
    lambda rng, c, v: f"{'Buôn' if v['kind'] == 'Thôn' else 'Thôn'} {v['name']}",
    Standing.EITHER,
)
spelled(
    "village by former name",
    lambda rng, c, v: f"Thôn {v['former']}" if v["former"] else "",
    Standing.EITHER,
)
spelled(
    "village by former name, said to be so",
    lambda rng, c, v: f"Thôn {v['former']} (cũ)" if v["former"] else "",
    Standing.EITHER,
)
spelled(
    "village with a letter less",
    lambda rng, c, v: (
        full(v)[:-2] + full(v)[-1] if len(full(v)) > 9 and not full(v)[-1].isdigit() else ""
    ),
    Standing.EITHER,
)
spelled("village with other tone place", lambda rng, c, v: letters.other_tone_place(full(v)))
spelled("village with spaces", lambda rng, c, v: f" {full(v).replace(' ', '  ')} ")
spelled(
    "village with a colon before",
    lambda rng, c, v: f"Thôn: {v['name']}" if v["kind"] == "Thôn" else "",
)
spelled(
    "village with foreign apostrophe",
    lambda rng, c, v: full(v).replace("'", "’") if "'" in full(v) else "",
)
spelled(
    "village without apostrophe",
    lambda rng, c, v: full(v).replace("'", "") if "'" in full(v) else "",
)
spelled(
    "village with apostrophe and space",
    lambda rng, c, v: full(v).replace("'", "' ") if "'" in full(v) else "",
)


def pattern(key: str) -> Callable[[Pattern], Pattern]:
    def register(draw: Pattern) -> Pattern:
        PATTERNS[key] = draw
        return draw

    return register


@pattern("village apostrophes of a buôn")
def of_buon(rng: random.Random, commune: Commune) -> Case:
    with_villages(rng, commune)
    first, last = rng.choice((("M", "Keng"), ("H", "Lốp"), ("K", "Tla"), ("D", "Liêya")))
    name = f"Ea {first}'{last}"
    commune.villages.append(Thing("village", {"kind": "Buôn", "name": name, "former": ""}))
    mark = rng.choice(("’", "`", "‘", "", "´", "' "))
    text = f"{rng.choice(('Buôn', 'buôn', 'B.'))} Ea {first}{mark}{last if rng.random() < 0.6 else last.lower()}"
    return Case(
        "village apostrophes of a buôn", "village", text, commune.today, name, importer=commune
    )


@pattern("village of two that differ in number")
def of_two_numbers(rng: random.Random, commune: Commune) -> Case:
    """Tân Lập where there are Tân Lập 1 and Tân Lập 2."""
    name = rng.choice(("Tân Lập", "Phước Lộc", "Long Hòa", "Hòa Bình"))
    with_villages(rng, commune, ("Thôn", f"{name} 1"), ("Thôn", f"{name} 2"))
    text = rng.choice((f"Thôn {name}", name, name.upper()))
    return ask("village of two that differ in number", commune, text)


@pattern("village of two of one name")
def of_two_kinds(rng: random.Random, commune: Commune) -> Case:
    name = rng.choice(("Tân Thành", "Phú Xuân", "Long Thủy"))
    with_villages(rng, commune, ("Thôn", name), ("Khu phố", name))
    return ask(
        "village of two of one name",
        commune,
        rng.choice((name, name.upper(), f"{name}, {commune.name}")),
    )


@pattern("village told by its kind from its namesake")
def told_by_kind(rng: random.Random, commune: Commune) -> Case:
    """Two of one name and other kinds: the kind tells. Their names in the register hold it, so that they differ."""
    name = rng.choice(("Tân Thành", "Phú Xuân", "Long Thủy"))
    with_villages(rng, commune, ("Thôn", name), ("Khu phố", f"{name} Đông"))
    return Case(
        "village told by its kind from its namesake",
        "village",
        f"T. {name}",
        commune.today,
        name,
        importer=commune,
    )


@pattern("village that is not there")
def unknown(rng: random.Random, commune: Commune) -> Case:
    with_villages(rng, commune)
    return ask(
        "village that is not there",
        commune,
        f"Thôn {rng.choice(('Mỹ Lương', 'Đá Bàn', 'Cẩm Tú', 'Lạc Chỉ', 'Hòn Chông'))}",
    )


@pattern("village between two others")
def between(rng: random.Random, commune: Commune) -> Case:
    """One letter away from two villages."""
    one, other, text = rng.choice(
        (
            ("Phú Lâm", "Phú Lân", "Phú Lâ"),
            ("An Thọ", "An Thổ", "An Tho"),
            ("Hòa Đa", "Hòa Đà", "Hoa Da"),
        )
    )
    with_villages(rng, commune, ("Thôn", one), ("Thôn", other))
    return ask("village between two others", commune, text)


@pattern("village of another commune in the same cell")
def foreign_in_cell(rng: random.Random, commune: Commune) -> Case | None:
    village = with_villages(rng, commune)
    other = rng.choice(commune.neighbours)
    if other in commune.former:
        return None
    text = f"{full(village)}, xã {other}"
    return Case(
        "village of another commune in the same cell",
        "village",
        text,
        commune.today,
        "foreign",
        importer=commune,
    )


@pattern("village of another commune by its column")
def foreign_by_column(rng: random.Random, commune: Commune) -> Case | None:
    village = with_villages(rng, commune)
    other = rng.choice(commune.neighbours)
    if other in commune.former:
        return None
    return Case(
        "village of another commune by its column",
        "village",
        full(village),
        commune.today,
        "foreign",
        importer=commune,
        beside=f"Xã {other}",
    )


@pattern("village with its former commune")
def with_former_commune(rng: random.Random, commune: Commune) -> Case | None:
    village = with_villages(rng, commune)
    if not commune.former:
        return None
    text = f"{full(village)}, xã {rng.choice(commune.former)}"
    return Case(
        "village with its former commune",
        "village",
        text,
        commune.today,
        str(village["name"]),
        Standing.EITHER,
        commune,
    )


def ask(key: str, commune: Commune, text: str) -> Case:
    """Return a case that nobody can know; whichever the officer says is right."""
    return Case(key, "village", text, commune.today, "", Standing.ASK, commune)
