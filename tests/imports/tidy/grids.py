"""Write sheets as they look: a line for each row, | between cells, < and ^ for a cell merged with its left or upper one."""

from dataclasses import replace
from datetime import date

from imports.spreadsheet.book import Book, Cell, Row, Sheet
from imports.tidy.asking import About, Asking
from imports.tidy.model import Entry, Known, Table
from imports.tidy.roles import Role
from imports.tidy.rows import entries
from imports.tidy.tables import tables_of
from imports.tidy.villages import Villages

KNOWN = Known(date(2026, 9, 15), Villages({}))
ROLES = {
    "stt": "stt", "tt": "stt", "số tt": "stt", "hộ số": "number", "thôn": "village", "tổ dân phố": "village", "địa chỉ": "hamlet",
    "chủ hộ": "head", "họ tên chủ hộ": "head", "họ và tên": "name", "họ tên": "name", "tên": "name", "full name": "name",
    "quan hệ": "relation", "năm sinh": "birth", "sđt": "phone", "điện thoại": "phone", "ghi chú": "note", "nam": "m", "nữ": "f",
    "dvc": "public_services", "kn1": "public_services", "kỹ năng đã biết": "skills", "số quyết định": "decision", "chức vụ": "role", "ngày": "held_on",
    "nội dung": "title", "số người": "people", "số hộ": "households", "xã": "commune", "giới tính": "sex", "đơn vị": "organisation",
}  # fmt: skip


def sheet_of(text: str, name: str = "Sheet1", *, hidden: bool = False) -> Sheet:
    """Return a sheet; a line without anything is an empty row, one that begins with # is a hidden row."""
    rows, above = list[Row](), list[Cell]()
    for number, line in enumerate(text.strip("\n").split("\n"), 1):
        cells, shared = list[Cell](), set[int]()
        for at, part in enumerate(
            line.strip().removeprefix("#").split("|") if line.strip() else ()
        ):
            word = part.strip()
            if word == "^":
                shared.add(at)
                rows[-1] = replace(rows[-1], shared=rows[-1].shared | {at})
            cells.append(_cell(word, cells, above, at))
        if any(cell is not None for cell in cells):
            rows.append(Row(number, cells, line.strip().startswith("#"), frozenset(shared)))
        above = cells
    return Sheet(name, rows, hidden)


def _cell(word: str, cells: list[Cell], above: list[Cell], at: int) -> Cell:
    if word == "<":
        return cells[-1]
    if word == "^":
        return above[at]
    return int(word) if word.isdigit() and not word.startswith("0") else word or None


def tables_in(
    *sheets: Sheet | str, asking: Asking | None = None, name: str = "ds.xlsx"
) -> list[Table]:
    """Return the tables of a book, each with its roles."""
    made = [one if isinstance(one, Sheet) else sheet_of(one) for one in sheets]
    found = tables_of(Book("xlsx", made), KNOWN, asking or Asking({}), name)
    for table in found:
        assign(table)
    return found


def assign(table: Table) -> None:
    """Give columns the roles that tests need."""
    for at, words in table.headings.items():
        key = ROLES.get(words[0].casefold().strip(" .:"))
        if key and Role(key) not in table.roles.values():
            table.roles[at] = Role(key)
    keys = {role.key for role in table.roles.values()}
    table.kind = (
        "teams"
        if keys & {"decision", "role"}
        else "households"
        if keys & {"head", "name"}
        else "activities"
        if "held_on" in keys
        else "villages"
    )


def entries_in(
    *sheets: Sheet | str, answers: dict[About, str] | None = None
) -> tuple[list[Entry], Asking]:
    """Return the entries of all tables of a book, and what is asked and left."""
    asking = Asking(answers or {})
    return [
        one for table in tables_in(*sheets, asking=asking) for one in entries(table, KNOWN, asking)
    ], asking


def shown(entry: Entry) -> str:
    """Return what an entry is about."""
    return entry.text("name") or entry.text("head") or entry.text("title") or entry.text("village")


def groups(entry: Entry) -> list[str]:
    """Return the group rows above an entry."""
    return [one.text for one in entry.context if one.origin == "group"]


def whys(asking: Asking) -> list[str]:
    """Return why rows are left, in order."""
    return [one.why for one in asking.left if one.why != "title"]
