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
from figures.rates import count_text
from reports.charts import bars
from reports.dashboard.queries.listing import Group
from reports.dashboard.queries.ranking import (
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

# Columns of more than a number, which others are right-aligned by; on a phone the villages missing are read
# from n/N.
_WIDE, _NUMBER = {"thon-co-to", "ho-dat"}, ' class="num"'
_CLASS = {**dict.fromkeys(_WIDE, ""), "thieu-to": ' class="num hide"'}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: words, the address a click leads to, how it stands for `aria-sort`."""

    label: str
    address: str
    sorted: str
    is_number: bool


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
    # The district each commune lay in until 2025, where the page shows it.
    former: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    # The last months of each unit shown, by its key.
    months: Mapping[int, bars.Months] = field(default_factory=dict)
    # The address of a unit's own page, before and after its key.
    address: tuple[str, str] = field(default_factory=partial(around, "reports:dashboard"))
    columns: list[Column] = field(init=False)
    # The heads, the name's first; clicking the one in force turns it round.
    heads: list[Head] = field(init=False)
    # How a cell of each column begins, and that of the months.
    _opened: dict[str, str] = field(init=False)
    _six: str = field(init=False)
    _span: float = field(init=False)
    _states: dict[State, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        shown = [key for key in SHOWN if self.level != Level.VILLAGE or key != "thieu-to"]
        asked = self.order.column.key
        if asked not in {*shown, NAME}:
            shown.insert(-1, asked)
        self.columns = [COLUMNS[key] for key in shown]
        self.heads = [self._head(COLUMNS[key]) for key in (NAME, *shown)]
        self._six, self._span = gettext("Sáu tháng"), bars.span_of(self.months.values())
        if self.months:
            # A picture of months is no order, so its head leads nowhere.
            self.heads.insert(-1, Head(self._six, "", "", is_number=False))
        self._opened = {
            one.key: f'<td{_CLASS.get(one.key, _NUMBER)} data-l="{escape(str(one.name))}">'
            for one in self.columns
        }

    def _head(self, column: Column) -> Head:
        is_mine, turned = column.key == self.order.column.key, not self.order.reverse
        order = f"{'-' * turned}{column.key}" if is_mine else column.first
        sign = ("ascending" if turned else "descending") if is_mine else ""
        is_number = column.key != NAME and column.key not in _WIDE
        return Head(str(column.name), f"?{self.stays}xep={order}#con", sign, is_number)

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
        return SafeString(
            f'<a href="{str(child.pk).join(self.address)}">{escape(child.short_name)}</a>'
            f'<span class="xs mu blk n4">{escape(" · ".join(words))}</span>'
        )

    def cells(self, child: Child) -> SafeString:
        """Draw the cells of one unit; one without a key (0) is a sum that leads nowhere."""
        drawn = []
        for column in self.columns:
            if column.key == SAVED and self.months:
                months = self.months[child.pk] if child.pk else None
                line = bars.spark(months, self._span, gettext("chưa đủ")) if months else ""
                drawn.append(f'<td class="hide six" data-l="{self._six}">{line}</td>')
            drawn.append(f"{self._opened[column.key]}{self._cell(column, child)}</td>")
        return SafeString("".join(drawn))

    def _cell(self, column: Column, child: Child) -> str:
        match column.key:
            case "thon-co-to":
                return self._team(child)
            case "ho-dat":
                return self._covered(child)
            case key if key == SAVED:
                return _saved(child)
        if column.indicator:
            rate = column.indicator.rate(child.figures)
            linked = self._link(rate.percent, child, column)
            return f'{linked}<span class="xs mu blk">{rate.counts}</span>' if rate.of else "—"
        number = column.number(child) or 0
        shown = self._link(count_text(int(number)), child, column)
        return f'<b class="gap">{shown}</b>' if column.key == "thieu-to" and number else shown

    def _link(self, shown: str, child: Child, column: Column) -> str:
        url = rows_behind(child.pk, child.level, column, names=self.names) if child.pk else ""
        return f'<a href="{escape(url)}">{shown}</a>' if url else shown

    def _team(self, child: Child) -> str:
        figures, column = child.figures, COLUMNS["thon-co-to"]
        if child.level == Level.VILLAGE:
            return self._link(self._state(figures.state), child, column)
        active, key = count_text(figures.active_rate.n), COLUMNS["to-hoat-dong"]
        drawn = bars.team_bar(figures, 12, silent=True)
        shown = self._link(figures.team_rate.counts, child, column)
        doing = gettext("%(n)s đang hoạt động") % {"n": self._link(active, child, key)}
        return (
            f'<span class="ib v">{drawn}<span class="num">{shown}</span></span>'
            f'<span class="xs mu blk">{doing}</span>'
        )

    def _state(self, state: State) -> str:
        if state not in self._states:
            self._states[state] = render_to_string("teams/state.html", {"state": state})
        return self._states[state]

    def _covered(self, child: Child) -> str:
        figures, rate = child.figures, child.figures.covered_rate
        if not child.has_begun:
            return self._step(child)
        drawn = bars.household_bar(figures, 12, self.mark, silent=True)
        declared = ""
        if figures.unregistered:
            n = count_text(figures.unregistered)
            declared = f" · {gettext('%(n)s hộ khai báo') % {'n': n}}"
        elif figures.short_declared:
            n = count_text(figures.short_declared)
            declared = f" · {gettext('khai báo %(n)s') % {'n': n}}"
        if figures.idle_communes and child.level != Level.COMMUNE:
            declared += f" · {step_words(child.steps, child.level)}"
        percent = self._link(rate.percent, child, COLUMNS["ho-dat"])
        return (
            f'<span class="ib">{drawn}<b class="num">{percent}</b></span>'
            f'<span class="xs mu blk">{rate.counts}{escape(declared)}</span>'
        )

    def _step(self, child: Child) -> str:
        """Say how far a unit has come in which nothing is registered, and how many households it has."""
        words = step_words(child.steps, child.level)
        rate = child.figures.covered_rate.counts if child.figures.expected else ""
        return f'<span class="tag no">{escape(words)}</span><span class="xs mu blk">{rate}</span>'


def _saved(child: Child) -> str:
    at = child.figures.saved_at
    if at is None:
        return "—"
    days = (timezone.now() - at).days
    words = ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days} if days else gettext("hôm nay")
    return f'<span class="tag due">{words}</span>' if days > FRESH_DAYS else words
