"""Rows that count those above them, without the word of a total: "Số người biết", "Chưa biết", or figures alone."""

import re
from collections.abc import Mapping

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Table
from imports.tidy.roles import SKILLS
from imports.tidy.tables import words

_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
_LABEL = re.compile(
    r"(?:trong do )?so (?:nguoi|ho|luong|phieu|khau|thanh vien)\b.*|(?:so )?(?:ho |nguoi )?(?:da |chua |khong )?(?:biet|dat|khao sat|lam duoc)"
    r"|(?:dat )?(?:ty|ti) le\b.*|trong do\b.*|(?:can|co) ho tro|tu lam duoc|ca (?:thon|buon|to|xa)|binh quan|ket qua|ke hoach|so luong|nu|nam"
)
# So they begin: looked at for each name of a file.
_FIRST = frozenset(
    [
        "số n",
        "số h",
        "số l",
        "số p",
        "số k",
        "số t",
        "đã b",
        "đã đ",
        "đã k",
        "chưa",
        "khôn",
        "đạt",
        "đạt ",
        "biết",
        "tỷ l",
        "tỉ l",
        "tron",
        "cần ",
        "có h",
        "tự l",
        "cả t",
        "cả b",
        "cả x",
        "bình",
        "kết ",
        "kế h",
        "nữ",
        "nam",
        "hộ b",
        "hộ đ",
        "hộ c",
        "hộ k",
        "ngườ",
        "so n",
        "so h",
        "chua",
        "khon",
        "dat",
        "biet",
        "ty l",
        "ti l",
    ]
)


def is_label(text: str) -> bool:
    """Tell what stands before the figures of a sum."""
    text = text.strip(" -+*:.")
    return text[:4].casefold() in _FIRST and bool(_LABEL.fullmatch(fold(text)))


def is_sum(cells: Mapping[int, Cell], table: Table, stt: int | None) -> bool:
    """Tell a row of a list of people that has no number of its own, and nothing but a label and figures below skills."""
    if table.kind != "households" or stt is None or words.is_number(cells.get(stt)):
        return False
    texts = {cell for cell in cells.values() if isinstance(cell, str) and not _is_figure(cell)}
    figures = {at for at, cell in cells.items() if _is_figure(cell)}
    skills = {at for at, role in table.roles.items() if role.key in SKILLS}
    if len(figures & skills) < max(1, min(2, len(skills))):
        return False
    if not texts:
        return figures <= skills
    label = next(iter(texts))
    if len(texts) != 1 or not is_label(label):
        return False
    # Of one word it may be a given name: whoever knows is marked by 1 or 0.
    return len(label.split()) > 1 or any(_is_much(cells[at]) for at in figures)


def _is_much(cell: Cell) -> bool:
    return str(cell) not in {"0", "1"}


def _is_figure(cell: Cell) -> bool:
    return words.is_number(cell) or (
        isinstance(cell, str) and bool(_PERCENT.fullmatch(cell.strip()))
    )
