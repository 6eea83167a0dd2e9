"""How far a place is on the ladder of figures.adoption: whether its first steps are still its first page."""

from typing import Any

from django.db.models import Count, Q

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Facts, Step, communes_of, step_of, with_step

# Whoever declares for a place runs it: officers, those above communes, administrators.
RUNS = "households.add_declaration"
_FACTS = (
    *("has_account", "has_signed_in", "n_villages", "n_households"),
    *("list_complete", "n_complete"),
)


def facts_of(commune: Area) -> Facts:
    """Return what the step of a commune is told from; of a closed one nothing. One query."""
    rows = with_step(communes_of(commune)).order_by().values_list(*_FACTS)
    return next((Facts(*row) for row in rows), Facts())


def is_beginning(area: Area) -> bool:
    """Say whether a commune has not begun, or fewer than half of the communes of a larger unit. One query."""
    if area.level == Level.COMMUNE:
        return not step_of(facts_of(area)).has_begun
    begun = Count("pk", filter=Q(step__gte=Step.BEGUN))
    found = with_step(communes_of(area)).order_by().aggregate(of=Count("pk"), n=begun)
    return bool(2 * found["n"] < found["of"] or not found["of"])


def begins_for(user: Any) -> bool:
    """Say whether the first steps are this person's first page. One query at most."""
    area = user.area
    return bool(user.has_perm(RUNS) and area.level < Level.VILLAGE and is_beginning(area))
