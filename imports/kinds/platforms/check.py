"""Rows of platforms that communes name, against each other and those that are named: a verdict each."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from areas.names import fold
from imports.kinds.accounts.check import open_units
from imports.kinds.verdicts import refuse_repeated, row_of
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import Line
from skills.models import LocalPlatform


def naming_units(place: Area) -> dict[int, Area]:
    """Return the units of a place that may name platforms, by key: its communes, and a province for all of its own. One query."""
    units = open_units(place)
    return {pk: unit for pk, unit in units.items() if unit.level != Level.DISTRICT}


class PlatformCheck:
    """One file being checked."""

    def __init__(self, place: Area) -> None:
        self.units = naming_units(place)
        named = LocalPlatform.unscoped.open().filter(area__in=self.units).order_by()
        self.named = {(area, fold(name)) for area, name in named.values_list("area", "name")}
        self.seen = dict[tuple[int, str], Line]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict."""
        for line in lines:
            unit, name = self._unit(line), str(line.values.get("name", ""))
            key = (unit.pk if unit else 0, fold(name))
            if not name and not line.is_wrong("name"):
                line.wrong("name", _("Thiếu tên nền tảng."), _("Ghi tên nền tảng vào cột này."))
            if not line.problems and (other := self.seen.setdefault(key, line)) is not line:
                refuse_repeated(line, other, "name", _("Xóa một dòng."), name)
            yield _row(line, unit, Verdict.IDENTICAL if key in self.named else Verdict.NEW)

    def _unit(self, line: Line) -> Area | None:
        unit = self.units.get(line.values.get("commune") or 0)
        if unit is None:
            how = _("Ghi tên xã, hoặc tên tỉnh nếu dùng chung cho cả tỉnh.")
            line.wrong("commune", _("Thiếu đơn vị."), how)
        return unit


def _row(line: Line, unit: Area | None, verdict: str) -> ImportRow:
    kept: dict[str, Any] = {key: line.values[key] for key in ("document",) if key in line.values}
    if unit is None or line.problems:
        return row_of(line, Verdict.ERROR, kept)
    day = line.values.get("valid_from")
    if day is None and verdict == Verdict.NEW:
        day = timezone.localdate()
        words = _("Không ghi ngày: áp dụng từ hôm nay, %(day)s.")
        line.note("valid_from", words % {"day": date_format(day)})
    kept |= {"platform": line.values["name"], "name": unit.full_name}
    kept |= {"valid_from": day.isoformat()} if day else {}
    return row_of(line, verdict, kept, village_id=unit.pk)
