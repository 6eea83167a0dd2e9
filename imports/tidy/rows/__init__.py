"""The rows of a table: which say something of things; ditto marks, merges and broken rows resolved.

What is no entry is named as left: "heading" (headings again, numbers of columns), "total" (totals, carried over),
"words" (ends of lists, notes between rows), "foot" (signatures, notes below), "unfilled" (only a number, a village), "example",
"hidden" (the officer wants no hidden rows).
"""

from imports.tidy.rows.reading import entries

__all__ = ["entries"]
