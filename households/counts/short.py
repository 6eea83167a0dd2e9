"""Where a register was called complete under 90 % of what was declared: both numbers, side by side.

Of a commune it is its villages' numbers, until all of them and the list are complete; then, where its
own declaration is short too, that one and all that is registered. The rule is
`rollup.denominators.needs_reason`, in SQL for the recount and through the ORM to compare.
"""

from collections.abc import Mapping

from rollup.denominators import COMPLETE_PERCENT, needs_reason
from rollup.models import VillageCount

COLUMNS = ("short_registered", "short_declared")


def _is_short(declared: str) -> str:
    return f"households * 100 < {COMPLETE_PERCENT} * {declared}"


# Of a commune, added up from the rows of its villages.
NEEDED = {
    f"few_{number}": (
        f"COALESCE(SUM(CASE WHEN complete > 0 AND {_is_short('declared')} "
        f"THEN {each} ELSE 0 END), 0)"
    )
    for number, each in (("registered", "households"), ("declared", "declared"))
}


def of_commune(is_full: str) -> dict[str, str]:
    """Return the columns of a commune by its others; `is_full` says that everything is complete."""
    whole = f"{is_full} AND {_is_short('COALESCE(declared, 0)')}"
    numbers = {"registered": "households", "declared": "declared"}
    return {
        f"short_{name}": f"CASE WHEN {whole} THEN {own} ELSE few_{name} END"
        for name, own in numbers.items()
    }


def counted(declared: Mapping[int, int], full: set[int]) -> dict[int, tuple[int, int]]:
    """Return the same by commune, from what communes declared and which of them are complete."""
    found, registered = dict[int, tuple[int, int]](), dict[int, int]()
    rows = VillageCount.unscoped.order_by().values_list(
        "commune_id", "households", "declared", "complete"
    )
    for commune, number, said, complete in rows:
        registered[commune] = registered.get(commune, 0) + number
        if complete and said is not None and needs_reason(number, said):
            before = found.get(commune, (0, 0))
            found[commune] = (before[0] + number, before[1] + said)
    for commune in full:
        whole, said = registered.get(commune, 0), declared.get(commune)
        if said is not None and needs_reason(whole, said):
            found[commune] = (whole, said)
    return found
