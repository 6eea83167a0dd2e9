"""What anybody may read: sums of what was last published of communes (`reports.public.rules`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from figures.figures import Figures, sums_of, total
from figures.rates import Rate, count_text
from figures.standing import Columns, Lines, lies_in, lines_since
from reports.models import PublishedCount
from reports.public.rules import Counts


@dataclass(frozen=True)
class Line:
    """One unit: its villages are counted openly, its households as they are published."""

    pk: int
    name: str
    level: int
    figures: Figures

    @property
    def is_above_communes(self) -> bool:
        """Whether it has a public page of its own."""
        return self.level < Level.COMMUNE

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is published of its households."""
        return not self.figures.expected

    @property
    def has_begun(self) -> bool:
        """Whether anything is registered in any of its communes."""
        return self.figures.communes > 0

    @property
    def covered(self) -> str:
        """Households covered, in words."""
        return words_of(self.figures.covered_rate)

    @property
    def surveyed(self) -> str:
        """Households surveyed, in words."""
        return words_of(self.figures.surveyed_rate)


@dataclass(frozen=True)
class PublicPage:
    """A unit and the units below it, as anybody may read them; without a day nothing was published yet."""

    whole: Line
    lines: list[Line]
    # All communes inside, those too that have not begun.
    communes: int
    day: date | None

    @property
    def lede(self) -> SafeString:
        """How the unit stands, in up to three sentences."""
        figures = self.whole.figures
        team = figures.team_rate
        share = f" ({team.percent})" if team.is_said else ""
        words = gettext("<b>{}</b> thôn có tổ{}.")
        said: list[tuple[str, tuple[str, ...]]] = [(words, (team.counts, share))]
        if not self.whole.is_hidden:
            words = gettext("Hộ có người biết đủ năm kỹ năng số: <b>{}</b>.")
            said.append((words, (self.whole.covered,)))
        if figures.idle_communes:
            idle = f"{count_text(figures.idle_communes)}/{count_text(self.communes)}"
            said.append((gettext("<b>{} xã chưa bắt đầu</b>."), (idle,)))
        return format_html_join(" ", "{}", ((format_html(words, *of),) for words, of in said))


def words_of(rate: Rate) -> str:
    """Write a rate of rounded counts: none and all are more than they say, so words stand there instead.

    Of what nobody asked, "few" would be more than is known.
    """
    of, share = count_text(rate.of), f" · {rate.percent}" if rate.is_said else ""
    if rate.is_unknown:
        return gettext("chưa rõ/%(of)s") % {"of": of}
    if not rate.n:
        words = gettext("rất ít/%(of)s") % {"of": of}
        return words + share if rate.high else words
    if rate.is_full:
        return gettext("hầu hết/%(of)s") % {"of": of}
    return rate.counts + share


def open_to_all() -> AreaQuerySet:
    """Return the units whose page anybody may read: nobody's territory, and sums only."""
    return Area.unscoped.filter(level__lt=Level.COMMUNE, closed_on=None).with_places()


def public_page_of(area: Area, today: date) -> PublicPage:
    """Sum up what is published inside a unit, and of each unit below it. Villages are never listed.

    Two queries, some more while what is published is of communes that have ended since: it is read where they went.
    """
    units = {unit.pk: unit for unit in Area.unscoped.filter(parent=area).on(today).in_order()}
    parts: dict[int, list[Figures]] = defaultdict(list)
    days = set[date]()
    for row, above in _placed(area):
        days.add(row.published_on)
        parts[next((pk for pk in above if pk in units), area.pk)].append(figures_of(row))
    lines = [_line(unit, parts[pk]) for pk, unit in units.items()]
    every = [one for found in parts.values() for one in found]
    return PublicPage(_line(area, every), lines, len(every), max(days, default=None))


def _placed(area: Area) -> list[tuple[PublishedCount, Columns]]:
    """Return what is published inside a unit, each with the province, district and commune where it counts today."""
    ended = Q(commune__closed_on__isnull=False)
    rows = PublishedCount.unscoped.filter(Q(commune__path__within=area.path or "-") | ended)
    found = list(rows.select_related("commune").order_by("pk"))
    went = _went([row for row in found if row.commune.closed_on], area)
    placed = [(row, went.get(row.commune_id) or _place(row.commune)) for row in found]
    return [(row, place[1:]) for row, place in placed if lies_in(area, place)]


def _place(commune: Area) -> Columns:
    return (commune.pk, commune.province_id, commune.district_id, commune.pk)


def _went(rows: list[PublishedCount], area: Area) -> dict[int, Columns]:
    """Return where what was published of ended communes counts: of several that one went to, below what is above all."""
    if not rows:
        return {}
    first = min(row.commune.closed_on for row in rows if row.commune.closed_on)
    lines = Lines(lines_since(area, first - timedelta(days=1)))
    heirs = {row.commune_id: lines.of_today(row.commune_id) for row in rows}
    units = Area.unscoped.in_bulk({pk for some in heirs.values() for pk in some})
    found = dict[int, Columns]()
    for pk, some in heirs.items():
        columns = zip(*(_place(units[one]) for one in some), strict=True)
        shared = [set(column) for column in columns]
        found[pk] = tuple(column.pop() if len(column) == 1 else None for column in shared)
    return found


def counts_of(row: PublishedCount) -> Counts:
    """Return the households behind what is published of a commune, as they are."""
    return Counts(row.households, row.surveyed, row.covered)


def figures_of(row: PublishedCount) -> Figures:
    """Return the figures of a commune as they are published; of few households none."""
    counts = counts_of(row)
    homes = {} if counts.is_few else counts.published.named
    return Figures(
        villages=row.villages,
        unattributed_villages=row.unattributed_villages,
        with_team=row.with_team,
        active=row.active,
        communes=int(row.has_begun),
        idle_communes=int(not row.has_begun),
        undeclared_lists=int(not row.is_settled),
        sums=sums_of(homes),
    )


def _line(unit: Area, parts: Iterable[Figures]) -> Line:
    return Line(unit.pk, unit.full_name, unit.level, total(parts))
