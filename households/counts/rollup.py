"""What is counted of households: the columns they bring to the count rows, and how these are compared."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from areas.models import Area
from households.counts import expected
from households.counts.contribution import MOVED
from households.models import Household, Status, old_before
from rollup.counts import Counted, Part, Source, day_literal, lock, recount
from rollup.models import VillageCount, VillageCountQuerySet
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import FIRST_FOUR
from skills.people import PEOPLE

# The name under which households are recounted: `recount(village, of=[HOUSEHOLDS])`.
HOUSEHOLDS = "households"

# Those that a village's households alone decide are moved; the others are added to them (households.counts.expected).
SUMS = (*MOVED, "old", "expected", "unattributed", "complete")


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
    "ask_one": _count(f"(unasked_mask & {FIRST_FOUR}) <> 0"),
    "ask_fifth": _count(f"unasked_mask = {ALL_FIVE & ~FIRST_FOUR}"),
    "ruled_out": _count("ruled_out"),
    "nobody_home": _count(f"status = '{Status.NOBODY_HOME.value}' AND surveyed_on IS NULL"),
    "refused": _count(f"status = '{Status.REFUSED.value}' AND surveyed_on IS NULL"),
    **{skill.column: _count(f"(skills_mask & {skill.bit}) <> 0") for skill in SKILLS},
    **{skill.asked_column: _count(f"(asked_mask & {skill.bit}) <> 0") for skill in SKILLS},
    **{name: f"COALESCE(SUM(CASE WHEN closed_on IS NULL THEN {name} END), 0)" for name in PEOPLE},
    "saved_at": "MAX(saved_at)",
}
COMMUNE_COLUMNS = {
    **{name: f"COALESCE(SUM({name}), 0)" for name in (*MOVED, "old")},
    "saved_at": "MAX(saved_at)",
}


def _village_columns(today: date) -> dict[str, str]:
    return {**VILLAGE_COLUMNS, **_of_today(today), **expected.OF_VILLAGE}


def _of_today(today: date) -> dict[str, str]:
    """Return what depends on the day."""
    return {
        "old": _count(f"reviewed_on < '{old_before(today).isoformat()}'"),
        "counted_on": day_literal(today),
    }


@transaction.atomic
def age(day: date) -> int:
    """Count again the villages in which a standing has become old since they were counted.

    Standing ages without a save; the daily run of `manage.py snapshot` calls this. Returns how
    many villages were counted.
    """
    aged = set[int]()
    for counted_on in _days(VillageCount.unscoped.filter(counted_on__lt=day)):
        since = Household.unscoped.open().filter(
            reviewed_on__gte=old_before(counted_on), reviewed_on__lt=old_before(day)
        )
        of_that_day = VillageCount.unscoped.filter(counted_on=counted_on)
        aged |= set(
            since.filter(village__in=of_that_day.values("pk")).values_list("village_id", flat=True)
        )
    villages = list(Area.unscoped.filter(pk__in=aged).order_by("pk"))
    lock(villages, even_ended=True)
    recount(*villages, of=[HOUSEHOLDS])
    return len(villages)


def _days(rows: VillageCountQuerySet) -> list[date]:
    """Return the days on which these villages were last counted."""
    days = rows.filter(counted_on__isnull=False).order_by("counted_on")
    return [day for day in days.values_list("counted_on", flat=True).distinct() if day]


def _communes() -> Counted:
    """Count every commune through the ORM: its villages added up, and what they do not explain."""
    names = (*MOVED, "old", "complete")
    sums = VillageCount.unscoped.order_by().values_list("commune_id")
    added = sums.annotate(**{f"sum_{name}": Sum(F(name)) for name in names})
    rows = {pk: tuple(numbers) for pk, *numbers in added}
    declared = expected.communes_counted(expected.stored_villages())
    zero = (0,) * len(names)
    further = (
        *("unattributed", "expected", "unattributed_villages", "begun_villages"),
        *("undeclared_villages", "undeclared_lists"),
    )
    columns = (*names, *further, *expected.WAITING, *expected.SHORT)
    return Counted(columns, {pk: (*rows.get(pk, zero), *found) for pk, found in declared.items()})


def _villages() -> Counted:
    """Count every village through the ORM."""
    old, counted = _old_by_village(), {pk: numbers for pk, *numbers in _by_village()}
    declared = expected.villages_counted({pk: numbers[0] for pk, numbers in counted.items()})
    zero = (0,) * len(MOVED)
    villages = {
        pk: (*counted.get(pk, zero), old.get(pk, 0), *found) for pk, found in declared.items()
    }
    return Counted((*MOVED, "old", "complete", "expected", "waiting"), villages)


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
        ask_one=Count("pk", filter=current & Q(unasked_mask__in=[*range(1, 16), *range(17, 32)])),
        ask_fifth=Count("pk", filter=current & Q(unasked_mask=16)),
        n_ruled_out=Count("pk", filter=current & Q(ruled_out=True)),
        nobody_home=Count("pk", filter=current & Q(status=Status.NOBODY_HOME, surveyed_on=None)),
        refused=Count("pk", filter=current & Q(status=Status.REFUSED, surveyed_on=None)),
        **{s.column: _with_bit("skills_mask", s.bit) for s in SKILLS},
        **{s.asked_column: _with_bit("asked_mask", s.bit) for s in SKILLS},
        **{f"n_{name}": Sum(name, filter=current, default=0) for name in PEOPLE},
    )


def _with_bit(column: str, bit: int) -> Count:
    masks = [mask for mask in range(ALL_FIVE + 1) if mask & bit]
    return Count("pk", filter=Q(closed_on=None, **{f"{column}__in": masks}))


def _old_by_village() -> dict[int, int]:
    """Count what was old on the day each village was counted."""
    found = dict[int, int]()
    stored = VillageCount.unscoped.all()
    for day in _days(stored):
        old = Household.unscoped.open().old(day).order_by()
        rows = old.filter(village__in=stored.filter(counted_on=day).values("pk"))
        found.update(rows.values_list("village_id").annotate(n=Count("pk")))
    return found


SOURCE = Source(
    HOUSEHOLDS,
    village=Part(
        Household._meta.db_table, "village_id", _village_columns, expected.DERIVED_OF_VILLAGE
    ),
    commune=Part(
        VillageCount._meta.db_table,
        "commune_id",
        lambda _: {**COMMUNE_COLUMNS, **expected.OF_COMMUNE},
        expected.DERIVED_OF_COMMUNE,
        expected.NEEDED_OF_COMMUNE,
    ),
    villages_counted=lambda: expected.with_villages(_villages()),
    communes_counted=lambda: expected.with_communes(_communes()),
)
