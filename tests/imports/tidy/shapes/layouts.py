"""Tables of people as tests write them: columns by their role, rows as tuples, rows between them as text."""

from datetime import date

from areas.kinds import Kind
from imports.spreadsheet.book import Look, Row
from imports.tidy.asking import Asking, about
from imports.tidy.model import Context, Entry, Known, Table
from imports.tidy.roles import Role
from imports.tidy.shapes import households
from imports.tidy.villages import Villages

KNOWN = Known(
    date(2026, 9, 15),
    Villages({1: {(Kind.THON, "Hội Phú")}, 2: {(Kind.THON, "Phú Lễ")}}),
)
BLANK = "-"


def role(text):
    """Return a role: "name", or "name2" for the second of several people side by side."""
    key = text.rstrip("0123456789") if text not in {"m", "f"} else text
    return Role(key, int(text[len(key) :] or 0))


def table(columns, rows, sheet=0):
    """Return a table; a text between the rows is a row of its own, BLANK an empty one, "!" before a name is bold."""
    keys = columns.split()
    made = []
    for number, row in enumerate(rows, 2):
        cells = [row] if isinstance(row, str) else list(row)
        looks = {
            at: Look(bold=True)
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and cell.startswith("!")
        }
        cells = [cell.lstrip("!") if isinstance(cell, str) else cell for cell in cells]
        made.append(Row(number, cells, looks=looks))
    headings = {at: (key,) for at, key in enumerate(keys)}
    roles = {at: role(key) for at, key in enumerate(keys)}
    return Table(sheet, "", made, 0, len(keys) - 1, (1,), headings, (), roles, "households")


def entries(table, known, asking):
    """Yield the rows of such a table as imports.tidy.rows does."""
    context, gap = [], False
    columns = {role: at for at, role in table.roles.items()}
    for row in table.rows:
        if len(row.cells) == 1:
            gap = row.cells[0] == BLANK
            if not gap:
                context = [Context(row.cells[0], "group", table.sheet, row.number)]
            continue
        cells = {
            role: row.cells[at] for role, at in columns.items() if row.cells[at] not in {None, ""}
        }
        yield Entry(table, row, cells, columns, context, gap)
        gap = False


def read(*tables, **answers):
    """Return the records of tables, and what was asked and left."""
    asking = Asking({about(kind): answer for kind, answer in answers.items()})
    return list(households.records(tables, KNOWN, asking)), asking


def name_of(record):
    """Return the name of a record as it is passed on."""
    cells = record.cells
    whole = cells.get("full_name") or cells.get("head_name")
    return whole or " ".join(filter(None, (cells.get("family"), cells.get("given"))))


def homes(records):
    """Return the households as texts: the head, then the others; what is wrong stands in "wrong"."""
    found, wrong = {}, []
    for record in records:
        if record.wrongs:
            wrong.append(name_of(record))
        else:
            found.setdefault(record.block, []).append(
                f"{'' if record.is_head else '+'}{name_of(record)}"
            )
    return [" ".join(people) for people in found.values()], wrong
