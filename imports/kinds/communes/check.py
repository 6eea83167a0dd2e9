"""Rows of communes against each other and against what they declared: a verdict each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import Kind
from areas.models import Area, Succession
from households.models import MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS, Declaration
from imports.kinds.verdicts import date_figures, refuse_repeated, row_of
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import Line
from imports.tidy.units import Communes, Unit

# A unit of before, and what it stood in.
_BEFORE = ("predecessor__district", "predecessor__province")
_MOST = {"households": MOST_HOUSEHOLDS, "villages": MOST_VILLAGES}


def open_communes(place: Area) -> dict[int, Area]:
    """Return the open communes of a district or province by key. One query."""
    areas = Area.unscoped.within(place).communes().filter(closed_on=None)
    return areas.select_related("district", "province").in_bulk()


def names_of(communes: Mapping[int, Area]) -> Communes:
    """Return communes as files call them, also as they were called before. One query.

    One that several became together is not called as one of those: its numbers were those of a part.
    """
    rows = Succession.unscoped.filter(successor__in=list(communes)).select_related(*_BEFORE)
    came, went = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for row in rows:
        came[row.successor_id].add(row.predecessor_id)
        went[row.predecessor_id].add(row.successor_id)
    former = [
        (_unit(row.predecessor), (row.successor_id,))
        for row in rows
        if len(came[row.successor_id]) == 1 and len(went[row.predecessor_id]) == 1
    ]
    return Communes(map(_unit, communes.values()), former)


def every_name_of(communes: Mapping[int, Area]) -> Communes:
    """Return communes by all names of before, for rows that stand in one: of several that became one, or parted. Two queries.

    One that was parted means each of its heirs, also those that are elsewhere now: it is asked about.
    """
    came = Succession.unscoped.filter(successor__in=list(communes)).exclude(
        predecessor__in=list(communes)
    )
    before = {row.predecessor_id: row.predecessor for row in came.select_related(*_BEFORE)}
    heirs = defaultdict[int, list[int]](list)
    parted = Succession.unscoped.filter(predecessor__in=before).order_by("successor")
    for predecessor, successor in parted.values_list("predecessor", "successor"):
        heirs[predecessor].append(successor)
    former = [(_unit(area), tuple(heirs[pk])) for pk, area in before.items()]
    return Communes(map(_unit, communes.values()), former)


def _unit(area: Area) -> Unit:
    above = [one.name for one in (area.district, area.province) if one]
    return Unit(area.pk, Kind(area.kind), area.name, tuple(above))


class CommuneCheck:
    """One file being checked; `day` is that of rows that say none."""

    def __init__(self, place: Area, day: date | None = None) -> None:
        self.day = day
        self.communes = open_communes(place)
        self.names = names_of(self.communes)
        self.stands = Declaration.unscoped.stands_at(self.communes.values())
        self.seen = dict[int, Line]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict."""
        for line in lines:
            date_figures(line, NUMBERS, self.day)
            commune = self._commune(line)
            if commune is not None and (other := self.seen.setdefault(commune.pk, line)) != line:
                refuse_repeated(line, other, "name", _("Xóa một dòng."))
            if commune is None or line.problems:
                yield _row(line, commune, Verdict.ERROR)
            else:
                yield self._declared(line, commune)

    def _commune(self, line: Line) -> Area | None:
        """Return the commune that a row names; one of another place is refused without its name."""
        key, text = line.values.get("commune"), line.values.get("name")
        if isinstance(key, int):  # It was settled before (imports.tidy).
            return self.communes[key]
        if not text:
            line.wrong("name", _("Thiếu tên xã."), _("Ghi tên xã vào cột này."))
            return None
        found = self.names.find(text, line.values.get("district", ""))
        if found.pk is not None:
            return self.communes[found.pk]
        names = [self.communes[key].full_name for key in found.proposals if key in self.communes]
        if names:
            how = _("Ghi tên xã như trong sổ.")
            line.wrong("name", _("Không rõ là xã nào."), how, text, guess=names[0])
        else:
            how = _("Kiểm tra tên xã, hoặc bỏ dòng này.")
            line.wrong("name", _("Trong địa bàn không có xã tên này."), how)
        return None

    def _declared(self, line: Line, commune: Area) -> ImportRow:
        """Say what a row declares otherwise than what stands; nothing newer is replaced."""
        numbers = {name: line.values[name] for name in NUMBERS if name in line.values}
        if not numbers:
            line.wrong("households", _("Dòng này không có số nào."), _("Ghi số hộ hoặc số thôn."))
            return _row(line, commune, Verdict.ERROR)
        for name, number in numbers.items():
            if number > _MOST[name]:
                line.wrong(name, _("Số này quá lớn."), _("Kiểm tra lại số này."), number)
        here = self.stands.get(commune.pk, {})
        if "declared_on" not in line.values:
            # Of a file that was put in order it is said once for all rows.
            if not line.row:
                line.note("declared_on", _("Không ghi ngày: tính đến hôm nay."))
            line.values["declared_on"] = timezone.localdate()
        pairs = {name: [_number(here, name), n] for name, n in numbers.items()}
        pairs = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if not pairs:
            return _row(line, commune, Verdict.IDENTICAL)
        if _is_older(line, [here[name] for name in pairs if name in here]):
            return _row(line, commune, Verdict.IDENTICAL)
        return _row(line, commune, _verdict(pairs), changes={"fields": pairs})


def _verdict(pairs: Mapping[str, list[int | None]]) -> str:
    """Say whether these numbers correct others: what a commune said nothing of before is new."""
    is_new = all(was is None for was, _now in pairs.values())
    return Verdict.NEW if is_new else Verdict.CHANGES


def _is_older(line: Line, stands: Iterable[Declaration]) -> bool:
    """Whether something newer stands than what a row declares; then the row says so."""
    last = max((one.declared_on for one in stands), default=date.min)
    if last <= line.values["declared_on"]:
        return False
    words = _("Trong sổ có số khai báo mới hơn, ngày %(day)s; giữ số đó.")
    line.note("declared_on", words % {"day": date_format(last)})
    return True


def _number(stands: Mapping[str, Declaration], name: str) -> int | None:
    return getattr(stands[name], name) if name in stands else None


def _row(line: Line, commune: Area | None, verdict: str, **facts: Any) -> ImportRow:
    said = line.values
    kept = {key: said[key] for key in (*NUMBERS, "source") if key in said}
    if commune is not None:
        kept["name"] = commune.full_name
    if day := said.get("declared_on"):
        kept["declared_on"] = day.isoformat()
    return row_of(line, verdict, kept, village_id=commune and commune.pk, **facts)
