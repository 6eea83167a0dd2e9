"""What is asked of the table: one indicator of the units of one level, month by month.

Every choice stands in the address, so that a table can be sent to somebody, who sees of it what lies
in his own territory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.dated import read_month
from areas.kinds import Kind, Level
from areas.models import Area
from figures.indicators import COVERED, EVERY, Indicator
from figures.months import finished
from teams.models import VILLAGE_STATES

MONTHS, MOST = 12, 24
# Which levels the rows may be of, nearest first; the country's communes are looked up by province.
_LEVELS: dict[Level, tuple[Level, ...]] = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
    Level.COMMUNE: (Level.VILLAGE,),
    Level.VILLAGE: (Level.VILLAGE,),
}
MEASURES: dict[str, str | Promise] = {"ty-le": _("Tỷ lệ (%)"), "so": _("Số lượng")}
STEPS: dict[str, str | Promise] = {"thang": _("Từng tháng"), "quy": _("Từng quý")}
STATES = VILLAGE_STATES
# Of which households it is told how many are covered, by what they answered: the question, the answer, the words.
OWNS: dict[str, tuple[str, bool, str | Promise]] = {
    "dien-thoai": ("smartphone", True, _("Có điện thoại thông minh")),
    "khong-dien-thoai": ("smartphone", False, _("Không có điện thoại thông minh")),
    "internet": ("internet", True, _("Có internet ở nhà")),
    "khong-internet": ("internet", False, _("Không có internet ở nhà")),
}


@dataclass(frozen=True)
class Question:
    """What is asked: which indicator, measured how, of which units, from month to month."""

    area: Area
    indicator: Indicator
    measure: str
    level: Level
    kind: str
    state: str
    step: str
    months: list[date]
    owns: str = ""

    @property
    def title(self) -> str:
        """What the table shows, for its heading."""
        return f"{self.indicator.name} – {MEASURES[self.measure]}"

    @property
    def has_steps(self) -> bool:
        """Whether the units are communes or hold some, so that they stand on steps."""
        return self.level != Level.VILLAGE

    @property
    def is_rate(self) -> bool:
        """Whether percentages are shown, not numbers."""
        return self.measure == "ty-le"


def question_of(asked: Mapping[str, str], area: Area, levels: list[Level], day: date) -> Question:
    """Read a question from an address; what is unknown there is the usual choice."""
    level = next((one for one in levels if str(int(one)) == asked.get("cap")), levels[0])
    measure = asked.get("do", "")
    kind, state = asked.get("loai", ""), asked.get("tinh-trang", "")
    owns, step = asked.get("ho-co", ""), "quy" if asked.get("nhip") == "quy" else "thang"
    return Question(
        area=area,
        indicator=EVERY.get(asked.get("chi-tieu", ""), COVERED),
        measure=measure if measure in MEASURES else "ty-le",
        level=level,
        kind=kind if kind in Kind.values else "",
        state=state if state in STATES and level == Level.VILLAGE else "",
        step=step,
        months=_months(asked, day, step),
        owns=owns if owns in OWNS and area.level != Level.COUNTRY else "",
    )


def _months(asked: Mapping[str, str], day: date, step: str) -> list[date]:
    """Return the finished months asked for, at most two years of them; a year without a choice.

    By quarters, only their last months: what is shown is how things stood at the end of each.
    """
    known = finished(day, MOST)
    first, last = (read_month(asked.get(name)) for name in ("tu", "den"))
    first, last = first or known[-MONTHS], last or known[-1]
    chosen = [month for month in known if first <= month <= last] or known[-MONTHS:]
    ends = [month for month in chosen if month.month % 3 == 0]
    return ends if step == "quy" and ends else chosen


def levels_of(area: Area, day: date) -> list[Level]:
    """Return the levels whose units can be listed: districts only where there are any."""
    levels = list(_LEVELS[Level(area.level)])
    if Level.DISTRICT in levels:
        districts = Area.unscoped.filter(province=area, level=Level.DISTRICT).on(day)
        if not districts.exists():
            levels.remove(Level.DISTRICT)
    return levels


def listed(area: Area, level: Level, day: date) -> Any:
    """Return the units of a level; beside districts the communes that stand in none."""
    return Area.unscoped.within(area).filter(of_level(level)).on(day)


def of_level(level: Level) -> Q:
    """Say of units that they are listed with those of a level."""
    here = Q(level=level)
    return here | Q(level=Level.COMMUNE, district=None) if level == Level.DISTRICT else here


def kinds_of(area: Area, level: Level, day: date) -> list[Kind]:
    """Return the kinds that the units of a level have here, where there is more than one."""
    rows = listed(area, level, day).exclude(kind=Kind.UNASSIGNED).order_by("kind")
    kinds = [Kind(kind) for kind in rows.values_list("kind", flat=True).distinct()]
    return kinds if len(kinds) > 1 else []
