"""Rows of households against each other and against the register: a verdict each; nothing is written there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.names import fold
from households.duplicates import digits_of, years_fit
from households.models import Resident
from imports.lines import Line, results_of
from imports.models import ImportRow, Verdict
from imports.register import Home, Person, Register

HEAD = Resident.Relation.HEAD
# What a row keeps of what it said, for whoever writes it.
KEPT = ("birth_year", "sex", "relation", "hamlet", "phone")


@dataclass
class Group:
    """The rows of one household, its head first, and the household of the register that they mean."""

    head: Line
    village: int | None
    code: str = ""
    members: list[Line] = field(default_factory=list)
    home: Home | None = None
    matched: set[int] = field(default_factory=set)


class Check:
    """One file being checked: its rows come in order, each leaves with a verdict.

    `village_of` finds a village by what a cell says, or None; `skills` are the columns of the sheet.
    """

    def __init__(
        self,
        register: Register,
        village_of: Callable[[Line], int | None],
        skills: list[str],
        *,
        empty_is_no: bool,
    ) -> None:
        self.register, self.village_of = register, village_of
        self.skills, self.empty_is_no = skills, empty_is_no
        self.groups = list[Group]()
        self.codes = dict[str, Group]()
        self.names = dict[tuple[int | None, str], list[Group]]()
        self.taken = dict[int, Group]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, in groups, in the order of their heads."""
        strays = [line for line in lines if not self._place(line)]
        for group in self.groups:
            yield from self._checked(group)
        for line in strays:
            yield self._row(line, None, line.number, Verdict.ERROR)

    # --- Which household a row belongs to ---

    def _place(self, line: Line) -> bool:
        """Put a row to its household; a row that belongs to none is wrong."""
        line.results, line.key = self._results(line), fold(line.name)
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
        self.groups.append(group)
        self.names.setdefault((group.village, group.head.key), []).append(group)
        if group.code:
            self.codes.setdefault(group.code, group)

    def _group_of(self, line: Line) -> Group | None:
        """Return the household of somebody who is no head: by its code, its head's name, or above."""
        if code := line.values.get("household"):
            return self.codes.get(code)
        last = self.groups[-1] if self.groups else None
        named = fold(line.values.get("head_name", "")) if "full_name" in line.values else ""
        if last is None or not named or named == last.head.key:
            return last
        village = self.village_of(line) if "village" in line.values else last.village
        return next(reversed(self.names.get((village, named), [])), None)

    # --- What would happen to it ---

    def _checked(self, group: Group) -> Iterable[ImportRow]:
        head = group.head
        self._twin_in_file(group)
        if not head.problems:
            self._find(group)
        broken = bool(head.problems)
        yield self._head_row(group)
        for line in group.members:
            if broken:
                line.wrong(
                    "head_name",
                    _("Dòng %(n)d của chủ hộ có lỗi.") % {"n": head.number},
                    _("Sửa dòng của chủ hộ; người này sẽ vào theo."),
                )
            yield self._member_row(group, line)

    def _twin_in_file(self, group: Group) -> None:
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

    def _find(self, group: Group) -> None:
        """Find the household of the register that a head's row means, and those it may repeat."""
        line, said = group.head, group.head.values
        year, phone = said.get("birth_year"), said.get("phone", "")
        hamlet = said.get("hamlet", "")
        found = self.register.same(group.village or 0, line.key, year, phone, hamlet)
        if len(found) > 1:
            line.wrong(
                "head_name",
                _("Trong sổ có %(n)d hộ cùng tên chủ hộ ở thôn này.") % {"n": len(found)},
                _("Ghi thêm năm sinh, điện thoại hoặc xóm để biết là hộ nào."),
                line.name,
            )
        elif found and found[0].pk in self.taken:
            line.wrong(
                "head_name",
                _("Cùng một hộ trong sổ với dòng %(n)d.")
                % {"n": self.taken[found[0].pk].head.number},
                _("Xóa một dòng; nếu là hai hộ thì ghi năm sinh khác nhau."),
                line.name,
            )
        elif found:
            group.home = found[0]
            self.taken[found[0].pk] = group
        elif alike := self.register.alike(line.key, year, phone):
            self._note_alike(line, alike[0])

    def _note_alike(self, line: Line, home: Home) -> None:
        words = _("Có thể trùng hộ %(code)s ở %(village)s; vẫn nhập thành hộ mới.")
        place = self.register.names.get(home.village_id, "")
        line.note("head_name", words % {"code": home.code, "village": place}, line.name)

    def _head_row(self, group: Group) -> ImportRow:
        line, home = group.head, group.home
        if line.problems or home is None:
            verdict = Verdict.ERROR if line.problems else Verdict.NEW
            return self._row(line, group, line.number, verdict)
        changes: dict[str, Any] = {}
        pairs = {
            name: [getattr(home, name), line.values[name]]
            for name in ("hamlet", "phone")
            if name in line.values
            and not _says_the_same(name, getattr(home, name), line.values[name])
        }
        if pairs:
            changes["home"] = pairs
        head = home.head
        if head is None:
            line.wrong(
                "head_name", _("Hộ trong sổ chưa có chủ hộ."), _("Chọn chủ hộ trong sổ trước.")
            )
            return self._row(line, group, line.number, Verdict.ERROR)
        return self._against(group, line, head, changes)

    def _member_row(self, group: Group, line: Line) -> ImportRow:
        if line.problems or group.home is None:
            verdict = Verdict.ERROR if line.problems else Verdict.NEW
            return self._row(line, group, group.head.number, verdict)
        key, year = line.key, line.values.get("birth_year")
        same = [
            one
            for one in group.home.people
            if one.key == key and one.pk not in group.matched and years_fit(one.birth_year, year)
        ]
        if len(same) > 1:
            same = [one for one in same if one.birth_year == year] or same
        if len(same) > 1:
            line.wrong(
                "full_name",
                _("Hộ này có %(n)d người cùng tên.") % {"n": len(same)},
                _("Ghi năm sinh để biết là ai."),
                line.name,
            )
            return self._row(line, group, group.head.number, Verdict.ERROR)
        if not same:
            line.note("full_name", _("Thêm người vào hộ đã có."), line.name)
            return self._row(line, group, group.head.number, Verdict.CHANGES)
        return self._against(group, line, same[0], {})

    def _against(
        self, group: Group, line: Line, person: Person, changes: dict[str, Any]
    ) -> ImportRow:
        """Say what a row changes of somebody who is in the register."""
        group.matched.add(person.pk)
        names = ("birth_year", "sex") if person.is_head else ("birth_year", "sex", "relation")
        pairs = {
            name: [getattr(person, name), line.values[name]]
            for name in names
            if name in line.values and line.values[name] != getattr(person, name)
        }
        if pairs:
            changes["fields"] = pairs
        if wanted := self._wanted(line, person):
            changes["results"] = [person.results, wanted]
        verdict = Verdict.CHANGES if changes else Verdict.IDENTICAL
        row = self._row(line, group, group.head.number, verdict, person.pk)
        row.changes = changes
        return row

    def _wanted(self, line: Line, person: Person) -> list[int | None] | None:
        """Return the results of a row that differ from what is known; older ones never count."""
        results = line.results
        if results is None:
            return None
        day = line.values.get("assessed_on")
        merged = [
            old if new is None else new for new, old in zip(results, person.results, strict=True)
        ]
        if merged == person.results:
            return None
        if day and person.assessed_on and day < person.assessed_on:
            words = _("Trong sổ có lần khảo sát mới hơn, ngày %(day)s; giữ kết quả đó.")
            line.note("assessed_on", words % {"day": date_format(person.assessed_on)})
            return None
        return results

    def _results(self, line: Line) -> list[int | None] | None:
        results = results_of(line, self.skills, empty_is_no=self.empty_is_no)
        if results is None or self.register.fifth or results[4] is None:
            return results
        if "local_platform" in line.values:
            line.note("local_platform", _("Chưa nêu nền tảng số địa phương nên bỏ qua kỹ năng 5."))
        results[4] = None
        return results if any(one is not None for one in results) else None

    def _row(
        self, line: Line, group: Group | None, number: int, verdict: str, person: int | None = None
    ) -> ImportRow:
        said = line.values
        kept: dict[str, Any] = {key: said[key] for key in KEPT if key in said}
        if verdict != Verdict.ERROR:
            kept |= {"name": line.name, "results": line.results}
            if day := said.get("assessed_on"):
                kept["on"] = day.isoformat()
        home = group.home if group else None
        return ImportRow(
            number=line.number,
            group=number,
            verdict=verdict,
            noted=bool(line.notes),
            cells=line.cells,
            values=kept,
            problems=line.problems,
            notes=line.notes,
            village_id=(home.village_id if home else group.village) if group else None,
            household_id=home.pk if home else None,
            resident_id=person,
        )


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


def _says_the_same(name: str, old: str, new: str) -> bool:
    key = digits_of if name == "phone" else fold
    return old == new or bool(key(old) and key(old) == key(new))
