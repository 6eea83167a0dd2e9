"""How many households and villages a place is expected to have, as columns of its count row.

The rule is `rollup.denominators`; here it stands in SQL for the recount, and is read through the ORM to
compare. What is declared or complete is asked as of today.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from areas.kinds import Level
from areas.models import Area
from households.counts import short, waiting
from households.models import Completion, Declaration
from rollup.denominators import expected, unattributed
from rollup.models import CommuneCount, VillageCount

_DECLARATIONS, _ACTS = Declaration._meta.db_table, Completion._meta.db_table


def _declared(number: str) -> str:
    return (
        f"(SELECT d.{number} FROM {_DECLARATIONS} d WHERE d.area_id = %(pk)s "  # noqa: S608 - our own names
        f"AND d.withdrawn_at IS NULL AND d.{number} IS NOT NULL "
        "ORDER BY d.declared_on DESC, d.id DESC LIMIT 1)"
    )


def _complete(place: str = "%(pk)s", *, waiting: bool = False) -> str:
    """Say that an act stands at a place; with `waiting` one that was not confirmed and should be."""
    more = " AND c.needs_confirmation AND c.confirmed_at IS NULL" if waiting else ""
    return (
        f"EXISTS (SELECT 1 FROM {_ACTS} c WHERE c.area_id = {place} AND c.undone_at IS NULL{more})"  # noqa: S608
    )


def _open_villages(what: str, further: str = "") -> str:
    """Select something of the open villages of a commune."""
    return (
        f"(SELECT {what} FROM {Area._meta.db_table} v WHERE v.commune_id = %(pk)s "  # noqa: S608 - our own names
        f"AND v.level = {Level.VILLAGE.value} AND v.closed_on IS NULL{further})"
    )


def _one_if(what: str) -> str:
    return f"CASE WHEN {what} THEN 1 ELSE 0 END"


def _beyond(declared: str, explained: str, is_explained: str) -> str:
    """Return what is declared beyond what is explained; nothing where all is."""
    return (
        f"CASE WHEN NOT {is_explained} AND COALESCE({declared}, 0) > {explained} "
        f"THEN {declared} - {explained} ELSE 0 END"
    )


OF_VILLAGE = {
    "declared": _declared("households"),
    "complete": _one_if(_complete()),
    "waiting": _one_if(_complete(waiting=True)),
}
DERIVED_OF_VILLAGE = {
    "expected": (
        "CASE WHEN complete = 0 AND COALESCE(declared, 0) > households "
        "THEN declared ELSE households END"
    ),
}
# Of a commune, from the rows of its villages.
_IS_BEGUN = f"(households > 0 OR complete > 0) AND area_id IN {_open_villages('v.id')}"
_IS_UNDECLARED = "households > 0 AND complete = 0 AND declared IS NULL"
OF_COMMUNE = {
    "declared": _declared("households"),
    "declared_villages": _declared("villages"),
    "list_complete": _complete(),
    "complete": "COALESCE(SUM(complete), 0)",
    **waiting.of_commune(_one_if(_complete(waiting=True))),
    "begun_villages": f"COALESCE(SUM({_one_if(_IS_BEGUN)}), 0)",
}
NEEDED_OF_COMMUNE = {
    "explained": "COALESCE(SUM(expected), 0)",
    "undeclared": f"COALESCE(SUM({_one_if(_IS_UNDECLARED)}), 0)",
    "open_villages": _open_villages("COUNT(*)"),
    "open_registers": _open_villages("COUNT(*)", f" AND NOT {_complete('v.id')}"),
    **short.NEEDED,
    **waiting.NEEDED,
}
_IS_FULL = "(list_complete AND open_registers = 0)"
_REST = _beyond("declared", "explained", _IS_FULL)
DERIVED_OF_COMMUNE = {
    "undeclared_villages": "CASE WHEN declared IS NULL THEN undeclared ELSE 0 END",
    "undeclared_lists": _one_if(
        "declared_villages IS NULL AND NOT list_complete AND open_villages > 0"
    ),
    "unattributed": _REST,
    "expected": f"explained + {_REST}",
    "unattributed_villages": _beyond("declared_villages", "open_villages", "list_complete"),
    **short.of_commune(_IS_FULL),
    **waiting.DERIVED,
}


# --- The same through the ORM and the pure rules, to compare ---


def villages_counted(registered: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    """Return (complete, expected, waiting) by village, from how many households are registered in each."""
    declared = _declarations("households")
    complete = set(Completion.unscoped.standing().registers().values_list("area", flat=True))
    waits = set(Completion.unscoped.waiting().registers().values_list("area", flat=True))
    places = Area.unscoped.villages().filter(pk__in={*registered, *declared, *complete})
    return {
        pk: (
            int(pk in complete),
            expected(registered.get(pk, 0), declared.get(pk), is_complete=pk in complete),
            int(pk in waits),
        )
        for pk in places.values_list("pk", flat=True)
    }


def communes_counted(explained: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Return what a commune's villages do not explain, from what they expect, by commune.

    (unattributed, expected, unattributed villages, begun, undeclared villages, undeclared lists, what
    waits, and what is short).
    """
    homes, numbers = _declarations("households"), _declarations("villages")
    acts = Completion.unscoped.standing()
    listed = set(acts.lists().values_list("area", flat=True))
    villages = Area.unscoped.villages().filter(closed_on=None).order_by()
    some = villages.exclude(pk__in=acts.registers().values("area"))
    n_open = dict(villages.values_list("commune_id").annotate(n=Count("pk")))
    n_some = dict(some.values_list("commune_id").annotate(n=Count("pk")))
    waits = waiting.counted(homes)
    begun = dict(_begun_villages().values_list("commune_id").annotate(n=Count("pk")))
    unsure = _undeclared_villages(set(homes))
    full = {pk for pk in listed if not n_some.get(pk)}
    few = short.counted(homes, full, waits)
    found = dict[int, tuple[int, ...]]()
    for pk in CommuneCount.unscoped.values_list("pk", flat=True):
        whole = explained.get(pk, 0)
        rest = unattributed(homes.get(pk), whole, all_complete=pk in full)
        unlisted = unattributed(numbers.get(pk), n_open.get(pk, 0), all_complete=pk in listed)
        is_unlisted = bool(n_open.get(pk)) and pk not in listed and pk not in numbers
        places = (begun.get(pk, 0), unsure.get(pk, 0), int(is_unlisted))
        further = (*waits.get(pk, (0, 0, 0)), *few.get(pk, (0, 0)))
        found[pk] = (rest, whole + rest, unlisted, *places, *further)
    return found


def _undeclared_villages(declaring: set[int]) -> dict[int, int]:
    """Count the begun, open, undeclared registers of communes that declared no households either."""
    rows = VillageCount.unscoped.filter(households__gt=0, complete=0, declared=None)
    rows = rows.exclude(commune__in=declaring).order_by()
    return dict(rows.values_list("commune_id").annotate(n=Count("pk")))


def _begun_villages() -> Any:
    """Return the count rows of open villages whose register was begun, or is complete."""
    begun = Q(households__gt=0) | Q(complete__gt=0)
    return VillageCount.unscoped.filter(begun, area__closed_on=None).order_by()


def _declarations(number: str) -> dict[int, int]:
    rows = Declaration.unscoped.holding(number).order_by()
    return dict(rows.values_list("area_id", number))


def stored_villages() -> dict[int, int]:
    """Return what the villages of each commune expect, as their rows say."""
    found = dict[int, int]()
    for pk, number in VillageCount.unscoped.values_list("commune_id", "expected"):
        found[pk] = found.get(pk, 0) + number
    return found
