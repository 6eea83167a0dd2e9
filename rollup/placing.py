"""Where count rows stand: the rows of units that went elsewhere follow them. The caller holds the communes' rows (`rollup.counts.lock`)."""

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Q, Subquery

from areas.models import Area
from areas.replanting import within
from rollup.models import CommuneCount, VillageCount
from web.bulk import rewrite


def place_rows(areas: Iterable[Area]) -> None:
    """Let the rows of villages and communes stand where these stand now."""
    of = {area.pk: area for area in areas}
    for model in (CommuneCount, VillageCount):
        rows = list(model.unscoped.filter(pk__in=of))
        for row in rows:
            area = of[row.pk]
            row.province_id, row.district_id = area.province_id or 0, area.district_id
            row.commune_id = area.commune_id or area.pk
        rewrite(rows, ["province", "district", "commune"])


def place_below(*units: Area) -> None:
    """Let the rows of units, and of all below them, stand where these stand now. Two statements, however many they are."""
    areas = Area.unscoped.filter(path__within_any=[one.path or "-" for one in units])
    _place(Q(pk__in=areas.values("pk")))


def place_within(keys: Collection[int]) -> None:
    """Let the rows of units below provinces, and of all below these, stand where they stand now. Two statements, however many they are.

    They are told by what the rows themselves say: what goes along keeps its own unit above, and is found by an index.
    No row beside them is written: whoever holds that one may wait for one of these.
    """
    if keys:
        _place(within(keys))


def _place(which: Q) -> None:
    own = Area.unscoped.filter(pk=OuterRef("pk"))
    for model, names in (
        (CommuneCount, ("province", "district")),
        (VillageCount, ("province", "district", "commune")),
    ):
        facts = {name: Subquery(own.values(name)[:1]) for name in names}
        model.unscoped.filter(which).update(**facts)
