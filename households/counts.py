"""Counts of households: one village recounted from its rows, its commune from its villages."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from areas.counts import CountRowQuerySet, day_literal, recount_row
from areas.models import Area
from households.models import (
    CommuneCount,
    Declaration,
    Household,
    Status,
    VillageCount,
    old_before,
)
from skills.catalogue import ALL_FIVE, SKILLS

SUMS = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ruled_out",
    "nobody_home",
    *(skill.column for skill in SKILLS),
    *(skill.asked_column for skill in SKILLS),
    "old",
    "declared_only",
)


def _count(condition: str) -> str:
    return f"COUNT(CASE WHEN closed_on IS NULL AND {condition} THEN 1 END)"


_ALL = "COUNT(CASE WHEN closed_on IS NULL THEN 1 END)"
VILLAGE_COLUMNS = {
    "households": _ALL,
    "surveyed": _count("surveyed_on IS NOT NULL"),
    "partly": _count("surveyed_on IS NULL AND asked_mask <> 0"),
    "covered": _count("covered"),
    "combined": _count(f"surveyed_on IS NOT NULL AND skills_mask = {ALL_FIVE}"),
    "one_short": _count("lacking_mask <> 0"),
    "ask_one": _count("unasked_mask <> 0"),
    "ruled_out": _count("ruled_out"),
    "nobody_home": _count(f"status = '{Status.NOBODY_HOME.value}' AND surveyed_on IS NULL"),
    **{skill.column: _count(f"(skills_mask & {skill.bit}) <> 0") for skill in SKILLS},
    **{skill.asked_column: _count(f"(asked_mask & {skill.bit}) <> 0") for skill in SKILLS},
    "saved_at": "MAX(saved_at)",
}
COMMUNE_COLUMNS = {
    **{name: f"COALESCE(SUM({name}), 0)" for name in (*SUMS, "declared")},
    "saved_at": "MAX(saved_at)",
}


def lock(villages: Iterable[Area]) -> None:
    """Take the commune rows of these villages, lowest first: the first statement of every save."""
    CommuneCount.unscoped.lock(sorted({v.commune_id for v in villages if v.commune_id}))


def lock_places(places: Iterable[Area]) -> None:
    """Do what `lock` does for villages and communes alike."""
    CommuneCount.unscoped.lock(sorted({place.commune_id or place.pk for place in places}))


def recount_places(*places: Area) -> None:
    """Recount villages and communes, each commune once. The caller holds their rows (`lock_places`)."""
    for place in places:
        if place.is_village:
            recount_village(place)
    for commune_id in sorted({place.commune_id or place.pk for place in places}):
        recount_commune(commune_id)


def recount(*villages: Area) -> None:
    """Recount villages and, once each, their communes. The caller holds the communes' rows (`lock`)."""
    for village in villages:
        recount_village(village)
    for commune_id in sorted({v.commune_id for v in villages if v.commune_id}):
        recount_commune(commune_id)


def recount_village(village: Area) -> None:
    """Count one village again, as of today. The caller holds the commune's row."""
    columns = {**VILLAGE_COLUMNS, **_of_today(village.pk)}
    if not recount_row(VillageCount, village.pk, columns, Household, "village_id"):
        VillageCount.unscoped.lock([village.pk])
        recount_row(VillageCount, village.pk, columns, Household, "village_id")


def _of_today(village_id: int) -> dict[str, str]:
    """Return what depends on the day and on what the village declared; all are our own values."""
    today = timezone.localdate()
    declared = (
        f"(SELECT d.households FROM {Declaration._meta.db_table} d WHERE d.area_id = "  # noqa: S608
        f"{int(village_id)} AND d.withdrawn_at IS NULL AND d.households IS NOT NULL "
        "ORDER BY d.declared_on DESC, d.id DESC LIMIT 1)"
    )
    return {
        "old": _count(f"reviewed_on < '{old_before(today).isoformat()}'"),
        "counted_on": day_literal(today),
        "declared": declared,
        "declared_only": f"CASE WHEN {_ALL} = 0 THEN COALESCE({declared}, 0) ELSE 0 END",
    }


@transaction.atomic
def age(day: date) -> int:
    """Count again the villages in which a standing has become old since they were counted.

    Standing ages without a save; the daily run of `manage.py snapshot` calls this. Returns how
    many villages were counted.
    """
    aged = set[int]()
    for counted_on in _days(VillageCount.unscoped.filter(counted_on__lt=day)):
        since = Household.unscoped.current().filter(
            reviewed_on__gte=old_before(counted_on), reviewed_on__lt=old_before(day)
        )
        of_that_day = VillageCount.unscoped.filter(counted_on=counted_on)
        aged |= set(
            since.filter(village__in=of_that_day.values("pk")).values_list("village_id", flat=True)
        )
    villages = list(Area.unscoped.filter(pk__in=aged).order_by("pk"))
    lock(villages)
    recount(*villages)
    return len(villages)


