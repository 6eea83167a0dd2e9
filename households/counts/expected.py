"""What a count row of households holds beside its sums: what is declared, expected, complete, and waits.

The rule is `rollup.denominators`; here it stands in SQL for the recount, and is read through the ORM to
compare. What is declared or complete is asked as of today.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from areas.kinds import Kind
from areas.models import Area
from households.models import Completion, Declaration, Household
from rollup.counts import IS_OPEN_VILLAGE, Counted
from rollup.denominators import COMPLETE_PERCENT, expected, is_few, needs_reason, unattributed
from rollup.models import CommuneCount, VillageCount

WAITING = ("waiting", "waiting_lists", "undeclared_waiting")
SHORT = ("short_registered", "short_declared")
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
        f"EXISTS (SELECT 1 FROM {_ACTS} c WHERE c.area_id = {place} AND c.undone_at IS NULL{more})"  # noqa: S608 - our own names
    )


def _open_villages(what: str, further: str = "") -> str:
    """Select something of the open villages of a commune."""
    return (
        f"(SELECT {what} FROM {Area._meta.db_table} v WHERE v.commune_id = %(pk)s "  # noqa: S608 - our own names
        f"AND {IS_OPEN_VILLAGE}{further})"
    )


def _one_if(what: str) -> str:
    return f"CASE WHEN {what} THEN 1 ELSE 0 END"


def _beyond(declared: str, explained: str, is_explained: str) -> str:
    """Return what is declared beyond what is explained; nothing where all is."""
    return (
        f"CASE WHEN NOT {is_explained} AND COALESCE({declared}, 0) > {explained} "
        f"THEN {declared} - {explained} ELSE 0 END"
    )


def _is_short(declared: str) -> str:
    """Say what `rollup.denominators.needs_reason` says, of a place where a number was declared."""
    return f"households * 100 < {COMPLETE_PERCENT} * {declared}"


def _sum_of_few(number: str) -> str:
    """Add up a number of the villages whose register was called complete with too few (`denominators.is_few`)."""
    is_few = f"({_is_short('declared')} OR waiting > 0 AND households < declared)"
    return f"COALESCE(SUM(CASE WHEN complete > 0 AND {is_few} THEN {number} ELSE 0 END), 0)"


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
_LIST_WAITS = _one_if(_complete(waiting=True))
_UNASSIGNED = (
    f"(SELECT u.id FROM {Area._meta.db_table} u WHERE u.commune_id = %(pk)s "  # noqa: S608 - our own names
    f"AND u.kind = '{Kind.UNASSIGNED.value}')"
)
_IS_UNDECLARED = (
    f"households > 0 AND complete = 0 AND declared IS NULL AND area_id NOT IN {_UNASSIGNED}"
)
OF_COMMUNE = {
    "declared": _declared("households"),
    "declared_villages": _declared("villages"),
    "list_complete": _complete(),
    "complete": "COALESCE(SUM(complete), 0)",
    "waiting": f"COALESCE(SUM(waiting), 0) + {_LIST_WAITS}",
    "waiting_lists": _LIST_WAITS,
    "begun_villages": f"COALESCE(SUM({_one_if(_IS_BEGUN)}), 0)",
}
NEEDED_OF_COMMUNE = {
    "explained": "COALESCE(SUM(expected), 0)",
    "undeclared": f"COALESCE(SUM({_one_if(_IS_UNDECLARED)}), 0)",
    "open_villages": _open_villages("COUNT(*)"),
    "open_registers": _open_villages("COUNT(*)", f" AND NOT {_complete('v.id')}"),
    # Registers called complete with fewer than were declared: both numbers, added up.
    "few_registered": _sum_of_few("households"),
    "few_declared": _sum_of_few("declared"),
    "unmeasured": f"COALESCE(SUM({_one_if('waiting > 0 AND declared IS NULL')}), 0)",
}
_IS_FULL = "(list_complete AND open_registers = 0)"
_OWN = "COALESCE(declared, 0)"
_LACKS_MORE = f"waiting > 0 AND {_OWN} - households > few_declared - few_registered"
_IS_WHOLE_FEW = f"{_IS_FULL} AND ({_is_short(_OWN)} OR {_LACKS_MORE})"
_REST = _beyond("declared", "explained", _IS_FULL)
DERIVED_OF_COMMUNE = {
    "undeclared_villages": "CASE WHEN declared IS NULL THEN undeclared ELSE 0 END",
    "undeclared_lists": _one_if(
        "declared_villages IS NULL AND NOT list_complete AND open_villages > 0"
    ),
    "unattributed": _REST,
    "expected": f"explained + {_REST}",
    "unattributed_villages": _beyond("declared_villages", "open_villages", "list_complete"),
    # All is complete, and the commune's own declaration is short, or something there waits and it lacks more:
    # that one, and all that is registered.
    "short_registered": f"CASE WHEN {_IS_WHOLE_FEW} THEN households ELSE few_registered END",
    "short_declared": f"CASE WHEN {_IS_WHOLE_FEW} THEN declared ELSE few_declared END",
    "undeclared_waiting": "CASE WHEN declared IS NULL THEN unmeasured + waiting_lists ELSE 0 END",
}


# --- The same through the ORM and the pure rules, to compare ---


def villages_counted(registered: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    """Return (complete, expected, waiting) by village, from how many households are registered in each."""
    declared = _declarations("households")
    complete = set(Completion.unscoped.standing().registers().values_list("area", flat=True))
    waits = set(Completion.unscoped.waiting().registers().values_list("area", flat=True))
    places = Area.unscoped.holding_households().filter(pk__in={*registered, *declared, *complete})
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
    waits = _waiting(homes)
    begun = dict(_begun_villages().values_list("commune_id").annotate(n=Count("pk")))
    unsure = _undeclared_villages(set(homes))
    full = {pk for pk in listed if not n_some.get(pk)}
    few = _short(homes, full, waits)
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


def _waiting(declaring: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Count by commune what waits for a confirmation: all, lists of villages, and of unknown size.

    Lists are counted apart: a register that waits says nothing against the list of villages.
    `declaring` are the communes that declared their households: how many may be missing is known there.
    """
    acts = Completion.unscoped.waiting().order_by()
    lists = Count("pk", filter=Q(kind=Completion.Kind.VILLAGES))
    commune = acts.values_list(Coalesce("area__commune_id", "area_id"))
    rows = VillageCount.unscoped.filter(waiting__gt=0, declared=None).order_by()
    unmeasured = dict(rows.values_list("commune_id").annotate(n=Count("pk")))
    return {
        pk: (n, listed, 0 if pk in declaring else unmeasured.get(pk, 0) + listed)
        for pk, n, listed in commune.annotate(n=Count("pk"), n_lists=lists)
    }


