"""Where the village stands, how it is spelled, and of which commune a row is."""

from tests.imports.corpus import words
from tests.imports.corpus.draft import COLUMNS, ROWS, Draft, mess
from tests.imports.corpus.facts import Fact, Standing, Thing, about
from tests.imports.corpus.grid import Cell, Row
from tests.imports.corpus.layouts import clean
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Column, Line, Table

LISTS = "people households"
TITLES = (
    "DANH SÁCH HỘ DÂN {0}", "DANH SÁCH NHÂN KHẨU {0} NĂM 2026", "Danh sách các hộ gia đình {1}",
    "{0} – DANH SÁCH KHẢO SÁT KỸ NĂNG SỐ", "Đơn vị: {1}", "Thôn, buôn, khu phố: {1}",
)  # fmt: skip


def by_village(draft: Draft) -> list[tuple[Thing, list[Line]]]:
    """Return the lines of the first table by village."""
    found: dict[str, list[Line]] = {}
    for line in draft.tables[0].lines:
        if line.block is not None:
            found.setdefault(str(line.block["village"]), []).append(line)
    return [(arrange.village_of(draft, name), lines) for name, lines in found.items()]


def village_facts(draft: Draft, lines: list[Line]) -> tuple[Fact, ...]:
    """Return the village's facts of every household, team or session in these lines."""
    blocks = dict.fromkeys(line.block for line in lines if line.block is not None)
    return tuple(draft.fact(block, "village") for block in blocks)


def is_one_table(draft: Draft) -> bool:
    return len(draft.tables) == 1 and draft.tables[0].column("village") is not None


def only_village(draft: Draft) -> tuple[Thing, tuple[Fact, ...]]:
    """Keep the lines of one village alone, without a column for it."""
    table = draft.tables[0]
    village, lines = draft.rng.choice(by_village(draft))
    kept = set(map(id, lines))
    table.lines = [line for line in table.lines if id(line) in kept]
    nobody_twice(draft, {line.block for line in table.lines})
    arrange.without_columns(draft, "village")
    clean.number_lines(table) if table.column("stt") and draft.kind == "households" else None
    table.village = village
    return village, village_facts(draft, lines)


def nobody_twice(draft: Draft, homes: set[Thing | None]) -> None:
    """Ask nothing of two of whom one is left: whether they are the same nobody can see."""
    for question in [one for one, due in draft.doubts.items() if one[0] == "same" and due]:
        doubted = [fact for fact in draft.facts.values() if question in fact.doubts]
        asked = {fact.thing.of or fact.thing for fact in doubted}
        if not asked <= homes and len(asked) > 1:
            arrange.not_due(draft, question)


def ask_village(
    draft: Draft, facts: tuple[Fact, ...], text: str, village: Thing, *, demanded: bool = False
) -> None:
    """Allow the question about a text, or about the village in general; everything of its rows waits for it."""
    for fact in facts:
        everything = draft.people_of(fact.thing) if fact.thing.kind == "household" else [fact]
        draft.doubt(everything, about("village", text), str(village["name"]), demanded=demanded)
        if text:
            for other in ("", village["name"], words.full_village(village)):
                draft.doubt(everything, about("village", other), str(village["name"]))


@mess("village", ROWS, kinds=LISTS, weight=3)
def village_in_title(draft: Draft) -> bool | None:
    if not is_one_table(draft):
        return False
    village, facts = only_village(draft)
    full = words.full_village(village)
    title = draft.rng.choice(TITLES).format(full.upper(), full)
    draft.tables[0].above.append(Row([Cell(title, facts, bold=True)]))
    ask_village(draft, facts, full, village)
    return None


@mess("village", ROWS, kinds=LISTS, weight=2)
def village_in_sheet_name(draft: Draft) -> bool | None:
    """The title says nothing of it, the name of the sheet does."""
    if not is_one_table(draft):
        return False
    village, facts = only_village(draft)
    name = draft.rng.choice(
        (words.full_village(village), str(village["name"]), f"DS {village['name']}")
    )
    draft.tables[0].name = name
    # What the sheet's name says is noted at the first heading.
    draft.tables[0].above.append(Row([Cell("DANH SÁCH HỘ", facts, bold=True)]))
    ask_village(draft, facts, name, village)
    return None


