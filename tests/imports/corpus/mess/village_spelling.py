"""How the village is spelled in its column."""

from tests.imports.corpus import words
from tests.imports.corpus.draft import COLUMNS, Draft, mess
from tests.imports.corpus.facts import Thing, about
from tests.imports.corpus.mess import arrange


def respell(draft: Draft, spell, *, question: bool = False, demanded: bool = False) -> None:
    """Spell villages otherwise in their column; about each text may be asked."""
    for _, line, _, cell in draft.each("village"):
        if cell.value is None or not cell.says:
            continue
        fact = next(one for one in cell.says if one.name in {"village", "name"})
        village = arrange.village_of(draft, fact.value)
        cell.value = spell(village)
        draft.know("village", cell.value, str(village["name"]))
        if question:
            everything = draft.people_of(line.block) if line.block.kind == "household" else [fact]
            draft.doubt(
                everything, about("village", cell.value), str(village["name"]), demanded=demanded
            )


SPELLED = "people households teams sessions villages"


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_without_kind(draft: Draft) -> None:
    respell(draft, lambda village: str(village["name"]))


@mess("village spelling", COLUMNS, kinds=SPELLED, weight=2)
def village_short_kind(draft: Draft) -> None:
    """T. Hội Phú, B. Ma Giai, KP Chí Đức."""
    short = {
        "Thôn": draft.rng.choice(("T.", "Th.", "Tn.")),
        "Buôn": draft.rng.choice(("B.", "Bn.")),
        "Khu phố": "KP",
    }
    respell(draft, lambda village: f"{short[village['kind']]} {village['name']}")


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_in_capitals(draft: Draft) -> None:
    respell(draft, lambda village: words.full_village(village).upper())


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_with_commune(draft: Draft) -> None:
    """Hội Phú - xã An Ninh Tây, thôn Hội Phú, An Ninh Tây."""
    commune = f"{draft.commune.kind.lower()} {draft.commune.name}"
    style = draft.rng.choice(("{0}, {1}", "{0} - {1}", "{2} ({1})"))
    respell(
        draft, lambda village: style.format(words.full_village(village), commune, village["name"])
    )


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_by_former_name(draft: Draft) -> None:
    """The name before the villages were merged: taken, or asked once."""
    respell(
        draft,
        lambda village: (
            f"Thôn {village['former']}" if village["former"] else words.full_village(village)
        ),
        question=True,
    )


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_misspelled(draft: Draft) -> None:
    """One letter is missing: asked once for each text."""

    def spell(village: Thing) -> str:
        name = words.full_village(village)
        return name[:-2] + name[-1] if len(name) > 9 and not name[-1].isdigit() else name

    for_misspelled(draft, spell)


def for_misspelled(draft: Draft, spell) -> None:
    known = {words.full_village(one) for one in draft.commune.villages}
    respell(draft, spell)
    for _, line, _, cell in draft.each("village"):
        if cell.value and cell.value not in known and cell.says:
            village = str(next(f.value for f in cell.says if f.name in {"village", "name"}))
            everything = (
                draft.people_of(line.block) if line.block.kind == "household" else cell.says
            )
            draft.doubt(everything, about("village", cell.value), village)


@mess("village spelling", COLUMNS, kinds=SPELLED)
def village_number_otherwise(draft: Draft) -> None:
    """Phú Mỹ I, Phú Mỹ 01, Phú Mỹ số 1."""
    style = draft.rng.choice(("I", "01", "số 1"))
    forms = {"I": ("I", "II"), "01": ("01", "02"), "số 1": ("số 1", "số 2")}[style]

    def spell(village: Thing) -> str:
        name = words.full_village(village)
        return name.replace(" 1", f" {forms[0]}").replace(" 2", f" {forms[1]}")

    respell(draft, spell)
