"""What the register says of a person and of their household."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from households.models import Resident
from privacy.requests.queries.part import Part, Subject, Value
from skills.catalogue import SKILLS, Result


def of_person(subject: Subject) -> Part:
    """Return what is written of the person: name, relation, year, sex, telephone, days, skills."""
    one, home = subject.person, subject.household
    phone = one.phone or (home.phone if one.is_head else "")
    rows: list[tuple[str, Value]] = [
        (_("Họ tên"), one.full_name),
        (_("Quan hệ với chủ hộ"), one.relation_label),
        (_("Năm sinh"), str(one.birth_year or "")),
        (_("Giới"), one.get_sex_display()),
        (_("Điện thoại"), phone),
        (_("Vào hộ từ ngày"), one.joined_on),
        (_("Không còn ở hộ từ ngày"), one.left_on),
        (_("Khảo sát gần nhất"), one.assessed_on),
        *((f"{s.number}. {s.name}", _found(one, s.column)) for s in SKILLS),
    ]
    note = _("Không ghi số định danh, số căn cước, mật khẩu hay ảnh của ai.")
    return _pairs(_("Thông tin của người này"), rows, note)


def of_household(subject: Subject) -> Part:
    """Return what is written of the household, and of the others in it no more than their relation."""
    home = subject.household
    rows: list[tuple[str, Value]] = [
        (_("Mã hộ"), home.code),
        (_("Thôn, buôn, khu phố"), home.village.full_name),
        (_("Xóm, số nhà"), home.hamlet),
        (_("Tình trạng"), home.get_status_display()),
        (_("Điện thoại thông minh"), home.get_smartphone_display()),
        (_("Internet ở nhà"), home.get_internet_display()),
        (_("Hỏi điện thoại, internet ngày"), home.means_asked_on),
        (_("Vào sổ ngày"), home.opened_on),
        (_("Ra khỏi sổ ngày"), home.closed_on),
        (_("Khảo sát ngày"), home.surveyed_on),
        (_("Rà soát ngày"), home.reviewed_on),
        (_("Kết quả của hộ"), home.cells_label),
        (_("Hạn chế xử lý từ ngày"), home.restricted_on),
        (_("Hộ đã gộp với hộ này"), ", ".join(_others(subject))),
        (_("Người khác trong hộ"), _relations(subject)),
    ]
    return _pairs(_("Hộ của người này"), rows)


def _pairs(heading: str, rows: list[tuple[str, Value]], note: str = "") -> Part:
    said = [(word, value if value not in {None, ""} else _("không ghi")) for word, value in rows]
    return Part(heading, (_("Mục"), _("Đang giữ")), said, note, (2, 3))


def _found(person: Resident, column: str) -> str:
    result: Any = getattr(person, column)
    return _("chưa hỏi") if result is None else str(Result(result).label)


def _others(subject: Subject) -> list[str]:
    return [home.code for home in subject.family if home.pk != subject.household.pk]


def _relations(subject: Subject) -> str:
    """Say how many others live there, by what they are to the head: never who."""
    here = subject.household.residents.living_here().exclude(pk=subject.person.pk)
    other, words = Resident.Relation.OTHER, _("người khác")
    counted = Counter(words if one.relation == other else one.relation_label for one in here)
    return ", ".join(f"{n} {word[:1].lower()}{word[1:]}" for word, n in counted.items())
