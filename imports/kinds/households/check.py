"""Rows of households against each other and against the register: a verdict each; nothing is written there."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from households.models import MEANS
from households.register.queries.duplicates import years_fit
from imports.kinds.households.exported import (
    changes_of_home,
    changes_of_person,
    only_blanks,
    reconcile,
    refuses,
)
from imports.kinds.households.forgotten import Forgotten
from imports.kinds.households.grouping import Group, Groups
from imports.kinds.households.register import NEVER, Home, Person, Register
from imports.kinds.verdicts import row_of
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import Line, Results, results_of
from skills.catalogue import SKILLS
from skills.coverage import NOT_ASKED

# What a row keeps of what it said, for whoever writes it.
KEPT = ("birth_year", "sex", "relation", "hamlet", "phone", *MEANS)
# What is asked of a row once all rows came; of skills its results tell.
NEEDED = {*KEPT, "id", "version", "village", "head_name", "full_name", "assessed_on"}


class Check:
    """One file being checked: its rows come in order, each leaves with a verdict.

    `village_of` finds a village by what a cell says, or None; `skills` are the columns of the sheet.
    """

    def __init__(
        self,
        register: Register,
        village_of: Callable[[Line], int | None],
        skills: Collection[str],
        *,
        empty_is_no: bool,
    ) -> None:
        self.register, self.groups = register, Groups(village_of, register.by_code)
        self.skills, self.empty_is_no = skills, empty_is_no
        self.forgotten = Forgotten(register.commune)
        self.taken = dict[int, Group]()
        self.shared = dict[Any, Any]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, in groups, in the order of their heads."""
        strays = list[Line]()
        for line in lines:
            if self.groups.are_whole(line):
                yield from self._all_checked()
            if not self._placed(line):
                strays.append(line)
        yield from self._all_checked()
        for line in strays:
            yield self._row(line, None, Verdict.ERROR)

    def _placed(self, line: Line) -> bool:
        """Put a row to its household; say whether it belongs to any."""
        name = line.name
        if known := self.register.by_code(line.values.get("id", "")):
            reconcile(line, *known)
        line.results = self._results(line)
        has_place = self.groups.place(line)
        self.forgotten.note(line, name)
        # Keep of a row what is still asked for: a large sheet of ours is held as a whole while it is checked.
        line.values = {key: said for key, said in line.values.items() if key in NEEDED}
        line.results = self.shared.setdefault(line.results, line.results)
        return has_place

    # --- What would happen to it ---

    def _all_checked(self) -> Iterable[ImportRow]:
        """Yield the rows of the households so far, to which nobody comes any more."""
        self.taken.update(self.groups.known)
        self.forgotten.ask()
        for group in self.groups.every:
            yield from self._checked(group)
        self.groups.end()

    def _checked(self, group: Group) -> Iterable[ImportRow]:
        head = group.head
        group.gather_means()
        if group.home is None and self.forgotten.means(head, None) and not self._knows(group):
            self.forgotten.refuse(head)
        elif group.home is None:
            # Whether two of a file are one was asked before, where its rows were put in order (imports.tidy.same).
            if not head.block:
                self.groups.refuse_twin(group)
            if not head.problems:
                self._find(group)
        broken = bool(head.problems) and group.home is None
        yield self._head_row(group)
        for line in group.members:
            if broken:
                line.wrong(
                    "head_name",
                    _("Dòng %(n)d của chủ hộ có lỗi.") % {"n": head.number},
                    _("Sửa dòng của chủ hộ; người này sẽ vào theo."),
                )
            group.leave_phone(line)
            yield self._member_row(group, line)

    def _find(self, group: Group) -> None:
        """Find the household of the register that a head's row means, and those it may repeat."""
        line, said = group.head, group.head.values
        year, phone, hamlet = (said.get(name) for name in ("birth_year", "phone", "hamlet"))
        found = self.register.same(group.village or 0, line.key, year, phone or "", hamlet or "")
        if line.is_other:  # The officer said so.
            return
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
            words = _("Có thể trùng hộ %(code)s ở %(village)s; vẫn nhập thành hộ mới.")
            place = self.register.names.get(alike[0].village_id, "")
            line.note("head_name", words % {"code": alike[0].code, "village": place}, line.name)

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

    def _head_row(self, group: Group) -> ImportRow:
        line, home = group.head, group.home
        if line.problems or home is None:
            return self._row(line, group, Verdict.NEW)
        if "id" in line.values:
            return self._known_row(group, home, line)
        if home.head is None:
            line.wrong(
                "head_name", _("Hộ trong sổ chưa có chủ hộ."), _("Chọn chủ hộ trong sổ trước.")
            )
            return self._row(line, group, Verdict.ERROR)
        return self._against(group, line, home.head, changes_of_home(line, home))

    def _member_row(self, group: Group, line: Line) -> ImportRow:
        if line.problems or group.home is None:
            return self._row(line, group, Verdict.NEW)
        if "id" in line.values:
            return self._known_row(group, group.home, line)
        same = self._same_people(group, group.home, line)
        if len(same) > 1:
            line.wrong(
                "full_name",
                _("Hộ này có %(n)d người cùng tên.") % {"n": len(same)},
                _("Ghi năm sinh để biết là ai."),
                line.name,
            )
            return self._row(line, group, Verdict.ERROR)
        if not same:
            line.note("full_name", _("Thêm người vào hộ đã có."), line.name)
            return self._row(line, group, Verdict.CHANGES)
        return self._against(group, line, same[0], {})

    def _known_row(self, group: Group, home: Home, line: Line) -> ImportRow:
        """Say what a row of our own sheet changes of whom its code means."""
        known = self.register.by_code(line.values["id"])
        person = known[1] if known else None
        if person and person.pk in group.matched:
            line.wrong("id", _("Người này đã có ở dòng khác của tệp."), _("Xóa một dòng."))
        if "village" in line.values and self.groups.village_of(line) != home.village_id:
            words = _("Trong sổ hộ này ở %(village)s.")
            place = {"village": self.register.names.get(home.village_id, "")}
            line.wrong("village", words % place, _("Chuyển hộ trong sổ, không đổi thôn ở tệp."))
        if line.problems or person is None:
            return self._row(line, group, Verdict.IDENTICAL)
        changes = changes_of_home(line, home) if person.is_head else {}
        return self._against(group, line, person, changes)

    def _same_people(self, group: Group, home: Home, line: Line) -> list[Person]:
        """Return who of a household a row must mean, if its year fits; by the year itself where several do."""
        year = line.values.get("birth_year")
        people = [one for one in home.people if one.key == line.key]
        same = [one for one in people if years_fit(one.birth_year, year)]
        same = [one for one in same if one.pk not in group.matched]
        if len(same) > 1:
            return [one for one in same if one.birth_year == year] or same
        return same

    def _against(
        self, group: Group, line: Line, person: Person, changes: dict[str, Any]
    ) -> ImportRow:
        """Say what a row changes of somebody who is in the register."""
        group.matched = (*group.matched, person.pk)
        if pairs := changes_of_person(line, person):
            changes["fields"] = pairs
        wanted = self._wanted(line, person)
        if wanted and not refuses(line, group.home):
            changes["results"] = [list(person.results), list(wanted)]
        version = group.home.version if group.home else None
        if not line.is_reconciled and line.values.get("version", version) != version:
            changes = only_blanks(line, changes)
        verdict = Verdict.CHANGES if changes else Verdict.IDENTICAL
        return self._row(line, group, verdict, person.pk, changes)

    def _wanted(self, line: Line, person: Person) -> Results | None:
        """Return the results of a row, if any differs from what is known; older ones never count."""
        results, day = self._filled(line, person.results), line.values.get("assessed_on")
        if results and day and _differ(results, person.results):
            results = self._not_newer(line, person, results, day)
        return results if results and _differ(results, person.results) else None

    def _not_newer(self, line: Line, person: Person, results: Results, day: date) -> Results:
        """Leave out, skill by skill, what differs from something that was said after the day of the row."""
        said = self.register.said_on.get(person.pk, NEVER)
        late = {
            skill.number: last
            for skill, last, new, old in zip(SKILLS, said, results, person.results, strict=True)
            if last and last > day and new not in (None, old)
        }
        if late:
            words = _(
                "Kỹ năng %(numbers)s: trong sổ có ghi chép mới hơn, ngày %(day)s; giữ nguyên trong sổ."
            )
            told = {"numbers": ", ".join(map(str, late)), "day": date_format(max(late.values()))}
            line.note("assessed_on", words % told)
        return tuple(None if n in late else one for n, one in enumerate(results, start=1))

    def _results(self, line: Line) -> Results | None:
        results = results_of(line)
        if results is None or results[4] is None or self.register.takes_fifth(line):
            return results
        line.note("local_platform", _("Chưa nêu nền tảng số địa phương nên bỏ qua kỹ năng 5."))
        results = (*results[:4], None)
        return results if any(one is not None for one in results) else None

    def _filled(self, line: Line, stands: Results) -> Results | None:
        """Return the results of a row; what it leaves blank is "not yet" of whoever was not asked, if so chosen."""
        if not self.empty_is_no or line.is_reconciled:
            return line.results
        asked = SKILLS if self.register.takes_fifth(line) else SKILLS[:4]
        blank = [0 if skill in asked and skill.column in self.skills else None for skill in SKILLS]
        cells = zip(line.results or NOT_ASKED, stands, blank, strict=True)
        found = tuple(no if one is None and was is None else one for one, was, no in cells)
        return found if any(one is not None for one in found) else None

    def _row(
        self,
        line: Line,
        group: Group | None,
        verdict: str,
        person: int | None = None,
        changes: dict[str, Any] | None = None,
    ) -> ImportRow:
        said = line.values
        of_register = self.register.persons.get(person) if person else None
        if is_erased := self.forgotten.means(line, of_register and of_register[1]):
            self.forgotten.refuse(line)
        kept: dict[str, Any] = {key: said[key] for key in KEPT if key in said}
        if not line.problems:
            results = self._filled(line, NOT_ASKED) if person is None else line.results
            if person is None and results and refuses(line, group.home if group else None):
                results = None
            kept |= {"name": line.name, "results": results and list(results)}
            if day := said.get("assessed_on"):
                kept["on"] = day.isoformat()
        home = group.home if group else None
        row = row_of(
            line,
            verdict,
            kept,
            group=group.head.number if group else None,
            changes=changes or {},
            village_id=(home.village_id if home else group.village) if group else None,
            household_id=home.pk if home else None,
            resident_id=person,
        )
        return self.forgotten.hide(row, line, whole=is_erased)

    def _knows(self, group: Group) -> bool:
        """Say whether the register has a household of this name here: a namesake, or one that was entered again."""
        return bool(self.register.by_name.get((group.village or 0, group.head.key)))


def _differ(results: Results, known: Results) -> bool:
    return any(new not in (None, old) for new, old in zip(results, known, strict=True))