def _days(rows: CountRowQuerySet[VillageCount]) -> list[date]:
    """Return the days on which these villages were last counted."""
    days = rows.filter(counted_on__isnull=False).order_by("counted_on")
    return [day for day in days.values_list("counted_on", flat=True).distinct() if day]


def recount_commune(commune_id: int) -> None:
    """Add up the villages of one commune. The caller holds its row."""
    recount_row(CommuneCount, commune_id, COMMUNE_COLUMNS, VillageCount, "commune_id")


def wrong_rows() -> tuple[int, list[str]]:
    """Compare every stored count with one taken from the rows below: how many, and what differs.

    Counted through the ORM, on purpose not by the statement that wrote the rows.
    """
    compared, wrong = 0, list[str]()
    for label, stored, counted in _pairs():
        keys = stored.keys() | counted.keys()
        compared += len(keys)
        zero = (0,) * len(SUMS)
        wrong += [
            f"{label} {key}: {stored.get(key)} != {counted.get(key)}"
            for key in sorted(keys)
            if stored.get(key, zero) != counted.get(key, zero)
        ]
    return compared, wrong


type Counted = dict[int, tuple[int, ...]]


def _pairs() -> Iterator[tuple[str, Counted, Counted]]:
    yield "VillageCount", _stored(VillageCount), _villages()
    sums = VillageCount.unscoped.order_by().values_list("commune_id")
    added = sums.annotate(**{f"sum_{name}": Sum(F(name)) for name in SUMS})
    yield "CommuneCount", _stored(CommuneCount), {row[0]: tuple(row[1:]) for row in added}


def _villages() -> Counted:
    old, declared = _old_by_village(), _declared_only()
    villages = {
        row[0]: (*row[1:], old.get(row[0], 0), 0 if row[1] else declared.pop(row[0], 0))
        for row in _by_village()
    }
    empty = (0,) * (len(SUMS) - 1)
    return villages | {k: (*empty, n) for k, n in declared.items() if k not in villages}


def _by_village() -> Any:
    """Count the columns that come from household rows alone, in the order of SUMS."""
    current = Q(closed_on=None)
    rows = Household.unscoped.order_by().values_list("village_id")
    return rows.annotate(
        households=Count("pk", filter=current),
        n_surveyed=Count("pk", filter=current & Q(surveyed_on__isnull=False)),
        partly=Count("pk", filter=current & Q(surveyed_on=None, asked_mask__gt=0)),
        n_covered=Count("pk", filter=current & Q(covered=True)),
        combined=Count("pk", filter=current & Q(skills_mask=ALL_FIVE, surveyed_on__isnull=False)),
        one_short=Count("pk", filter=current & Q(lacking_mask__gt=0)),
        ask_one=Count("pk", filter=current & Q(unasked_mask__gt=0)),
        n_ruled_out=Count("pk", filter=current & Q(ruled_out=True)),
        nobody_home=Count("pk", filter=current & Q(status=Status.NOBODY_HOME, surveyed_on=None)),
        **{s.column: _with_bit("skills_mask", s.bit) for s in SKILLS},
        **{s.asked_column: _with_bit("asked_mask", s.bit) for s in SKILLS},
    )


def _with_bit(column: str, bit: int) -> Count:
    masks = [mask for mask in range(ALL_FIVE + 1) if mask & bit]
    return Count("pk", filter=Q(closed_on=None, **{f"{column}__in": masks}))


def _old_by_village() -> dict[int, int]:
    """Count what was old on the day each village was counted."""
    found = dict[int, int]()
    stored = VillageCount.unscoped.all()
    for day in _days(stored):
        old = Household.unscoped.current().old(day).order_by()
        rows = old.filter(village__in=stored.filter(counted_on=day).values("pk"))
        found.update(rows.values_list("village_id").annotate(n=Count("pk")))
    return found


def _declared_only() -> dict[int, int]:
    """Return the latest declaration of each village; which count is decided by the roster."""
    rows = Declaration.unscoped.of_villages().holding("households")
    return {pk: n or 0 for pk, n in rows.order_by().values_list("area_id", "households")}


def _stored(model: type[VillageCount | CommuneCount]) -> dict[int, tuple[int, ...]]:
    return {row[0]: tuple(row[1:]) for row in model.unscoped.values_list("pk", *SUMS)}
