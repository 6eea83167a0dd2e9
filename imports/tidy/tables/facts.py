"""Rows of facts that look like headings below others: there stands what stands in other rows of the table."""

from imports.tidy.tables import around, words
from imports.tidy.tables.blocks import Block
from imports.tidy.tables.reach import cell_at
from imports.tidy.tables.scan import Run, Scan

# In so many rows above something is looked for that is said again.
_ROWS_ABOVE = 20


def is_fact(seen: Scan, run: Run, above: Block) -> bool:
    """Tell whether headings below others stand in a row that has numbers in the same table."""
    around_run = around.filled(seen, run.at, above.left, above.right)
    return any(
        words.is_number(cell) for at, cell in around_run.items() if not run.left <= at <= run.right
    )


def goes_on_from(seen: Scan, run: Run) -> bool:
    """Tell whether headings below others say what the row above or below them says: people of one village, not headings."""
    above, here, below = (
        around.filled(seen, at, run.left, run.right) if at < len(seen.rows) else {}
        for at in (run.at - 1, run.at, run.at + 1)
    )
    texts = {at: cell for at, cell in here.items() if isinstance(cell, str)}
    return any(
        text in (above.get(at), "" if words.strength(text) else below.get(at))
        for at, text in texts.items()
    )


def says_again(seen: Scan, run: Run, above: Block) -> bool:
    """Tell whether headings below others say what a row between them says in the same column: "Nữ" below a sex, then "Nam"."""
    here = around.filled(seen, run.at, run.left, run.right)
    texts = {at: cell for at, cell in here.items() if isinstance(cell, str)}
    rows = [seen.rows[at].cells for at in range(max(above.body, run.at - _ROWS_ABOVE), run.at)]
    return any(
        cell_at(cells, at) == text and text not in above.headings.get(at, ())
        for cells in rows
        for at, text in texts.items()
    )
