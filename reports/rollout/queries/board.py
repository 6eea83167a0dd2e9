"""How far each commune of a unit has come, one row each: the ladder of figures.adoption, spelled out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import User
from accounts.roles import Role
from areas.models import Area, Unit
from figures.adoption import Facts, Step, communes_of, passed, step_of, with_step
from figures.rates import count_text
from reports.calls.queries.calls import Call, Wanted, calls_to
from reports.units.queries.needs import NOT_BEGUN
from rollup.models import CommuneCount

# What leads past each step, as the heading of its column.
PAST: dict[Step, str | Promise] = {
    Step.NO_ACCOUNT: gettext_lazy("Tài khoản"),
    Step.NOT_SIGNED_IN: gettext_lazy("Đăng nhập"),
    Step.NO_VILLAGE: gettext_lazy("Thôn"),
    Step.NO_HOUSEHOLD: gettext_lazy("Hộ trong sổ"),
    Step.BEGUN: gettext_lazy("Sổ đã đủ"),
}
# Beside the steps: whether the commune has sent its report of the period that is over last.
REPORTS = gettext_lazy("Báo cáo kỳ này")
_FACTS = ("has_account", "has_signed_in", "n_villages", "n_households", "list_complete")
_MORE = ("n_complete", "accounts", "signed_in", "expected", "saved_at")
_NAMES = ("pk", "level", "kind", "name", "district_id", "province_id")
# How the columns of a commune end: reached, on the way, not begun.
DONE, DOING, NOT_YET = "done", "doing", "not-yet"


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of one commune: its heading, its number or share, and how it stands."""

    heading: str
    words: str
    state: str

    @property
    def state_words(self) -> str:
        """How it stands, for who does not see colours."""
        return {DONE: _("đã qua"), DOING: _("đang làm"), NOT_YET: _("chưa")}[self.state]


@dataclass(slots=True)
class Row:
    """One commune of the board."""

    commune: Unit
    district_id: int | None
    province_id: int | None
    facts: Facts
    accounts: int
    signed_in: int
    expected: int
    saved_at: Any
    step: Step = field(init=False)
    # The call that stands with it, where it was asked for; and the units above it that are not taken for granted.
    call: Call | None = None
    above: str = ""
    # Of the periods that are over last: how many of its reports have come, and how many are asked.
    reports: tuple[int, int] = (0, 0)
    # Whether the board has a column of them: a commune of which none is asked has a blank there.
    has_reports: bool = False

    def __post_init__(self) -> None:
        self.step = step_of(self.facts)

    @property
    def cells(self) -> list[Cell]:
        """Return each step with its share: reached, on the way, or not begun."""
        facts = self.facts
        shares = {
            Step.NO_ACCOUNT: (self.accounts, 0),
            Step.NOT_SIGNED_IN: (self.signed_in, self.accounts),
            Step.NO_VILLAGE: (facts.n_villages, 0),
            Step.NO_HOUSEHOLD: (facts.n_households, self.expected),
            Step.BEGUN: (facts.n_complete, facts.n_villages),
        }
        over = passed(facts)
        steps = [
            Cell(str(PAST[step]), _share(*share), _state(share[0], is_over=over[step]))
            for step, share in shares.items()
        ]
        came, asked = self.reports
        is_over = bool(asked) and came >= asked
        cell = Cell(str(REPORTS), _share(came, asked), _state(came, is_over=is_over))
        return [*steps, cell] if self.has_reports else steps


def _share(n: int, of: int) -> str:
    if not of:
        return count_text(n) if n else "—"
    return f"{count_text(n)}/{count_text(of)}"


def _state(n: int, *, is_over: bool) -> str:
    if is_over:
        return DONE
    return DOING if n else NOT_YET


def rows_of(area: Area) -> list[Row]:
    """Return the open communes of a unit in Vietnamese order; the commune itself where it is one. One query."""
    found = _with_more(with_step(communes_of(area)))
    # Put in order here, by keys made for that: engines take longer, each by rules of its own.
    values = sorted(found.order_by().values_list("sort_key", *_NAMES, *_FACTS, *_MORE))
    return [_row(*one[1:]) for one in values]


def _row(*values: Any) -> Row:
    pk, level, kind, name, district, province = values[: len(_NAMES)]
    *facts, accounts, signed_in, expected, saved_at = values[len(_NAMES) :]
    unit = Unit(pk, level, kind, name)
    return Row(unit, district, province, Facts(*facts), accounts, signed_in, expected, saved_at)


def _with_more(communes: Any) -> Any:
    """Add how many accounts officers have, how many of them signed in, and what the count row says."""
    officers = User.unscoped.filter(area=OuterRef("pk"), role=Role.OFFICER, is_active=True)
    counted = CommuneCount.unscoped.filter(pk=OuterRef("pk"))
    return communes.annotate(
        accounts=_number(officers),
        signed_in=_number(officers.filter(last_login__isnull=False)),
        expected=Coalesce(Subquery(counted.values("expected")[:1]), 0),
        saved_at=Subquery(counted.values("saved_at")[:1]),
    )


def _number(people: Any) -> Any:
    counted = people.order_by().values("area").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many communes of a unit there are, stand on each step, and are past each."""

    whole: int
    steps: dict[Step, int]
    past: dict[Step, int]

    @property
    def idle(self) -> int:
        """How many have not begun."""
        return sum(n for step, n in self.steps.items() if not step.has_begun)

    @property
    def begun(self) -> int:
        """How many have begun."""
        return self.whole - self.idle


def counted(rows: Sequence[Row]) -> Counted:
    """Count communes by their step; every step is named."""
    steps, past = Counter(row.step for row in rows), Counter[Step]()
    for row in rows:
        past.update(step for step, is_over in passed(row.facts).items() if is_over)
    return Counted(
        len(rows), {step: steps[step] for step in Step}, {step: past[step] for step in PAST}
    )


def add_calls(rows: Iterable[Row], day: date) -> None:
    """Bring along what earlier calls to these communes brought, as the list of calls tells it. Two queries."""
    rows = list(rows)
    wanted = [
        Wanted(row.commune, row.above, NOT_BEGUN, max(Step.BEGUN - row.step, 0), 0) for row in rows
    ]
    for row, call in zip(rows, calls_to(wanted, {}, day), strict=True):
        row.call = call


def add_names(rows: Iterable[Row], area: Area) -> None:
    """Name the units between each commune and the unit of the board. One query, or none where there are none."""
    rows = list(rows)
    keys = {key for row in rows for key in (row.district_id, row.province_id) if key}
    keys -= {area.pk, area.province_id or 0}
    if not keys:
        return
    names = {one.pk: one.full_name for one in Area.unscoped.filter(pk__in=keys).only(*_NAMES[:4])}
    for row in rows:
        above = (names.get(key or 0) for key in (row.district_id, row.province_id))
        row.above = ", ".join(filter(None, above))
