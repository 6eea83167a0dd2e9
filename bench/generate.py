"""Fill a scratch database with a country of any size, by set-based statements, the same at every run."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from areas.names import fold
from bench.inserting import (
    analyze,
    bit,
    bulk_load,
    days_ago,
    insert,
    literal,
    one_of,
    padded,
    series,
    uuid_of,
)
from bench.persons import CHILD_BORN, HEAD_BORN, people_of
from households.counts.rollup import COMMUNE_COLUMNS, VILLAGE_COLUMNS
from households.models import Household, Resident
from rollup.counts import OPEN_VILLAGES
from rollup.models import CommuneCount, VillageCount
from skills.catalogue import SKILLS
from skills.models import LocalPlatform
from teams.counts.rollup import (
    COMMUNE_COLUMNS as COMMUNE_TEAMS,
    JOINED_TEAM,
    VILLAGE_COLUMNS as VILLAGE_TEAMS,
    of_day,
)
from teams.models import Member, Team, TeamVillage, Tenure

PROVINCES, DISTRICTS = 63, 705
# Where the keys of each level begin: a key says its level and number.
COUNTRY, PROVINCE, DISTRICT, COMMUNE, VILLAGE = 1, 1, 1_000, 10_000, 100_000
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Võ", "Đỗ", "Bùi", "Huỳnh")
# Who reads all pages of the country; made last, so that a country half made has none.
READER = "bench"
# Who brings files in, and sees the figures of a small village.
OFFICER = "bench-xa"
OPENED = date(2024, 1, 1)
FOUNDED = literal(OPENED + timedelta(days=30))


@dataclass(frozen=True)
class Size:
    """How large a country to make."""

    households: int
    communes: int = 10_600
    villages: int = 100_000


def generate(size: Size) -> None:
    """Make the tree, the teams, the households with their people, and all count rows."""
    with bulk_load():
        _tree(size)
        opened = literal(OPENED)
        named = {"area": f"{PROVINCE} + n", "name": "'Nền tảng ' || n", "valid_from": opened}
        insert(LocalPlatform, series(PROVINCES), **named)
        add_teams(size)
        add_households(size)
        add_people()
        analyze()
        add_count_rows()
    analyze()


def parent_of(number: str, of: int, above: int) -> str:
    """Return which of `above` parents the `number`th of `of` children has; neighbours share one."""
    return f"((({number} - 1) * {above}) / {of} + 1)"


def _tree(size: Size) -> None:
    def province(district: str) -> str:
        return f"{PROVINCE} + {parent_of(district, DISTRICTS, PROVINCES)}"

    district = parent_of("n", size.communes, DISTRICTS)
    commune = parent_of("n", size.villages, size.communes)
    above = parent_of(commune, size.communes, DISTRICTS)
    of_commune = province(district), f"{DISTRICT} + {district}"
    of_village = province(above), f"{DISTRICT} + {above}", f"{COMMUNE} + {commune}"
    _areas(1, Level.COUNTRY, Kind.NUOC, COUNTRY - 1, "Việt Nam")
    _areas(PROVINCES, Level.PROVINCE, Kind.TINH, PROVINCE, "Tỉnh")
    _areas(DISTRICTS, Level.DISTRICT, Kind.HUYEN, DISTRICT, "Huyện", province("n"))
    _areas(size.communes, Level.COMMUNE, Kind.XA, COMMUNE, "Xã", *of_commune)
    _areas(size.villages, Level.VILLAGE, Kind.THON, VILLAGE, "Thôn", *of_village)


def _areas(number: int, level: Level, kind: Kind, first: int, name: str, *above: str) -> None:
    """Insert one level; `above` are the keys of its province, district and commune, as far as it has them."""
    key, is_country = f"{first} + n", level == Level.COUNTRY
    steps = [*([] if is_country else ["1"]), *above, key]
    insert(
        Area,
        series(number),
        id=key,
        level=str(int(level)),
        kind=literal(kind.value),
        name=f"'{name} ' || n",
        parent="NULL" if is_country else [str(COUNTRY), *above][-1],
        path=" || ".join(f"({step}) || '.'" for step in steps),
        search_key=f"'|{name.lower()} ' || n || '|'",
        sort_key=padded("n"),
        opened_on=literal(OPENED),
        **dict(zip(("province", "district", "commune"), above, strict=False)),
    )


def add_teams(size: Size) -> None:
    """Give nine villages of ten a team of about five; half of them have a leader and were active lately."""
    insert(
        Team,
        f"{series(size.villages)} WHERE n % 10 <> 3",
        id="n",
        area=f"{VILLAGE} + n",
        founded_on=FOUNDED,
        led=bit("n % 7 <> 0"),
        last_active_on=f"CASE WHEN n % 7 <> 0 THEN {days_ago('(n * 37) % 180')} END",
    )
    team = "((n - 1) * 2 / 9 + 1)"
    first = f"(n = 1 OR {team} <> ((n - 2) * 2 / 9 + 1))"
    insert(
        Member,
        f"{series(size.villages * 9 // 2)} "
        f"WHERE {team} % 10 <> 3 AND NOT ({team} % 7 = 0 AND {first})",
        team=team,
        full_name=f"{one_of('n', FAMILY)} || ' Thị ' || n",
        sort_key=padded("n"),
        role=f"CASE WHEN {first} THEN 'leader' ELSE 'member' END",
        organisation="'village'",
        joined_on=FOUNDED,
    )
    teams, people = (f'"{model._meta.db_table}"' for model in (Team, Member))
    insert(TeamVillage, teams, team="id", village="area_id", valid_from="founded_on")
    insert(Tenure, people, team="team_id", member="id", role="role", valid_from="joined_on")


def add_households(size: Size) -> None:
    """Give each village its share of the households, neighbours side by side."""
    insert(
        Household,
        series(size.households),
        id="n",
        uuid=uuid_of("n", 1),
        village=f"{VILLAGE} + {parent_of('n', size.households, size.villages)}",
        head_name=f"{one_of('n', FAMILY)} || ' Văn ' || n",
        hamlet="'Xóm ' || (n % 9)",
        opened_on=literal(OPENED),
        search_key=f"{one_of('n', tuple(map(fold, FAMILY)))} || ' van ' || n || ' xom ' || (n % 9)",
        sort_key=padded("(n * 7919) % 1000003"),
        **_results("((n * 7919) % 100)"),
    )


def _results(draw: str) -> dict[str, str]:
    """Return what households come to, from a number drawn for each: a fifth is not surveyed."""
    mask = f"CASE WHEN {draw} < 20 THEN 0 WHEN {draw} < 67 THEN 31 ELSE n % 31 END"
    day = f"CASE WHEN {draw} >= 20 THEN {days_ago('(n * 31) % 500')} END"
    asked = f"CASE WHEN {draw} >= 20 THEN 31 ELSE 0 END"
    one_short = f"{draw} >= 67 AND n % 31 IN (15, 23, 27, 29, 30)"
    of_age = timezone.localdate().year - int(settings.RESIDENT_MIN_AGE)
    return {
        "skills_mask": mask,
        "best_mask": mask,
        "asked_mask": asked,
        "best_asked_mask": asked,
        "covered": bit(f"{draw} >= 20 AND {draw} < 67"),
        "surveyed_on": day,
        "reviewed_on": day,
        "summed_on": literal(timezone.localdate()),
        "lacking_mask": f"CASE WHEN {one_short} THEN 31 - n % 31 ELSE 0 END",
        **people_of(f"{draw} >= 20", mask),
        "ruled_out": bit(f"{draw} >= 67 AND {CHILD_BORN.format(id='n')} > {of_age}"),
    }


def add_people() -> None:
    """Give each household its head, who was the one surveyed, and one or two more people."""
    homes = f'"{Household._meta.db_table}"'
    knows = "CASE WHEN surveyed_on IS NOT NULL THEN CASE WHEN (best_mask & {}) <> 0 THEN 2 ELSE 0 END END"
    insert(
        Resident,
        homes,
        household="id",
        full_name="head_name",
        is_head=bit("1 = 1"),
        relation="'head'",
        birth_year=HEAD_BORN.format(id="id"),
        assessed_on="surveyed_on",
        whole=bit("surveyed_on IS NOT NULL"),
        **{skill.column: knows.format(skill.bit) for skill in SKILLS},
    )
    for every in (1, 2):
        insert(
            Resident,
            f"{homes} WHERE id % {every} = 0",
            household="id",
            full_name="head_name || ' con'",
            relation="'child'",
            birth_year=CHILD_BORN.format(id="id"),
        )


def add_count_rows() -> None:
    """Count everything once: villages from their rows, communes from their villages."""
    today = timezone.localdate()
    old = f"COUNT(CASE WHEN closed_on IS NULL AND reviewed_on < {days_ago('365')} THEN 1 END)"
    of_today = {"old": old, "counted_on": literal(today), "expected": VILLAGE_COLUMNS["households"]}
    _insert_counts(
        VillageCount,
        (Household._meta.db_table, "village_id", {**VILLAGE_COLUMNS, **of_today}),
        (f"{TeamVillage._meta.db_table} {JOINED_TEAM}", "village_id", VILLAGE_TEAMS),
    )
    added = {**COMMUNE_COLUMNS, **COMMUNE_TEAMS, **of_day(today)}
    added["expected"] = "COALESCE(SUM(expected), 0)"
    # Nothing is declared or complete in this country.
    added["begun_villages"] = "COUNT(CASE WHEN households > 0 THEN 1 END)"
    added["undeclared_villages"], added["undeclared_lists"] = added["begun_villages"], "1"
    _insert_counts(
        CommuneCount,
        (f"{Area._meta.db_table} WHERE commune_id IS NOT NULL", "commune_id", OPEN_VILLAGES),
        (VillageCount._meta.db_table, "commune_id", added),
    )


def _insert_counts(row: type, *parts: tuple[str, str, dict[str, str]]) -> None:
    """Insert count rows: sums of the rows of each part by its key; what a part does not know is zero."""
    joined, columns = f'"{Area._meta.db_table}" a', dict[str, str]()
    for at, (source, key, sums) in enumerate(parts):
        counted = ", ".join(f"{sql} AS {name}" for name, sql in sums.items())
        part = f"(SELECT {key} AS k, {counted} FROM {source} GROUP BY {key})"  # noqa: S608 - our own words
        joined += f" LEFT JOIN {part} AS c{at} ON c{at}.k = a.id"
        for name in sums:
            field = row._meta.get_field(name)  # type: ignore[attr-defined]  # any model's
            columns[name] = f"c{at}.{name}" if field.null else f"COALESCE(c{at}.{name}, 0)"
    known = " OR ".join(f"c{at}.k IS NOT NULL" for at in range(len(parts)))
    ancestors = {"province": "a.province_id", "district": "a.district_id"}
    commune = "COALESCE(a.commune_id, a.id)"
    insert(row, f"{joined} WHERE {known}", area="a.id", commune=commune, **ancestors, **columns)
