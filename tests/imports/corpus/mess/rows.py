"""Rows between rows: totals, carry-overs, repeated headings, numbering, ditto marks, blank and broken rows."""

from tests.imports.corpus.draft import ROWS, Draft, mess
from tests.imports.corpus.facts import Fact, Standing, about
from tests.imports.corpus.grid import Cell, text_row
from tests.imports.corpus.tables import Line, Table

LONG = "people households teams sessions"


def every(table: Table, count: int, made) -> None:
    """Put lines between others, after each so many."""
    lines: list[Line] = []
    for number, line in enumerate(table.lines, 1):
        lines.append(line)
        merged = any(cell.down > 1 for cell in line.cells.values())
        if number % count == 0 and number < len(table.lines) and not merged:
            lines += made(number)
    table.lines = lines


def is_merged(table: Table) -> bool:
    return any(cell.down > 1 for line in table.lines for cell in line.cells.values())


def words_line(table: Table, text: str, amount: int | None = None, role: str = "total") -> Line:
    """Return a line of words in the first column, or the second, and a number at the end."""
    keys = [column.key for column in table.columns]
    cells = {keys[min(1, len(keys) - 1)]: Cell(text, bold=True)}
    if amount is not None:
        cells[keys[-1]] = Cell(amount)
    return Line(cells, role=role)


def unmerged(draft: Draft) -> list[Table]:
    return [table for table in draft.tables if not is_merged(table)]


