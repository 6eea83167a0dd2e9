"""A file that was opened: each of its rows with a verdict, and what is asked, taken and left of it.

A sheet of ours is read by its hidden codes, any other file is put in order first (imports.tidy).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from imports.jobs.actions.own import OwnSheet, own_kind
from imports.jobs.actions.tidied import TidiedFile
from imports.models import Import, ImportRow
from imports.spreadsheet.book import Book

# What was said of a file, each with how it is when nothing was.
_SAID: Mapping[str, Callable[[], Any]] = {
    "given": dict,
    "convert": str,
    "cells": dict,
    "day": str,
    "language": str,
    "chosen": lambda: None,
}


def most_rows(book: Book) -> int:
    """Return how many rows a book has: all its sheets are read."""
    return sum(len(sheet.rows) for sheet in book.sheets)


class Opened:
    """A file of rows that was opened: what stands in it, without what is not kept."""

    def __init__(self, source: Import, book: Book) -> None:
        self.source, self.book = source, book
        kind = own_kind(book)
        source.kind = kind or source.kind
        self.read: OwnSheet | TidiedFile = (OwnSheet if kind else TidiedFile)(source, book)

    @property
    def total(self) -> int:
        """How many rows there are to read."""
        return self.read.total

    def rows(self, told: Callable[[int], None]) -> Iterable[ImportRow]:
        """Yield each row with its verdict; `told` hears how many rows were read."""
        return self.read.rows(told)

    def layout(self) -> dict[str, Any]:
        """Return what was said of the file, and what was found in it."""
        said = self.source.layout
        kept = {key: said.get(key, blank()) for key, blank in _SAID.items()}
        return {**kept, "most_rows": most_rows(self.book), **self.read.layout()}