@mess("village", ROWS, kinds=LISTS)
def village_in_file_name(draft: Draft) -> bool | None:
    if not is_one_table(draft):
        return False
    village, facts = only_village(draft)
    draft.name = f"ds ho {words.full_village(village)}.xlsx"
    draft.tables[0].above.append(Row([Cell("DANH SÁCH HỘ", facts, bold=True)]))
    ask_village(draft, facts, words.full_village(village), village)
    return None


@mess("village", ROWS, kinds=LISTS, weight=2)
def village_nowhere(draft: Draft) -> bool | None:
    """Nothing says it: it is asked."""
    if not is_one_table(draft):
        return False
    village, facts = only_village(draft)
    draft.tables[0].above.append(Row([Cell("DANH SÁCH HỘ", facts, bold=True)]))
    ask_village(draft, facts, "", village, demanded=True)
    return None


@mess("village", ROWS, kinds=LISTS + " sessions", weight=2)
def village_in_group_rows(draft: Draft) -> bool | None:
    """A row of its own above the rows of each village."""
    if not is_one_table(draft):
        return False
    table, groups = draft.tables[0], by_village(draft)
    ordered = [line for _, of_village in groups for line in of_village]
    if {"session_of_commune", "months_as_group_rows"} & {*draft.messes}:
        return False  # the row above would say a village, or the rows of the months be lost
    if "ditto_marks" in draft.messes and ordered != list(table.body()):
        return False  # the marks would stand below other rows
    arrange.without_columns(draft, "village")
    style = draft.rng.choice(
        ("{n}. {full}", "{full}", "{roman} {full}", "{FULL}", "* {full} ({count} hộ)")
    )
    lines: list[Line] = []
    for number, (village, of_village) in enumerate(groups, 1):
        full, facts = words.full_village(village), village_facts(draft, of_village)
        text = style.format(
            n=number, full=full, FULL=full.upper(), roman=words.roman(number), count=len(facts)
        )
        first = table.columns[0].key
        own = tuple(one for one in facts if one.standing is not Standing.NAMED) or facts
        lines.append(Line({first: Cell(text, own, bold=True)}, village, None, "group"))
        lines += of_village
        ask_village(draft, facts, text, village)
        ask_village(draft, facts, full, village)
    table.lines = lines
    return None


@mess("village", COLUMNS, kinds=LISTS, weight=2)
def village_behind_comma(draft: Draft) -> bool | None:
    """Xóm 2, thôn Hội Phú: address and village in one column."""
    if not is_one_table(draft) or not draft.tables[0].column("hamlet"):
        return False
    for table in draft.tables:
        for line in table.body():
            village, hamlet = line.cells.get("village"), line.cells.get("hamlet")
            if village is None or village.value is None:
                continue
            text = f"{village.value[0].lower()}{village.value[1:]}"
            before = hamlet.shown if hamlet else ""
            says = (hamlet.says if hamlet else ()) + village.says
            line.cells["hamlet"] = Cell(f"{before}, {text}" if before else str(village.value), says)
    arrange.without_columns(draft, "village")
    return None


def several_of_one_table(table: Table, groups: list[tuple[Thing, list[Line]]]) -> list[Table]:
    """Return one table for each village, with the same columns."""
    made = []
    for village, lines in groups:
        columns = [Column(c.key, c.heading, c.group) for c in table.columns if c.base != "village"]
        made.append(Table(table.kind, columns, lines, list(table.above), list(table.feet), village))
    return made


@mess("village", ROWS, kinds=LISTS, needs="sheets", weight=2)
def one_sheet_for_each_village(draft: Draft) -> bool | None:
    if not is_one_table(draft):
        return False
    groups = by_village(draft)
    draft.tables = several_of_one_table(draft.tables[0], groups)
    for table, (village, lines) in zip(draft.tables, groups, strict=True):
        facts = village_facts(draft, lines)
        arrange.without_columns(draft, "village")
        table.name = words.full_village(village)
        table.above.append(
            Row([Cell(f"DANH SÁCH {words.full_village(village).upper()}", facts, bold=True)])
        )
        ask_village(draft, facts, words.full_village(village), village)
    return None
