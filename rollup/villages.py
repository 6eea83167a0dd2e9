"""How many villages a commune has today: counted here for the tree, which lies below this app."""

from collections.abc import Iterable

from django.db.models import Count

from areas.kinds import Level
from areas.models import Area
from rollup.counts import Counted, Part, Source, lock, recount_commune
from rollup.models import CommuneCount

VILLAGES = "villages"
COLUMNS = {VILLAGES: f"COUNT(CASE WHEN level = {Level.VILLAGE} AND closed_on IS NULL THEN 1 END)"}


def recount_villages(commune: Area) -> None:
    """Recount one commune whose open villages changed, inside the caller's transaction.

    All its columns: how many villages and households it is expected to have depends on them.
    """
    lock([commune])
    recount_commune(commune.pk)


def add_rows(communes: Iterable[Area]) -> None:
    """Give new communes their rows, without a village yet."""
    rows = [CommuneCount.of(commune) for commune in communes]
    CommuneCount.unscoped.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def _counted() -> Counted:
    counted = dict.fromkeys(Area.unscoped.communes().values_list("pk", flat=True), 0)
    villages = Area.unscoped.villages().filter(closed_on=None).order_by()
    counted |= dict(villages.values_list("commune_id").annotate(n=Count("pk")))
    return Counted((VILLAGES,), {pk: (n,) for pk, n in counted.items()})


SOURCE = Source(
    VILLAGES,
    village=None,
    commune=Part(Area._meta.db_table, "commune_id", lambda _: COLUMNS),
    villages_counted=lambda: Counted((), {}),
    communes_counted=_counted,
)
