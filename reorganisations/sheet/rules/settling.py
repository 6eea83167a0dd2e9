"""Each row's words become units, days and names; what is not sure is asked, never guessed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import VILLAGE_KINDS
from areas.names import fold
from imports.spreadsheet.values import Wrong, day, village_kind
from imports.tidy.villages import kind_and_name
from reorganisations.applying.rules.days import FAR, is_far
from reorganisations.sheet.rules.around import Around
from reorganisations.sheet.rules.problems import DROP, Problem, Problems, chosen, key_chosen
from reorganisations.sheet.rules.rows import Row, names_in, text_of
from reorganisations.sheet.rules.works import Paper, Settled, Target

END = "kết thúc"
_ENDS = frozenset({"ket thuc", "giai the", "cham dut", "xoa", "ket thuc hoat dong", "khong con"})
_PARTS = ("mot phan", "phan con lai", "mot so ho")
# So many communes at most are offered where none is like the name.
_MOST = 400
_LONGEST = {"new": 120, "decision": 60}


class Settling:
    """The rows of a sheet on their way to what they say."""

    def __init__(self, rows: Sequence[Row], around: Around) -> None:
        self.rows, self.around = rows, around
        self.problems = Problems(rows)

    def settle(self) -> list[Settled]:
        """Return the rows all of whose words are understood; what the others lack stands in `problems`."""
        found = [self._row(at, row) for at, row in enumerate(self.rows)]
        return [one for one in found if one]

    def _row(self, at: int, row: Row) -> Settled | None:
        paper = self._paper(at, row)
        commune = self._commune(at, "commune", row.commune)
        if not commune:
            return None
        olds = self._olds(at, row, commune)
        target = self._target(at, row, commune, olds or ())
        if not (paper and olds) or isinstance(target, bool):
            return None
        return Settled(at, commune, paper, olds, target)

    def _ask(self, at: int, name: str, words: str, *, commune: int = 0, **more: Any) -> None:
        text = more.pop("text", None)
        text = text_of(self.rows[at], name) if text is None else text
        self.problems.add(at, commune, Problem(name, text, words, **more))

    def _commune(self, at: int, name: str, text: str) -> int:
        around = self.around
        pk = key_chosen(text) or around.commune(text).pk or 0
        if pk in around.communes:
            return pk
        near = [one for one in around.commune(text).proposals if one in around.communes]
        others = sorted(around.communes, key=around.communes.__getitem__)[:_MOST]
        words = _("Không rõ “%(text)s” là xã nào trong địa bàn.") if text else _("Chưa ghi xã.")
        choices = [(chosen(one), around.communes[one]) for one in dict.fromkeys((*near, *others))]
        self._ask(at, name, words % {"text": text}, choices=[*choices, _left_out()])
        return 0

    # --- the villages that change ---

    def _olds(self, at: int, row: Row, commune: int) -> tuple[int, ...]:
        found = [pk for text in row.olds or ("",) for pk in self._named(at, commune, text)]
        return tuple(dict.fromkeys(found)) if all(found) else ()

    def _named(self, at: int, commune: int, text: str) -> list[int]:
        """Return the villages that a text names, one or several; 0 for one that is asked about."""
        if pk := key_chosen(text):
            is_own = pk in self.around.of_commune.get(commune, ())
            return [pk if is_own else self._asked(at, commune, text, ())]
        around, label = self.around, fold(self.around.communes[commune])
        names = [name for name in names_in(text) if fold(name) != label]
        # A list, never an address: what stands behind the comma is a village, too.
        if len(names) > 1 and (commune, fold(text)) not in around.today:
            return [pk for name in names for pk in self._named(at, commune, name)]
        if not text or _is_part(text) or around.has_ended(commune, text):
            return [self._asked(at, commune, text, ())]
        found = around.village(commune, text)
        return [found.pk or self._asked(at, commune, text, found.proposals)]

    def _asked(self, at: int, commune: int, text: str, near: Sequence[int]) -> int:
        around, ended = self.around, self.around.has_ended(commune, text)
        facts = {"text": "" if key_chosen(text) else text, "commune": around.communes[commune]}
        if ended:
            facts |= {"unit": ended.label, "day": date_format(ended.on)}
            words = _("%(unit)s đã kết thúc ngày %(day)s.")
        elif _is_part(text):
            words = _("“%(text)s”: thôn chia ra thì ghi tách, xếp từng hộ sau khi soạn.")
        elif not facts["text"]:
            words = _("Chưa rõ thôn cũ nào.")
        elif len(near) > 1:
            words = _("“%(text)s” có thể là nhiều thôn của %(commune)s.")
        else:
            words = _("%(commune)s không có thôn nào tên “%(text)s”.")
        others = [pk for pk in around.of_commune.get(commune, ()) if pk not in near]
        choices = [(chosen(pk), around.villages[pk].label) for pk in (*near, *others)]
        self._ask(
            at,
            "old",
            words % facts,
            commune=commune,
            text=text,
            choices=[*choices, _left_out()],
        )
        return 0

    # --- what comes of them ---

    def _target(self, at: int, row: Row, commune: int, olds: Sequence[int]) -> Target | bool | None:
        """Return what comes of the row's villages, None where they end, False where that is asked."""
        if row.to:
            to = self._commune(at, "to", row.to)
            if to != commune:
                return Target(to=to) if to else False
        if fold(row.new) in _ENDS:
            return None
        if pk := key_chosen(row.new):
            one = self.around.villages.get(pk)
            if one and one.commune == commune:
                return Target(one.kind, one.name, into=pk)
        if not row.new or key_chosen(row.new):
            return self._no_target(at, row, commune)
        return self._new(at, row, olds)

    def _no_target(self, at: int, row: Row, commune: int) -> bool:
        above = self.rows[at - 1].new if at else ""
        as_above = [(above, _("Như dòng trên: %(name)s") % {"name": above})]
        choices = [
            *(as_above if above and not key_chosen(above) else ()),
            (END, _("Kết thúc thôn")),
        ]
        words = _("Chưa ghi thôn mới: chọn, hoặc ghi tên.")
        # Each row without a name may mean another one.
        self.problems.add(
            at, -at, Problem("new", row.new, words, choices=[*choices, _left_out()], is_typed=True)
        )
        return False

    def _new(self, at: int, row: Row, olds: Sequence[int]) -> Target | bool:
        told, name = kind_and_name(row.new)
        try:
            kind = village_kind(row.kind).value or told or self._usual(olds)
        except Wrong:
            kind = ""
        if not name or len(name) > _LONGEST["new"] or "#" in name:
            self._ask(at, "new", _("Tên thôn mới không đọc được."), is_typed=True)
            return False
        if not kind and olds:
            words = _("Chưa rõ %(name)s là thôn, buôn hay khu phố.") % {"name": row.new}
            kinds = [(str(label), str(label)) for _value, label in VILLAGE_KINDS]
            self._ask(at, "kind", words, text=row.kind, commune=-at, choices=kinds)
        return Target(kind, name) if kind else False

    def _usual(self, olds: Sequence[int]) -> str:
        """Return the kind that all villages have that change; none where they differ."""
        kinds = Counter(self.around.villages[pk].kind for pk in olds if pk)
        return next(iter(kinds)) if len(kinds) == 1 else ""

    # --- the decision ---

    def _paper(self, at: int, row: Row) -> Paper | None:
        number = row.decision
        if not number or len(number) > _LONGEST["decision"]:
            self._ask(at, "number", _("Chưa ghi số quyết định."), is_typed=True)
            number = ""
        signed, effective = (self._day(at, name) for name in ("signed_on", "effective_on"))
        return Paper(number, signed, effective) if number and signed and effective else None

    def _day(self, at: int, name: str) -> Any:
        text = text_of(self.rows[at], name)
        labels = {"signed_on": _("Chưa ghi ngày ký."), "effective_on": _("Chưa ghi ngày hiệu lực.")}
        words, today = labels[name], self.around.today_is
        try:
            found = day(text or None).value
            is_signed = name == "signed_on"
            if found and not (found > today if is_signed else is_far(found, today)):
                return found
            later = _("Ngày ký chưa đến.") if is_signed else str(FAR)
            words = later if found else words
        except Wrong as wrong:
            words = f"{wrong.what} {wrong.how}"
        self._ask(at, name, words, is_typed=True)
        return None


def _is_part(text: str) -> bool:
    """Tell a part of a village: whichever households those are, no row can say."""
    return any(words in fold(text) for words in _PARTS)


def _left_out() -> tuple[str, str]:
    return DROP, _("Bỏ các dòng này")
