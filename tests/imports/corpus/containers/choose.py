"""Formats, what each can hold, and which one a file gets."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tests.imports.corpus.containers import ods, texts, xls, xlsx
from tests.imports.corpus.draft import Draft
from tests.imports.corpus.grid import Book


@dataclass(frozen=True)
class Container:
    key: str
    ending: str
    holds: frozenset[str]
    write: Callable[[Book], bytes]
    weight: int


ALL = frozenset({"styles", "sheets", "merges", "formulas", "numbers", "hidden", "unicode"})
UNMARKED = frozenset({"merges", "unicode"})
OLD = ALL - {"styles", "formulas"}
# With text alone a day is written as the officer sees it, and a number has no leading zero either.
CONTAINERS = (
    Container("xlsx", ".xlsx", ALL, xlsx.written, 46),
    Container("ods", ".ods", ALL, ods.written, 6),
    Container("biff8_xls", ".xls", OLD, xls.written, 10),
    Container("csv_utf8", ".csv", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, ",", "utf-8-sig"), 4),
    Container("csv_utf8_semicolon", ".csv", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, ";", "utf-8"), 3),
    Container("csv_utf16_tab", ".csv", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, "\t", "utf-16"), 3),
    Container("txt_tab", ".txt", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, "\t", "utf-8-sig"), 2),
    Container("csv_sep_line", ".csv", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, ";", "utf-8-sig", "sep=;\r\n"), 2),
    Container("csv_cp1258", ".csv", frozenset(), lambda b: texts.csv_bytes(b, ",", "cp1258"), 3),
    Container("html_as_xls", ".xls", UNMARKED, texts.html_bytes, 5),
    Container("xml2003_as_xls", ".xls", UNMARKED | {"sheets", "numbers"}, texts.xml_bytes, 3),
    Container("xlsx_named_xls", ".xls", ALL, xlsx.written, 4),
    Container("xls_named_xlsx", ".xlsx", OLD, xls.written, 3),
    Container("csv_named_xls", ".xls", frozenset({"unicode"}), lambda b: texts.csv_bytes(b, "\t", "utf-8-sig"), 3),
    Container("xlsx_named_csv", ".csv", ALL, xlsx.written, 1),
)  # fmt: skip
BY_KEY = {one.key: one for one in CONTAINERS}
TONES = "\u0300\u0301\u0303\u0309\u0323"
TEXTS = frozenset(one.key for one in CONTAINERS if one.key.startswith(("csv", "txt", "html")))


def possible(needs: frozenset[str]) -> bool:
    return any(needs - {"xlsx"} <= one.holds for one in CONTAINERS)


def write(draft: Draft, needs: frozenset[str]) -> bytes:
    """Choose a format, write the book in it, and give the file its ending."""
    if draft.unreadable:
        draft.container, draft.name = "protected_xlsx", "danh sach.xlsx"
        return xls.protected(draft.rng)
    needs |= {"sheets"} if len(draft.book.sheets) > 1 else set()
    able = [
        one for one in CONTAINERS if needs - {"xlsx"} <= one.holds and holds_letters(one, draft)
    ]
    if "xlsx" in needs:
        able = [BY_KEY["xlsx"]]
    one = draft.rng.choices(able, [one.weight for one in able])[0]
    draft.container = one.key
    draft.name = draft.name.rsplit(".", 1)[0] + one.ending
    if one.key != "xlsx":
        draft.messes.append(one.key)
    if one.key in TEXTS:
        shown_alone(draft)
    return one.write(draft.book)


def holds_letters(one: Container, draft: Draft) -> bool:
    """Say whether an old encoding has every letter of the book."""
    if one.key != "csv_cp1258":
        return True
    return all(
        can_encode(cell.shown) for sheet in draft.book.sheets for _, _, cell in sheet.cells()
    )


def can_encode(text: str) -> bool:
    """Windows-1258 has letters with hooks and circumflexes, and tones as marks after them."""
    return to_1258(text).encode("cp1258", "ignore").decode("cp1258") == to_1258(text)


def to_1258(text: str) -> str:
    return "".join(map(letter_in_1258, unicodedata.normalize("NFC", text)))


def letter_in_1258(char: str) -> str:
    base, *marks = unicodedata.normalize("NFD", char)
    tones = [mark for mark in marks if mark in TONES]
    return unicodedata.normalize(
        "NFC", base + "".join(m for m in marks if m not in TONES)
    ) + "".join(tones)


def shown_alone(draft: Draft) -> None:
    """In a text nothing is merged, hidden or coloured; a phone that was a number has lost its zero."""
    for sheet in draft.book.sheets:
        for _, _, cell in sheet.cells():
            cell.fill = cell.comment = ""
            if draft.container == "csv_cp1258" and isinstance(cell.value, str):
                cell.value = to_1258(cell.value)
