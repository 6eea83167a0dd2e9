"""Fill a scratch database with a country of any size, by set-based statements, the same at every run."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from areas.names import fold
from bench.counting import count_rows
from bench.inserting import (
    analyze,
    bit,
    bulk_load,
    days_ago,
    insert,
    literal,
    one_of,
    series,
    uuid_of,
)
from households.models import Assessment, Household, Resident
from skills.catalogue import SKILLS
from skills.models import LocalPlatform
from teams.models import Member, Team, TeamVillage, Tenure

PROVINCES, DISTRICTS = 63, 705
# Where the keys of each level begin: a key says its level and number.
COUNTRY, PROVINCE, DISTRICT, COMMUNE, VILLAGE = 1, 1, 1_000, 10_000, 100_000
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Võ", "Đỗ", "Bùi", "Huỳnh")
FOLDED = ("nguyen", "tran", "le", "pham", "hoang", "dang", "vo", "do", "bui", "huynh")
GIVEN = ("Hương", "Tuấn", "Phượng", "Dũng", "Ngân", "Hạnh", "Khánh", "Thảo", "Lộc", "Vinh", "Yến")
FOLDED_GIVEN = tuple(map(fold, GIVEN))
OPENED = date(2024, 1, 1)
# In which year the children of a household with this key were born.
CHILD_BORN = "(1980 + {id} % 40)"
HOMES = f'"{Household._meta.db_table}"'


@dataclass(frozen=True)
class Size:
    """How large a country to make."""

    households: int
    communes: int = 10_600
    villages: int = 100_000
    # Whether each standing has its assessment too: 22 million rows that no page reads.
    findings: bool = False

    @classmethod
    def small(cls, households: int) -> "Size":
        """Return the size for CI: all provinces, a tenth of the communes and villages."""
        return cls(households, communes=1_060, villages=10_000, findings=True)


def generate(size: Size) -> None:
    """Make the tree, the teams, the households with their people, and all count rows."""
    with bulk_load():
        _tree(size)
        _platforms()
        _teams(size)
        _tenures()
        _households(size)
        _people()
        if size.findings:
            _findings()
        analyze()
        count_rows()
    analyze()


def _parent(number: str, of: int, above: int) -> str:
    """Return which of `above` parents the `number`th of `of` children has; neighbours share one."""
    return f"((({number} - 1) * {above}) / {of} + 1)"


def _tree(size: Size) -> None:
    district = _parent("n", size.communes, DISTRICTS)
    commune = _parent("n", size.villages, size.communes)
    of_district = _parent(district, DISTRICTS, PROVINCES)
    above = _parent(commune, size.communes, DISTRICTS)
    _areas(series(1), Level.COUNTRY, Kind.NUOC, COUNTRY - 1, "Việt Nam", ())
    _areas(series(PROVINCES), Level.PROVINCE, Kind.TINH, PROVINCE, "Tỉnh", ())
    _areas(series(DISTRICTS), Level.DISTRICT, Kind.HUYEN, DISTRICT, "Huyện",
           (f"{PROVINCE} + {_parent('n', DISTRICTS, PROVINCES)}",))  # fmt: skip
    _areas(series(size.communes), Level.COMMUNE, Kind.XA, COMMUNE, "Xã",
           (f"{PROVINCE} + {of_district}", f"{DISTRICT} + {district}"))  # fmt: skip
    _areas(series(size.villages), Level.VILLAGE, Kind.THON, VILLAGE, "Thôn",
           (f"{PROVINCE} + {_parent(above, DISTRICTS, PROVINCES)}", f"{DISTRICT} + {above}",
            f"{COMMUNE} + {commune}"))  # fmt: skip


def _areas(
    source: str, level: Level, kind: Kind, first: int, name: str, above: tuple[str, ...]
) -> None:
    """Insert one level; `above` are the keys of its province, district and commune, as far as it has them."""
    key = f"{first} + n"
    steps = [*(["1"] if level != Level.COUNTRY else []), *above, key]
    path = " || ".join(f"({step}) || '.'" for step in steps)
    parent = above[-1] if above else "1" if level != Level.COUNTRY else "NULL"
    ancestors = dict(zip(("province", "district", "commune"), above, strict=False))
    insert(
        Area,
        source,
        id=key,
        level=str(int(level)),
        kind=literal(kind.value),
        name=f"'{name} ' || n",
        parent=parent,
        path=path,
        search_key=f"'|{name.lower()} ' || n || '|'",
        sort_key=_padded("n"),
        opened_on=literal(OPENED),
        **ancestors,
    )


def _padded(number: str) -> str:
    """Return a number as text that sorts like it."""
    if connection.vendor == "postgresql":
        return f"lpad(({number})::text, 9, '0')"
    return f"printf('%09d', {number})"


def _platforms() -> None:
    """Name a platform in each province, so that the fifth skill means something."""
    insert(
        LocalPlatform,
        series(PROVINCES),
        area=f"{PROVINCE} + n",
        name="'Nền tảng ' || n",
        valid_from=literal(OPENED),
    )


def _teams(size: Size) -> None:
    """Give nine villages of ten a team with a leader and members; half of them were active lately."""
    insert(
        Team,
        f"{series(size.villages)} WHERE n % 10 <> 3",
        id="n",
        area=f"{VILLAGE} + n",
        founded_on=literal(OPENED + timedelta(days=30)),
        led=bit("n % 7 <> 0"),
        last_active_on=f"CASE WHEN n % 7 <> 0 THEN {days_ago('(n * 37) % 180')} END",
    )
    people = size.villages * 9 // 2
    team = "((n - 1) * 2 / 9 + 1)"
    first = f"(n = 1 OR {team} <> ((n - 2) * 2 / 9 + 1))"
    insert(
        Member,
        f"{series(people)} WHERE {team} % 10 <> 3 AND NOT ({team} % 7 = 0 AND {first})",
        team=team,
        full_name=f"{one_of('n', FAMILY)} || ' ' || {one_of('n / 10', GIVEN)}",
        sort_key=_padded("n"),
        role=f"CASE WHEN {first} THEN 'leader' ELSE 'member' END",
        organisation="'village'",
        joined_on=literal(OPENED + timedelta(days=30)),
    )


def _tenures() -> None:
    """Give each team its village, and each person of a team the one role he has had."""
    teams = f'"{Team._meta.db_table}"'
    insert(TeamVillage, teams, team="id", village="area_id", valid_from="founded_on")
    people = f'"{Member._meta.db_table}"'
    insert(Tenure, people, team="team_id", member="id", role="role", valid_from="joined_on")


def _results(draw: str, mask: str) -> dict[str, str]:
    """Return what households come to, from a number drawn for each: a fifth is not surveyed."""
    day = f"CASE WHEN {draw} >= 20 THEN {days_ago('(n * 31) % 500')} END"
    return {
        "skills_mask": mask,
        "best_mask": mask,
        "best_asked_mask": f"CASE WHEN {draw} >= 20 THEN 31 ELSE 0 END",
        "covered": bit(f"{draw} >= 20 AND {draw} < 67"),
        "surveyed_on": day,
        "reviewed_on": day,
        "summed_on": literal(timezone.localdate()),
        "asked_mask": f"CASE WHEN {draw} >= 20 THEN 31 ELSE 0 END",
        "lacking_mask": f"CASE WHEN {draw} >= 67 AND n % 31 IN (15, 23, 27, 29, 30) THEN 31 - n % 31 ELSE 0 END",
        "ruled_out": bit(f"{draw} >= 67 AND {CHILD_BORN.format(id='n')} > {_last_of_age()}"),
    }


def _households(size: Size) -> None:
    village = f"{VILLAGE} + {_parent('n', size.households, size.villages)}"
    draw = "((n * 7919) % 100)"
    mask = f"CASE WHEN {draw} < 20 THEN 0 WHEN {draw} < 67 THEN 31 ELSE n % 31 END"
    family, given = one_of("n", FAMILY), one_of("n / 10", GIVEN)
    folded = f"{one_of('n', FOLDED)} || ' ' || {one_of('n / 10', FOLDED_GIVEN)}"
    insert(
        Household,
        series(size.households),
        id="n",
        uuid=uuid_of("n", 1),
        village=village,
        head_name=f"{family} || ' ' || {given} || ' ' || n",
        hamlet="'Xóm ' || (n % 9)",
        opened_on=literal(OPENED),
        **_results(draw, mask),
        search_key=f"{folded} || ' ' || n || ' xom ' || (n % 9)",
        sort_key=_padded("(n * 7919) % 1000003"),
    )


def _last_of_age() -> int:
    """Return the last year of birth of those who count today."""
    return timezone.localdate().year - int(settings.RESIDENT_MIN_AGE)


def _people() -> None:
    """Give each household its head, who was the one surveyed, and one or two more people."""
    known = {
        skill.column: f"CASE WHEN surveyed_on IS NOT NULL THEN CASE WHEN (best_mask & {skill.bit}) <> 0 THEN 2 ELSE 0 END END"
        for skill in SKILLS
    }
    insert(
        Resident,
        HOMES,
        household="id",
        full_name="head_name",
        is_head=bit("1 = 1"),
        relation="'head'",
        birth_year="1950 + id % 50",
        assessed_on="surveyed_on",
        whole=bit("surveyed_on IS NOT NULL"),
        **known,
    )
    for every in (1, 2):
        insert(
            Resident,
            f"{HOMES} WHERE id % {every} = 0",
            household="id",
            full_name="head_name || ' con'",
            relation="'child'",
            birth_year=CHILD_BORN.format(id="id"),
        )


def _findings() -> None:
    """Give each person surveyed the assessment that his standing comes from."""
    insert(
        Assessment,
        f'"{Resident._meta.db_table}" WHERE assessed_on IS NOT NULL',
        uuid=uuid_of("id", 2),
        resident="id",
        assessed_on="assessed_on",
        **{skill.column: skill.column for skill in SKILLS},
    )
