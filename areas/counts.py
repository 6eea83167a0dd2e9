"""Count rows: sums kept beside the facts, recounted (never incremented) by whoever writes a fact.

Each room keeps its own rows: one for a village, one for a commune. Nothing above the commune is
stored; upper levels are sums of commune rows by the ancestor columns, read in one query.
The recount is raw SQL; docs/decisions/0003-counts.md says why.
"""

from collections.abc import Mapping
from datetime import date
from typing import Self

from django.db import connection, models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from audit.scope import ScopedQuerySet


class CountRowQuerySet[M: "CountRow"](ScopedQuerySet[M]):
    """Count rows of a part of the tree."""

    place = "area__path"

    def below(self, area: Area) -> Self:
        """Keep the rows of a unit, by the ancestor column that answers from an index."""
        match area.level:
            case Level.COUNTRY:
                return self.order_by()
            case Level.PROVINCE:
                return self.order_by().filter(province_id=area.pk)
            case Level.DISTRICT:
                return self.order_by().filter(district_id=area.pk)
            case Level.COMMUNE:
                return self.order_by().filter(commune_id=area.pk)
            case _:
                return self.order_by().filter(area_id=area.pk)

    def lock(self, area_ids: list[int]) -> None:
        """Wait for these rows, lowest id first, in a statement of its own; make missing ones.

        Whoever recounts must hold the commune's row before he counts: under READ COMMITTED a
        recount that waited for its row would still count what it saw before the wait.
        """
        held = set(self._hold(area_ids))
        missing = sorted(set(area_ids) - held)
        if missing:
            rows: list[M] = [self.model.of(area) for area in Area.unscoped.filter(pk__in=missing)]
            self.bulk_create(rows, ignore_conflicts=True)
            self._hold(area_ids)

    def _hold(self, area_ids: list[int]) -> list[int]:
        rows = self.select_for_update(of=("self",)).filter(pk__in=area_ids).order_by("pk")
        return list(rows.values_list("pk", flat=True))


class CountRow(models.Model):
    """The sums of one village or commune, with the columns that upper levels group by."""

    area = models.OneToOneField(
        Area, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("đơn vị")
    )
    province = models.ForeignKey(Area, models.PROTECT, related_name="+")
    district = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey(Area, models.PROTECT, related_name="+")
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def of(cls, area: Area) -> Self:
        """Build the still empty row of a village or commune."""
        return cls(
            area=area,
            province_id=area.province_id or 0,
            district_id=area.district_id,
            commune_id=area.commune_id or area.pk,
        )


def recount_row(
    row: type[CountRow],
    area_id: int,
    columns: Mapping[str, str],
    source: type[models.Model],
    key: str,
    joined: str = "",
) -> int:
    """Set a row's columns from the rows of `source` whose column `key` is this area.

    `columns` maps a column to the SQL expression that counts it, `joined` is what else it reads; all
    are our own constants. The caller holds the commune's lock. One statement, the same on SQLite and PostgreSQL. Returns how
    many rows were set: 0 when the area has no row yet.
    """
    target, below = row._meta.db_table, source._meta.db_table
    names = ", ".join([*columns, "version"])
    sums = ", ".join([*columns.values(), f"(SELECT version + 1 FROM {target} WHERE area_id = %s)"])  # noqa: S608
    sql = (
        f"UPDATE {target} SET ({names}) = "  # noqa: S608 - tables and columns are our own constants
        f"(SELECT {sums} FROM {below} {joined} WHERE {key} = %s) WHERE area_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [area_id, area_id, area_id])
        return int(cursor.rowcount)


def day_literal(day: date) -> str:
    """Write a day into a statement of `recount_row`, as the engine stores days."""
    return f"CAST('{day.isoformat()}' AS {'date' if connection.vendor == 'postgresql' else 'text'})"


class CommuneVillageCount(CountRow):
    """How many villages a commune has today."""

    villages = models.PositiveIntegerField(_("số thôn"), default=0)

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số thôn của xã")
        verbose_name_plural = _("số thôn của các xã")


def recount_villages(commune: Area) -> None:
    """Recount the open villages of one commune, inside the caller's transaction."""
    CommuneVillageCount.unscoped.lock([commune.pk])
    recount_row(
        CommuneVillageCount,
        commune.pk,
        {"villages": f"COUNT(CASE WHEN level = {Level.VILLAGE} AND closed_on IS NULL THEN 1 END)"},
        Area,
        "commune_id",
    )


def wrong_rows() -> tuple[int, list[str]]:
    """Compare every stored row with a count from the villages: how many compared, what differs."""
    stored = dict(CommuneVillageCount.unscoped.values_list("pk", "villages"))
    counted = dict.fromkeys(Area.unscoped.communes().values_list("pk", flat=True), 0)
    villages = Area.unscoped.villages().filter(closed_on=None).values("commune_id")
    counted |= {row["commune_id"]: row["n"] for row in villages.annotate(n=Count("pk"))}
    wrong = [
        f"CommuneVillageCount {pk}: {stored.get(pk, 0)} != {n}"
        for pk, n in counted.items()
        if stored.get(pk, 0) != n
    ]
    return len(counted), wrong
