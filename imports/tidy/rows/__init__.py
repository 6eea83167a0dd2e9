"""The rows of a table: which say something of things; ditto marks, merges and broken rows resolved.

What is no entry is named as left: "heading" (headings again, numbers of columns), "total" (totals, carried over),
"words" (ends of lists, lines), "foot" (signatures, notes), "unfilled" (only a number, a village), "example", "section" (a group
row with nothing below), "nobody" (a piece of something that names nobody and goes on with no row),
"hidden" (the officer wants no hidden rows).
"""

from imports.tidy.rows.reading import entries

__all__ = ["entries"]
