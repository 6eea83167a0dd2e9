"""Rows of people who are to sign in, against each other and against the accounts there are: a verdict each."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import User
from accounts.people.actions import NewPerson, Refused, refusals_of
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from areas.names import digits_of, fold
from imports.kinds.verdicts import refuse_repeated, row_of
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import Line

# More new accounts than these are no list of a province, but a mistake.
MOST = 4_000
# What files call a role; longer words first, for they hold the shorter ones.
_ROLES = (
    ("quan tri", Role.ADMINISTRATOR),
    ("administrator", Role.ADMINISTRATOR),
    ("ban chi dao", Role.COMMITTEE),
    ("committee", Role.COMMITTEE),
    ("nguoi duyet", Role.REVIEWER),
    ("reviewer", Role.REVIEWER),
    ("thanh vien", Role.MEMBER),
    ("to vien", Role.MEMBER),
    ("to truong", Role.MEMBER),
    ("to pho", Role.MEMBER),
    ("member", Role.MEMBER),
    ("cong chuc", Role.OFFICER),
    ("can bo", Role.OFFICER),
    ("officer", Role.OFFICER),
)
# What an account keeps of a row beside name, role and unit.
_FACTS = ("phone", "email", "title")
# What to do about it.
_HOW: Mapping[Refused, Any] = {
    Refused.NAMELESS: gettext_lazy("Ghi họ và tên."),
    Refused.ENDED: gettext_lazy("Ghi đơn vị hiện nay."),
    Refused.BEYOND: gettext_lazy("Sửa vai trò, hoặc nhờ người có quyền mời."),
    Refused.SECOND: gettext_lazy("Mở Tài khoản, bấm Mời người để gửi đề nghị."),
    Refused.HERE: gettext_lazy("Sửa số điện thoại ở trang tài khoản, hoặc bỏ dòng này."),
    Refused.PHONE: gettext_lazy("Kiểm tra số, hoặc bỏ dòng này."),
}
# Under which column it is said why somebody gets no account here.
_COLUMNS = {Refused.PHONE: "phone", Refused.ENDED: "commune", Refused.HERE: "full_name"}


def open_units(place: Area) -> dict[int, Area]:
    """Return a district or province and the open units in it, down to communes, by key. One query."""
    areas = Area.unscoped.within(place).filter(level__lte=Level.COMMUNE, closed_on=None)
    return areas.select_related("district", "province").in_bulk()


def role_of(text: str) -> str | None:
    """Return the role that a file's words mean; None where nobody knows."""
    words = fold(text)
    return next((role.value for begins, role in _ROLES if begins in words), None)


class AccountCheck:
    """One file being checked, in the powers of whoever sent it."""

    def __init__(self, place: Area, by: User) -> None:
        self.by, self.units = by, open_units(place)
        people = User.unscoped.inside(place.path or "-").order_by()
        told = people.filter(is_active=True).values_list("area_id", "full_name", "phone")
        self.there = {(area, fold(name)): digits_of(phone) for area, name, phone in told}
        # Who had come and was stopped: a list of last month does not let them in again.
        gone = people.filter(is_active=False).exclude(last_login=None)
        self.gone = {(area, fold(name)) for area, name in gone.values_list("area_id", "full_name")}
        self.names = dict[tuple[int, str], Line]()
        self.phones = dict[str, Line]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict. All are read first: who may be invited is asked for all at once."""
        read = [(line, self._person(line)) for line in lines]
        new = [(line, one) for line, one in read if one is not None and not self._is_there(one)]
        self._refuse(new)
        for line, person in read:
            is_there = person is not None and self._is_there(person)
            yield _row(line, person, Verdict.IDENTICAL if is_there else Verdict.NEW)

    def _person(self, line: Line) -> NewPerson | None:
        """Return whom a row names; what is wrong with it becomes a problem of the row."""
        unit, role = self._unit(line), self._role(line)
        name = line.values.get("full_name", "")
        if unit is None or role is None or not name or line.problems:
            return None
        facts = {key: str(line.values.get(key, "")) for key in _FACTS}
        person = NewPerson(name, role, unit, row=line, **facts)
        self._against_others(line, person)
        self._against_gone(line, person)
        return None if line.problems else person

    def _unit(self, line: Line) -> Area | None:
        unit = self.units.get(line.values.get("commune") or 0)
        if unit is None:
            how = _("Ghi tên xã, huyện hoặc tỉnh người này làm việc.")
            line.wrong("commune", _("Thiếu đơn vị."), how)
        return unit

    def _role(self, line: Line) -> str | None:
        """Return the role of a row; where none is said that of whoever works there."""
        text = str(line.values.get("role", ""))
        unit = self.units.get(line.values.get("commune") or 0)
        if not text:
            is_above = unit is not None and unit.is_above_communes
            return (Role.REVIEWER if is_above else Role.OFFICER).value
        role = role_of(text)
        if role is None:
            how = _("Ghi: công chức xã, thành viên tổ, người duyệt hoặc Ban Chỉ đạo.")
            line.wrong("role", _("Không rõ vai trò này."), how, text)
        return role

    def _against_others(self, line: Line, person: NewPerson) -> None:
        """Refuse a row that names somebody, or a telephone, that stands in the file already."""
        if (other := self.names.setdefault(person.key, line)) is not line:
            refuse_repeated(line, other, "full_name", _("Xóa một dòng."))
        phone = digits_of(person.phone)
        if phone and (other := self.phones.setdefault(phone, line)) is not line:
            refuse_repeated(line, other, "phone", _("Mỗi người một số."), person.phone)

    def _against_gone(self, line: Line, person: NewPerson) -> None:
        """Refuse somebody whose account of this unit was used and stopped."""
        if person.key in self.gone and person.key not in self.there:
            how = _("Mở lại tài khoản ở trang Tài khoản, hoặc bỏ dòng này.")
            line.wrong("full_name", _("Tài khoản của người này ở đây đã ngừng."), how)

    def _is_there(self, person: NewPerson) -> bool:
        """Tell whether somebody has this very account: unit, name, and telephone where the file says one."""
        phone = self.there.get(person.key)
        return phone is not None and digits_of(person.phone) in {"", phone}

    def _refuse(self, new: list[tuple[Line, NewPerson]]) -> None:
        """Say with its row why somebody gets no account here."""
        if len(new) > MOST:
            words = _("Tệp có %(n)d người mới, nhiều hơn %(most)d người một lần.")
            for line, _person in new:
                told = words % {"n": len(new), "most": MOST}
                line.wrong("full_name", told, _("Kiểm tra tệp, hoặc chia thành nhiều tệp."))
            return
        why_not = refusals_of(by=self.by, people=[one for _line, one in new])
        for (line, person), why in zip(new, why_not, strict=True):
            if why:
                column = _COLUMNS.get(why, "role")
                line.wrong(column, str(why.label), str(_HOW[why]), getattr(person, column, ""))


def _row(line: Line, person: NewPerson | None, verdict: str) -> ImportRow:
    said = line.values
    kept: dict[str, Any] = {key: said[key] for key in ("full_name", *_FACTS) if key in said}
    if person is None:
        return row_of(line, Verdict.ERROR, kept)
    kept |= {"role": person.role, "name": person.area.full_name}
    return row_of(line, verdict, kept, village_id=person.area.pk)
