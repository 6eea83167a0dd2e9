"""How far each commune has come: one ladder, defined here. No HTML.

A commune stands on the furthest step it has reached, so the steps of a unit add up to its communes.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from rollup.models import CommuneCount, CommuneCountQuerySet


class Step(models.IntegerChoices):
    """The steps, lowest first."""

    NO_ACCOUNT = 0, _("chưa cấp tài khoản")
    NOT_SIGNED_IN = 1, _("chưa đăng nhập")
    NO_VILLAGE = 2, _("chưa có thôn")
    NO_HOUSEHOLD = 3, _("chưa có hộ")
    BEGUN = 4, _("đã bắt đầu")
    COMPLETE = 5, _("sổ đã đủ")

    @property
    def has_begun(self) -> bool:
        """Whether a household is in a register."""
        return self >= Step.BEGUN

    @property
    def slug(self) -> str:
        """The step in addresses: `?buoc=chua-co-ho`."""
        return _SLUGS[self]


_SLUGS = {
    Step.NO_ACCOUNT: "chua-cap-tai-khoan",
    Step.NOT_SIGNED_IN: "chua-dang-nhap",
    Step.NO_VILLAGE: "chua-co-thon",
    Step.NO_HOUSEHOLD: "chua-co-ho",
    Step.BEGUN: "da-bat-dau",
    Step.COMPLETE: "so-da-du",
}
BY_SLUG = {slug: step for step, slug in _SLUGS.items()}


@dataclass(frozen=True)
class Facts:
    """What the step of one commune is told from."""

    # An officer of the commune has an account in use; one of them has signed in.
    has_account: bool = False
    has_signed_in: bool = False
    # Open villages; households in their registers.
    n_villages: int = 0
    n_households: int = 0
    # The list of villages is complete; so many open villages have a complete register.
    list_complete: bool = False
    n_complete: int = 0


def step_of(facts: Facts) -> Step:
    """Return the furthest step that a commune has reached."""
    if facts.n_villages and facts.list_complete and facts.n_complete >= facts.n_villages:
        return Step.COMPLETE
    if facts.n_households:
        return Step.BEGUN
    if facts.n_villages:
        return Step.NO_HOUSEHOLD
    if facts.has_signed_in:
        return Step.NO_VILLAGE
    return Step.NOT_SIGNED_IN if facts.has_account else Step.NO_ACCOUNT


def passed(facts: Facts) -> dict[Step, bool]:
    """Say of each step but the last whether these facts alone lead past it.

    A commune may lack one and stand farther on: villages came by a file, and nobody has signed in yet.
    """
    alone = {
        Step.NO_ACCOUNT: Facts(has_account=facts.has_account),
        Step.NOT_SIGNED_IN: Facts(has_signed_in=facts.has_signed_in),
        Step.NO_VILLAGE: Facts(n_villages=facts.n_villages),
        Step.NO_HOUSEHOLD: Facts(n_households=facts.n_households),
        Step.BEGUN: facts,
    }
    return {step: step_of(one) > step for step, one in alone.items()}


def with_accounts(communes: Any) -> Any:
    """Add to communes, or to their count rows, whether an officer has an account, and signed in."""
    officers = User.unscoped.filter(
        area=OuterRef("pk"), role=Role.OFFICER, is_active=True
    ).order_by()
    return communes.annotate(
        has_account=Exists(officers),
        has_signed_in=Exists(officers.filter(last_login__isnull=False)),
    )


def with_step(communes: AreaQuerySet) -> Any:
    """Add the fields of Facts to communes as columns, and the step as `step`: `step_of` in SQL."""
    counted = CommuneCount.unscoped.filter(pk=OuterRef("pk"))
    facts = with_accounts(communes).annotate(
        n_villages=_number(counted.values("villages")),
        n_households=_number(counted.values("households")),
        list_complete=Exists(counted.filter(list_complete=True)),
        n_complete=_number(counted.values("complete")),
    )
    return facts.annotate(step=_step())


def counted_with_step(rows: CommuneCountQuerySet) -> Any:
    """Add to count rows of open communes the column `step`; what they hold is not asked again."""
    return step_of_counted(rows.filter(area__closed_on=None))


def step_of_counted(rows: CommuneCountQuerySet) -> Any:
    """Add the same to count rows of whatever communes."""
    return _facts_of_counted(with_accounts(rows)).annotate(step=_step())


def _facts_of_counted(rows: Any) -> Any:
    return rows.annotate(
        n_villages=F("villages"), n_households=F("households"), n_complete=F("complete")
    )


def _step(value: Callable[[Step], int] = int) -> Case:
    # In the order of step_of: the first that is true tells, and the others are not asked.
    steps: tuple[tuple[Any, Step], ...] = (
        (_all_complete("n_villages", "n_complete"), Step.COMPLETE),
        (Q(n_households__gt=0), Step.BEGUN),
        (Q(n_villages__gt=0), Step.NO_HOUSEHOLD),
        (Q(has_signed_in=True), Step.NO_VILLAGE),
        (Q(has_account=True), Step.NOT_SIGNED_IN),
    )
    whens = [When(facts, then=Value(value(step))) for facts, step in steps]
    lowest = Value(value(Step.NO_ACCOUNT))
    return Case(*whens, default=lowest, output_field=BigIntegerField())


# Bits for the number of communes of a province on one step: fewer than 1,024. Six steps fit one number.
_BITS = 10


def count_steps(rows: CommuneCountQuerySet) -> tuple[Any, Sum]:
    """Return count rows, and the sum that counts their open communes by step in one number (`steps_in`).

    Grouping by the step would make the database sort all rows of the country to add them up.
    """
    facts = _facts_of_counted(with_accounts(rows))
    return facts, Sum(_step(lambda step: 1 << _BITS * step), filter=is_open(), default=0)


def steps_in(number: int) -> Counter[int]:
    """Return how many communes stand on each step, from such a sum of fewer than 1,024."""
    found = {step.value: int(number) >> _BITS * step & (1 << _BITS) - 1 for step in Step}
    return Counter({step: n for step, n in found.items() if n})


def _all_complete(villages: str, complete: str) -> Q:
    """Say that the list of villages and every register is complete; of columns by these names."""
    return Q(**{f"{villages}__gt": 0, "list_complete": True, f"{complete}__gte": F(villages)})


def has_begun() -> Q:
    """Say of a commune's count row that it has begun, open or not."""
    return Q(households__gt=0) | is_all_complete()


