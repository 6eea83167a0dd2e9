"""Rows below headings that say nothing of a thing: the numbers of columns, hints how to fill in."""

import re
from collections.abc import Mapping
from itertools import pairwise
from operator import or_

from areas.names import fold
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


# What a form asks of a cell, and what may stand beside that in such a row.
_ASKED = re.compile(
    r"(?:ghi|nhap|chon|dien)(?: .*)?|(?:khong )?bat buoc|tuy chon|so(?: nguyen| tu nhien)?|chu(?: so| in hoa| thuong)?|van ban"
    r"|text|number|string|date|(?:gom )?\d+ (?:chu )?so|\d+ ky tu"
)
_OFFERED = re.compile(r"co khong|nam nu|nu nam|x|dd mm yyyy|ngay thang nam")


def is_hint(cells: Mapping[int, Cell]) -> bool:
    """Tell a row that says how to fill in: "(Nam/Nữ)", "(ghi rõ)", "dd/mm/yyyy", "Bắt buộc", "4 số"."""
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    if not texts or len(texts) < len(cells):
        return False
    asked, offered = [], []
    for text in texts:
        said, is_bracketed = fold(text), text.startswith("(") and text.endswith(")")
        is_old = (is_bracketed and not words.label(text)) or "dd/mm" in text.casefold()
        asked.append(is_old or (len(texts) > 1 and bool(_ASKED.fullmatch(said))))
        offered.append(bool(_OFFERED.fullmatch(said)))
    return any(asked) and all(map(or_, asked, offered))
