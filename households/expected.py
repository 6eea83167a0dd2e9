"""How many households and villages a place is expected to have, as columns of its count row.

The rule is `rollup.denominators`; here it stands in SQL for the recount, and is read through the ORM to
compare. What is declared or complete is asked as of today.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from areas.kinds import Level
from areas.models import Area
from households import short
from households.models import Completion, Declaration
from rollup.denominators import expected, unattributed
from rollup.models import CommuneCount, VillageCount

_DECLARATIONS, _ACTS = Declaration._meta.db_table, Completion._meta.db_table


def of_village(village_id: int, registered: str) -> dict[str, str]:
    """Return the columns of a village; `registered` is the SQL that counts its households."""
    declared, complete = _declared(village_id, "households"), _complete(str(int(village_id)))
    return {
        "declared": declared,
        "complete": f"CASE WHEN {complete} THEN 1 ELSE 0 END",
        "waiting": f"CASE WHEN {_complete(str(int(village_id)), waiting=True)} THEN 1 ELSE 0 END",
        "expected": (
            f"CASE WHEN NOT {complete} AND COALESCE({declared}, 0) > {registered} "
            f"THEN {declared} ELSE {registered} END"
        ),
    }


def of_commune(commune_id: int) -> dict[str, str]:
    """Return the columns of a commune, from the rows of its villages."""
    homes, villages = _declared(commune_id, "households"), _declared(commune_id, "villages")
    is_listed, explained = _complete(str(int(commune_id))), "COALESCE(SUM(expected), 0)"
    is_full = f"({is_listed} AND {_villages(commune_id, incomplete=True)} = 0)"
    rest = _rest(homes, explained, is_full)
    return {
        "declared": homes,
        "declared_villages": villages,
        "list_complete": is_listed,
        "complete": "COALESCE(SUM(complete), 0)",
        "waiting": (
            "COALESCE(SUM(waiting), 0) + "
            f"CASE WHEN {_complete(str(int(commune_id)), waiting=True)} THEN 1 ELSE 0 END"
        ),
        "begun_villages": f"COALESCE(SUM(CASE WHEN {_begun(commune_id)} THEN 1 ELSE 0 END), 0)",
        "unattributed": rest,
        "expected": f"{explained} + {rest}",
        "unattributed_villages": _rest(villages, _villages(commune_id), is_listed),
        **short.of_commune(homes, is_full),
    }


def _rest(declared: str, explained: str, is_explained: str) -> str:
    return (
        f"CASE WHEN NOT {is_explained} AND COALESCE({declared}, 0) > {explained} "
        f"THEN {declared} - {explained} ELSE 0 END"
    )


def _declared(place_id: int, number: str) -> str:
    return (
        f"(SELECT d.{number} FROM {_DECLARATIONS} d WHERE d.area_id = {int(place_id)} "  # noqa: S608 - our own names
        f"AND d.withdrawn_at IS NULL AND d.{number} IS NOT NULL "
        "ORDER BY d.declared_on DESC, d.id DESC LIMIT 1)"
    )


def _complete(place: str, *, waiting: bool = False) -> str:
    """Say that an act stands at a place; with `waiting` one that was not confirmed and should be."""
    more = " AND c.needs_confirmation AND c.confirmed_at IS NULL" if waiting else ""
    return (
        f"EXISTS (SELECT 1 FROM {_ACTS} c WHERE c.area_id = {place} AND c.undone_at IS NULL{more})"  # noqa: S608
    )


def _begun(commune_id: int) -> str:
    """Say of a village's row that it is an open village whose register was begun, or is complete."""
    villages = (
        f"SELECT v.id FROM {Area._meta.db_table} v WHERE v.commune_id = {int(commune_id)} "  # noqa: S608 - our own names
        f"AND v.level = {Level.VILLAGE} AND v.closed_on IS NULL"
    )
    return f"(households > 0 OR complete > 0) AND area_id IN ({villages})"


def _villages(commune_id: int, *, incomplete: bool = False) -> str:
    """Return the number of open villages; with `incomplete` of those whose register is not complete."""
    some = f" AND NOT {_complete('v.id')}" if incomplete else ""
    return (
        f"(SELECT COUNT(*) FROM {Area._meta.db_table} v WHERE v.commune_id = {int(commune_id)} "  # noqa: S608
        f"AND v.level = {Level.VILLAGE} AND v.closed_on IS NULL{some})"
    )


# --- The same through the ORM and the pure rules, to compare ---


def villages_counted(registered: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    """Return (complete, expected, waiting) by village, from how many households are registered in each."""
    declared = _declarations("households")
    complete = set(Completion.unscoped.standing().registers().values_list("area", flat=True))
    waiting = set(Completion.unscoped.waiting().registers().values_list("area", flat=True))
    places = Area.unscoped.villages().filter(pk__in={*registered, *declared, *complete})
    return {
        pk: (
            int(pk in complete),
            expected(registered.get(pk, 0), declared.get(pk), is_complete=pk in complete),
            int(pk in waiting),
        )
        for pk in places.values_list("pk", flat=True)
    }


def communes_counted(explained: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Return what a commune's villages do not explain, from what they expect, by commune.

    (unattributed, expected, unattributed villages, waiting, begun villages, and what is short).
    """
    homes, numbers = _declarations("households"), _declarations("villages")
    acts = Completion.unscoped.standing()
    listed = set(acts.lists().values_list("area", flat=True))
    villages = Area.unscoped.villages().filter(closed_on=None).order_by()
    some = villages.exclude(pk__in=acts.registers().values("area"))
    n_open = dict(villages.values_list("commune_id").annotate(n=Count("pk")))
    n_some = dict(some.values_list("commune_id").annotate(n=Count("pk")))
    commune = Coalesce("area__commune_id", "area_id")
    waiting = dict(acts.waiting().order_by().values_list(commune).annotate(n=Count("pk")))
    begun = dict(_begun_villages().values_list("commune_id").annotate(n=Count("pk")))
    full = {pk for pk in listed if not n_some.get(pk)}
    few = short.counted(homes, full)
    found = dict[int, tuple[int, ...]]()
    for pk in CommuneCount.unscoped.values_list("pk", flat=True):
        whole = explained.get(pk, 0)
        rest = unattributed(homes.get(pk), whole, all_complete=pk in full)
        unlisted = unattributed(numbers.get(pk), n_open.get(pk, 0), all_complete=pk in listed)
        further = (waiting.get(pk, 0), begun.get(pk, 0), *few.get(pk, (0, 0)))
        found[pk] = (rest, whole + rest, unlisted, *further)
    return found


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
