"""Of which commune a row or a file is."""

from tests.imports.corpus.draft import AROUND, COLUMNS, Draft, mess
from tests.imports.corpus.facts import Standing, Thing, about
from tests.imports.corpus.grid import Cell, text_row
from tests.imports.corpus.tables import Column

FOREIGN_VILLAGES = ("Đồng Xe", "Mỹ Hòa", "Cây Da", "Soi Nga", "Hảo Sơn", "Đá Mài")


@mess("commune", COLUMNS, kinds="people households")
def own_commune_in_column(draft: Draft) -> None:
    """A column says the importer's commune on every row."""
    spelled = draft.rng.choice(("{0} {1}", "{1}", "{2} {1}", "{3}"))
    commune = draft.commune
    former = commune.former[0] if commune.former else commune.name
    text = spelled.format(commune.kind, commune.name, commune.kind[0] + ".", former)
    add_commune(draft, lambda line: text)
    if text in commune.former:
        draft.license(about("commune", text), "own")
    draft.know("commune", text, "own")


def add_commune(draft: Draft, text) -> None:
    for table in draft.tables:
        if table.column("village"):
            table.put(
                Column("commune", draft.rng.choice(("Xã", "Xã, phường", "Đơn vị"))), after="village"
            )
            for line in table.body():
                line.cells["commune"] = Cell(text(line))


@mess("commune", COLUMNS, kinds="people households", weight=2)
def rows_of_other_communes(draft: Draft) -> bool | None:
    """Some households are of other communes: not taken, counted, and never shown."""
    if len(draft.tables) != 1 or not draft.tables[0].column("village"):
        return False
    homes = [one for one in draft.commune.households if not asked_whether_same(draft, one)]
    if len(homes) < 2:
        return False
    others = draft.rng.sample(homes, 2)
    foreign = {one: draft.rng.choice(draft.commune.neighbours) for one in others}
    own = f"{draft.commune.kind} {draft.commune.name}"
    add_commune(draft, lambda line: f"Xã {foreign[line.block]}" if line.block in foreign else own)
    draft.know("commune", own, "own")
    for household, name in foreign.items():
        draft.license(about("commune", f"Xã {name}"), "foreign")
        draft.secrets += [str(person["name"]) for person in household.parts]
        for fact in draft.people_of(household):
            fact.standing = Standing.NAMED
            fact.doubts.clear()
    return None


def asked_whether_same(draft: Draft, household: Thing) -> bool:
    """Tell whether a question is due whether somebody of a household is somebody else: of another commune it is not."""
    doubts = {one for fact in draft.people_of(household) for one in fact.doubts}
    return any(kind == "same" and draft.doubts[kind, text] for kind, text in doubts)


@mess("commune", AROUND, kinds="people households")
def whole_file_of_another_commune(draft: Draft) -> None:
    """Letterhead and title name another commune: nothing is taken before that is settled."""
    other = draft.rng.choice(draft.commune.neighbours)
    for table in draft.tables:
        table.above[:0] = [
            text_row(f"UBND XÃ {other.upper()}"),
            text_row(f"DANH SÁCH HỘ DÂN XÃ {other.upper()}"),
        ]
    villages = draft.rng.sample(FOREIGN_VILLAGES, 2)
    for *_, cell in draft.each("village"):
        if cell.value:
            cell.value = f"Thôn {draft.rng.choice(villages)}"
            draft.know("village", cell.value, "skip")
    for text in (other, f"xã {other}", f"UBND xã {other}"):
        draft.license(about("commune", text), "foreign")
    for fact in draft.facts.values():
        fact.standing = Standing.NAMED
        fact.doubts.clear()
    draft.secrets += [str(household["head"]) for household in draft.commune.households]
