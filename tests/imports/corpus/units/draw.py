"""Draw cases from all patterns in turn."""

import random

from tests.imports.corpus import truth
from tests.imports.corpus.units import communes, provinces, villages
from tests.imports.corpus.units.case import Case

# Not every commune has what a pattern needs: an apostrophe, a number, a former name.
TRIES = 200
PATTERNS = {**villages.PATTERNS, **communes.PATTERNS, **provinces.PATTERNS}


def cases(seed: int | str = 0, count: int = 600) -> list[Case]:
    """Return that many different cases; every pattern occurs about as often as its weight says."""
    rng = random.Random(f"units {seed}")
    keys = sorted(PATTERNS)
    found: dict[tuple[object, ...], Case] = {}
    turn = 0
    while len(found) < count and turn < count * 20:
        key = keys[turn % len(keys)]
        turn += 1
        tries = (PATTERNS[key](rng, truth.draw_commune(rng)) for _ in range(TRIES))
        case = next(filter(None, tries), None)
        if case is not None:
            name = case.importer.name if case.importer else ""
            found.setdefault((case.text, name, case.level, case.day, case.beside), case)
    return list(found.values())
