"""Counts of households: one village recounted from its rows, its commune from its villages."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, F, Q, Sum

from areas.counts import recount_row
from areas.models import Area
from households.models import ONE_SHORT, CommuneCount, Household, Status, VillageCount
from skills.catalogue import ALL_FIVE, SKILLS

SUMS = (
    "households",
    "surveyed",
    "covered",
    "combined",
    "one_short",
    "nobody_home",
    *(skill.column for skill in SKILLS),
    "fifth_assessed",
)


def _count(condition: str) -> str:
    return f"COUNT(CASE WHEN closed_on IS NULL AND {condition} THEN 1 END)"


VILLAGE_COLUMNS = {
    "households": "COUNT(CASE WHEN closed_on IS NULL THEN 1 END)",
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
    **{name: f"COALESCE(SUM({name}), 0)" for name in SUMS},
    "saved_at": "MAX(saved_at)",
}


def lock(villages: Iterable[Area]) -> None:
    """Take the commune rows of these villages, lowest first: the first statement of every save."""
    CommuneCount.unscoped.lock(sorted({v.commune_id for v in villages if v.commune_id}))


def recount(village: Area) -> None:
    """Recount one village and its commune. The caller holds the commune's row (`lock`)."""
    if not recount_row(VillageCount, village.pk, VILLAGE_COLUMNS, Household, "village_id"):
        VillageCount.unscoped.lock([village.pk])
        recount_row(VillageCount, village.pk, VILLAGE_COLUMNS, Household, "village_id")
    if village.commune_id:
        recount_commune(village.commune_id)


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


def _pairs() -> Iterator[tuple[str, dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]]:
    current = Q(closed_on=None)
    rows = Household.unscoped.order_by().values_list("village_id")
    counted = rows.annotate(
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
    yield "VillageCount", _stored(VillageCount), {row[0]: tuple(row[1:]) for row in counted}
    sums = VillageCount.unscoped.order_by().values_list("commune_id")
    added = sums.annotate(**{f"sum_{name}": Sum(F(name)) for name in SUMS})
    yield "CommuneCount", _stored(CommuneCount), {row[0]: tuple(row[1:]) for row in added}


def _stored(model: type[VillageCount | CommuneCount]) -> dict[int, tuple[int, ...]]:
    return {row[0]: tuple(row[1:]) for row in model.unscoped.values_list("pk", *SUMS)}
