"""What a generated database holds, noted in it, so that a later run may take it instead of making it."""

import json
from dataclasses import asdict

from django.core.management import CommandError
from django.db import connection, transaction
from django.utils import timezone

from bench.generate import Size
from households.counts import rollup as households
from rollup.counts import wrong_rows
from teams.counts import rollup as teams

_TABLE = "bench_made"


def note(size: Size) -> None:
    """Write down what was made; the last step, so that a database half made is never taken."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_TABLE} (size text NOT NULL)")
        cursor.execute(f"INSERT INTO {_TABLE} VALUES (%s)", [json.dumps(asdict(size))])  # noqa: S608


def require(size: Size) -> None:
    """Take the database as one of this size, its counts settled for today.

    Raises `CommandError` where it holds something else, was not finished, or counts wrong.
    """
    found = _noted()
    if found != size:
        raise CommandError(f"kept is {found}, wanted is {size}: make it again with --keep.")
    # What is "old" or "active" is so on a day, and the day may be another one.
    with transaction.atomic():
        households.age(timezone.localdate())
        teams.age(timezone.localdate())
    compared, wrong = recounted()
    if wrong or not compared:
        raise CommandError(
            f"{wrong} of {compared} kept count rows are wrong: make it again with --keep."
        )


def recounted() -> tuple[int, int]:
    """Count every village and commune again from the rows, by the ORM: how many, and how many differ."""
    compared, wrong = wrong_rows()
    return compared, len(wrong)


def _noted() -> Size | None:
    if _TABLE not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT size FROM {_TABLE}")  # noqa: S608
        return Size(**json.loads(cursor.fetchone()[0]))
