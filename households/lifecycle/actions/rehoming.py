"""Households of one village put into another by a decision on units: set by set, with their movements.

Each household has movements of its own, so that what is corrected later of a day before or after finds it where it stood
([0005](docs/decisions/0005-counts-and-movements.md)). Steps, no actions: whoever takes them holds the count rows of
both communes, recounts and records.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Case, DateField, F, Sum, Value, When
from django.utils import timezone

from areas.models import Area
from households.counts.contribution import MOVED
from households.models import Cause, Household, Movement

# Keys in one statement.
_AT_ONCE = 5000
_TABLE = Movement._meta.db_table
_SUMS = ", ".join(MOVED)
_ADDED = ", ".join(f"SUM({name}) AS {name}" for name in MOVED)
_SIGNED = ", ".join(f"v.sign * g.{name}" for name in MOVED)
_NEGATED = ", ".join(f"-{name}" for name in MOVED)
_ANY = " OR ".join(f"SUM({name}) <> 0" for name in MOVED)
_INTO = f"INSERT INTO {_TABLE} (household_id, village_id, day, cause, {_SUMS}, recorded_at, late) "
# What the households added to the old village up to the day, as of the day, and what was moved since, as of its own
# day: taken from the one village, given to the other. Days before stay as they were.
_MIRROR = (
    _INTO + f"SELECT g.household_id, v.village_id, g.d, g.c, {_SIGNED}, %(at)s, g.d < %(today)s "  # noqa: S608 - our own names
    f"FROM (SELECT household_id, d, c, {_ADDED} FROM (SELECT m.*, "
    "CASE WHEN m.day < %(on)s THEN %(on)s ELSE m.day END AS d, "
    "CASE WHEN m.day < %(on)s THEN %(unit)s ELSE m.cause END AS c "
    f"FROM {_TABLE} m WHERE m.village_id = %(old)s{{which}}) r "
    f"GROUP BY household_id, d, c HAVING {_ANY}) g "
    "CROSS JOIN (SELECT %(old)s AS village_id, -1 AS sign UNION ALL SELECT %(new)s, 1) v"
)
_TAKE_BACK = (
    _INTO + f"SELECT household_id, village_id, day, cause, {_NEGATED}, %(now)s, day < %(today)s "  # noqa: S608 - our own names
    f"FROM {_TABLE} WHERE recorded_at = %(at)s AND village_id = %(village)s"
)


def rehome(
    *, old: Area, new: Area, on: date, at: datetime, keys: Collection[int] | None = None
) -> list[int]:
    """Put the households of a village into another from a day on; return their keys.

    Those with these `keys`, all without. Closed ones go along. Their versions stay: a form that is open elsewhere is
    still saved. `at` is the moment under which all is written, by which `rehome_back` finds it.
    """
    rows = Household.unscoped.filter(village=old).order_by("pk")
    if keys is None:
        found = list(rows.values_list("pk", flat=True))
        _mirror(old, new, on, at)
        rows.update(village=new)
        return found
    found = [pk for some in batched(sorted(keys), _AT_ONCE) for pk in _those(rows, some)]
    for some in batched(found, _AT_ONCE):
        _mirror(old, new, on, at, some)
        rows.filter(pk__in=some).update(village=new)
    return found


def is_left(village: Area, on: date) -> bool:
    """Say whether a household stands in a village on its day or later by its movements, whoever has gone since."""
    rows = Movement.unscoped.filter(village=village).order_by()
    by_day = Case(When(day__lt=on, then=Value(on)), default=F("day"), output_field=DateField())
    added = rows.values("household", at=by_day).annotate(n=Sum("households")).exclude(n=0)
    return added.exists()


def rehome_back(*, villages: Iterable[Area], at: datetime) -> None:
    """Take back what `rehome` wrote of some villages at a moment: figures of all days are what they were."""
    for village in villages:
        _run(_TAKE_BACK, village=village.pk, at=at, now=timezone.now())


def put_back(*, old: Area, new: Area, keys: Iterable[int]) -> None:
    """Let households be of the village that they were of."""
    for some in batched(keys, _AT_ONCE):
        Household.unscoped.filter(pk__in=some, village=new).update(village=old)


def _those(rows: Any, keys: Sequence[int]) -> Iterable[int]:
    return rows.filter(pk__in=keys).values_list("pk", flat=True)  # type: ignore[no-any-return]  # the stubs say Any


def _mirror(
    old: Area, new: Area, on: date, at: datetime, keys: Sequence[int] | None = None
) -> None:
    which, chosen = "", {}
    if keys is not None:
        chosen = {f"k{n}": key for n, key in enumerate(keys)}
        which = f" AND m.household_id IN ({', '.join(f'%({name})s' for name in chosen)})"
    sql = _MIRROR.replace("{which}", which)
    _run(sql, old=old.pk, new=new.pk, on=on, at=at, unit=Cause.UNIT.value, **chosen)


def _run(sql: str, **params: Any) -> None:
    """Run a statement with days and moments as the engine stores them."""
    ready = {"today": timezone.localdate(), **params}
    with connection.cursor() as cursor:
        cursor.execute(sql, {name: _stored(value) for name, value in ready.items()})


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
