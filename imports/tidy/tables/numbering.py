"""Rows below headings that say nothing of a thing: the numbers of columns, hints how to fill in."""

import re
from collections.abc import Mapping
from itertools import pairwise

from imports.spreadsheet.book import Cell
from imports.tidy.tables import words

# Of these a table has figures.
_YEAR = re.compile(r"20[12]\d")


def is_numbering(cells: Mapping[int, Cell]) -> bool:
    """Tell a row that numbers its columns: (1) (2) (3), or A B 1 2; a row of figures is none."""
    labels, columns = list[str](), sorted(cells)
    for at in columns:
        found = words.label(cells[at])
        if not found:
            return False
        labels.append(found)
    if len(labels) < 3:
        return len(labels) == 2 and labels in (["1", "2"], ["a", "b"], ["a", "1"])
    letters = [one for one in labels if one.isalpha()]
    numbers = [int(one) for one in labels if one.isdigit()]
    if letters and (labels[: len(letters)] != letters or letters[0] != "a"):
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    # A column that was cut, or has no number, is counted, too.
    gaps = [b - a for a, b in pairwise(columns[len(letters) :])]
    return (
        all(step in (0, 1, gap) for step, gap in zip(steps, gaps, strict=True))
        and (not numbers or numbers[0] in (0, 1))
        and 2 * sum(step > 0 for step in steps) >= len(steps)
    )


def are_years(own: Mapping[int, Cell], upper: Mapping[int, Cell]) -> bool:
    """Tell years below headings, each later than the one before: "Số hộ" above 2024, 2025 and 2026."""
    years, head = dict[str, list[str]](), ""
    for at in sorted(own):
        head = str(upper.get(at, head))
        years.setdefault(head, []).append(str(own[at]).strip())
    texts = [text for below in years.values() for text in below]
    return (
        "" not in years
        and len(texts) > len(years)
        and all(map(_YEAR.fullmatch, texts))
        and all(below == sorted(set(below)) for below in years.values())
    )


def is_hint(cells: Mapping[int, Cell]) -> bool:
    """Tell a row that says how to fill in: "(Nam/Nữ)", "(ghi rõ)", "dd/mm/yyyy"."""
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    return len(texts) == len(cells) > 0 and all(
        (text.startswith("(") and text.endswith(")") and not words.label(text))
        or "dd/mm" in text.casefold()
        for text in texts
    )
