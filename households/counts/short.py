"""Where a register was called complete with fewer than were declared: both numbers, side by side.

Of a commune it is its villages' numbers, until all of them and the list are complete; then, where its
own declaration is short too, or something there waits and it lacks more, that one and all that is
registered. The rule is `rollup.denominators.is_few`, in SQL for the recount and through the ORM to compare.
"""

from collections.abc import Collection, Mapping

from rollup.denominators import COMPLETE_PERCENT, is_few, needs_reason
from rollup.models import VillageCount

COLUMNS = ("short_registered", "short_declared")


def _is_short(declared: str) -> str:
    return f"households * 100 < {COMPLETE_PERCENT} * {declared}"


# Of a commune, added up from the rows of its villages.
_IS_FEW = f"({_is_short('declared')} OR waiting > 0 AND households < declared)"
NEEDED = {
    f"few_{number}": (
        f"COALESCE(SUM(CASE WHEN complete > 0 AND {_IS_FEW} THEN {each} ELSE 0 END), 0)"
    )
    for number, each in (("registered", "households"), ("declared", "declared"))
}


def of_commune(is_full: str) -> dict[str, str]:
    """Return the columns of a commune by its others; `is_full` says that everything is complete."""
    own = "COALESCE(declared, 0)"
    lacks_more = f"waiting > 0 AND {own} - households > few_declared - few_registered"
    whole = f"{is_full} AND ({_is_short(own)} OR {lacks_more})"
    numbers = {"registered": "households", "declared": "declared"}
    return {
        f"short_{name}": f"CASE WHEN {whole} THEN {number} ELSE few_{name} END"
        for name, number in numbers.items()
    }


def counted(
    declared: Mapping[int, int], full: set[int], waiting: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return the same by commune, from what communes declared and which are complete, and wait."""
    found, registered = dict[int, tuple[int, int]](), dict[int, int]()
    rows = VillageCount.unscoped.order_by().values_list(
        "commune_id", "households", "declared", "complete", "waiting"
    )
    for commune, number, said, complete, waits in rows:
        registered[commune] = registered.get(commune, 0) + number
        if complete and said is not None and is_few(number, said, waits=waits > 0):
            before = found.get(commune, (0, 0))
            found[commune] = (before[0] + number, before[1] + said)
    for commune in full:
        whole, said = registered.get(commune, 0), declared.get(commune)
        few = found.get(commune, (0, 0))
        lacks_more = commune in waiting and said is not None and said - whole > few[1] - few[0]
        if said is not None and (needs_reason(whole, said) or lacks_more):
            found[commune] = (whole, said)
    return found
