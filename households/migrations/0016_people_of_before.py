"""What is counted of people: of today in a statement a table, in the movements of all days from the facts."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.db import migrations
from django.db.models import Max
from django.utils import timezone

NAMES = (
    "people",
    "people_of_age",
    "people_age_unknown",
    "people_asked",
    "people_whole",
    "people_public_services",
    "people_shopping",
    "people_payment",
    "people_safety",
    "people_local_platform",
    "people_covered",
    "people_women_whole",
    "people_women_covered",
    "people_no_sex_whole",
    "people_young_whole",
    "people_young_covered",
    "people_middle_whole",
    "people_middle_covered",
    "people_elder_whole",
    "people_elder_covered",
)
SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")
FIRST_FOUR, ALL_FIVE = 0b01111, 0b11111
MIDDLE_FROM, ELDER_FROM = 36, 60
CHUNK = 2000
# Movements that one statement changes.
ROWS = 500


def fill(apps, schema_editor):
    today = timezone.localdate()
    homes = apps.get_model("households", "Household").unscoped
    with schema_editor.connection.cursor() as cursor:
        _of_today(cursor, homes, today)
        last = homes.aggregate(last=Max("pk"))["last"] or 0
        for low in range(0, last, CHUNK):
            _of_before(apps, cursor, (low, low + CHUNK), today)


# --- Today, in SQL ---


def _of_today(cursor, homes, today: date) -> None:
    # One that is closed stays as it was summed up: nobody there comes of age until it is back.
    days = homes.exclude(closed_on=None).exclude(summed_on=None).dates("summed_on", "year")
    years = {day.year for day in days}
    _sum_people(cursor, today.year, "closed_on IS NULL OR summed_on IS NULL")
    for year in sorted(years):
        _sum_people(
            cursor, year, f"closed_on IS NOT NULL AND summed_on BETWEEN '{year}-01-01' AND '{year}-12-31'"
        )
    named = ", ".join(NAMES)
    sums = ", ".join(f"COALESCE(SUM({name}), 0)" for name in NAMES)
    for table, rows in (
        ("rollup_villagecount", "households_household h WHERE h.closed_on IS NULL AND h.village_id"),
        ("rollup_communecount", "rollup_villagecount v WHERE v.commune_id"),
    ):
        cursor.execute(
            f"UPDATE {table} SET ({named}) = (SELECT {sums} FROM {rows} = {table}.area_id)"  # noqa: S608 - our own names
        )


def _sum_people(cursor, year: int, where: str) -> None:
    age = f"({year} - r.birth_year)"
    grown = f"(r.birth_year IS NULL OR {age} >= {int(settings.RESIDENT_MIN_AGE)})"
    knows = {name: f"r.{name} >= {int(settings.SKILL_THRESHOLD)}" for name in SKILLS}
    ends = {"whole": "r.whole", "covered": " AND ".join(knows.values())}
    groups = {
        "women": "r.sex = 'f'",
        "young": f"{age} < {MIDDLE_FROM}",
        "middle": f"{age} >= {MIDDLE_FROM} AND {age} < {ELDER_FROM}",
        "elder": f"{age} >= {ELDER_FROM}",
    }
    told = {
        "people_of_age": "1 = 1",
        "people_age_unknown": "r.birth_year IS NULL",
        "people_asked": "(" + " OR ".join(f"r.{name} IS NOT NULL" for name in SKILLS) + ")",
        "people_no_sex_whole": "r.sex = '' AND r.whole",
        **{f"people_{end}": sql for end, sql in ends.items()},
        **{f"people_{name}": sql for name, sql in knows.items()},
        **{f"people_{who}_{end}": f"{one} AND {sql}" for who, one in groups.items() for end, sql in ends.items()},
    }
    counts = [f"COUNT(CASE WHEN {grown} AND {told[name]} THEN 1 END)" for name in NAMES[1:]]
    cursor.execute(
        f"UPDATE households_household SET ({', '.join(NAMES)}) = (SELECT COUNT(*), {', '.join(counts)} "  # noqa: S608 - our own names
        "FROM households_resident r WHERE r.household_id = households_household.id AND r.left_on IS NULL) "
        f"WHERE {where}"
    )


# --- The days before, household by household ---


def _of_before(apps, cursor, keys: tuple[int, int], today: date) -> None:
    """Let the movements of some households say what the facts say of every day."""
    model = apps.get_model("households", "Movement")
    rows, people = _rows(model, keys), _people(apps, keys)
    changed, new = [], []
    for home, moved in rows.items():
        there = {(row[2], row[1]): row[0] for row in moved}
        for day, village, numbers, is_survey in _steps(moved, people.get(home, ()), today):
            if key := there.get((day, village)):
                changed.append((*numbers, key))
            else:
                cause = "surveyed" if is_survey else "of_age" if (day.month, day.day) == (1, 1) else "corrected"
                own = {"household_id": home, "village_id": village, "day": day, "cause": cause}
                new.append(model(**own, late=day < today, **dict(zip(NAMES, numbers, strict=True))))
    for at in range(0, len(changed), ROWS):
        _add(cursor, changed[at : at + ROWS])
    model.unscoped.bulk_create(new, batch_size=500)


def _add(cursor, changed) -> None:
    """Add numbers to movements, many in one statement: row by row the server takes more than twice as long."""
    values = ", ".join(f"({', '.join(str(int(n)) for n in row)})" for row in changed)
    sets = ", ".join(f"{name} = households_movement.{name} + more.{name}" for name in NAMES)
    cursor.execute(
        f"WITH more ({', '.join(NAMES)}, key) AS (VALUES {values}) UPDATE households_movement SET {sets} "  # noqa: S608 - our own names, whole numbers
        "FROM more WHERE households_movement.id = more.key"
    )


def _rows(model, keys):
    """Return by household its movements: key, village, day, and whether it came or went."""
    found = defaultdict(list)
    rows = model.unscoped.filter(household__gt=keys[0], household__lte=keys[1])
    columns = ("household_id", "pk", "village_id", "day", "households")
    for home, *row in rows.order_by("day", "pk").values_list(*columns):
        found[home].append(row)
    return found


def _people(apps, keys):
    """Return by household who ever lived there, each with the surveys that stand."""
    surveys, found = defaultdict(list), defaultdict(list)
    rows = apps.get_model("households", "Assessment").unscoped.filter(
        withdrawn_at=None, resident__household__gt=keys[0], resident__household__lte=keys[1]
    )
    for person, *row in rows.order_by("assessed_on", "pk").values_list(
        "resident_id", "assessed_on", "cleared", "fifth_due", *SKILLS
    ):
        surveys[person].append(row)
    residents = apps.get_model("households", "Resident").unscoped.filter(
        household__gt=keys[0], household__lte=keys[1]
    )
    for pk, home, *row in residents.values_list(
        "pk", "household_id", "birth_year", "sex", "joined_on", "left_on"
    ):
        found[home].append((*row, _known(surveys[pk])))
    return found


def _known(surveys):
    """Return what was known of a person from each day on: bits known, bits asked, and whether they were whole."""
    found, results, whole, by_four = [], [None] * 5, False, False
    for day, cleared, fifth_due, *answers in surveys:
        for at, new in enumerate(answers):
            if cleared >> at & 1:
                results[at] = None
            elif new is not None:
                results[at] = new
        asked = sum(1 << at for at, one in enumerate(results) if one is not None)
        least = int(settings.SKILL_THRESHOLD)
        known = sum(1 << at for at, one in enumerate(results) if one is not None and one >= least)
        by_four = (by_four and not cleared & FIRST_FOUR) or (
            asked & FIRST_FOUR == FIRST_FOUR and not fifth_due
        )
        whole = (whole and not cleared & ALL_FIVE) or by_four or asked == ALL_FIVE
        found.append((day, known, asked, whole))
    return found


def _steps(moved, people, today: date):
    """Yield what a household adds more or less of people: day, village, numbers, whether it was surveyed then."""
    surveyed = {day for *_facts, known in people for day, *_rest in known}
    days = {row[2] for row in moved if row[3]} | surveyed
    for born, _sex, joined, left, _known_of in people:
        days |= {day for day in (joined, left) if day}
        if born:
            ages = {int(settings.RESIDENT_MIN_AGE), MIDDLE_FROM, ELDER_FROM}
            days |= {date(born + age, 1, 1) for age in ages}
    nothing = (0,) * len(NAMES)
    stands = [(None, None, nothing)]
    for day in sorted(day for day in days if day <= today):
        village = _village(moved, day)
        stands.append((day, village, _numbers(people, day) if village else nothing))
    for (_day, was, before), (day, now, after) in pairwise(stands):
        if was == now:
            parts = [(now, [new - old for old, new in zip(before, after, strict=True)])]
        else:
            parts = [(was, [-n for n in before]), (now, list(after))]
        yield from ((day, village, n, day in surveyed) for village, n in parts if village and any(n))


def _village(moved, day: date):
    """Return the village in whose register a household is at the end of a day."""
    sums = defaultdict(int)
    for _key, village, of, number in moved:
        if of <= day:
            sums[village] += number
    return next((village for village, number in sums.items() if number), None)


def _numbers(people, day: date) -> tuple[int, ...]:
    sums = [0] * len(NAMES)
    for born, sex, joined, left, known in people:
        if (joined is None or joined <= day) and (left is None or left > day):
            for at in _counted(born, sex, known, day):
                sums[at] += 1
    return tuple(sums)


def _counted(born, sex, known, day: date) -> list[int]:
    """Return in which columns one person counts."""
    age = None if born is None else day.year - born
    if age is not None and age < int(settings.RESIDENT_MIN_AGE):
        return [0]
    _day, knows, asked, whole = next((k for k in reversed(known) if k[0] <= day), (day, 0, 0, False))
    groups = ["people"]
    groups += ["people_women"] if sex == "f" else [] if sex else ["people_no_sex"]
    if age is not None:
        groups.append(
            "people_" + ("young" if age < MIDDLE_FROM else "middle" if age < ELDER_FROM else "elder")
        )
    names = ["people", "people_of_age"]
    names += ["people_age_unknown"] if age is None else []
    names += ["people_asked"] if asked else []
    names += [f"people_{skill}" for at, skill in enumerate(SKILLS) if knows >> at & 1]
    names += [f"{group}_whole" for group in groups if whole]
    names += [f"{group}_covered" for group in groups if knows == ALL_FIVE and group != "people_no_sex"]
    return [NAMES.index(name) for name in names]


class Migration(migrations.Migration):

    dependencies = [
        ("households", "0015_people"),
        ("rollup", "0004_people"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
