"""What a row says otherwise than the register; of a sheet of ours that comes back, cell by cell.

Only what was changed in our sheet is left in its row. What somebody changed in the register since is
never replaced: it is noted, with both values.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from areas.names import digits_of, fold
from households.models import MEANS, Resident
from imports.kinds.households.register import Home, Person
from imports.kinds.reconcile import reconcile_cell, share_a_word
from imports.kinds.verdicts import refuse_other_person
from imports.spreadsheet.lines import Exported, Line, comparable
from skills.catalogue import COLUMNS, Result

_HAS = {True: gettext_lazy("có"), False: gettext_lazy("không")}
_CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "sex": dict(Resident.Sex.choices),
    "relation": dict(Resident.Relation.choices),
    **{key: {None: gettext_lazy("chưa hỏi"), **dict(Result.choices)} for key in COLUMNS},
    **{key: {None: gettext_lazy("chưa hỏi"), **_HAS} for key in MEANS},
}
# Of what is one thing though written otherwise: how it is compared.
_KEYS: Mapping[str, Callable[[str], str]] = {"phone": digits_of, "hamlet": fold}


def reconcile(line: Line, home: Home, person: Person | None) -> None:
    """Leave in a row of ours only what it changes; say what is not taken of it, and why."""
    exported = line.exported
    if exported is None:
        return
    if person is None:
        # What changes of a household in which nobody is left needs somebody it is about.
        if any(comparable(line.values.get(name)) != was for name, was in exported.items()):
            line.wrong("head_name", _("Hộ này chưa có người nào."), _("Thêm người trong sổ trước."))
    else:
        _person(line, exported, home, person)
    # Nothing is kept that is not needed: there may be a hundred thousand of them.
    line.exported, line.is_reconciled, line.values = None, True, dict(line.values)


def _person(line: Line, exported: Exported, home: Home, person: Person) -> None:
    _names(line, exported, person)
    _places(line, exported)
    registered = {name: getattr(person, name) for name in ("birth_year", "sex", "relation")}
    registered |= dict(zip(COLUMNS, person.results, strict=True)) | {"full_name": person.name}
    if person.is_head:
        registered |= {name: getattr(home, name) for name in ("hamlet", "phone", *MEANS)}
    else:
        registered["phone"] = person.phone
        leave_means(line)
    # A sheet of before a column came says nothing of it.
    for name in [one for one in registered if one in exported]:
        reconcile_cell(line, name, exported[name], registered[name], _CHOICES)
    _day(line, exported)


def _names(line: Line, exported: Exported, person: Person) -> None:
    """Take the name of a head from either of its two columns, that of anybody else from their own."""
    head = line.values.pop("head_name", exported["head_name"])
    own = line.values.get("full_name", exported["full_name"])
    if person.is_head and head != exported["head_name"]:
        if own not in (head, exported["full_name"]):
            line.wrong("head_name", _("Tên chủ hộ ghi hai cách."), _("Ghi giống nhau."), head)
        line.values["full_name"] = own = head
    elif head != exported["head_name"]:
        line.note("head_name", _("Tên chủ hộ chỉ sửa ở dòng của chủ hộ."), head)
    if own != exported["full_name"] and not share_a_word(str(own), str(exported["full_name"])):
        refuse_other_person(line, exported["full_name"], own)


def leave_means(line: Line) -> None:
    """Leave what a row of a sheet of ours says of the household, where it is not that of its head."""
    for name in MEANS:
        if line.values.pop(name, None) is not None:
            line.note(name, _("Điện thoại thông minh, internet của hộ chỉ ghi ở dòng của chủ hộ."))


def _places(line: Line, exported: Exported) -> None:
    """Leave out the columns by which households are told apart, and what only a head's row says."""
    line.values.pop("household", None)
    if line.values.get("village") == exported["village"]:
        line.values.pop("village")
    was, said = exported["relation"], line.values.get("relation", exported["relation"])
    if said != was and Resident.Relation.HEAD in (was, said):
        line.values["relation"] = was
        line.note("relation", _("Đổi chủ hộ thì đổi trong sổ, không đổi ở tệp."))


def _day(line: Line, exported: Exported) -> None:
    """Leave out the day of findings that are there already; new ones without a day are of today."""
    if comparable(line.values.get("assessed_on")) == exported["assessed_on"]:
        line.values.pop("assessed_on", None)
    elif "assessed_on" in line.values and not any(name in line.values for name in COLUMNS):
        line.values.pop("assessed_on")
        line.note("assessed_on", _("Kết quả không đổi nên không ghi thêm lần khảo sát."))


def changes_of_home(line: Line, home: Home) -> dict[str, Any]:
    """Return what a row says otherwise of a household; the same number written otherwise is the same."""
    pairs = _pairs(line, home, ("hamlet", "phone", *MEANS))
    said_on: date | None = line.values.get("assessed_on")
    asked = home.means_asked_on
    if said_on and asked and said_on < asked:
        _leave_older(line, home, pairs, asked)
    return {"home": pairs} if pairs else {}


def _leave_older(line: Line, home: Home, pairs: dict[str, list[Any]], asked: date) -> None:
    """Leave out answers that were given again after the day of a row."""
    late = [name for name in MEANS if name in pairs and getattr(home, name) is not None]
    for name in late:
        del pairs[name]
    if late:
        words = _("Điện thoại thông minh, internet: trong sổ có câu trả lời mới hơn, ngày %(day)s.")
        line.note(late[0], words % {"day": date_format(asked)})


def changes_of_person(line: Line, person: Person) -> dict[str, list[Any]]:
    """Return what a row says otherwise of a person; a name only where a code says that it is they."""
    names = ("birth_year", "sex") if person.is_head else ("birth_year", "sex", "relation", "phone")
    pairs = _pairs(line, person, names)
    if "id" in line.values and line.name and line.name != person.name:
        pairs["full_name"] = [person.name, line.name]
    return pairs


def only_blanks(line: Line, changes: dict[str, Any]) -> dict[str, Any]:
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


def _pairs(line: Line, known: Home | Person, names: Sequence[str]) -> dict[str, list[Any]]:
    """Return before and after of each field; what is written otherwise but means the same is the same."""
    pairs = {n: [getattr(known, n), line.values[n]] for n in names if n in line.values}
    return {name: pair for name, pair in pairs.items() if not _means_the_same(name, *pair)}


def _means_the_same(name: str, old: Any, new: Any) -> bool:
    key = _KEYS.get(name)
    return bool(old == new or (key and key(old) and key(old) == key(new)))


def refuses(line: Line, home: Home | None) -> bool:
    """Say whether a household refused to be surveyed: what a row found there is left out, and told."""
    if home is None or not home.refusal:
        return False
    words = _("%(said)s: bỏ kết quả khảo sát của dòng này. Hộ đồng ý thì ghi ở trang của hộ.")
    line.note("head_name", words % {"said": home.refusal})
    return True
