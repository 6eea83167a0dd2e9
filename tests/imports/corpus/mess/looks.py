"""Hidden rows and columns, formulas, colours that mean nothing, a million formatted rows."""

from tests.imports.corpus.draft import AROUND, LETTERS, ROWS, SHEETS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell, Formula
from tests.imports.corpus.mess import arrange

PEOPLE = "people households teams"


@mess("hidden", SHEETS, kinds=PEOPLE, needs="hidden")
def hidden_rows(draft: Draft) -> bool | None:
    """Some rows were filtered away: they are taken after a question, or at once."""
    hidden = [row for sheet in draft.book.sheets for row in sheet.rows if hides(draft, row)]
    for row in hidden:
        row.hidden = True
        for cell in row.cells:
            if cell:
                draft.doubt(cell.says, about("hidden", "rows"), "take")
    return None if hidden else False


def hides(draft: Draft, row) -> bool:
    """Whom it is asked about whether they stand twice is not hidden: as long as they are, there is nothing to ask."""
    said = [fact for cell in row.cells if cell for fact in cell.says]
    body = any(fact.thing.kind in {"person", "member"} for fact in said)
    twice = any(
        kind == "same" and draft.doubts[kind, text] for fact in said for kind, text in fact.doubts
    )
    return body and not twice and draft.rng.random() < 0.2


@mess("hidden", ROWS, kinds=PEOPLE, needs="hidden")
def hidden_column(draft: Draft) -> bool | None:
    """A column with the phones or years is hidden: taken, asked, or named."""
    base = draft.rng.choice(("phone", "birth"))
    columns = [column for table in draft.tables for column in table.columns if column.base == base]
    for column in columns:
        column.hidden = True
    for *_, cell in draft.each(base):
        draft.doubt(cell.says, about("hidden", "columns"), "take")
    return None if columns else False


@mess("formulas", ROWS, kinds=PEOPLE, needs="formulas", weight=2)
def formulas_with_values(draft: Draft) -> None:
    """Numbers, names and years are worked out, and Excel kept what came out."""
    worked_out(draft, cached=True)


@mess("formulas", ROWS, kinds=PEOPLE, needs="formulas", weight=2)
def formulas_without_values(draft: Draft) -> None:
    """A program wrote formulas and no values: what they say is not known, and that is said."""
    worked_out(draft, cached=False)


def worked_out(draft: Draft, *, cached: bool) -> None:
    base = draft.rng.choice(("birth", "phone", "village"))
    for _, line, _, cell in draft.each(base):
        value = cell.value
        if not isinstance(value, str | int) or not cell.says:
            continue
        if not cached and (f"{base}_again" in line.cells or tells_same(base, cell)):
            continue  # the file says it still, or it is asked whose it is
        text = (
            f"={draft.commune.today.year}-{draft.commune.today.year - value}"
            if isinstance(value, int)
            else f'="{value}"&""'
        )
        cell.value = Formula(text, value if cached else None)
        if not cached:
            unknown(draft, line, cell)
    for table in draft.tables:
        for number, line in enumerate(table.body(), 1):
            if "stt" in line.cells and isinstance(line.cells["stt"].value, int):
                line.cells["stt"].value = Formula("=ROW()-1", number if cached else None)


def tells_same(base: str, cell: Cell) -> bool:
    """Tell the phone of a household that may be one with another phone."""
    return base == "phone" and any(kind == "same" for fact in cell.says for kind, _ in fact.doubts)


def unknown(draft: Draft, line, cell: Cell) -> None:
    """Nothing is known of the cell; where it is the village, all that hangs on it may be named, or it is asked."""
    for fact in cell.says:
        if fact.name == "village":
            for one in (*draft.people_of(fact.thing), fact):
                if one.standing is not Standing.OPTIONAL:
                    doubts = {*one.doubts}
                    one.keep_free(Standing.FREE)
                    one.doubts |= doubts
            draft.license(about("village", ""), str(fact.value))
        else:
            fact.standing = Standing.NAMED
            fact.doubts.clear()


@mess("colours", LETTERS, needs="styles")
def colours_that_mean_nothing(draft: Draft) -> None:
    """Every other row is shaded, headings are blue."""
    for sheet in draft.book.sheets:
        for row, _, cell in sheet.cells():
            if cell.value is not None and not cell.fill:
                cell.fill = "#BDD7EE" if cell.bold else ("#F2F2F2" if row % 2 else "")


@mess("comments", AROUND, needs="styles", kinds=PEOPLE)
def comments_of_colleagues(draft: Draft) -> bool | None:
    """A remark on some names, which has no field: is named as not taken."""
    found = [(line, c) for _, line, _, c in arrange.named(draft) if c.value and not c.comment]
    if not found:
        return False
    for line, cell in draft.rng.sample(found, min(3, len(found))):
        cell.comment = draft.rng.choice(("Hỏi lại thôn", "Mới về", "Kiểm tra tên đệm"))
        person = arrange.person_of(line, cell)
        remark = draft.fact(person, "comment", cell.comment, Standing.NAMED)
        cell.says = (*cell.says, remark)
    return None


@mess("million", LETTERS, needs="xlsx")
def a_million_formatted_rows(draft: Draft) -> None:
    for sheet in draft.book.sheets[:1]:
        sheet.phantom_rows = 1_048_000


@mess("protected", LETTERS, needs="xlsx")
def protected_by_password(draft: Draft) -> None:
    """Nothing can be read, and the reader says why."""
    draft.unreadable = True


@mess("numbers", LETTERS, needs="numbers")
def numbers_as_text(draft: Draft) -> None:
    """Numbers are texts with the green corner."""
    for sheet in draft.book.sheets:
        for _, _, cell in sheet.cells():
            if isinstance(cell.value, int) and draft.rng.random() < 0.7:
                cell.value = str(cell.value)


@mess("numbers", LETTERS, needs="numbers")
def marks_as_numbers(draft: Draft) -> None:
    """1 and 0 are numbers, not texts."""
    for sheet in draft.book.sheets:
        for _, _, cell in sheet.cells():
            if isinstance(cell.value, str) and cell.value.isdigit() and len(cell.value) < 2:
                cell.value = int(cell.value)
