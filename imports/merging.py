"""A sheet of ours that comes back, cell by cell: what it said when it was given out, says now, and the register says.

Only what was changed in the sheet is left in the row. What somebody changed in the register since is
never replaced: it is noted, with both values.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from areas.names import clean, fold
from households.models import Resident
from imports.given import FIELDS, Given
from imports.lines import Line
from imports.register import Home, Person
from skills.catalogue import COLUMNS, Result

_CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "sex": dict(Resident.Sex.choices),
    "relation": dict(Resident.Relation.choices),
    **{key: dict(Result.choices) for key in COLUMNS},
}


def settle(line: Line, home: Home, person: Person | None) -> None:
    """Leave in a row of ours only what it changes; say what is not taken of it, and why."""
    given = line.given
    if given is None:
        return
    if person is None:
        _nobody(line, given)
    else:
        _person(line, given, home, person)
    # Nothing is kept that is not needed: there may be a hundred thousand of them.
    line.given, line.is_settled, line.values = None, True, dict(line.values)


def _person(line: Line, given: Given, home: Home, person: Person) -> None:
    _names(line, given, person)
    _places(line, given)
    stands = {name: getattr(person, name) for name in ("birth_year", "sex", "relation")}
    stands |= dict(zip(COLUMNS, person.results, strict=True)) | {"full_name": person.name}
    if person.is_head:
        stands |= {"hamlet": home.hamlet, "phone": home.phone}
    for name, now in stands.items():
        _cell(line, name, given[name], now)
    _day(line, given)


def _nobody(line: Line, given: Given) -> None:
    """Refuse changes of a household in which nobody is left: they need somebody they are about."""
    if any(_plain(line.values.get(name)) != given[name] for name in FIELDS):
        line.wrong("head_name", _("Hộ này chưa có người nào."), _("Thêm người trong sổ trước."))


def _names(line: Line, given: Given, person: Person) -> None:
    """Take the name of a head from either of its two columns, that of anybody else from his own."""
    head = line.values.pop("head_name", given["head_name"])
    own = line.values.get("full_name", given["full_name"])
    if person.is_head and head != given["head_name"]:
        if own not in (head, given["full_name"]):
            line.wrong("head_name", _("Tên chủ hộ ghi hai cách."), _("Ghi giống nhau."), head)
        line.values["full_name"] = own = head
    elif head != given["head_name"]:
        line.note("head_name", _("Tên chủ hộ chỉ sửa ở dòng của chủ hộ."), head)
    if own != given["full_name"] and not _share_a_word(str(own), str(given["full_name"])):
        line.wrong(
            "full_name",
            _("Tên khác hẳn người ở dòng này lúc tải mẫu, là %(name)s.")
            % {"name": given["full_name"]},
            _("Nếu là người khác thì ghi thành dòng mới, trả dòng này về như cũ."),
            own,
        )


def _share_a_word(name: str, other: str) -> bool:
    return bool(set(fold(name).split()) & set(fold(other).split()))


def _places(line: Line, given: Given) -> None:
    """Leave out the columns by which households are told apart, and what only a head's row says."""
    line.values.pop("household", None)
    if line.values.get("village") == given["village"]:
        line.values.pop("village")
    was, said = given["relation"], line.values.get("relation", given["relation"])
    if said != was and Resident.Relation.HEAD in (was, said):
        line.values["relation"] = was
        line.note("relation", _("Đổi chủ hộ thì đổi trong sổ, không đổi ở tệp."))


def _cell(line: Line, name: str, was: Any, now: Any) -> None:
    """Settle one cell: what was given out, what it says, what stands in the register."""
    if not line.problems and line.values.get(name) == was == now:
        line.values.pop(name, None)
        return
    said, now = _plain(line.values.get(name)), _plain(now)
    changed_here, changed_there = said != was, now != was
    if said is not None and changed_here and not (changed_there and said != now):
        return
    if any(one["column"] == name for one in line.problems):
        return
    line.values.pop(name, None)
    if changed_here or changed_there:
        _note(line, name, was, said, now)


def _note(line: Line, name: str, was: Any, said: Any, now: Any) -> None:
    """Say what of a cell is not taken, and why."""
    words = {"was": _words(name, was), "said": _words(name, said), "now": _words(name, now)}
    if said is None and said != was:
        if now is not None:
            line.note(name, _("Ô đã xóa trống; giữ %(now)s trong sổ.") % words)
    elif said != was:
        text = _("Lúc tải mẫu là %(was)s, tệp ghi %(said)s, trong sổ nay là %(now)s: giữ trong sổ.")
        line.note(name, text % words, said)
    else:
        text = _("Sau khi tải mẫu, trong sổ đã đổi thành %(now)s: giữ trong sổ.")
        line.note(name, text % words, said)


def _day(line: Line, given: Given) -> None:
    """Leave out the day of findings that are there already; new ones without a day are of today."""
    if _plain(line.values.get("assessed_on")) == given["assessed_on"]:
        line.values.pop("assessed_on", None)
    elif "assessed_on" in line.values and not any(name in line.values for name in COLUMNS):
        line.values.pop("assessed_on")
        line.note("assessed_on", _("Kết quả không đổi nên không ghi thêm lần khảo sát."))


def _plain(value: Any) -> Any:
    """Return a value as it is compared: a day as ISO, no text as None."""
    if isinstance(value, date):
        return value.isoformat()
    return (clean(value) or None) if isinstance(value, str) else value


def _words(name: str, value: Any) -> str:
    """Return a value as a reader knows it."""
    if value is None:
        return _("chưa khảo sát") if name in COLUMNS else _("trống")
    return str(_CHOICES.get(name, {}).get(value, value))
