"""What the ranked table can be ordered by, each a key, words and a number; and the rows behind a number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from figures.adoption import BY_SLUG, Step
from figures.figures import Figures
from figures.indicators import INDICATORS, Indicator
from reports.charts import bands
from reports.units.queries.child_units import Child
from web.scope import key_of

WORST = "ho-dat"
# How the units of the full list may be put together (reports.dashboard.queries.listing).
FORMER, KIND = "huyen-cu", "loai"
NAME, SAVED = "ten", "cap-nhat"
# The columns of the table, after the name.
SHOWN = (
    "thon-co-to",
    "thieu-to",
    "ho-dat",
    "ho-dat-da-khao-sat",
    "ho-cong-lai",
    "chua-khao-sat",
    "thieu-dat",
    SAVED,
)


# Those of a dashboard, beside its change since last month; the list of all units has every one.
BRIEF = ("thon-co-to", "thieu-to", "ho-dat", "thieu-dat", "chua-khao-sat", SAVED)


@dataclass(slots=True, eq=False)
class Column:
    """One order: `indicator` for a share of a whole, `count` for a number of villages or households."""

    key: str
    name: str | Promise
    indicator: Indicator | None = None
    count: Callable[[Figures], int] | None = None
    # The order a first click gives: the lowest share, the largest number, A before Y.
    first: str = field(init=False)

    def __post_init__(self) -> None:
        self.first = f"-{self.key}" if self.count or self.key == SAVED else self.key

    def number(self, child: Child) -> float | None:
        """Return what a child is ordered by; None where nothing is known."""
        figures = child.figures
        if self.indicator:
            rate = self.indicator.rate(figures)
            is_known = rate.of and self.indicator.is_known_enough(figures)
            return rate.n / rate.of if is_known else None
        if self.count:
            return self.count(figures)
        return -figures.saved_at.timestamp() if figures.saved_at else None


_COUNTS: tuple[Column, ...] = (
    Column("thieu-to", _("Chưa có tổ"), count=attrgetter("without_team")),
    Column("chua-hoat-dong", _("Tổ chưa hoạt động"), count=attrgetter("inactive")),
    Column("thieu-dat", _("Còn thiếu"), count=attrgetter("covered_rate.gap")),
    Column("chua-khao-sat", _("Chưa khảo sát"), count=attrgetter("unsurveyed")),
    Column("thieu-1", _("Thiếu một kỹ năng"), count=attrgetter("one_short")),
    Column("so-ho", _("Số hộ"), count=attrgetter("expected")),
    Column("khai-bao", _("Hộ khai báo"), count=attrgetter("unregistered")),
    Column("chua-ro-thon", _("Chưa rõ thôn"), count=attrgetter("unattributed")),
    Column("qua-han", _("Quá hạn rà soát"), count=attrgetter("old")),
    Column("vang-nha", _("Vắng nhà"), count=attrgetter("nobody_home")),
    Column("tu-choi", _("Từ chối"), count=attrgetter("refused")),
)
COLUMNS: dict[str, Column] = {
    NAME: Column(NAME, _("Tên")),
    **{i.key: Column(i.key, i.short, i) for i in INDICATORS},
    **{column.key: column for column in _COUNTS},
    SAVED: Column(SAVED, _("Cập nhật")),
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was asked for: a column, whether it runs backwards, and how it stands in the address."""

    column: Column
    reverse: bool
    text: str

    @classmethod
    def asked(cls, text: str) -> "Order":
        """Read `?xep=`; whatever is no order of ours is the worst first, which nobody has to ask for."""
        key = text.removeprefix("-")
        if key not in COLUMNS:
            return cls(COLUMNS[WORST], reverse=False, text=WORST)
        return cls(COLUMNS[key], text.startswith("-"), text)

    def sort(self, children: list[Child]) -> list[Child]:
        """Order children that come in order of their names; of which nothing is known come last."""
        if self.column.key == NAME:
            return children[::-1] if self.reverse else list(children)
        numbered = [(self.column.number(child), child) for child in children]
        known = [(n, child) for n, child in numbered if n is not None and child.has_begun]
        sign = -1 if self.reverse else 1
        known.sort(key=lambda pair: sign * pair[0])
        begun = [c for number, c in numbered if number is None and c.has_begun]
        # Units that have not begun come last, the nearest to beginning before the others.
        idle = [child for child in children if not child.has_begun]
        idle.sort(key=lambda child: -max(child.steps, default=0))
        return [c for _, c in known] + begun + idle

    def places(self, children: list[Child]) -> list[int | None]:
        """Return the place of each child, in this order, among those that are ranked; equals share one.

        Not ranked are the unknown, those that have not begun, and by a rate those where few
        households live: a rate of so few ranks nobody.
        """
        if self.column.key == NAME:
            return [None] * len(children)
        numbers = [
            None
            if not child.has_begun or (self.column.indicator and child.figures.is_small)
            else self.column.number(child)
            for child in children
        ]
        ranked = [number for number in numbers if number is not None]
        first = {number: at for at, number in reversed(list(enumerate(ranked, start=1)))}
        return [first[number] if number is not None else None for number in numbers]

    @property
    def offered(self) -> dict[str, str | Promise]:
        """The orders to choose from without a table's head, this one among them: address and words."""
        return _OFFERED | {self.text: _OFFERED.get(self.text, self.column.name)}


