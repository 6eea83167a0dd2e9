"""What a form says of a household above the table of its people: "Điện thoại: 0905 111 222", "Địa chỉ: Xóm 2"."""

import re
from collections.abc import Iterator, Mapping

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.identity import MARK
from imports.spreadsheet.lines import Line
from imports.tidy.asking import Asking
from imports.tidy.cells.phones import phone
from imports.tidy.columns.headings import plain, sure_of
from imports.tidy.model import Context, Known
from imports.tidy.people.relations import relation
from imports.tidy.shapes.households.group_rows import household_named

# A label begins a line, or stands behind a sign between two of them.
_APART = re.compile(r"\s*[;\n]\s*|\s+[-–]\s+(?=[^:]{2,40}:)|\s{3,}|\t+|,\s+(?=[^:,]{2,40}:)")
_LABELLED = re.compile(r"([^:]{2,60}?)\s*:\s*(\S.*)", re.DOTALL)
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .\-]?\d){9}(?!\d)")
# Labels of what was taken, and that whoever is named heads the household.
_SAID_AGAIN = re.compile(r"\b(?:chủ hộ|số|đt|sđt|điện thoại|tel|sn|ns|sinh năm|năm sinh|sinh)\b")
# A part of a village, which alone in a row heads those who live there. Where a commune's villages are called so, none is.
_HAMLET = re.compile(r"(?:xóm|cụm|đội|ngõ|hẻm|kiệt)(?: [^\W_]+){1,4}", re.IGNORECASE)
_ORDER = re.compile(r"^(?:[IVX]{1,5}|[A-H]|\d{1,2})\s*[.)/-]\s*")
_WORD = re.compile(r"[^\W\d_]+")
_FIELDS = {"head": "head", "phone": "phone", "phone_of_head": "phone", "hamlet": "hamlet"}

type Said = Mapping[str, tuple[str, Context]]


def say(line: Line, context: tuple[Context, ...], known: Known, asking: Asking) -> None:
    """Give a head what the form above their table says and their row does not; of another head it says nothing."""
    if named := _group_of(line.name, context):
        _say_group(line, *named, asking)
    _say_hamlet(line, context, known, asking)
    said = _said(tuple(one for one in context if one.origin == "title"))
    if "head" not in said or fold(said["head"][0]) != fold(line.name):
        return
    for field in ("phone", "hamlet"):
        if field not in said or line.values.get(field):
            continue
        text, where = said[field]
        value = _number(text) if field == "phone" else _within(text, known)
        if value:
            line.values[field] = value
            asking.infer(
                field, MARK, where
            )  # the row shows it: a text of the whole file is kept longer


def _group_of(name: str, context: tuple[Context, ...]) -> tuple[Context, str] | None:
    """Return the row between the others that names this head, and what it says behind: "Hộ 1: Lê An, ĐT 0905 111 222"."""
    for one in reversed(context):
        found = household_named(one.text) if one.origin == "group" else None
        if found and fold(found.head) == fold(name):
            return one, clean(one.text).partition(found.head)[2].casefold()
    return None


def _say_group(line: Line, group: Context, behind: str, asking: Asking) -> None:
    """Give a head the telephone behind their name there; what else is said of them, or otherwise than in their row, is left."""
    found = _PHONE.search(behind)
    number = found[0] if found and not _is_of_another(behind) else ""
    value = _number(number) if number else ""
    if value and not line.values.get("phone"):
        line.values["phone"] = value
        asking.infer("phone", MARK, group)
    rest = behind.replace(number, "") if value == line.values.get("phone") else behind
    rest = _SAID_AGAIN.sub(" ", rest).replace(str(line.values.get("birth_year") or "\0"), "")
    if any(map(str.isalnum, rest)):
        asking.leave("not_understood", sheet=group.sheet, rows=(group.row, group.row))


def _say_hamlet(line: Line, context: tuple[Context, ...], known: Known, asking: Asking) -> None:
    """Give a household the part of its village that a row between the others is, "Xóm 1"; not that of the village before."""
    groups = {
        one: _ORDER.sub("", clean(one.text)).strip(" .:-–")
        for one in context
        if one.origin == "group"
    }
    if line.values.get("hamlet") or not any(map(_HAMLET.fullmatch, groups.values())):
        return
    for one, text in reversed(groups.items()):
        found = known.villages and known.villages.find(text)
        if found and (found.pk is not None or found.proposals):
            return
        if _HAMLET.fullmatch(text):
            line.values["hamlet"] = text
            asking.infer("hamlet", MARK, one)
            return


def _is_of_another(behind: str) -> bool:
    """Tell a telephone of a relative: "(vợ: 0905 111 222)", "0905 111 222 (con)"."""
    return any(map(relation, _WORD.findall(_SAID_AGAIN.sub(" ", behind))))


@of_file(256)
def _said(titles: tuple[Context, ...]) -> Said:
    """Return what labels above a table say, the first of each."""
    found = dict[str, tuple[str, Context]]()
    for one in titles:
        for label, text in _labelled(one.text):
            fields = {_FIELDS.get(role, "") for role in sure_of(plain(label))} - {""}
            if len(fields) == 1:
                found.setdefault(fields.pop(), (text, one))
    return found


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for part in _APART.split(text):
        if match := _LABELLED.fullmatch(part.strip()):
            yield clean(match[1]), clean(match[2])


def _number(text: str) -> str:
    """Return a telephone number of which nothing is to be mended: what was is said beside a cell, and here is none."""
    read = phone(text)
    return "" if read.note else read.value or ""


def _within(address: str, known: Known) -> str:
    """Return what lies within the village that an address names."""
    said = known.villages.read_among(address, known.commune)
    return address if said is None else said.rest
