"""What is counted of households: the columns they bring to the count rows, and how these are compared."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from areas.models import Area
from households.models import ONE_SHORT, Declaration, Household, Status, old_before
from rollup.counts import Counted, Part, Source, day_literal, lock, of_villages, recount
from rollup.models import VillageCount, VillageCountQuerySet
from skills.catalogue import ALL_FIVE, SKILLS

# The name under which households are recounted: `recount(village, of=[HOUSEHOLDS])`.
HOUSEHOLDS = "households"

SUMS = (
    "households",
    "surveyed",
    "covered",
    "combined",
    "one_short",
    "nobody_home",
    *(skill.column for skill in SKILLS),
    "fifth_assessed",
    "old",
    "declared_only",
)


def _count(condition: str) -> str:
    return f"COUNT(CASE WHEN closed_on IS NULL AND {condition} THEN 1 END)"


_ALL = "COUNT(CASE WHEN closed_on IS NULL THEN 1 END)"
VILLAGE_COLUMNS = {
    "households": _ALL,
    "surveyed": _count("surveyed_on IS NOT NULL"),
    "covered": _count("covered"),
    "combined": _count(f"skills_mask = {ALL_FIVE}"),
    "one_short": _count(f"best_mask IN {ONE_SHORT}"),
    "nobody_home": _count(f"status = '{Status.NOBODY_HOME.value}' AND surveyed_on IS NULL"),
    **{skill.column: _count(f"(skills_mask & {skill.bit}) <> 0") for skill in SKILLS},
    "fifth_assessed": _count("fifth_assessed"),
    "saved_at": "MAX(saved_at)",
}
COMMUNE_COLUMNS = {
    **{name: f"COALESCE(SUM({name}), 0)" for name in (*SUMS, "declared")},
    "saved_at": "MAX(saved_at)",
}


def _village_columns(village_id: int, today: date) -> dict[str, str]:
    return {**VILLAGE_COLUMNS, **_of_today(village_id, today)}


def _of_today(village_id: int, today: date) -> dict[str, str]:
    """Return what depends on the day and on what the village declared; all are our own values."""
    declared = (
        f"(SELECT d.households FROM {Declaration._meta.db_table} d WHERE d.village_id = "  # noqa: S608
        f"{int(village_id)} ORDER BY d.declared_on DESC, d.id DESC LIMIT 1)"
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
    recount(*villages, of=[HOUSEHOLDS])
    return len(villages)


def _days(rows: VillageCountQuerySet) -> list[date]:
    """Return the days on which these villages were last counted."""
    days = rows.filter(counted_on__isnull=False).order_by("counted_on")
    return [day for day in days.values_list("counted_on", flat=True).distinct() if day]


def _communes() -> Counted:
    sums = VillageCount.unscoped.order_by().values_list("commune_id")
    added = sums.annotate(**{f"sum_{name}": Sum(F(name)) for name in SUMS})
    return Counted(SUMS, {row[0]: tuple(row[1:]) for row in added})


def _villages() -> Counted:
    """Count every village through the ORM, in the order of SUMS."""
    old, declared = _old_by_village(), _declared_only()
    villages = {
        row[0]: (*row[1:], old.get(row[0], 0), 0 if row[1] else declared.pop(row[0], 0))
        for row in _by_village()
    }
    empty = (0,) * (len(SUMS) - 1)
    villages |= {k: (*empty, n) for k, n in declared.items() if k not in villages}
    return Counted(SUMS, villages)


def _by_village() -> Any:
    """Count the columns that come from household rows alone, in the order of SUMS."""
    current = Q(closed_on=None)
    rows = Household.unscoped.order_by().values_list("village_id")
    return rows.annotate(
        households=Count("pk", filter=current),
        n_surveyed=Count("pk", filter=current & Q(surveyed_on__isnull=False)),
        n_covered=Count("pk", filter=current & Q(covered=True)),
        combined=Count("pk", filter=current & Q(skills_mask=ALL_FIVE)),
        one_short=Count("pk", filter=current & Q(best_mask__in=ONE_SHORT)),
        nobody_home=Count("pk", filter=current & Q(status=Status.NOBODY_HOME, surveyed_on=None)),
        **{
            skill.column: Count(
                "pk",
                filter=current & Q(skills_mask__in=[m for m in range(32) if m & skill.bit]),
            )
            for skill in SKILLS
        },
        n_fifth=Count("pk", filter=current & Q(fifth_assessed=True)),
    )


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
    rows = Declaration.unscoped.order_by("declared_on", "pk")  # the last one stays
    return dict(rows.values_list("village_id", "households"))


SOURCE = Source(
    HOUSEHOLDS,
    village=Part(Household._meta.db_table, "village_id", _village_columns),
    commune=of_villages(lambda _day: COMMUNE_COLUMNS),
    villages_counted=_villages,
    communes_counted=_communes,
)
