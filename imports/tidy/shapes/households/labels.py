"""Labels before households and people: numbers, letters, signs."""

import re

from imports.spreadsheet.caches import of_file
from imports.tidy.shapes.households.words import CACHE

_LABELS = (
    ("int", re.compile(r"\d{1,6}[.)]?")),
    ("dotted", re.compile(r"\d{1,5}[.,/-]\d{1,3}[.)]?")),
    ("alpha", re.compile(r"(?:[IVXLC]{1,7}|[A-ZĐ]{1,2}|[a-zđ])[.)/]?")),
    ("sign", re.compile(r"[^\w\s]{1,2}|[xXvV]")),
    ("word", re.compile(r".*\d.*")),
)
_DASHES = frozenset("-–—+_.…")


@of_file(CACHE)
def label_kind(text: str) -> str:
    """Say what a label is: int, dotted, alpha, sign, word; "" for none."""
    if not text or text in _DASHES or text in {"''", '"', "nt", "//"}:
        return ""
    return next((kind for kind, pattern in _LABELS if pattern.fullmatch(text)), "other")


@of_file(CACHE)
def label_key(text: str) -> str:
    """Return a label as it is compared: 01, 1. and "1" are one, Hộ 1 and hộ 01 are one."""
    lower = text.casefold().strip(" .,)/:")
    return re.sub(r"(?<!\d)0+(?=\d)", "", lower)
