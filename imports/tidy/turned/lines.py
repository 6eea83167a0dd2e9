"""Households as lines of text: "1. Hộ ông Lê Văn An (1970)", then "- Vợ: Trần Thị Bé (1972)" for each of its people.

Or all of a household in one line: "1/ Lê Văn An sn 1970, vợ Trần Thị Bé sn 1972". Or a list of names, as it is pasted
from a message: "1. Lê Văn An - 1970 - 0905 111 222".
"""

import re
from collections.abc import Sequence

from areas.names import clean
from imports.spreadsheet.book import Row
from imports.tidy.people.address import SEX_OF_ADDRESS
from imports.tidy.shapes.households.members import Member, members_of
from imports.tidy.tables.words import (
    group_kind,
    is_noted,
    is_order,
    is_signed,
    is_title,
    is_total,
)
from imports.tidy.turned.grid import Grid, filled

# So many lines name households, and so many somebody in one.
LEAST_HOMES, LEAST_PEOPLE = 2, 1
# So many lines of nothing but people make a list, and so many of them say more than a name.
LEAST_LISTED, MOST_TOLD = 3, 0.6
_HOME = re.compile(
    r"(?:\d{1,3}\s*[.)/-]\s*)?(?:hộ|gia đình|chủ hộ)(?: (?:gia đình|dân))?(?: (?:số )?\d{1,3})?\s*[:.]?\s*"
    rf"(?:(?P<address>{'|'.join(SEX_OF_ADDRESS)})\s*[:.]?\s+)?(?P<rest>[^\W\d_].*)",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"\s*(?:[-+*•–]|\d{1,2}(?:\.\d{1,2})?\s*[.)])\s*(?P<rest>[^\W\d_].*)")
_LISTED = re.compile(
    rf"(?:[-+*•–]|\d{{1,3}}\s*[.)/:-])?\s*(?:(?P<address>{'|'.join(SEX_OF_ADDRESS)})\s*[:.]?\s+)?(?P<rest>[^\W\d_].*)",
    re.IGNORECASE,
)
_OF_HOMES = re.compile(r"\b(?:hộ|chủ hộ|gia đình)\b", re.IGNORECASE)
_HEADINGS = {
    "head": "Họ tên chủ hộ",
    "full_name": "Họ và tên",
    "relation": "Quan hệ với chủ hộ",
    "birth_year": "Năm sinh",
    "age": "Tuổi",
    "sex": "Giới tính",
    "phone": "Điện thoại",
    "village": "Thôn",
    "note": "Ghi chú",
}
_COLUMNS = {key: at for at, key in enumerate(_HEADINGS)}
_SEXES = {"m": "Nam", "f": "Nữ"}

type Cells = dict[str, str]
# In which column the text of a row stands, and whom it names.
type Line = tuple[int, Sequence[Cells]]


def turned(rows: Sequence[Row]) -> Grid | None:
    """Return each line as a row, None where any between the first and the last household is neither."""
    lines = [_line(row) for row in rows]
    homes = [at for at, (_, cells) in enumerate(lines) if cells and "head" in cells]
    people = [at for at, (_, cells) in enumerate(lines) if cells and "head" not in cells]
    if len(homes) < LEAST_HOMES or len(people) < LEAST_PEOPLE or people[0] < homes[0]:
        return None if homes or people else (_families(rows) or _listed(rows))
    first, last = homes[0], max(homes[-1], people[-1])
    if not all(cells for _, cells in lines[first : last + 1]):
        return None
    return _grid(rows, _alone(lines), first, last)


def _families(rows: Sequence[Row]) -> Grid | None:
    """Return a list of households, each in a line, some with more people than their head; None where one is not understood."""
    lines = [_family(row) for row in rows]
    places = [at for at, (_, people) in enumerate(lines) if people]
    if len(places) < LEAST_HOMES or all(len(people) < 2 for _, people in lines):
        return None
    first, last = places[0], places[-1]
    if not all(people for _, people in lines[first : last + 1]):
        return None
    return _grid(rows, lines, first, last)


def _family(row: Row) -> Line:
    """Return the head and the relatives whom a row names; what else is said in small letters is a note."""
    at, text = _text(row)
    is_other = _is_no_name(text, is_numbered=text[:1].isdigit())
    found = None if is_other else _LISTED.fullmatch(text)
    members = members_of(found["rest"]) if found else ()
    noted = [
        one for one in members if [*one.cells] == ["full_name"] and one.cells["full_name"].islower()
    ]
    named = [one for one in members if one not in noted]
    # The head stands first; whoever follows is said to be something to them.
    related = ["relation" in one.cells for one in named]
    is_headed = related.count(False) == 1 and not related[0]
    if not is_headed or not all(one.is_clear and _is_name(one) for one in named):
        return at, ()
    head, *others = named
    told = {"head": head.cells["full_name"], "relation": "Chủ hộ"} | head.cells
    if noted:
        told["note"] = "; ".join(one.cells["full_name"] for one in noted)
    return at, (told, *(one.cells for one in others))


