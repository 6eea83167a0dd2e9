"""Which thing that was taken is which thing of the truth."""

from collections import defaultdict
from collections.abc import Iterable

from tests.imports.corpus.facts import Fact, Thing, same_text
from tests.imports.corpus.reader import Taken

PARTS = {"person", "member"}
# What things are called by; two of the same kind with another name may still be one, if enough else is the same.
NAMES = {"household": "head", "team": "village", "session": "held_on"}

ByThing = dict[Thing, dict[str, Fact]]


def by_thing(facts: Iterable[Fact]) -> ByThing:
    found: ByThing = defaultdict(dict)
    for fact in facts:
        found[fact.thing][fact.name] = fact
    return found


def aligned(things: ByThing, taken: list[Taken]) -> dict[Thing, Taken]:
    """Pair things with what was taken: first those that stand alone, then their parts."""
    parts: dict[Taken, list[Taken]] = defaultdict(list)
    for one in taken:
        if one.of is not None:
            parts[one.of].append(one)
    alone = [thing for thing in things if thing.kind not in PARTS]
    pairs = best(
        alone,
        [one for one in taken if one.kind not in PARTS],
        lambda t, o: likeness(things, parts, t, o),
    )
    of_parts = [thing for thing in things if thing.kind in PARTS]
    return pairs | best(
        of_parts,
        [one for one in taken if one.kind in PARTS],
        lambda thing, one: part_likeness(things, pairs, thing, one),
    )


def best(things: list[Thing], taken: list[Taken], like) -> dict[Thing, Taken]:
    """Pair those that are most alike, each once; what is not alike at all stays alone."""
    scored = []
    for number, thing in enumerate(things):
        for other, one in enumerate(taken):
            if thing.kind == one.kind and (score := like(thing, one)) > 0:
                scored.append((-score, number, other))
    found: dict[Thing, Taken] = {}
    used: set[int] = set()
    for _, number, other in sorted(scored):
        if things[number] not in found and other not in used:
            found[things[number]] = taken[other]
            used.add(other)
    return found


def likeness(things: ByThing, parts: dict[Taken, list[Taken]], thing: Thing, one: Taken) -> float:
    facts = things[thing]
    said = equal(facts, one)
    named = NAMES.get(thing.kind, "name") in said
    names = {same_text(part["name"]) for part in thing.parts}
    shared = len(names & {same_text(part.fields.get("name", "")) for part in parts[one]})
    if thing.kind == "session":
        return len(said) if len(said) > 1 else 0
    return 2 * named + shared + len(said) / 10 if named or shared else 0


def part_likeness(things: ByThing, pairs: dict[Thing, Taken], thing: Thing, one: Taken) -> float:
    """People are alike by name; where the household is the same, two other fields will do."""
    name = things[thing].get("name")
    named = name is not None and name.is_said_by(one.fields.get("name", ""))
    at_home = one.of is not None and pairs.get(thing.of) is one.of
    if not named and not at_home:
        return 0
    said = len(equal(things[thing], one))
    if named:
        return 10 + 5 * at_home + said / 10
    return 1 + said / 10 if said > 1 else 0


def equal(facts: dict[str, Fact], one: Taken) -> set[str]:
    return {
        name
        for name, fact in facts.items()
        if name in one.fields
        and not isinstance(fact.value, Thing)
        and fact.is_said_by(one.fields[name])
    }
