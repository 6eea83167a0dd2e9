"""Tables of another commune, as what stands above them says: one question, and nothing else of them is asked or shown."""

from imports.tidy.asking import Asking, Spot
from imports.tidy.columns import meanings
from imports.tidy.model import Context, Known, Table
from imports.tidy.places import settling_of
from imports.tidy.surroundings import Surroundings
from imports.tidy.units import Whose


def may_be_elsewhere(table: Table, known: Known, asking: Asking) -> bool:
    """Tell whether what stands above a table names another commune, and neither a column nor a row of it may say otherwise."""
    surroundings = settling_of(known, asking).surroundings
    around = surroundings.read(tuple(table.context))
    return around.whose is Whose.UNSURE and not _may_say(table, surroundings)


def is_elsewhere(table: Table, known: Known, asking: Asking) -> bool:
    """Tell whether a table that may be of another commune is, or waits to be told: it is left whole, by its count."""
    around = settling_of(known, asking).surroundings.read(tuple(table.context))
    spot = Spot(table.sheet, table.rows[0].number if table.rows else 1, table.left)
    told = asking.ask("commune", around.commune, ("own", "foreign"), spot=spot)
    if told == "foreign":
        numbers = [*table.heading_rows, *(row.number for row in table.rows)]
        rows = (min(numbers), max(numbers))
        asking.leave("foreign", sheet=table.sheet, rows=rows, count=len(table.rows))
    if told != "own":
        for row in table.rows:
            asking.hide(table.sheet, row.number)
    return told != "own"


def _may_say(table: Table, surroundings: Surroundings) -> bool:
    """Tell whether a column, or a row between the others, may say that rows are of the own commune."""
    if any("commune" in meanings(words) for words in table.headings.values()):
        return True
    few = ([cell for cell in row.cells if cell not in (None, "")] for row in table.rows)
    texts = {cells[0] for cells in few if len({*cells}) == 1 and isinstance(cells[0], str)}
    read = (surroundings.read((Context(text, "group", table.sheet),)) for text in texts)
    return any(one.whose is Whose.OWN for one in read)
