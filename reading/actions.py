"""What is written of reading: the line of the hour, unusual days; and what is cleared."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from posixpath import commonpath
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from reading.models import Reading, UnusualReading, begin_of
from reading.queries import people_by_day, readers_above
from reading.rules import LEAST, is_unusual, usual_of

type People = Mapping[Hashable, int]

_TABLE = Reading._meta.db_table
# One short statement, which locks no row but its own.
_ADD = (
    f"INSERT INTO {_TABLE} (user_id, area_id, commune_id, hour, people) "  # noqa: S608 - our names
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (user_id, area_id, hour) "
    f"DO UPDATE SET people = {_TABLE}.people + excluded.people"
)


# What this process has written of the hour that runs, by line: the most it counted of each key. A page that is
# looked at again writes nothing.
REMEMBERED: dict[datetime, dict[Hashable, dict[Hashable, int]]] = {}
# So many keys are a few dozen megabytes; past them all are forgotten, and counted once more.
MOST = 300_000


def note_reading(*, by: Any, named: Mapping[str, People]) -> None:
    """Write that somebody is about to read the names of these people of these places; nothing where this hour's line says so.

    The line is of the one place that holds them all. It is a transaction of its own, outside every one of a page.
    """
    above = commonpath([place.replace(".", "/") for place in named])
    area = int(above.rpartition("/")[2] or by.area_id)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    # Each step is one that no other thread comes between.
    if sum(map(len, list(REMEMBERED.get(hour, {}).values()))) > MOST or hour not in REMEMBERED:
        REMEMBERED.clear()
    line = (str(connection.settings_dict["NAME"]), by.pk, area)
    known = REMEMBERED.setdefault(hour, {}).setdefault(line, {})
    people = {key: n for of_place in named.values() for key, n in of_place.items() if n}
    more = {key: n - had for key, n in people.items() if n > (had := known.get(key, 0))}
    if not more:
        return
    at, commune = connection.ops.adapt_datetimefield_value(hour), by.area.commune_id or by.area_id
    # Where commits wait for a standby this one, too, has an end (config/postgresql).
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_ADD, [by.pk, area, commune, at, sum(more.values())])
    # What may yet be undone is not remembered.
    transaction.on_commit(partial(known.update, {key: people[key] for key in more}))


@transaction.atomic
def flag_unusual(*, day: date) -> int:
    """Write down who read far above their habit on a day, as it now stands; return how many."""
    found = 0
    for user, commune, people in readers_above(LEAST, day):
        usual = usual_of(people_by_day(user, before=day))
        if is_unusual(people, usual):
            UnusualReading.unscoped.update_or_create(
                user_id=user,
                commune_id=commune,
                day=day,
                defaults={"people": people, "usual": usual},
            )
            found += 1
    return found


def clear(*, today: date) -> int:
    """Clear the lines whose months are over; return how many."""
    oldest = today - timedelta(days=round(settings.READING_KEEP_MONTHS * 365 / 12))
    UnusualReading.unscoped.filter(day__lt=oldest).delete()
    return Reading.unscoped.filter(hour__lt=begin_of(oldest)).delete()[0]
