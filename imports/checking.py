"""Rows of households against each other and against the register: a verdict each; nothing is written there."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from households.duplicates import years_fit
from imports import differences
from imports.grouping import Group, Groups
from imports.lines import Line, results_of
from imports.models import ImportRow, Verdict
from imports.register import Home, Person, Register

# What a row keeps of what it said, for whoever writes it.
KEPT = ("birth_year", "sex", "relation", "hamlet", "phone")


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
        self.register, self.groups = register, Groups(village_of)
        self.skills, self.empty_is_no = skills, empty_is_no
        self.taken = dict[int, Group]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, in groups, in the order of their heads."""
        strays = []
        for line in lines:
            line.results = self._results(line)
            self._allow_what_stands(line)
            if not self.groups.place(line):
                strays.append(line)
        for group in self.groups.every:
            yield from self._checked(group)
        for line in strays:
            yield self._row(line, None, line.number, Verdict.ERROR)

    def _allow_what_stands(self, line: Line) -> None:
        """Take nothing for wrong that stands in the register, word for word: sheets of ours bring it back."""
        home, person = self.register.by_code.get(line.values.get("id", ""), (None, None))
        if home is None or person is None:
            return
        stands: dict[str, Any] = {"phone": home.phone, "hamlet": home.hamlet}
        stands |= {"full_name": person.name, "birth_year": person.birth_year}
        line.problems = [
            one
            for one in line.problems
            if not one["value"] or one["value"] != str(stands.get(one["column"], ""))
        ]

    # --- What would happen to it ---

    def _checked(self, group: Group) -> Iterable[ImportRow]:
        head = group.head
        self.groups.refuse_twin(group)
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

    def _find(self, group: Group) -> None:
        """Find the household of the register that a head's row means, and those it may repeat."""
        line, said = group.head, group.head.values
        if "id" in said:
            return self._find_by_code(group)
        year, phone, hamlet = (said.get(name) for name in ("birth_year", "phone", "hamlet"))
        found = self.register.same(group.village or 0, line.key, year, phone or "", hamlet or "")
        if len(found) > 1:
            line.wrong(
                "head_name",
                _("Trong sổ có %(n)d hộ cùng tên chủ hộ ở thôn này.") % {"n": len(found)},
                _("Ghi thêm năm sinh, điện thoại hoặc xóm để biết là hộ nào."),
                line.name,
            )
        elif found:
            self._take(group, found[0])
        elif alike := self.register.alike(line.key, year, phone or ""):
            self._note_alike(line, alike[0])
        return None

    def _find_by_code(self, group: Group) -> None:
        """Find the household that a sheet of ours names by the code of its head."""
        line = group.head
        home, person = self.register.by_code.get(line.values["id"], (None, None))
        if home is None or person is None or not person.is_head:
            _outside(line)
        elif home.village_id != group.village:
            words = _("Trong sổ hộ này ở %(village)s.")
            place = {"village": self.register.names.get(home.village_id, "")}
            line.wrong("village", words % place, _("Chuyển hộ trong sổ, không đổi thôn ở tệp."))
        else:
            self._take(group, home)

    def _take(self, group: Group, home: Home) -> None:
        """Say which household of the register it is; two of a file are never the same one."""
        other = self.taken.setdefault(home.pk, group)
        if other is group:
            group.home = home
        else:
            group.head.wrong(
                "head_name",
                _("Cùng một hộ trong sổ với dòng %(n)d.") % {"n": other.head.number},
                _("Xóa một dòng; nếu là hai hộ thì ghi năm sinh khác nhau."),
                group.head.name,
            )

    def _note_alike(self, line: Line, home: Home) -> None:
        words = _("Có thể trùng hộ %(code)s ở %(village)s; vẫn nhập thành hộ mới.")
        place = self.register.names.get(home.village_id, "")
        line.note("head_name", words % {"code": home.code, "village": place}, line.name)

    def _head_row(self, group: Group) -> ImportRow:
        line, home = group.head, group.home
        if line.problems or home is None:
            verdict = Verdict.ERROR if line.problems else Verdict.NEW
            return self._row(line, group, line.number, verdict)
        pairs = differences.of_home(line, home)
        head = home.head
        if head is None:
            line.wrong(
                "head_name", _("Hộ trong sổ chưa có chủ hộ."), _("Chọn chủ hộ trong sổ trước.")
            )
            return self._row(line, group, line.number, Verdict.ERROR)
        return self._against(group, line, head, {"home": pairs} if pairs else {})

    def _member_row(self, group: Group, line: Line) -> ImportRow:
        if group.home is None and "id" in line.values and not line.problems:
            _outside(line)
        if line.problems or group.home is None:
            verdict = Verdict.ERROR if line.problems else Verdict.NEW
            return self._row(line, group, group.head.number, verdict)
        if "id" in line.values:
            return self._member_by_code(group, group.home, line)
        same = self._same_people(group, group.home, line)
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

    def _same_people(self, group: Group, home: Home, line: Line) -> list[Person]:
        """Return who of a household a row must mean, if its year fits; by the year itself where several do."""
        year = line.values.get("birth_year")
        people = [one for one in home.people if one.key == line.key]
        same = [one for one in people if years_fit(one.birth_year, year)]
        same = [one for one in same if one.pk not in group.matched]
        if len(same) > 1:
            return [one for one in same if one.birth_year == year] or same
        return same

    def _member_by_code(self, group: Group, home: Home, line: Line) -> ImportRow:
        found, person = self.register.by_code.get(line.values["id"], (None, None))
        if person is None or found is not home or person.pk in group.matched:
            _outside(line)
            return self._row(line, group, group.head.number, Verdict.ERROR)
        return self._against(group, line, person, {})

    def _against(
        self, group: Group, line: Line, person: Person, changes: dict[str, Any]
    ) -> ImportRow:
        """Say what a row changes of somebody who is in the register."""
        group.matched.add(person.pk)
        if pairs := differences.of_person(line, person):
            changes["fields"] = pairs
        if wanted := self._wanted(line, person):
            changes["results"] = [person.results, wanted]
        if group.home and line.values.get("version", group.home.version) != group.home.version:
            changes = differences.not_newer(line, changes)
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


def _outside(line: Line) -> None:
    """Refuse a code that is not of this household, or not of this commune: which, is not said."""
    line.wrong(
        "id",
        _("Mã dòng này ở ngoài địa bàn, hoặc người đã rời hộ."),
        _("Xóa mã dòng để nhập như người mới, hoặc bỏ dòng này."),
        line.values["id"],
    )
