"""The ranked table: its columns, each head an order, each cell words or a bar, ready to print.

Cells are put together here and not in a template: a page has hundreds of them, and a template pays
for every name it looks up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from areas.kinds import Level
from figures.live import FRESH_DAYS
from figures.rates import Rate, count_text, points_text
from reports.charts import bars
from reports.dashboard.queries.listing import Group
from reports.dashboard.queries.ranking import (
    BRIEF,
    COLUMNS,
    NAME,
    SAVED,
    SHOWN,
    Column,
    Order,
    around,
    rows_behind,
)
from reports.targets.queries.wording import step_words
from reports.units.queries.child_units import Child
from teams.models import State

# Columns of more than a number, which others are right-aligned by; what a phone shows of a row.
_WIDE = {"thon-co-to", "ho-dat"}
_CLASS = {SAVED: "num saved"}
# Numbers of what is left to do lead to it; what is done leads nowhere.
_GAPS = {"thieu-to", "thieu-dat", "chua-khao-sat"}

type Months = list[Rate | None]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: words, the address a click leads to, how it stands for `aria-sort`."""

    label: str
    address: str
    sorted: str
    is_number: bool
    # Over how many cells it stands: a bar and its number are two.
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in the order, its name, and its cells."""

    rank: str
    name: SafeString
    cells: SafeString
    kind: str = ""


@dataclass(slots=True)
class Table:
    """Draws rows for one page: one reader, one order, one language."""

    order: Order
    level: Level | None
    # Whether the reader may read the names in rosters.
    names: bool
    # The choices in the address that stay when another order is chosen: "bac=0-60&".
    stays: str = ""
    mark: float | None = None
    # Whether what is left leads to its rows: those of today.
    links: bool = True
    # The district each commune lay in until 2025, where the page shows it.
    former: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    # The last months of each unit shown, by its key; a dashboard has them and fewer columns.
    months: Mapping[int, Months] = field(default_factory=dict)
    is_brief: bool = False
    # The address of a unit's own page, before and after its key.
    address: tuple[str, str] = field(default_factory=partial(around, "reports:dashboard"))
    columns: list[Column] = field(init=False)
    # The heads, the name's first; clicking the one in force turns it round.
    heads: list[Head] = field(init=False)
    # How a cell of each column begins.
    _opened: dict[str, str] = field(init=False)
    _states: dict[State, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        every, asked = BRIEF if self.is_brief else SHOWN, self.order.column.key
        shown = [key for key in every if self.level != Level.VILLAGE or key != "thieu-to"]
        if asked not in {*shown, NAME}:
            shown.insert(-1, asked)
        self.columns = [COLUMNS[key] for key in shown]
        self.heads = [self._head(COLUMNS[key]) for key in (NAME, *shown)]
        if self.months:
            # A change is no order, so its head leads nowhere.
            self.heads.insert(-1, Head(gettext("So tháng trước"), "", "", is_number=True))
        classes = {key: _CLASS.get(key, "num" if key in every else "num asked") for key in shown}
        self._opened = {
            one.key: f'<td class="{classes[one.key]}" data-l="{escape(str(one.name))}">'
            for one in self.columns
        }
        # Beside a number on a phone, where there is little room.
        self._opened["thieu-dat"] = f'<td class="num lacks" data-l="{gettext("thiếu")}">'

    def _head(self, column: Column) -> Head:
        is_mine, turned = column.key == self.order.column.key, not self.order.reverse
        order = f"{'-' * turned}{column.key}" if is_mine else column.first
        sign = ("ascending" if turned else "descending") if is_mine else ""
        is_number = column.key != NAME and column.key not in _WIDE
        # The team of a village is a word, without a bar.
        is_word = column.key == "thon-co-to" and self.level == Level.VILLAGE
        span = 2 if column.key in _WIDE and not is_word else 1
        arrow = {"ascending": " ▲", "descending": " ▼"}.get(sign, "")
        return Head(f"{column.name}{arrow}", f"?{self.stays}xep={order}#con", sign, is_number, span)

    def rows(self, children: Iterable[Child], places: Iterable[int | None]) -> list[Row]:
        """Draw units in the order they come in, each with its place; what has none ranks nowhere."""
        return [
            Row(count_text(at) if at else "–", self._name(child), self.cells(child))
            for at, child in zip(places, children, strict=False)
        ]

    def groups(self, groups: Iterable[Group], opened: int | None, query: str) -> list[Row]:
        """Draw groups, the opened one with its units beneath; `query` keeps the other choices."""
        rows = []
        for group in groups:
            if group.key != opened:
                head = self._heading(group, f"?{query}mo={group.key}#con", "false", "▸")
                rows.append(Row("", head, self.cells(group.sum), "grp"))
                continue
            head = self._heading(group, f"?{query}#con", "true", "▾")
            rows.append(Row("", head, self.cells(group.sum), "grp"))
            rows += [Row("", self._name(c), self.cells(c), "in1") for c in group.children]
        return rows

    def _heading(self, group: Group, address: str, expanded: str, sign: str) -> SafeString:
        n = len(group.children)
        return format_html(
            '<a href="{}" aria-expanded="{}">{} {}</a><span class="xs mu blk n4">{}</span>',
            address,
            expanded,
            sign,
            gettext("%(name)s (cũ)") % {"name": group.name} if group.is_former else group.name,
            ngettext("%(n)s đơn vị", "%(n)s đơn vị", n) % {"n": n},
        )

    def _name(self, child: Child) -> SafeString:
        if not child.kind:
            return SafeString(escape(child.name))
        words = [child.kind_word.lower()]
        if child.pk in self.former:
            words.append(gettext("cũ: %(name)s") % {"name": self.former[child.pk][1]})
        if child.figures.is_small:
            words.append(gettext("ít hộ"))
        if child.has_begun and child.figures.idle_communes and child.level != Level.COMMUNE:
            words.append(step_words(child.steps, child.level))
        return SafeString(
            f'<a href="{str(child.pk).join(self.address)}">{escape(child.short_name)}</a>'
            f'<span class="xs mu blk n4">{escape(" · ".join(words))}</span>'
        )

    def cells(self, child: Child) -> SafeString:
        """Draw the cells of one unit; one without a key (0) is a sum that leads nowhere."""
        drawn = []
        for column in self.columns:
            if column.key == SAVED and self.months:
                drawn.append(f'<td class="num">{_gone(self.months.get(child.pk, []))}</td>')
            match column.key:
                case "thon-co-to":
                    drawn.append(self._team(child))
                case "ho-dat":
                    drawn.append(self._covered(child))
                case _:
                    drawn.append(f"{self._opened[column.key]}{self._cell(column, child)}</td>")
        return SafeString("".join(drawn))

    def _cell(self, column: Column, child: Child) -> str:
        if column.key == SAVED:
            at = child.figures.saved_at
            if not child.has_begun or at is None:
                return "—" if child.has_begun else self._step(child)
            days = max((timezone.now() - at).days, 0)
            words = ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}
            words = words if days else gettext("hôm nay")
            return f'<span class="tag due">{words}</span>' if days > FRESH_DAYS else words
        if column.indicator:
            rate = column.indicator.rate(child.figures)
            small = f'<span class="xs mu blk">{rate.counts}</span>'
            return f"{rate.percent}{small}" if rate.of else "—"
        number = column.number(child) or 0
        shown = count_text(int(number))
        if number and child.pk and self.links and column.key in _GAPS:
            url = rows_behind(child.pk, child.level, column, names=self.names)
            shown = f'<a href="{escape(url)}">{shown}</a>' if url else shown
        return f'<b class="gap">{shown}</b>' if column.key == "thieu-to" and number else shown

    def _team(self, child: Child) -> str:
        figures = child.figures
        if child.level == Level.VILLAGE:
            return f"<td>{self._state(figures.state)}</td>"
        if self.level == Level.VILLAGE:
            if not figures.team_rate.of:
                return "<td>—</td>"
            return f"<td>{gettext('%(n)s thôn') % {'n': figures.team_rate.counts}}</td>"
        doing = gettext("%(n)s đang hoạt động") % {"n": count_text(figures.active_rate.n)}
        return (
            f'<td class="team-bar">{bars.team_bar(figures, 12, silent=True)}</td>'
            f'<td class="nw">{figures.team_rate.counts}<span class="xs mu blk">{doing}</span></td>'
        )

    def _state(self, state: State) -> str:
        if state not in self._states:
            self._states[state] = render_to_string("teams/state.html", {"state": state})
        return self._states[state]

    def _covered(self, child: Child) -> str:
        figures, rate = child.figures, child.figures.covered_rate
        drawn = bars.household_bar(figures, 12, self.mark, silent=True)
        words = [rate.counts]
        # On a dashboard the bar alone shows them: its rows are short.
        if figures.unregistered and not self.is_brief:
            n = count_text(figures.unregistered)
            words.append(gettext("%(n)s hộ khai báo") % {"n": n})
        elif figures.short_declared and not self.is_brief:
            words.append(gettext("khai báo %(n)s") % {"n": count_text(figures.short_declared)})
        percent = rate.percent if child.has_begun else "—"
        return (
            f'<td class="covered-bar">{drawn}</td><td class="num share"><b>{percent}</b>'
            f'<span class="counts">{escape(" · ".join(words))}</span></td>'
        )

    def _step(self, child: Child) -> str:
        """Say how far a unit has come in which nothing is registered."""
        return f'<span class="tag no">{escape(step_words(child.steps, child.level))}</span>'


def _gone(months: Months) -> str:
    """Write the change since last month in points: "+1,4"; a dash where one of the two is not known."""
    before, now = months[-2:] if len(months) > 1 else (None, None)
    if not before or not now:
        return "—"
    points = now.share - before.share
    colour = "up" if points > 0 else "dn" if points < 0 else "mu"
    return f'<span class="{colour}">{points_text(points)}</span>'
