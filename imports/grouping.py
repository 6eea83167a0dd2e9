"""Which rows of a sheet are one household: by a head and who follows, by a code, by the head's name."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from areas.names import fold
from households.duplicates import digits_of, years_fit
from households.models import Resident
from imports.lines import Line
from imports.register import Home

HEAD = Resident.Relation.HEAD


@dataclass
class Group:
    """The rows of one household, its head first, and the household of the register that they mean."""

    head: Line
    village: int | None
    code: str = ""
    members: list[Line] = field(default_factory=list)
    home: Home | None = None
    matched: set[int] = field(default_factory=set)


class Groups:
    """The households of a file, as its rows come in order; `village_of` finds the village of a row."""

    def __init__(self, village_of: Callable[[Line], int | None]) -> None:
        self.village_of = village_of
        self.every = list[Group]()
        self.codes = dict[str, Group]()
        self.names = dict[tuple[int | None, str], list[Group]]()

    def place(self, line: Line) -> bool:
        """Put a row to its household; a row that belongs to none is wrong."""
        line.key = fold(line.name)
        if not line.name and not line.problems:
            line.wrong("head_name", _("Thiếu họ tên chủ hộ."), _("Ghi họ tên vào cột này."))
        if self._is_head(line):
            self._open(line)
            return True
        group = self._group_of(line)
        if group is None:
            line.wrong(
                "head_name",
                _("Không thấy dòng của chủ hộ ở phía trên."),
                _("Thêm dòng của chủ hộ, quan hệ ghi Chủ hộ, rồi gửi lại."),
                line.name,
            )
            return False
        group.members.append(line)
        return True

    def _is_head(self, line: Line) -> bool:
        said = line.values
        if "relation" in said:
            return bool(said["relation"] == HEAD)
        if "full_name" in said and "head_name" in said:
            return line.key == fold(said["head_name"])
        return "full_name" not in said

    def _open(self, line: Line) -> None:
        group = Group(line, self.village_of(line), line.values.get("household", ""))
        self.every.append(group)
        self.names.setdefault((group.village, group.head.key), []).append(group)
        if group.code:
            self.codes.setdefault(group.code, group)

    def _group_of(self, line: Line) -> Group | None:
        """Return the household of somebody who is no head: by its code, its head's name, or above."""
        if code := line.values.get("household"):
            return self.codes.get(code)
        last = self.every[-1] if self.every else None
        named = fold(line.values.get("head_name", "")) if "full_name" in line.values else ""
        if last is None or not named or named == last.head.key:
            return last
        village = self.village_of(line) if "village" in line.values else last.village
        return next(reversed(self.names.get((village, named), [])), None)

    def refuse_twin(self, group: Group) -> None:
        """Refuse a household that stands in the file twice."""
        for other in self.names[group.village, group.head.key]:
            if other is group:
                return
            if group.head.key and not other.head.problems and _is_one(group.head, other.head):
                group.head.wrong(
                    "head_name",
                    _("Trùng với dòng %(n)d của tệp.") % {"n": other.head.number},
                    _(
                        "Xóa một dòng; nếu là hai hộ thì ghi năm sinh, điện thoại hoặc xóm khác nhau."
                    ),
                    group.head.name,
                )
                return


def _is_one(line: Line, other: Line) -> bool:
    """Say whether two rows of one name in one village are the same household."""
    one, two = line.values, other.values
    if not years_fit(one.get("birth_year"), two.get("birth_year")):
        return False
    for name, key in (("phone", digits_of), ("hamlet", fold)):
        first, second = key(one.get(name, "")), key(two.get(name, ""))
        if first and second and first != second:
            return False
    return True
