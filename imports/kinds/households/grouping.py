"""Which rows of a sheet are one household: by codes of ours, by a head and who follows, by the head's name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from areas.names import digits_of, fold
from households.models import MEANS, Resident
from households.register.queries.duplicates import years_fit
from imports.kinds.households.exported import leave_means
from imports.kinds.households.register import Home, Person
from imports.kinds.verdicts import refuse_repeated
from imports.spreadsheet.caches import folded
from imports.spreadsheet.lines import Line

HEAD = Resident.Relation.HEAD
# More people than that under one head are a sheet read wrongly; no more of one name are compared.
MOST = 100
# So many households are held before those that came are checked, where nobody comes to them any more.
SOME = 1_000


@dataclass(slots=True)
class Group:
    """The rows of one household, its head first, and the household of the register that they mean."""

    head: Line
    village: int | None
    code: str = ""
    members: tuple[Line, ...] = ()
    home: Home | None = None
    matched: tuple[int, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether a code of ours says which household it is."""
        return self.home is not None and "id" in self.head.values

    @property
    def key(self) -> str:
        """The name of its head, folded."""
        return self.home.key if self.home and self.is_ours else self.head.key

    def leave_phone(self, line: Line) -> None:
        """Leave out the number of a household in the row of one of its people: it is the head's."""
        house = {self.head.values.get("phone"), self.home.phone if self.home else ""}
        if "phone" in line.values and digits_of(line.values["phone"]) in map(
            digits_of, filter(None, house)
        ):
            line.values.pop("phone")

    def gather_means(self) -> None:
        """Bring to the head's row what the household has: what anybody in it has. One who has none tells of nobody else."""
        others = [line for line in self.members if "id" not in line.values]
        for line in others if self.is_ours else ():
            leave_means(line)
        for name in MEANS:
            said = [line.values.pop(name, None) for line in others]
            if True in said:
                self.head.values[name] = True
            elif name not in self.head.values and False in said:
                words = _("Chỉ vài người trả lời không, nên chưa rõ cả hộ.")
                self.head.note(name, words)


class Groups:
    """The households of a file, as its rows come in order.

    `village_of` finds the village of a row; `by_code` whom a row of our own sheet means.
    """

    def __init__(
        self,
        village_of: Callable[[Line], int | None],
        by_code: Callable[[str], tuple[Home, Person | None] | None],
    ) -> None:
        self.village_of, self.by_code = village_of, by_code
        self.every = list[Group]()
        # The household of the row before; of the register, by key.
        self.last: Group | None = None
        self.known = dict[int, Group]()
        self.codes = dict[str, Group]()
        # By village and name; most names stand there once, and need no list.
        self.names = dict[int | None, dict[str, Group | list[Group]]]()

    def are_whole(self, line: Line) -> bool:
        """Say whether there are many households by now, to which neither this row nor one that follows belongs.

        A file that was put in order comes household by household, and each row says of which it is (`block`).
        """
        if len(self.every) < SOME or not line.block:
            return False
        last = self.every[-1]
        return line.block != last.code == last.head.block

    def end(self) -> None:
        """Let the households so far go."""
        self.every, self.last, self.codes, self.names = [], None, {}, {}

    def place(self, line: Line) -> bool:
        """Put a row to its household; a row that belongs to none is wrong."""
        line.key = folded(line.name)
        if known := self.by_code(line.values.get("id", "")):
            self._place_known(line, known[0])
            return True
        if "id" in line.values:
            # Where whom it is of lives now, is not said.
            how = _("Xóa mã dòng để nhập như người mới, hoặc bỏ dòng này.")
            words = _("Mã dòng này ở ngoài địa bàn, hoặc người đã rời hộ.")
            line.wrong("id", words, how, line.values["id"])
        if not line.name and not line.problems:
            line.wrong("head_name", _("Thiếu họ tên chủ hộ."), _("Ghi họ tên vào cột này."))
        if self._is_head(line):
            code = line.values.get("household", "") or line.block
            self._add(Group(line, self.village_of(line), code), line.key)
            return True
        group = self.last = None if "id" in line.values else self._group_of(line)
        if group is None and not line.problems:
            line.wrong(
                "head_name",
                _("Không thấy dòng của chủ hộ ở phía trên."),
                _("Thêm dòng của chủ hộ, quan hệ ghi Chủ hộ, rồi gửi lại."),
                line.name,
            )
        return group is not None and self._follow(group, line)

    def _follow(self, group: Group, line: Line) -> bool:
        """Put a row to a household above; one that grows without end is a sheet read wrongly."""
        if len(group.members) >= MOST:
            line.wrong(
                "relation",
                _("Hộ ở dòng %(n)d có hơn %(most)d người.")
                % {"n": group.head.number, "most": MOST},
                _("Kiểm tra cột quan hệ: mỗi hộ cần một dòng ghi Chủ hộ."),
            )
            return False
        group.members = (*group.members, line)
        return True

    def _place_known(self, line: Line, home: Home) -> None:
        """Put a row of ours to its household, wherever it stands in the file."""
        self.last = self.known.get(home.pk)
        if self.last is not None:
            self.last.members = (*self.last.members, line)
        else:
            self._add(Group(line, home.village_id, home.code, home=home), home.key)
            self.known[home.pk] = self.every[-1]

    def _is_head(self, line: Line) -> bool:
        if line.is_head is not None:
            return line.is_head
        said = line.values
        if "relation" in said:
            return bool(said["relation"] == HEAD)
        if "full_name" in said and "head_name" in said:
            return line.key == fold(said["head_name"])
        return "full_name" not in said

    def _add(self, group: Group, key: str) -> None:
        self.last = group
        self.every.append(group)
        here = self.names.setdefault(group.village, {})
        there = here.setdefault(key, group)
        if isinstance(there, list):
            there.append(group)
        elif there is not group:
            here[key] = [there, group]
        if group.code:
            self.codes.setdefault(group.code, group)

    def _group_of(self, line: Line) -> Group | None:
        """Return the household of somebody who is no head: by its code, its head's name, or above."""
        if code := line.values.get("household") or line.block:
            return self.codes.get(code)
        last = self.last
        named = fold(line.values.get("head_name", "")) if "full_name" in line.values else ""
        if not named or (last and named == last.key):
            return last
        above = last.village if last else None
        village = self.village_of(line) if "village" in line.values else above
        return self._named(line, self._called(village, named))

    def _called(self, village: int | None, key: str) -> list[Group]:
        """Return the households of a village whose heads have a name, folded, in order."""
        found = self.names.get(village, {}).get(key, [])
        return [found] if isinstance(found, Group) else found

    def _named(self, line: Line, groups: list[Group]) -> Group | None:
        """Return the last household above with a head of this name; of ours, only if it is the only one."""
        if len(groups) > 1 and groups[-1].is_ours:
            line.wrong(
                "head_name",
                _("Có %(n)d hộ cùng tên chủ hộ này.") % {"n": len(groups)},
                _("Ghi mã hộ để biết là hộ nào."),
            )
            return None
        return groups[-1] if groups else None

    def refuse_twin(self, group: Group) -> None:
        """Refuse a household that stands in the file twice."""
        for other in self._called(group.village, group.head.key)[:MOST]:
            if other is group:
                return
            if other.is_ours:
                continue  # Compared as the register has it, not by what its row changes.
            if group.head.key and not other.head.problems and _is_one(group.head, other.head):
                how = _(
                    "Xóa một dòng; nếu là hai hộ thì ghi năm sinh, điện thoại hoặc xóm khác nhau."
                )
                refuse_repeated(group.head, other.head, "head_name", how, group.head.name)
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