def is_all_complete() -> Q:
    """Say of a commune's count row that its list of villages and every register is complete."""
    return _all_complete("villages", "complete")


def is_open() -> Q:
    """Say of a commune's count row that the commune is open; the closed ones are looked up once for all."""
    closed = Area.unscoped.communes().exclude(closed_on=None).order_by()
    return ~Q(pk__in=closed.values("pk"))


def _number(rows: Any) -> Any:
    return Coalesce(Subquery(rows[:1], output_field=IntegerField()), 0)


def communes_of(area: Area) -> AreaQuerySet:
    """Return the open communes of a unit; the commune itself where it is one."""
    open_communes = Area.unscoped.communes().filter(closed_on=None)
    return open_communes if area.level == Level.COUNTRY else open_communes.within(area)


def steps_of_communes(area: Area) -> dict[int, Step]:
    """Return the step of every open commune of a unit, by its key. One query."""
    rows = with_step(communes_of(area)).order_by().values_list("pk", "step")
    return {pk: Step(step) for pk, step in rows}


def steps_by(area: Area, column: str) -> dict[int, dict[Step, int]]:
    """Return how many open communes of a unit stand on each step, by a column of communes. One query.

    "province_id", "district_id" or "pk"; every step is named.
    """
    rows = with_step(communes_of(area)).order_by().values(column, "step")
    found = dict[int, dict[Step, int]]()
    for row in rows.annotate(n=Count("pk")):
        here = found.setdefault(row[column], dict.fromkeys(Step, 0))
        here[Step(row["step"])] = row["n"]
    return found


def added(units: Mapping[int, Mapping[Step, int]]) -> dict[Step, int]:
    """Add up how many communes of several units stand on each step."""
    return {step: sum(here[step] for here in units.values()) for step in Step}