_OFFERED: dict[str, str | Promise] = {
    "ho-dat": _("Thấp nhất trước"),
    "-thieu-dat": _("Còn thiếu nhiều hộ nhất"),
    "-thieu-to": _("Chưa có tổ nhiều nhất"),
    "-chua-khao-sat": _("Chưa khảo sát nhiều nhất"),
    "-cap-nhat": _("Lâu chưa cập nhật nhất"),
    "ten": _("Tên A–Y"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose, every word of it in the address."""

    order: Order
    band: str
    step: Step | None
    words: str
    group: str
    opened: int | None
    page: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """Read the address; what is no choice of ours is as if nothing had been chosen."""
        band, group = asked.get("bac", ""), asked.get("nhom", "")
        return cls(
            order=Order.asked(asked.get("xep", "")),
            band=band if band in bands.KEYS else "",
            step=BY_SLUG.get(asked.get("buoc", "")),
            words=asked.get("q", "")[:80].strip(),
            group=group if group in {FORMER, KIND} else "",
            opened=key_of(asked["mo"]) if "mo" in asked else None,
            page=asked.get("trang", ""),
        )


# Orders of the units below for which the roster has a filter of the same rows.
ROSTER_FILTERS = {
    "so-ho": "",
    "chua-khao-sat": "?loc=chua-khao-sat",
    "thieu-1": "?loc=thieu-1",
    "qua-han": "?loc=cu",
}
# Which villages the list of teams keeps for a number of villages.
_TEAM_FILTERS = {
    "thon-co-to": "co-to",
    "to-hoat-dong": "hoat-dong",
    "thieu-to": "none",
    "chua-hoat-dong": "chua-hoat-dong",
}


def around(route: str) -> tuple[str, str]:
    """Return a route's address before and after its key, a whole number; raises `NoReverseMatch`.

    One look-up for all rows that are drawn in Python.
    """
    return _around(route, get_script_prefix())


# All addresses begin with the prefix, which a server has for good.
@cache
def _around(route: str, prefix: str) -> tuple[str, str]:
    head, tail = reverse(route, args=[0]).split("0", 1)
    return head, tail


def rows_behind(pk: int, level: int, column: Column, *, names: bool) -> str:
    """Return where the rows behind a number of one unit stand; "" where the reader has none.

    Villages lead to lists of villages. Households lead to the roster of their village for those who may
    read `names`; for everybody else, and above the village, to the units below ordered by that number.
    """
    key = column.key
    if key == "thieu-to" and level < Level.VILLAGE:
        return str(pk).join(around("reports:without_team"))
    if key in _TEAM_FILTERS:
        # A village is one row whatever its team has come to.
        kept = f"&tinh-trang={_TEAM_FILTERS[key]}" if level < Level.VILLAGE else ""
        return f"{reverse('teams:list')}?dia-ban={pk}{kept}"
    if level < Level.VILLAGE:
        return f"{str(pk).join(around('reports:below'))}?xep={column.first}"
    if names and key in ROSTER_FILTERS:
        return str(pk).join(around("households:list")) + ROSTER_FILTERS[key]
    return ""