def _short(
    declared: Mapping[int, int], full: set[int], waiting: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return households registered, and declared, where registers were called complete with too few.

    Of a commune its villages' numbers, or its own where all is complete and that is short, too, or something
    there waits and it lacks more.
    """
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


def _undeclared_villages(declaring: set[int]) -> dict[int, int]:
    """Count the begun, open, undeclared registers of communes that declared no households either."""
    rows = VillageCount.unscoped.of_villages().filter(households__gt=0, complete=0, declared=None)
    rows = rows.exclude(commune__in=declaring).order_by()
    return dict(rows.values_list("commune_id").annotate(n=Count("pk")))


def _begun_villages() -> Any:
    """Return the count rows of open villages whose register was begun, or is complete."""
    begun = Q(households__gt=0) | Q(complete__gt=0)
    return VillageCount.unscoped.of_villages().filter(begun, area__closed_on=None).order_by()


def _declarations(number: str) -> dict[int, int]:
    rows = Declaration.unscoped.holding(number).order_by()
    return dict(rows.values_list("area_id", number))


def stored_villages() -> dict[int, int]:
    """Return what the villages of each commune expect, as their rows say."""
    found = dict[int, int]()
    for pk, number in VillageCount.unscoped.values_list("commune_id", "expected"):
        found[pk] = found.get(pk, 0) + number
    return found


def with_villages(sums: Counted) -> Counted:
    """Put beside the sums of villages what else their rows hold."""
    declared, saved = _declarations("households"), Household.unscoped.order_by()
    last = dict(saved.values_list("village_id").annotate(last=Max("saved_at")))
    return _beside(sums, {"declared": declared, "saved_at": last})


def with_communes(sums: Counted) -> Counted:
    """Put beside the sums of communes what else their rows hold."""
    rows = VillageCount.unscoped.order_by().values_list("commune_id")
    listed = set(Completion.unscoped.standing().lists().values_list("area_id", flat=True))
    further: dict[str, dict[int, Any]] = {
        "declared": _declarations("households"),
        "declared_villages": _declarations("villages"),
        "list_complete": {pk: pk in listed for pk in sums.rows},
        "saved_at": dict(rows.annotate(last=Max("saved_at"))),
    }
    return _beside(sums, further)


def _beside(sums: Counted, further: Mapping[str, Mapping[int, Any]]) -> Counted:
    rows = {
        pk: (*numbers, *(found.get(pk) for found in further.values()))
        for pk, numbers in sums.rows.items()
    }
    return Counted((*sums.columns, *further), rows)
