"""Look a figure up: one indicator, the units of one level inside a unit, month by month.

Every choice stands in the address, so that a table can be sent to somebody, who sees of it what lies
in his own territory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy as _

from areas.kinds import Kind, Level
from areas.models import Area, Unit
from figures.adoption import Step, added, steps_by
from figures.figures import Figures, total
from figures.indicators import BY_KEY, COVERED, Indicator
from figures.live import read
from figures.months import (
    Change,
    Point,
    finished,
    month_of,
    read_month,
    series_of_many,
    whole_change,
)
from figures.rates import Rate, points_text
from reports.targets.queries.wording import step_words
from teams.models import VILLAGE_STATES

PAGE, MONTHS, MOST = 50, 12, 24
# No unit has more units of one level below it that can be listed.
ALL = 10_000
# Which levels the rows may be of, nearest first; the country's communes are looked up by province.
_LEVELS: dict[Level, tuple[Level, ...]] = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
    Level.COMMUNE: (Level.VILLAGE,),
    Level.VILLAGE: (Level.VILLAGE,),
}
# How figures are grouped by units: the first column that names one. A commune may stand in no district.
_GROUP: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("province_id",),
    Level.DISTRICT: ("district_id", "commune_id"),
    Level.COMMUNE: ("commune_id",),
    Level.VILLAGE: ("area_id",),
}
MEASURES: dict[str, str | Promise] = {"ty-le": _("Tỷ lệ (%)"), "so": _("Số lượng")}
STEPS: dict[str, str | Promise] = {"thang": _("Từng tháng"), "quy": _("Từng quý")}
STATES = VILLAGE_STATES


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


@dataclass(frozen=True)
class Row:
    """One unit and its months, the running one last; a month without a figure is None."""

    unit: Unit
    cells: list[Rate | None]
    # Of each month, whether enough was known for a colour.
    known: list[bool]
    # From the first month of which enough is known to now; none where too little is known now.
    trend: Change | None = None
    # How far a commune has come, or how many communes of a larger unit have not begun.
    step: str = "—"

    @property
    def last(self) -> Rate | None:
        """The running month."""
        return self.cells[-1]

    @property
    def change(self) -> Change | None:
        """From the first month that has a figure to the last, in numbers."""
        found = [cell for cell in self.cells if cell]
        return Change(found[0], found[-1], date.min) if len(found) > 1 else None


@dataclass(frozen=True)
class Answer:
    """A page of rows, lowest first, and the unit itself as the last row."""

    page: Page[Unit]
    rows: list[Row]
    whole: Row
    # Of villages: what their communes declared and none of them explains.
    rest: Row | None = None
    # Where districts are listed: communes that stand in none, beside them.
    beside: int = 0

    @property
    def of_level(self) -> int:
        """How many units of the level asked for there are."""
        return self.page.paginator.count - self.beside


def question_of(asked: Mapping[str, str], area: Area, levels: list[Level], day: date) -> Question:
    """Read a question from an address; what is unknown there is the usual choice."""
    level = next((one for one in levels if str(int(one)) == asked.get("cap")), levels[0])
    measure = asked.get("do", "")
    kind, state = asked.get("loai", ""), asked.get("tinh-trang", "")
    step = "quy" if asked.get("nhip") == "quy" else "thang"
    return Question(
        area=area,
        indicator=BY_KEY.get(asked.get("chi-tieu", ""), COVERED),
        measure=measure if measure in MEASURES else "ty-le",
        level=level,
        kind=kind if kind in Kind.values else "",
        state=state if state in STATES and level == Level.VILLAGE else "",
        step=step,
        months=_months(asked, day, step),
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


def answer(question: Question, number: str | None, day: date, size: int = PAGE) -> Answer:
    """Answer a question, `size` units a page. Six queries, whatever the number of units and months."""
    figures, units = _read(question, day), _units(question, day)
    now = {unit.pk: figures.get(unit.pk) or Figures() for unit in units}
    whole = total(figures.values())
    if question.level == Level.VILLAGE:
        whole.villages = len(units)
        for one in now.values():
            one.villages = 1
    wanted = [u for u in units if not question.state or now[u.pk].state == question.state]
    wanted.sort(key=lambda unit: _lowest_first(question, now[unit.pk]))
    page = Paginator(wanted, size).get_page(number)
    rows, own = _rows(question, page, now, whole, day)
    beside = sum(unit.level != question.level for unit in wanted)
    return Answer(page, rows, own, _rest(question, figures, len(own.cells)), beside)


def lede_of(question: Question, found: Answer) -> SafeString:
    """Say how the whole stands and what it changed by; and, of a table on one page, who changed most and least."""
    rate, trend = found.whole.last, found.whole.trend
    if rate is None or not question.is_rate:
        return SafeString("")
    ends = rate.range or ([rate] if rate.is_said else [])
    shares = [(f"{end.percent} ({end.counts})",) for end in ends] or [(rate.counts,)]
    bold = format_html_join(" – ", "<b>{}</b>", shares)
    said = [format_html("{}: {}.", question.area.full_name, bold)]
    if trend:
        words = gettext("Từ {day}: <b>{points}</b> điểm phần trăm.")
        said.append(format_html(words, day=date_format(trend.since), points=trend.text))
    moved = [(row.trend.points, row) for row in found.rows if row.trend]
    if len(moved) > 2 and found.page.paginator.num_pages == 1:
        (low, least), (high, most) = min(moved, key=itemgetter(0)), max(moved, key=itemgetter(0))
        words = gettext("Nhiều nhất: {most} {high}; ít nhất: {least} {low}.")
        ends_of = {"high": points_text(high), "low": points_text(low)}
        said.append(
            format_html(words, most=most.unit.full_name, least=least.unit.full_name, **ends_of)
        )
    return SafeString(" ".join(said))


def _read(question: Question, day: date) -> dict[int | None, Figures]:
    """Return the figures of units by their keys; None is what no village explains."""
    found = dict[int | None, Figures]()
    for key, part in read(question.area, day, *_GROUP[question.level]).items():
        unit = next((pk for pk in key if pk), None)
        found[unit] = total([found[unit], part]) if unit in found else part
    return found


def _rest(question: Question, figures: Mapping[int | None, Figures], months: int) -> Row | None:
    """Return what no village explains as a row of today; of past days it is not told apart."""
    rate = question.indicator.rate(figures.get(None) or Figures())
    if question.level != Level.VILLAGE or not rate.of:
        return None
    unit, before = Unit(0, question.level, "", gettext("Chưa rõ thôn")), [None] * (months - 1)
    return Row(unit, [*before, rate], [False] * months)


# The column of communes that says which unit of a level they lie in.
_STEPS_BY = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id", Level.COMMUNE: "pk"}


def _units(question: Question, day: date) -> list[Unit]:
    rows = _listed(question.area, question.level, day).in_order()
    if question.kind:
        rows = rows.filter(kind=question.kind)
    return [Unit(*row) for row in rows.values_list("pk", "level", "kind", "name")]


def _listed(area: Area, level: Level, day: date) -> Any:
    """Return the units of a level; beside districts the communes that stand in none."""
    here = Q(level=level)
    if level == Level.DISTRICT:
        here |= Q(level=Level.COMMUNE, district=None)
    return Area.unscoped.within(area).filter(here).on(day)


def kinds_of(area: Area, level: Level, day: date) -> list[Kind]:
    """Return the kinds that the units of a level have here, where there is more than one."""
    rows = _listed(area, level, day).order_by("kind")
    kinds = [Kind(kind) for kind in rows.values_list("kind", flat=True).distinct()]
    return kinds if len(kinds) > 1 else []


def _lowest_first(question: Question, figures: Figures) -> tuple[bool, float]:
    rate = question.indicator.rate(figures)
    if question.is_rate and not question.indicator.is_known_enough(figures):
        return True, rate.share
    return not rate.of, rate.n if question.measure == "so" else rate.share


def _rows(
    question: Question, page: Page[Unit], live: Mapping[int, Figures], whole: Figures, day: date
) -> tuple[list[Row], Row]:
    """Bring the months of one page of units, and of the unit itself, in one query."""
    own = question.area
    area = Unit(own.pk, own.level, own.kind, own.name)
    now = {unit.pk: live[unit.pk] for unit in page} | {area.pk: whole}
    back = (month_of(day).year - question.months[0].year) * 12 + month_of(day).month
    series = series_of_many(now, day, back - question.months[0].month, now)
    months, steps = {*question.months, month_of(day)}, _steps(question, page)

    def row(unit: Unit) -> Row:
        points: list[Point] = [p for p in series[unit.pk] if p.month in months]
        known = [
            p.figures is not None and question.indicator.is_known_enough(p.figures) for p in points
        ]
        cells = [point.rate(question.indicator) for point in points]
        trend = whole_change(points, question.indicator)
        return Row(unit, cells, known, trend, step_words(steps.get(unit.pk, {}), unit.level))

    return [row(unit) for unit in page], row(area)


def _steps(question: Question, page: Page[Unit]) -> dict[int, dict[Step, int]]:
    """Return on which steps the communes of each unit stand, and those of the unit itself; of villages none."""
    column = _STEPS_BY.get(question.level)
    if not column:
        return {}
    steps = steps_by(question.area, column)
    whole = added(steps)
    if any(unit.level != question.level for unit in page):
        steps |= steps_by(question.area, "pk")
    return {**steps, question.area.pk: whole}