@mess("between rows", ROWS, kinds=LONG, weight=2)
def page_totals(draft: Draft) -> bool | None:
    """Cộng trang below each page."""
    text = draft.rng.choice(("Cộng trang", "Cộng trang {}", "Cộng", "Tổng trang"))
    for table in unmerged(draft):
        every(table, 6, lambda n, t=table: [words_line(t, text.format(n // 6), n)])
    return None if unmerged(draft) else False


@mess("between rows", ROWS, kinds=LONG)
def carry_over(draft: Draft) -> bool | None:
    """Cộng mang sang at the foot of a page, the same at the head of the next."""
    foot, head = draft.rng.choice(
        (("Cộng mang sang", "Mang sang"), ("Cộng chuyển trang sau", "Trang trước chuyển sang"))
    )
    for table in unmerged(draft):
        every(table, 7, lambda n, t=table: [words_line(t, foot, n), words_line(t, head, n)])
    return None if unmerged(draft) else False


@mess("between rows", ROWS, kinds=LONG, weight=2)
def repeated_headings(draft: Draft) -> bool | None:
    """The headings again on each page, after (tiếp theo) or without it."""
    words = draft.rng.random() < 0.5
    for table in unmerged(draft):
        heading = Line(
            {c.key: Cell(c.heading, bold=True) for c in table.columns if c.heading}, role="heading"
        )
        every(
            table,
            8,
            lambda n, t=table, h=heading: (
                ([words_line(t, "(tiếp theo)", role="words")] if words else []) + [h]
            ),
        )
    return None if unmerged(draft) else False


@mess("numbering", ROWS, weight=1)
def numbering_row(draft: Draft) -> None:
    """(1) (2) (3), or A B 1 2 3, below the headings."""
    style = draft.rng.choice(("({})", "{}", "A"))
    for table in draft.tables:
        texts = []
        for number in range(1, len(table.columns) + 1):
            if style == "A":
                texts.append("AB"[number - 1] if number < 3 else str(number - 2))
            else:
                texts.append(style.format(number))
        table.under_headings.append(text_row(*texts))


@mess("ends", ROWS)
def total_at_end(draft: Draft) -> None:
    text = draft.rng.choice(("Tổng cộng", "TỔNG CỘNG", "Tổng số", "Cộng: {} dòng", "Tổng: {}"))
    for table in draft.tables:
        count = len(table.body())
        table.lines.append(words_line(table, text.format(count), count))


@mess("ends", ROWS)
def end_of_list(draft: Draft) -> None:
    for table in draft.tables:
        text = draft.rng.choice(
            (
                "Danh sách này có {} người./.",
                "(Hết)",
                "Ấn định danh sách có {} dòng",
                "-----Hết-----",
            )
        )
        table.lines.append(words_line(table, text.format(len(table.body())), role="words"))


@mess("blank rows", ROWS, kinds=LONG)
def blank_rows_anywhere(draft: Draft) -> bool | None:
    for table in unmerged(draft):
        every(table, 5, lambda n: [Line({}, role="blank")] * draft.rng.choice((0, 1, 2)))
    return None if unmerged(draft) else False


DITTO = ('"', "''", "〃", "”", "nt", "-nt-", "- nt -", "//", "như trên", "Như trên", "n/t", "“")
REPEATED = (
    "village",
    "head",
    "hamlet",
    "decision",
    "signed_on",
    "organisation",
    "place",
    "commune",
)


@mess("ditto", ROWS, kinds=LONG, weight=3)
def ditto_marks(draft: Draft) -> bool | None:
    """A mark says: as above. In one column, or in all that repeat."""
    mark = draft.rng.choice(DITTO)
    written = 0
    for table in draft.tables:
        for base in REPEATED:
            written += ditto(table, base, mark)
    draft.know("ditto", mark, "above")
    return None if written else False


def ditto(table: Table, base: str, mark: str) -> int:
    above, written = None, 0
    for line in table.lines:
        column = table.column(base)
        cell = line.cells.get(column.key) if column and line.role == "body" else None
        if cell is None or cell.value in {None, ""} or cell.down > 1:
            above = None
            continue
        if cell.value == above:
            line.cells[column.key] = Cell(mark, cell.says)
            written += 1
        else:
            above = cell.value
    return written


@mess("broken rows", ROWS, kinds="people teams")
def name_broken_over_two_rows(draft: Draft) -> bool | None:
    """A long name goes on in the next row, which has nothing else."""
    broken = 0
    for table in unmerged(draft):
        column = table.column("name")
        if column is None or table.column("number"):
            continue
        lines: list[Line] = []
        for line in table.lines:
            lines.append(line)
            name = line.cells.get(column.key)
            if (
                line.role == "body"
                and name
                and str(name.value).count(" ") > 1
                and draft.rng.random() < 0.15
            ):
                lines.append(broken_off(draft, line, column.key))
                broken += 1
        table.lines = lines
    return None if broken else False


def broken_off(draft: Draft, line: Line, key: str) -> Line:
    """Move the last word to a row of its own."""
    name = line.cells[key]
    whole = str(name.value)
    first, _, last = whole.rpartition(" ")
    line.cells[key] = Cell(first, name.says, bold=name.bold)
    draft.doubt(draft.people_of(line.block), about("repair", first), whole)
    draft.know("repair", last, whole)
    return Line({key: Cell(last, name.says, bold=name.bold)}, None, line.block, "rest")


GONE = ("Đã chết", "chết 2025", "Chuyển đi", "đi làm ăn xa, không ở nhà", "Tạm vắng")
# These are nobody's any more; the others may come back.
FOR_GOOD = GONE[:3]


@mess("gone", ROWS, kinds="people")
def people_gone_by_note(draft: Draft) -> bool | None:
    """The note says that somebody died or moved away: they are left out, or taken, not in silence."""
    lines = [line for table in draft.tables if table.column("note") for line in table.body()]
    members = [line for line in lines if line.thing and line.thing["relation"] != "head"]
    gone = [line for line in members if draft.rng.random() < 0.15]
    for line in gone:
        text = draft.rng.choice(GONE)
        of_others = draft.fact(line.block, "village").standing is Standing.NAMED
        noted = (line.block, "note") in draft.facts or of_others
        says = () if noted else (draft.fact(line.block, "note", text, Standing.FREE),)
        line.cells["note"] = Cell(text, says)
        for (thing, _), fact in draft.facts.items():
            if thing is line.thing:
                for question in fact.doubts:
                    draft.license(question, draft.answers[question])
                if fact.standing is not Standing.OPTIONAL:
                    if text in FOR_GOOD:
                        left_alone(draft, fact)
                    fact.keep_free(Standing.FREE)
    return None if gone else False


def left_alone(draft: Draft, gone: Fact) -> None:
    """Let it be asked whether the other one of two is the same, of whom one is gone: it need not be."""
    for fact in draft.facts.values():
        same = fact.doubts & gone.doubts & {about("same", gone.thing["name"])}
        if fact.standing is Standing.ASK and same:
            others = fact.doubts - same
            is_due = any(draft.doubts.get(one) for one in others)
            fact.standing = Standing.ASK if is_due else Standing.EITHER


@mess("gone", ROWS, kinds="people", needs="styles")
def people_struck_out(draft: Draft) -> bool | None:
    """Rows are struck through: who stands there lives elsewhere now, is left out, or taken, not in silence."""
    lines = [line for table in draft.tables for line in table.body()]
    twice = {one for (one, _), fact in draft.facts.items() if "same" in dict(fact.doubts)}
    members = [
        line
        for line in lines
        if line.thing and line.thing["relation"] != "head" and line.thing not in twice
    ]
    struck = [line for line in members if draft.rng.random() < 0.15]
    for line in struck:
        for cell in line.cells.values():
            cell.struck = True
        for (thing, _), fact in draft.facts.items():
            if thing is line.thing and fact.standing is not Standing.OPTIONAL:
                fact.keep_free(Standing.FREE)
    return None if struck else False
