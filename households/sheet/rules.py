"""A block of cells copied from a spreadsheet: read, and matched with the rows of the sheet.

Reads text only and writes nothing. A line that cannot be read is kept with its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from areas.names import fold
from skills.catalogue import COLUMNS, Result

KNOWS = {"x", "1", "co", "✓", "✔", "v", "biet", "yes"}
HELPED = {"h", "ht", "ho tro", "biet co ho tro"}
NOT_YET = {"0", "-", "–", "—", "k", "khong", "chua", "chua biet", "no"}
WIDTH = len(COLUMNS)


@dataclass(frozen=True)
class Line:
    """One line of the block: whose row, its five results (None leaves as is), or why not."""

    key: str
    label: str
    results: Sequence[int | None] = (None,) * WIDTH
    error: str = ""


def read(
    text: str, rows: Sequence[str], names: Mapping[str, Sequence[str]], first: int
) -> list[Line]:
    """Read a block pasted at column `first` (0–4); `rows` are the keys from the current row down.

    Where the first line begins with a name, lines are matched by `names`, a folded name to its keys;
    else by position. An empty cell leaves its skill as it is: nobody asked.
    """
    lines = [line.split("\t") for line in text.replace("\r", "").rstrip("\n").split("\n")]
    if _is_name(next((line[0] for line in lines if any(line)), "")):
        return [_named(line, names) for line in lines if line[0].strip()]
    found = [_placed(line, key, first) for line, key in zip(lines, rows, strict=False)]
    beyond = lines[len(rows) :]
    return found + [Line("", "\t".join(line), error=_("Hết hàng trong bảng.")) for line in beyond]


def _is_name(cell: str) -> bool:
    return mark(cell) is None and len(fold(cell)) > 1


def mark(cell: str) -> int | None:
    """Return the result that a mark means, or None where it is none; empty is none."""
    word = fold(cell).strip() or cell.strip()
    if word in KNOWS:
        return Result.ALONE
    if word in HELPED:
        return Result.WITH_HELP
    return Result.NONE if word in NOT_YET else None


def _named(line: Sequence[str], names: Mapping[str, Sequence[str]]) -> Line:
    name = line[0].strip()
    keys = names.get(fold(name), ())
    if len(keys) == 1:
        return _read(line[1:], keys[0], name, 0)
    if keys:
        return Line("", name, error=_("Có nhiều hộ cùng tên này: ghi tay hàng này."))
    return Line("", name, error=_("Không có chủ hộ tên này trong sổ."))


def _placed(line: Sequence[str], key: str, first: int) -> Line:
    return _read(line, key, "", first)


def _read(cells: Sequence[str], key: str, label: str, first: int) -> Line:
    cells = [cell.strip() for cell in cells[: WIDTH - first]]
    wrong = next((cell for cell in cells if cell and mark(cell) is None), None)
    if wrong is not None:
        return Line(key, label, error=_("Không hiểu dấu “%(mark)s”.") % {"mark": wrong[:20]})
    results: list[int | None] = [None] * WIDTH
    for place, cell in enumerate(cells, start=first):
        results[place] = mark(cell)
    return Line(key, label, results)
