"""What a row says otherwise than the register: field by field, and never over something newer."""

from typing import Any

from django.utils.translation import gettext as _

from areas.names import fold
from households.register.queries.duplicates import digits_of
from imports.kinds.households.register import Home, Person
from imports.spreadsheet.lines import Line

# Of what is one thing though written otherwise: how it is compared.
_KEYS = {"phone": digits_of, "hamlet": fold}


def of_home(line: Line, home: Home) -> dict[str, list[Any]]:
    """Return what a row says otherwise of a household; the same number written otherwise is the same."""
    return {
        name: [getattr(home, name), line.values[name]]
        for name in ("hamlet", "phone")
        if name in line.values and not _says_the_same(name, getattr(home, name), line.values[name])
    }


def of_person(line: Line, person: Person) -> dict[str, list[Any]]:
    """Return what a row says otherwise of a person; a name only where a code says that it is he."""
    said, names = line.values, ["birth_year", "sex"]
    if not person.is_head:
        names += ["relation", "phone"]
    pairs = {
        name: [getattr(person, name), said[name]]
        for name in names
        if name in said and not _says_the_same(name, getattr(person, name), said[name])
    }
    if "id" in said and line.name and line.name != person.name:
        pairs["full_name"] = [person.name, line.name]
    return pairs


def not_newer(line: Line, changes: dict[str, Any]) -> dict[str, Any]:
    """Keep of a stale sheet what fills a blank of the register; what would replace a value is noted."""
    kept: dict[str, Any] = {}
    for part in ("home", "fields"):
        pairs = changes.get(part, {})
        blank = {name: pair for name, pair in pairs.items() if pair[0] in (None, "")}
        if blank:
            kept[part] = blank
    was, wanted = changes.get("results", ([], []))
    # A row says again what the register says as well: that is neither filled nor kept from being written.
    said = [None if new == old else new for old, new in zip(was, wanted, strict=True)]
    fills = [new if old is None else None for old, new in zip(was, said, strict=True)]
    if any(one is not None for one in fills):
        kept["results"] = [was, fills]
    if kept != ({**changes, "results": [was, said]} if was else changes):
        line.note(
            "version", _("Sổ đã đổi sau khi tải mẫu này; giữ giá trị trong sổ, chỉ điền ô trống.")
        )
    return kept


def _says_the_same(name: str, old: Any, new: Any) -> bool:
    key = _KEYS.get(name)
    return bool(old == new or (key and key(old) and key(old) == key(new)))
