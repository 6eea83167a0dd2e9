"""Villages that no team covers, those first where one would reach the most households."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from areas.kinds import Level
from areas.models import Area
from rollup.models import VillageCount


def villages_without_team(area: Area, day: date) -> Any:
    """Return the open villages of a unit that no village team covers, by commune."""
    covered = Exists(VillageCount.unscoped.filter(pk=OuterRef("pk"), teams__gt=0))
    villages = Area.unscoped.within(area).on(day).filter(~covered)
    return villages.by_commune(everywhere=area.level == Level.COUNTRY)


def with_need(villages: Any) -> Any:
    """Say of villages how many households they have, `homes`, and how many are not covered, `unreached`.

    Both are None where nobody has said how many there are.
    """
    rows = VillageCount.unscoped.filter(pk=OuterRef("pk"))
    homes = rows.annotate(n=F("expected")).filter(n__gt=0)
    unreached = homes.annotate(left=F("n") - F("covered")).values("left")
    return villages.annotate(homes=Subquery(homes.values("n")), unreached=Subquery(unreached))


def most_in_need(villages: Any) -> Any:
    """Put first the villages where a team would reach the most households not covered yet.

    One whose households nobody has counted comes last: its need is unknown, not nought.
    """
    return with_need(villages).order_by(
        F("unreached").desc(nulls_last=True), "commune__sort_key", "sort_key", "id"
    )
