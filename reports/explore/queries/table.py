"""Look a figure up: the rows of the table that was asked for, and the sentence above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from areas.dated import last_day, month_of
from areas.kinds import Kind, Level
from areas.models import Unit
from figures.adoption import Step, added, steps_by
from figures.few import without_few
from figures.figures import Figures, total
from figures.live import read
from figures.months import Change, Point, series_of_many, whole_change
from figures.rates import Rate, points_text
from figures.restated import Restated
from figures.standing import Reading
from reports.explore.queries.question import Question, listed, of_level
from reports.targets.queries.wording import step_words

PAGE = 50
# No unit has more units of one level below it that can be listed.
ALL = 10_000
# How figures are grouped by units: the first column that names one. A commune may stand in no district.
_GROUP: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("province_id",),
    Level.DISTRICT: ("district_id", "commune_id"),
    Level.COMMUNE: ("commune_id",),
    Level.VILLAGE: ("area_id",),
}


@dataclass(frozen=True)
class Row:
    """One unit and its months, the running one last; a month without a figure is None."""

    unit: Unit
    cells: list[Rate | None]
    # Of each month, whether enough was known for a colour.
    known: list[bool]
    # Of each month of which nothing is known yet, why; "" of the others.
    unknown: list[str]
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
        found = [cell for cell in self.cells if cell and not cell.is_unknown]
        return Change(found[0], found[-1], date.min) if len(found) > 1 else None


@dataclass(frozen=True)
class Answer:
    """A page of rows, lowest first, and the unit itself as the last row."""

    page: Page[Unit]
    rows: list[Row]
    whole: Row
    # Of villages: households of which none is known, and what their communes declared beyond them.
    rest: Sequence[Row] = ()
    # Where districts are listed: communes that stand in none, beside them.
    beside: int = 0
    # Villages of few households, which count for the whole and have no row.
    few: int = 0
    # Units of past months that are none of these today.
    former: Sequence[Row] = ()

    @property
    def of_level(self) -> int:
        """How many units of the level asked for there are."""
        return self.page.paginator.count - self.beside


def answer(
    question: Question,
    number: str | None,
    day: date,
    size: int = PAGE,
    *,
    few: frozenset[int] | None = None,
    told: Restated | None = None,
) -> Answer:
    """Answer a question, `size` units a page. Eight queries, whatever the number of units and months.

    `few` are villages that are not shown by themselves; with None every one is, and was. `told`: by which units past
    months are; without, by those of today.
    """
    told = told or told_of(question, Reading.NOW, hides=few is not None)
    figures, (units, aside) = _read(question, day), _units(question, day)
    now, whole = _live(question, figures, units)
    wanted = [u for u in units if not question.state or now[u.pk].state == question.state]
    wanted, all_ = [u for u in wanted if u.pk not in (few or ())], len(wanted)
    wanted.sort(key=lambda unit: _lowest_first(question, now[unit.pk]))
    page = Paginator(wanted, size).get_page(number)
    former = [] if question.state else _former(question, told)
    rows, own, old = _rows(question, told, [*page], now, whole, former)
    beside = sum(unit.level != question.level for unit in wanted)
    shown = [one for one in aside if one.pk not in (few or ())]
    rest = _rest(question, figures, shown, len(own.cells))
    return Answer(page, rows, own, rest, beside, all_ - len(wanted), old)


def told_of(question: Question, reading: Reading, *, hides: bool) -> Restated:
    """Return by which units the months of a table are told. Two queries."""
    return Restated(question.area, last_day(question.months[0]), reading, hides=hides)


def _live(
    question: Question, figures: Mapping[int | None, Figures], units: Iterable[Unit]
) -> tuple[dict[int, Figures], Figures]:
    """Return what units have today, and all of them."""
    now = {unit.pk: figures.get(unit.pk) or Figures() for unit in units}
    whole = total(figures.values())
    if question.level == Level.VILLAGE:
        whole.villages = len(now)
        for one in now.values():
            one.villages = 1
    return now, whole


def _former(question: Question, told: Restated) -> list[Unit]:
    """Return the units that had months of their own and are not listed today. A query where units changed, else none."""
    found = told.former(of_level(question.level))
    kinds = [one for one in found if not question.kind or one.kind == question.kind]
    name = gettext("%(name)s (cũ)")
    return [Unit(one.pk, one.level, one.kind, name % {"name": one.name}) for one in kinds]


def lede_of(question: Question, found: Answer) -> SafeString:
    """Say how the whole stands and what it changed by; and, of a table on one page, who changed most and least."""
    rate, trend = found.whole.last, found.whole.trend
    if rate is None or rate.is_unknown or not question.is_rate:
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


def _rest(
    question: Question, figures: Mapping[int | None, Figures], aside: Iterable[Unit], months: int
) -> list[Row]:
    """Return what is of no village as rows of today; of past days it is not told apart."""
    if question.level != Level.VILLAGE:
        return []
    lines: dict[int | None, str] = {None: gettext("Chưa rõ thôn")}
    lines |= {one.pk: one.full_name for one in aside}
    day, blank, none = timezone.localdate(), [None] * (months - 1), [""] * (months - 1)
    points = {key: Point(month_of(day), figures.get(key) or Figures(), day) for key in lines}
    return [
        Row(
            Unit(0, question.level, "", lines[key]),
            [*blank, rate],
            [False] * months,
            [*none, point.unknown_words(question.indicator)],
        )
        for key, point in points.items()
        if (rate := point.rate(question.indicator))
    ]


# The column of communes that says which unit of a level they lie in.
_STEPS_BY = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id", Level.COMMUNE: "pk"}


def _units(question: Question, day: date) -> tuple[list[Unit], list[Unit]]:
    """Return the units, and what stands beside them and is none: households of which no village is known."""
    rows = listed(question.area, question.level, day).in_order()
    if question.kind:
        rows = rows.filter(kind=question.kind)
    found = [Unit(*row) for row in rows.values_list("pk", "level", "kind", "name")]
    units = [one for one in found if one.kind != Kind.UNASSIGNED]
    return units, [one for one in found if one.kind == Kind.UNASSIGNED]


def _lowest_first(question: Question, figures: Figures) -> tuple[bool, float]:
    rate = question.indicator.rate(figures)
    if question.is_rate and not question.indicator.is_known_enough(figures):
        return True, rate.share
    return not rate.of, rate.n if question.measure == "so" else rate.share


def _rows(
    question: Question,
    told: Restated,
    page: list[Unit],
    live: Mapping[int, Figures],
    whole: Figures,
    former: list[Unit],
) -> tuple[list[Row], Row, list[Row]]:
    """Bring the months of one page of units, of the unit itself and of former ones, in one query; some more where units changed."""
    own, steps = question.area, _steps(question, page)
    area = Unit(own.pk, own.level, own.kind, own.name)
    now = {unit.pk: live[unit.pk] for unit in page} | {area.pk: whole}
    series = _series(question, told, now, former)

    def row(unit: Unit) -> Row:
        points = series[unit.pk]
        known = [
            p.figures is not None and question.indicator.is_known_enough(p.figures) for p in points
        ]
        cells = [point.rate(question.indicator) for point in points]
        trend = whole_change(points, question.indicator)
        unknown = [point.unknown_words(question.indicator) for point in points]
        step = step_words(steps.get(unit.pk, {}), unit.level)
        return Row(unit, cells, known, unknown, trend, step)

    old = [replace(row(unit), unit=replace(unit, pk=0), trend=None) for unit in former]
    return [row(unit) for unit in page], row(area), [one for one in old if any(one.cells)]


def _series(
    question: Question, told: Restated, now: Mapping[int, Figures], former: Iterable[Unit]
) -> dict[int, list[Point]]:
    """Return the months asked for, the running one last, of units that are there today and of former ones."""
    own, day = question.area, timezone.localdate()
    back = (month_of(day).year - question.months[0].year) * 12 + month_of(day).month
    keys = [*now, *(unit.pk for unit in former)]
    series = told.series(series_of_many(keys, day, back - question.months[0].month, now))
    if told.hides and question.level == Level.VILLAGE:
        series = without_few(series, own.commune_id or own.pk, told)
    months = {*question.months, month_of(day)}

    def shown(pk: int, point: Point) -> Point:
        is_own = pk == own.pk or told.is_told(pk, point.on)
        return point if is_own else replace(point, figures=None)

    found = {pk: [shown(pk, p) for p in some if p.month in months] for pk, some in series.items()}
    running = Point(month_of(day), None, day)
    return {pk: some if pk in now else [*some, running] for pk, some in found.items()}


def _steps(question: Question, page: Iterable[Unit]) -> dict[int, dict[Step, int]]:
    """Return on which steps the communes of each unit stand, and those of the unit itself; of villages none."""
    column = _STEPS_BY.get(question.level)
    if not column:
        return {}
    steps = steps_by(question.area, column)
    whole = added(steps)
    if any(unit.level != question.level for unit in page):
        steps |= steps_by(question.area, "pk")
    return {**steps, question.area.pk: whole}
