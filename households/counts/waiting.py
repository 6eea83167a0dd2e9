"""How many registers and lists of villages of a commune wait for a confirmation, in SQL and through the ORM.

Lists are counted apart: a register that waits says nothing against the list of villages. So are those of
which nobody declared how many households there are: how many may be missing there is not known.
"""

from collections.abc import Collection

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from households.models import Completion
from rollup.models import VillageCount

COLUMNS = ("waiting", "waiting_lists", "undeclared_waiting")
# Of a commune, added up from the rows of its villages.
NEEDED = {
    "unmeasured": "COALESCE(SUM(CASE WHEN waiting > 0 AND declared IS NULL THEN 1 ELSE 0 END), 0)"
}
DERIVED = {
    "undeclared_waiting": "CASE WHEN declared IS NULL THEN unmeasured + waiting_lists ELSE 0 END"
}


def of_commune(list_waits: str) -> dict[str, str]:
    """Return the columns of a commune; `list_waits` is 1 where its list of villages waits."""
    return {"waiting": f"COALESCE(SUM(waiting), 0) + {list_waits}", "waiting_lists": list_waits}


def counted(declaring: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the three numbers by commune; `declaring` are the communes that declared their households."""
    acts = Completion.unscoped.waiting().order_by()
    lists = Count("pk", filter=Q(kind=Completion.Kind.VILLAGES))
    commune = acts.values_list(Coalesce("area__commune_id", "area_id"))
    rows = VillageCount.unscoped.filter(waiting__gt=0, declared=None).order_by()
    unmeasured = dict(rows.values_list("commune_id").annotate(n=Count("pk")))
    return {
        pk: (n, listed, 0 if pk in declaring else unmeasured.get(pk, 0) + listed)
        for pk, n, listed in commune.annotate(n=Count("pk"), n_lists=lists)
    }
