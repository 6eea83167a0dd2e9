"""How much a file of rows may hold; what reading it may cost is in web.sandbox.inside.limits."""

from web.sandbox.inside.limits import Limits, Refused

__all__ = ["Limits", "Refused"]

SHEETS = 300
COLUMNS = 200
# What Excel itself has at most.
SHEET_ROWS = 1_048_576
PARTS = 2000
# XML of tables shrinks ten to thirty times; a bomb shrinks a thousand times.
RATIO = 120
INFLATED_BYTES = 192 * 1024 * 1024
CELL_LETTERS = 32_767
# Of one row, as it is written down: three cells as long as Excel has them, or all cells of an honest table.
ROW_BYTES = 128 * 1024
# Cells with something in them: so many for each row that is taken.
CELLS_A_ROW = 20
# So many bytes of a file, as it came, are worth one more second of work; a bomb is small.
BYTES_A_SECOND = 2_000_000
# So many cells are worth one more second of work.
CELLS_A_SECOND = 100_000
# Areas of merged cells of one sheet.
MERGED = 200_000
# So many of them are told of one by one: the first ones, in the order of their rows.
MERGED_TOLD = 5_000
