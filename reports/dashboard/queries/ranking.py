"""What the ranked table can be ordered by: each a key for the address, words, and a number of `Figures`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.figures import Figures
from figures.indicators import INDICATORS
from figures.rates import Rate
from reports.units.queries.child_units import Child

WORST = "ho-dat"
NAME, SAVED = "ten", "cap-nhat"


@dataclass(frozen=True, slots=True)
class Column:
    """One order: `rate` for a share of a whole, `count` for a number of villages or households."""

    key: str
    name: str | Promise
    rate: Callable[[Figures], Rate] | None = None
    known: Callable[[Figures], bool] | None = None
    count: Callable[[Figures], int] | None = None

    @property
    def first(self) -> str:
        """The order a first click gives: the lowest share, the largest number, A before Y."""
        return f"-{self.key}" if self.count or self.key == SAVED else self.key

    def is_known_enough(self, figures: Figures) -> bool:
        """Say whether enough is known of a unit to order it by this."""
        return self.known is None or self.known(figures)

    def number(self, child: Child) -> float | None:
        """Return what a child is ordered by; None where nothing is known."""
        figures = child.figures
        if self.rate:
            rate = self.rate(figures)
            return rate.n / rate.of if rate.of and self.is_known_enough(figures) else None
        if self.count:
            return self.count(figures)
        return -figures.saved_at.timestamp() if figures.saved_at else None


_COUNTS: tuple[Column, ...] = (
    Column("thieu-to", _("Chưa có tổ"), count=lambda f: f.without_team),
    Column(
        "chua-hoat-dong", _("Tổ chưa hoạt động"), count=lambda f: f.team_rate.n - f.active_rate.n
    ),
    Column("thieu-dat", _("Còn thiếu"), count=lambda f: f.covered_rate.gap),
    Column("chua-khao-sat", _("Chưa khảo sát"), count=lambda f: f.unsurveyed),
    Column("thieu-1", _("Thiếu một kỹ năng"), count=lambda f: f.one_short),
    Column("so-ho", _("Số hộ"), count=lambda f: f.expected),
    Column("khai-bao", _("Hộ khai báo"), count=lambda f: f.unregistered),
    Column("chua-ro-thon", _("Chưa rõ thôn"), count=lambda f: f.unattributed),
    Column("qua-han", _("Quá hạn rà soát"), count=lambda f: f.old),
    Column("vang-nha", _("Vắng nhà"), count=lambda f: f.nobody_home),
)
COLUMNS: dict[str, Column] = {
    NAME: Column(NAME, _("Tên")),
    **{i.key: Column(i.key, i.short, rate=i.rate, known=i.is_known_enough) for i in INDICATORS},
    **{column.key: column for column in _COUNTS},
    SAVED: Column(SAVED, _("Cập nhật")),
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was asked for: a column, and whether it runs backwards."""

    column: Column
    reverse: bool = False

    @classmethod
    def asked(cls, text: str) -> "Order":
        """Read `?xep=`; whatever is no order of ours is the worst first."""
        key = text.removeprefix("-")
        if key not in COLUMNS:
            return cls(COLUMNS[WORST])
        return cls(COLUMNS[key], text.startswith("-"))

    @property
    def text(self) -> str:
        """The order as it stands in the address."""
        return f"-{self.column.key}" if self.reverse else self.column.key

    @property
    def is_worst_first(self) -> bool:
        """Whether this is the order nobody had to ask for."""
        return self.text == WORST

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
        numbers = [self._ranked(child) for child in children]
        if self.column.key == NAME:
            return [None] * len(children)
        ranked = [number for number in numbers if number is not None]
        first = {number: at for at, number in reversed(list(enumerate(ranked, start=1)))}
        return [first[number] if number is not None else None for number in numbers]

    def _ranked(self, child: Child) -> float | None:
        small = self.column.rate is not None and child.is_small
        return None if small or not child.has_begun else self.column.number(child)


def offered(order: Order) -> list[tuple[str, str | Promise, bool]]:
    """Return the orders to choose from without a table's head: address, words, whether in force."""
    choices: list[tuple[str, str | Promise]] = [
        ("ho-dat", _("Thấp nhất trước")),
        ("-thieu-dat", _("Còn thiếu nhiều hộ nhất")),
        ("-thieu-to", _("Chưa có tổ nhiều nhất")),
        ("-chua-khao-sat", _("Chưa khảo sát nhiều nhất")),
        ("-cap-nhat", _("Lâu chưa cập nhật nhất")),
        ("ten", _("Tên A–Y")),
    ]
    if order.text not in {text for text, _words in choices}:
        choices.append((order.text, order.column.name))
    return [(text, words, text == order.text) for text, words in choices]
