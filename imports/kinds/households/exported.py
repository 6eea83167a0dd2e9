"""A sheet of ours that comes back, cell by cell: what it said when it was given out, says now, and the register says.

Only what was changed in the sheet is left in the row. What somebody changed in the register since is
never replaced: it is noted, with both values.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Resident
from imports.kinds.households.register import Home, Person
from imports.kinds.reconcile import Words, plain, settle_cell, share_a_word, words_of
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.exported_values import Given
from imports.spreadsheet.lines import Line
from skills.catalogue import COLUMNS, Result

_WORDS: Words = words_of(
    {
        "sex": dict(Resident.Sex.choices),
        "relation": dict(Resident.Relation.choices),
        **{key: {None: gettext_lazy("chưa hỏi"), **dict(Result.choices)} for key in COLUMNS},
    }
)


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
    else:
        stands["phone"] = person.phone
    for name, now in stands.items():
        settle_cell(line, name, given[name], now, _WORDS)
    _day(line, given)


def _nobody(line: Line, given: Given) -> None:
    """Refuse changes of a household in which nobody is left: they need somebody they are about."""
    if any(plain(line.values.get(name)) != given[name] for name in HOUSEHOLDS.given):
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
    if own != given["full_name"] and not share_a_word(str(own), str(given["full_name"])):
        line.wrong(
            "full_name",
            _("Tên khác hẳn người ở dòng này lúc tải mẫu, là %(name)s.")
            % {"name": given["full_name"]},
            _("Nếu là người khác thì ghi thành dòng mới, trả dòng này về như cũ."),
            own,
        )


def _places(line: Line, given: Given) -> None:
    """Leave out the columns by which households are told apart, and what only a head's row says."""
    line.values.pop("household", None)
    if line.values.get("village") == given["village"]:
        line.values.pop("village")
    was, said = given["relation"], line.values.get("relation", given["relation"])
    if said != was and Resident.Relation.HEAD in (was, said):
        line.values["relation"] = was
        line.note("relation", _("Đổi chủ hộ thì đổi trong sổ, không đổi ở tệp."))


def _day(line: Line, given: Given) -> None:
    """Leave out the day of findings that are there already; new ones without a day are of today."""
    if plain(line.values.get("assessed_on")) == given["assessed_on"]:
        line.values.pop("assessed_on", None)
    elif "assessed_on" in line.values and not any(name in line.values for name in COLUMNS):
        line.values.pop("assessed_on")
        line.note("assessed_on", _("Kết quả không đổi nên không ghi thêm lần khảo sát."))