def _is_name(one: Member) -> bool:
    """Tell whether each word of a name begins with a capital."""
    return all(word[0].isupper() for word in one.cells.get("full_name", "a").split())


def _text(row: Row) -> tuple[int, str]:
    """Return the one text of a row behind its number, and where it stands; "" where there are several.

    What stands behind the text is a mark, no number: "x" may be both.
    """
    said = {at: str(cell) for at, cell in sorted(filled(row).items())}
    texts = [at for at, text in said.items() if not is_order(text)]
    if len(texts) != 1 or texts[0] != max(said):
        return 0, ""
    return texts[0], clean(said[texts[0]])


def _alone(lines: Sequence[tuple[int, Cells]]) -> Sequence[Line]:
    return [(at, [cells]) for at, cells in lines]


def _listed(rows: Sequence[Row]) -> Grid | None:
    """Return a list of names, each with what stands behind it; those of households where the title calls them so."""
    lines = [_person(row) for row in rows]
    places = [at for at, (_, cells) in enumerate(lines) if cells]
    if len(places) < LEAST_LISTED:
        return None
    first, last = places[0], places[-1]
    own = [cells for _, cells in lines[first : last + 1]]
    if not all(own) or sum(len(cells) > 1 for cells in own) < MOST_TOLD * len(own):
        return None
    above = " ".join(str(cell) for row in rows[:first] for cell in filled(row).values())
    if _OF_HOMES.search(above):
        for cells in own:
            cells["head"] = cells.pop("full_name")
    return _grid(rows, _alone(lines), first, last)


def _person(row: Row) -> tuple[int, Cells]:
    """Return in which column the text of a row stands, and the one person whom it names."""
    at, text = _text(row)
    found = None if _is_no_name(text) else _LISTED.fullmatch(text)
    sex = SEX_OF_ADDRESS.get((found["address"] or "").casefold(), "") if found else ""
    cells = _somebody(found["rest"]) if found else {}
    if not cells or "relation" in cells:
        return at, {}
    return at, ({"sex": _SEXES[sex]} if sex else {}) | cells


def _is_no_name(text: str, *, is_numbered: bool = False) -> bool:
    """Tell a title in capitals, a group, a total: their words may look like those of a name; a long line with a number is no title."""
    others = any(one(text) for one in (is_signed, is_noted, is_total, group_kind))
    return others or (is_title(text) and not is_numbered)


def _line(row: Row) -> tuple[int, Cells]:
    """Return in which column the text of a row stands, and whom it names; nobody where it says anything else."""
    at, text = _text(row)
    if home := _HOME.fullmatch(text):
        return at, _head(home)
    member = _MEMBER.fullmatch(text)
    cells = _somebody(member["rest"]) if member else {}
    return at, cells if "relation" in cells else {}


def _head(home: re.Match[str]) -> Cells:
    cells = _somebody(home["rest"])
    if not cells or "relation" in cells:
        return {}
    sex = SEX_OF_ADDRESS.get((home["address"] or "").casefold(), "")
    told = {"sex": _SEXES[sex]} if sex else {}
    return told | cells | {"head": cells["full_name"], "relation": "Chủ hộ"}


def _somebody(text: str) -> Cells:
    """Return what a text says of the one person whom it names and of nobody else."""
    found = members_of(text)
    places = [one for member in found for one in member.rest if group_kind(one) == "village"]
    if (
        len(found) != 1
        or "full_name" not in found[0].cells
        or len(found[0].rest) != len(places[:1])
    ):
        return {}
    cells = dict(found[0].cells) | ({"village": places[0]} if places else {})
    return cells if _is_name(found[0]) else {}


def _grid(rows: Sequence[Row], lines: Sequence[Line], first: int, last: int) -> Grid:
    """Return titles, headings that no row of the file has, a row for each person, and what stands below them."""
    grid, of_home, number = Grid(), dict[str, str](), rows[first].number - 1
    grid.keep(rows[:first])
    grid.add(number, {at: _HEADINGS[key] for key, at in _COLUMNS.items()}, {})
    for row, (column, people) in zip(rows[first : last + 1], lines[first : last + 1], strict=True):
        for cells in people:
            if "head" in cells:
                of_home = {key: cells[key] for key in ("head", "village") if key in cells}
            told = {_COLUMNS[key]: text for key, text in (of_home | cells).items()}
            number = max(number + 1, row.number)
            grid.add(number, told, dict.fromkeys(told, (row.number, column)))
    for row in rows[last + 1 :]:
        number = max(number + 1, row.number)
        grid.add(number, filled(row), {at: (row.number, at) for at in filled(row)})
    return grid
