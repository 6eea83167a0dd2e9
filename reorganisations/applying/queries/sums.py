"""What stands in communes, counted from the facts: it is the same before and after units change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from areas.models import Area
from households.models import Household, Movement
from rollup.models import CommuneCount
from teams.models import Activity, Member

# Of a row of a team the commune that it is counted in: that of its village, or the one whose own it is.
_COMMUNE = Coalesce("team__area__commune", "team__area")


@dataclass(frozen=True)
class Sums:
    """Households of all kinds, people, members of teams and sessions; and what movements add up to."""

    households: int = 0
    registered: int = 0
    open: int = 0
    surveyed: int = 0
    covered: int = 0
    people: int = 0
    members: int = 0
    sessions: int = 0
    moved: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        """Add what stands elsewhere."""
        more = asdict(other)
        return Sums(**{name: n + more[name] for name, n in asdict(self).items()})


def added(communes: Iterable[int], by: Mapping[int, Sums]) -> Sums:
    """Add up what stands in some communes."""
    return sum((by[pk] for pk in communes if pk in by), Sums())


def sums_by(communes: Collection[int]) -> dict[int, Sums]:
    """Count what stands in each of some communes, with those of "Chưa phân thôn". Four queries, however many they are.

    People go where their household goes: its own sum of them is added up.
    """
    homes = Household.unscoped.filter(village__commune__in=communes)
    # One left behind in a village that stands no more is lost.
    is_open = Q(closed_on=None, village__closed_on=None)
    facts = {
        "households": Count("pk"),
        "registered": Count("pk", filter=Q(closed_on=None)),
        "open": Count("pk", filter=is_open),
        "surveyed": Count("pk", filter=is_open & Q(surveyed_on__isnull=False)),
        "covered": Count("pk", filter=is_open & Q(covered=True)),
        "people": Sum("people"),
    }
    found = _by(homes, F("village__commune"), facts)
    # As a set of units: one "or" over two joins would read every team there is.
    units = Area.unscoped.filter(Q(pk__in=communes) | Q(commune__in=communes)).values("pk")
    members = Member.unscoped.filter(team__area__in=units, left_on=None)
    sessions = Activity.unscoped.held().filter(team__area__in=units)
    moved = Movement.unscoped.filter(village__commune__in=communes)
    for more in (
        _by(members, _COMMUNE, {"members": Count("pk")}),
        _by(sessions, _COMMUNE, {"sessions": Count("pk")}),
        _by(moved, F("village__commune"), {"moved": Sum("households")}),
    ):
        for pk, sums in more.items():
            found[pk] = found.get(pk, Sums()) + sums
    return found


def _by(rows: QuerySet[Any], commune: Any, facts: Mapping[str, Any]) -> dict[int, Sums]:
    """Count facts of rows by the commune in which they stand. One query."""
    # Some are called as columns of the rows.
    named = {f"n_{name}": what for name, what in facts.items()}
    counted = rows.order_by().annotate(in_commune=commune).values("in_commune").annotate(**named)
    return {
        pk: Sums(**dict(zip(facts, (n or 0 for n in numbers), strict=True)))
        for pk, *numbers in counted.values_list("in_commune", *named)
    }


def counted_in(communes: Collection[int]) -> dict[int, int]:
    """Return how many households the rows of communes say: all sums above are made of these rows. One query."""
    rows = CommuneCount.unscoped.filter(pk__in=communes).order_by()
    return dict(rows.values_list("pk", "households"))
