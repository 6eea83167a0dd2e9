"""Count rows of a country that was made by statements: each counted once, at the end."""

from django.utils import timezone

from areas.models import Area
from bench.inserting import (
    days_ago,
    grouped,
    insert,
    literal,
)
from households.counts.rollup import COMMUNE_COLUMNS, VILLAGE_COLUMNS
from households.models import Household
from rollup import villages
from rollup.models import CommuneCount, VillageCount
from teams.counts.rollup import COMMUNE_COLUMNS as COMMUNE_TEAMS
from teams.counts.rollup import JOINED_TEAM, of_day
from teams.counts.rollup import VILLAGE_COLUMNS as VILLAGE_TEAMS
from teams.models import TeamVillage


def count_rows() -> None:
    """Count everything once: villages from their rows, communes from their villages."""
    today = timezone.localdate()
    served = f"{TeamVillage._meta.db_table} {JOINED_TEAM}"
    _insert_counts(
        VillageCount,
        (Household._meta.db_table, "village_id", {**VILLAGE_COLUMNS, **_as_of_today()}),
        (served, "village_id", VILLAGE_TEAMS),
    )
    added = {**COMMUNE_COLUMNS, **COMMUNE_TEAMS, **of_day(today)}
    added["expected"] = "COALESCE(SUM(expected), 0)"
    # Nothing is declared or complete in this country.
    added["begun_villages"] = "COUNT(CASE WHEN households > 0 THEN 1 END)"
    added["undeclared_villages"], added["undeclared_lists"] = added["begun_villages"], "1"
    _insert_counts(
        CommuneCount,
        (f"{Area._meta.db_table} WHERE commune_id IS NOT NULL", "commune_id", villages.COLUMNS),
        (VillageCount._meta.db_table, "commune_id", added),
    )


def _as_of_today() -> dict[str, str]:
    return {
        "expected": VILLAGE_COLUMNS["households"],
        "old": f"COUNT(CASE WHEN closed_on IS NULL AND reviewed_on < {days_ago('365')} THEN 1 END)",
        "counted_on": literal(timezone.localdate()),
    }


def _insert_counts(row: type, *parts: tuple[str, str, dict[str, str]]) -> None:
    """Insert count rows: sums of the rows of each part by its key, with the ancestor columns of each unit.

    A unit that one part does not know has its zeros.
    """
    joined, columns = f'"{Area._meta.db_table}" a', dict[str, str]()
    for at, (rows, key, sums) in enumerate(parts):
        joined += f" LEFT JOIN {grouped(rows, key, sums)} AS c{at} ON c{at}.k = a.id"
        columns |= {name: _or_zero(row, name, f"c{at}.{name}") for name in sums}
    known = " OR ".join(f"c{at}.k IS NOT NULL" for at in range(len(parts)))
    insert(
        row,
        f"{joined} WHERE {known}",
        area="a.id",
        province="a.province_id",
        district="a.district_id",
        commune="COALESCE(a.commune_id, a.id)",
        **columns,
    )


def _or_zero(row: type, name: str, sum_: str) -> str:
    field = row._meta.get_field(name)  # type: ignore[attr-defined]
    return sum_ if field.null else f"COALESCE({sum_}, 0)"
