"""What communes are called about, and in which order: the one ranking rule of calls.

First communes that have not begun, the furthest from beginning first; then registers that wait for a
confirmation; then villages without a team. Among equals the most households not covered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.composed import Composed
from areas.models import Area
from figures.adoption import Step, counted_with_step
from rollup.models import CommuneCount, CommuneCountQuerySet


@dataclass(frozen=True)
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
# In the order in which a commune is called; the dashboard names each for the first of these.
FIRST = (NOT_BEGUN, WAITING, NO_TEAM)
REASONS = {reason.key: reason for reason in (*FIRST, INACTIVE, STALE)}


# The columns of a need, as `need_of` takes them.
NEED = ("commune_id", "province_id", "step", "waiting", "gap", "homes")


class Need(NamedTuple):
    """What there is to call one commune about."""

    commune: int
    province: int
    step: Step
    # Registers waiting for a confirmation; villages without a team; households not covered.
    waiting: int
    gap: int
    homes: int

    def weight(self, reason: Reason) -> int:
        """Return how much there is of one reason of FIRST; 0 is nothing."""
        if reason is NOT_BEGUN:
            return 0 if self.step.has_begun else Step.BEGUN - self.step
        return self.waiting if reason is WAITING else self.gap

    @property
    def reason(self) -> Reason | None:
        """The first reason to call; None where there is none."""
        return next((reason for reason in FIRST if self.weight(reason) > 0), None)


def place_of(weight: int, homes: int, commune: int) -> tuple[int, int, int]:
    """Return where a commune stands among those called for one reason."""
    return -weight, -homes, commune


def needs_within(area: Area) -> list[Need]:
    """Return what each open commune of a unit is called about. One query."""
    rows = needs_rows(CommuneCount.unscoped.below(area))
    return [need_of(*row) for row in rows.values_list(*NEED)]


def need_of(commune: int, province: int, step: int, waiting: int, gap: int, homes: int) -> Need:
    """Make a need of the columns NEED."""
    return Need(commune, province, Step(step), waiting, gap, homes)


def needs_rows(rows: CommuneCountQuerySet) -> Any:
    """Add the columns NEED to count rows of communes; closed ones are left out."""
    return counted_with_step(rows).annotate(
        gap=Greatest(F("villages") - F("with_team"), 0), homes=F("expected") - F("covered")
    )


@Composed
def ask_needs_of_country() -> Any:
    """Compose the same for every commune there is: rows for `need_of`."""
    return needs_rows(CommuneCount.unscoped.all()).order_by().values_list(*NEED)


def weights(needs: Iterable[Need], reason: Reason) -> dict[int, int]:
    """Return the communes that are called for a reason, and how much there is of it."""
    return {need.commune: n for need in needs if (n := need.weight(reason)) > 0}


def amount(reason: Reason, counts: Mapping[int, int]) -> int:
    """Return how many communes there are, of any other reason how many registers or villages."""
    return len(counts) if reason is NOT_BEGUN else sum(counts.values())


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
