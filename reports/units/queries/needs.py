"""What communes are called about, and in which order: the one ranking rule of calls.

First communes that have not begun, the furthest from beginning first; then registers that wait for a
confirmation; then villages without a team. Among equals the most households not covered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Unit
from figures.adoption import (
    Step,
    counted_with_step,
    has_begun,
    is_open,
    step_of_counted,
)
from rollup.models import CommuneCount, CommuneCountQuerySet


@dataclass(frozen=True, eq=False)
class Reason:
    """Why a commune is called: a key for addresses, and words."""

    key: str
    title: str | Promise
    # How its list is ordered, in words.
    order: str | Promise


_BY_VILLAGES = _("Xếp theo số thôn, rồi số hộ chưa đạt ở các thôn đó")
NOT_BEGUN = Reason(
    "chua-bat-dau",
    _("xã chưa bắt đầu"),
    _("Xã còn xa bước bắt đầu nhất xếp trước, rồi xã đông hộ"),
)
WAITING = Reason("cho-xac-nhan", _("sổ đã đủ chờ xác nhận"), _("Xã có nhiều sổ chờ nhất xếp trước"))
NO_TEAM = Reason("chua-co-to", _("thôn chưa có tổ"), _BY_VILLAGES)
INACTIVE = Reason("chua-hoat-dong", _("thôn có tổ chưa hoạt động"), _BY_VILLAGES)
STALE = Reason("chua-cap-nhat", _("thôn lâu chưa cập nhật sổ"), _BY_VILLAGES)
REPORT_LATE = Reason(
    "tre-bao-cao",
    _("báo cáo kỳ quá hạn chưa gửi"),
    _("Xã thiếu nhiều báo cáo nhất xếp trước, rồi xã đông hộ"),
)
# What a commune is called about as a whole: no village of it is meant.
OF_COMMUNES = frozenset({NOT_BEGUN, WAITING, REPORT_LATE})
# In the order in which a commune is called; the dashboard names each for the first of these.
FIRST = (NOT_BEGUN, WAITING, NO_TEAM)
REASONS = {reason.key: reason for reason in (*FIRST, INACTIVE, STALE, REPORT_LATE)}


# Communes on a dashboard's list; so many of the country that lack as many villages are told apart by the
# households there. Whoever leads the country calls provinces, and its page is made the most often.
CALLS, TIED = 6, 60

# The columns of a need, in the order of its fields.
NEED = ("commune_id", "province_id", "step", "waiting", "gap", "homes")


@dataclass(slots=True)
class Need:
    """What there is to call one commune about."""

    commune: int
    province: int
    step: int
    # Registers waiting for a confirmation; villages without a team; households not covered.
    waiting: int
    gap: int
    homes: int
    # How much there is of each reason of FIRST; 0 is nothing. And the first reason to call; None where there is none.
    amounts: dict[Reason, int] = field(init=False)
    reason: Reason | None = field(init=False)
    # Where it stands among all that are called: by its first reason, then by how much there is of it.
    rank: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        left = max(Step.BEGUN - self.step, 0)
        self.amounts = {NOT_BEGUN: left, WAITING: self.waiting, NO_TEAM: self.gap}
        self.reason = next((reason for reason, n in self.amounts.items() if n > 0), None)
        first = self.reason or FIRST[-1]
        self.rank = FIRST.index(first), -self.amounts[first]


def place_of(weight: int, homes: int, commune: int) -> tuple[int, int, int]:
    """Return where a commune stands among those called for one reason."""
    return -weight, -homes, commune


def needs_within(area: Area) -> list[Need]:
    """Return what each open commune of a unit is called about. One query."""
    rows = needs_rows(CommuneCount.unscoped.below(area))
    return [Need(*row) for row in rows.values_list(*NEED)]


def needs_rows(rows: CommuneCountQuerySet) -> Any:
    """Add the columns NEED to count rows of communes; closed ones are left out."""
    return _with_lacks(counted_with_step(rows))


def _with_lacks(rows: Any) -> Any:
    return rows.annotate(
        gap=Greatest(F("villages") - F("with_team"), 0), homes=F("expected") - F("covered")
    )


@dataclass(frozen=True, slots=True)
class Needs:
    """What all communes of a unit are called about, added up, and those of them that may be called first."""

    # How many communes stand on each step; every step is named, lowest first.
    steps: Mapping[Step, int]
    # How much there is of each reason of FIRST: communes that have not begun, else registers or villages.
    amounts: Mapping[Reason, int] = field(default_factory=dict)
    first: Sequence[Need] = ()
    # Each of those by its key, and the names of the units between it and this one.
    names: Mapping[int, tuple[Area | Unit, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, needs: Sequence[Need], names: Mapping[int, tuple[Area | Unit, str]]) -> "Needs":
        """Add up communes that were read one by one."""
        steps, amounts = dict.fromkeys(Step, 0), dict.fromkeys(FIRST, 0)
        for need in needs:
            steps[Step(need.step)] += 1
            for reason, n in need.amounts.items():
                amounts[reason] += n > 0 if reason is NOT_BEGUN else n
        return cls(steps, amounts, needs, names)


def first_of_country() -> Any:
    """Return the communes that may be called first, in the order of `place_of`: rows of NEED, and names.

    The names are kind and name of the commune and of the district above it. One query. Those called about villages without a team are told apart by the households of these, later.
    """
    idle, waits, number = ~has_begun(), Q(waiting__gt=0), IntegerField()
    lacks = waits | Q(villages__gt=F("with_team"))
    some = CommuneCount.unscoped.filter((idle | lacks) & is_open())
    rows = _with_lacks(step_of_counted(some)).annotate(
        rank=Case(When(idle, then=Value(0)), When(waits, then=Value(1)), default=Value(2)),
        weight=Case(
            When(idle, then=Step.BEGUN - F("step")),
            When(waits, then="waiting"),
            default="gap",
            output_field=number,
        ),
        tied_by=Case(When(idle | waits, then="homes"), default=Value(0), output_field=number),
    )
    # Names are looked up for the rows that are left, not joined to all.
    named = [_name(unit, column) for unit in ("commune_id", "district_id") for column in _NAME]
    rows = rows.order_by("rank", "-weight", "-tied_by", "pk")
    return rows.values_list(*NEED, *named)[: CALLS + TIED]


_NAME = ("kind", "name")


def _name(unit: str, column: str) -> Subquery:
    return Subquery(Area.unscoped.filter(pk=OuterRef(unit)).values(column)[:1])


def weights(needs: Iterable[Need], reason: Reason) -> dict[int, int]:
    """Return the communes that are called for a reason, and how much there is of it."""
    return {need.commune: n for need in needs if (n := need.amounts[reason]) > 0}


def first_reason(needs: Iterable[Need]) -> Reason:
    """Return the first reason for which anybody is called; the last of FIRST where there is none."""
    reasons = {need.reason for need in needs}
    return next((reason for reason in FIRST if reason in reasons), NO_TEAM)


def homes_of(area: Area, communes: list[int], few: list[int] | None) -> dict[int, int]:
    """Return the households not covered in communes; `few` are named to the database. One query."""
    rows = CommuneCount.unscoped.below(area)
    rows = rows.filter(pk__in=few) if few else rows
    found = dict(rows.values_list("pk", F("expected") - F("covered")))
    return {pk: found.get(pk) or 0 for pk in communes}
