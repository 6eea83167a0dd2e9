"""What stands in communes, counted from the facts: it is the same before and after units change."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from areas.models import Area
from households.models import Household, Movement
from rollup.models import CommuneCount
from teams.models import Activity, Member


@dataclass(frozen=True)
class Sums:
    """Households of all kinds, people, members of teams and sessions; and what movements add up to."""

    households: int
    registered: int
    open: int
    surveyed: int
    covered: int
    people: int
    members: int
    sessions: int
    moved: int


def sums_of(communes: Collection[int]) -> Sums:
    """Count what stands in some communes, with those of "Chưa phân thôn". Four queries.

    People go where their household goes: its own sum of them is added up.
    """
    homes = Household.unscoped.filter(village__commune__in=communes).order_by()
    # One left behind in a village that stands no more is lost.
    is_open = Q(closed_on=None, village__closed_on=None)
    row = homes.aggregate(
        households=Count("pk"),
        registered=Count("pk", filter=Q(closed_on=None)),
        open=Count("pk", filter=is_open),
        surveyed=Count("pk", filter=is_open & Q(surveyed_on__isnull=False)),
        covered=Count("pk", filter=is_open & Q(covered=True)),
        people=Sum("people"),
    )
    # As a set of units: one "or" over two joins would read every team there is.
    units = Area.unscoped.filter(Q(pk__in=communes) | Q(commune__in=communes))
    of_teams = Q(team__area__in=units.values("pk"))
    moved = Movement.unscoped.filter(village__commune__in=communes).order_by()
    return Sums(
        **{name: n or 0 for name, n in row.items()},
        members=Member.unscoped.filter(of_teams, left_on=None).count(),
        sessions=Activity.unscoped.held().filter(of_teams).count(),
        moved=moved.aggregate(n=Sum("households"))["n"] or 0,
    )


def miscounted(communes: Collection[int], registered: int) -> int:
    """Return by how many households the rows of communes differ from those registered there: all sums above are made of these rows.

    One query.
    """
    rows = CommuneCount.unscoped.filter(pk__in=communes).order_by()
    counted = rows.aggregate(n=Sum("households"))["n"] or 0
    return int(counted - registered)
