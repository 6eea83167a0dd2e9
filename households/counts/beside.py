"""What a count row of households holds beside its sums, through the ORM, to compare.

What was declared and is complete, and when a household was last saved.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from households.models import Completion, Declaration, Household
from rollup.counts import Counted
from rollup.models import VillageCount


def with_villages(sums: Counted) -> Counted:
    """Put beside the sums of villages what else their rows hold."""
    declared, saved = _holding("households"), Household.unscoped.order_by()
    last = dict(saved.values_list("village_id").annotate(last=Max("saved_at")))
    return _beside(sums, {"declared": declared, "saved_at": last})


def with_communes(sums: Counted) -> Counted:
    """Put beside the sums of communes what else their rows hold."""
    rows = VillageCount.unscoped.order_by().values_list("commune_id")
    listed = set(Completion.unscoped.standing().lists().values_list("area_id", flat=True))
    further: dict[str, dict[int, Any]] = {
        "declared": _holding("households"),
        "declared_villages": _holding("villages"),
        "list_complete": {pk: pk in listed for pk in sums.rows},
        "saved_at": dict(rows.annotate(last=Max("saved_at"))),
    }
    return _beside(sums, further)


def _holding(number: str) -> dict[int, int]:
    rows = Declaration.unscoped.holding(number).order_by()
    return dict(rows.values_list("area_id", number))


def _beside(sums: Counted, further: Mapping[str, Mapping[int, Any]]) -> Counted:
    rows = {
        pk: (*numbers, *(found.get(pk) for found in further.values()))
        for pk, numbers in sums.rows.items()
    }
    return Counted((*sums.columns, *further), rows)
