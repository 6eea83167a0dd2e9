"""Rows of villages against each other and against the register: a verdict each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import Kind
from areas.models import Area, AreaQuerySet
from areas.names import fold
from households.models import Declaration
from imports.kinds.places import Places, as_asked, refuse_nameless
from imports.kinds.verdicts import date_figures, refuse_foreign_code, refuse_repeated, row_of
from imports.kinds.villages.exported import Declared, reconcile, refuse_other_kind
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import VILLAGE, Line, code_of
from imports.tidy.villages import Found, is_named, kind_and_name


def villages_in(place: Area, communes: Iterable[int] | None = None) -> AreaQuerySet:
    """Return the villages of a place that are open, or of some of its communes alone."""
    areas = Area.unscoped.within(place).filter(closed_on=None).villages()
    return areas if communes is None else areas.filter(commune__in=communes)


def declared_by(villages: AreaQuerySet) -> Declared:
    """Return what villages declared. One query."""
    return Declared(Declaration.unscoped.filter(area__in=villages.order_by().values("pk")))


class VillageCheck:
    """One file being checked. `said_new` are names, as asked, of new villages; `day` is that of rows that say none.

    Its place is a commune, or what lies above several: there a row has its commune, and is compared in that alone.
    """

    def __init__(
        self, place: Area, places: Places, said_new: Iterable[str], day: date | None = None
    ) -> None:
        self.place, self.places = place, places
        self.said_new, self.day = frozenset(said_new), day
        villages = villages_in(place)
        self.villages, self.declared = villages.in_bulk(), declared_by(villages)
        self.by_code = {code_of(VILLAGE, pk): village for pk, village in self.villages.items()}
        self.seen = dict[Any, Line]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict."""
        for line in lines:
            date_figures(line, ("households",), self.day)
            code = line.values.get("id", "")
            if code in self.by_code:
                yield self._ours(line, self.by_code[code])
                continue
            village = None
            if code:
                refuse_foreign_code(line)
            else:
                village = self._village(line)
            if not line.problems:
                commune, said = line.values.get("commune", self.place.pk), line.values
                self._refuse_twin(line, village or (commune, said["kind"], fold(said["name"])))
            if village is not None and not line.problems:
                yield self._known(line, self.villages[village])
            else:
                yield _row(line, village, Verdict.NEW)

    def _ours(self, line: Line, village: Area) -> ImportRow:
        """Say what a row of our own sheet changes of the village that its code means."""
        pairs = reconcile(line, village, self.declared)
        if not line.problems:
            self._refuse_twin(line, village.pk)
        if pairs and not line.problems:
            self._refuse_namesake(line, village, pairs)
        if line.problems:
            return _row(line, village.pk, Verdict.ERROR)
        row = self._known(line, village)
        if pairs:
            row.verdict = Verdict.CHANGES
            row.changes = {"fields": pairs | row.changes.get("fields", {})}
        return row

    def _refuse_namesake(self, line: Line, village: Area, pairs: dict[str, list[Any]]) -> None:
        """Refuse to call a village as another one of the register or the file is called."""
        kind = str(pairs.get("kind", [village.kind])[-1])
        name = str(pairs.get("name", [village.name])[-1])
        if is_taken(kind, name, self.villages.values(), but=village):
            line.wrong(
                "village", _("Xã đã có thôn tên này."), _("Ghi tên khác, hoặc trả về như cũ.")
            )
        self._refuse_twin(line, (village.commune_id, kind, fold(name)))

    def _village(self, line: Line) -> int | None:
        """Return the village of the register that a row means; None for a new one, and for none."""
        text: Any = line.values.get("village", "")
        if isinstance(text, int):  # It was settled before (imports.tidy).
            line.values["village"] = self.villages[text].full_name
            return text
        if not text:
            refuse_nameless(line)
            return None
        head, name = kind_and_name(text)
        kind = line.values.get("kind") or head
        if head and kind != head:
            refuse_other_kind(line, kind, text)
            return None
        line.values |= {"kind": kind, "name": name}
        line.values["village"] = text if head or not kind else f"{Kind(kind).label} {name}"
        # A file that was put in order first asked already of whatever is not sure.
        if not line.row and as_asked(line.values["village"]) not in self.said_new:
            found = self.places.find(line.values["village"])
            if found.pk or found.proposals:
                return self._asked(line, text, found)
            self._refuse_renamed(line)
        if not kind and not line.problems:
            words = _("Không rõ “%(text)s” là thôn, buôn hay khu phố.") % {"text": text}
            how = _("Ghi loại trước tên, như “Thôn Hội Phú”, hoặc thêm cột Loại.")
            line.wrong("village", words, how, text)
        return None

    def _asked(self, line: Line, text: str, found: Found) -> int | None:
        """Return a village found for sure; ask about one that only looks like it."""
        if found.pk is None:
            self.places.ask(
                line,
                line.values["village"],
                found,
                _("“%(name)s” gần giống tên thôn đã có.") % {"name": text},
            )
        return found.pk

    def _refuse_renamed(self, line: Line) -> None:
        """Refuse a new name of a village that is there: a sheet renames none."""
        old = self.places.find(line.values["old_name"]) if "old_name" in line.values else None
        if old and old.pk:
            name = self.villages[old.pk].full_name
            line.wrong(
                "village",
                _("Trong sổ thôn này tên là %(name)s.") % {"name": name},
                _("Đổi tên ở trang của thôn rồi gửi lại; tệp không đổi tên thôn."),
            )

    def _refuse_twin(self, line: Line, key: Any) -> None:
        """Refuse a row of whom another one is: `key` is a village of the register, or a kind and name."""
        if (other := self.seen.setdefault(key, line)) is not line:
            refuse_repeated(line, other, "village", _("Xóa một dòng."))

    def _known(self, line: Line, village: Area) -> ImportRow:
        """Say what a row declares otherwise than the register of a village that is there."""
        said, last = line.values, self.declared.latest.get(village.pk)
        kind = said.get("kind")
        if kind and kind != village.kind:
            line.note("kind", _("Trong sổ là %(name)s; giữ tên đó.") % {"name": village.full_name})
        if "households" not in said or (last and _is_said(last, said)):
            return _row(line, village.pk, Verdict.IDENTICAL)
        day: date | None = said.get("declared_on")
        if last and day and day < last.declared_on:
            words = _("Trong sổ có số khai báo mới hơn, ngày %(day)s; giữ số đó.")
            line.note("declared_on", words % {"day": date_format(last.declared_on)})
            return _row(line, village.pk, Verdict.IDENTICAL)
        row = _row(line, village.pk, Verdict.CHANGES)
        row.changes = {"fields": {"declared": [last and last.households, said["households"]]}}
        return row


def _is_said(last: Declaration, said: dict[str, Any]) -> bool:
    same_day = said.get("declared_on") in (None, last.declared_on)
    return same_day and said["households"] == last.households


def is_taken(kind: str, name: str, villages: Iterable[Area], but: Area | None) -> bool:
    """Say whether another village than one of its commune is called so."""
    others = (
        one for one in villages if one != but and (but is None or one.commune_id == but.commune_id)
    )
    return any(is_named(one, kind, name) for one in others)


def _row(line: Line, village: int | None, verdict: str) -> ImportRow:
    said = line.values
    kept: dict[str, Any] = {
        key: said[key] for key in ("kind", "name", "households", "source", "commune") if key in said
    }
    if "households" in said and not line.problems:
        # Of a file that was put in order it is said once for all rows.
        if "declared_on" not in said and verdict != Verdict.IDENTICAL and not line.row:
            line.note("declared_on", _("Không ghi ngày: tính đến hôm nay."))
        kept["declared_on"] = f"{said.get('declared_on') or timezone.localdate()}"
    return row_of(line, verdict, kept, village_id=village)
