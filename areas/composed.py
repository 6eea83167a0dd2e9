"""Queries that the ORM composes once and the database answers many times, with other values each time.

Composing a query of a few conditions costs the ORM more than its answer costs the database. Where a
page asks the same questions about ever other units, the SQL is kept and only the values change.
On PostgreSQL the plan can be kept too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BigIntegerField, Case, IntegerField, Model, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.query import QuerySet

type Rows = list[Any]
# A question that was asked: called once, it waits for the answer and returns it.
type Answer[T] = Callable[[], T]
type Converters = list[tuple[int, list[Callable[..., Any]], Any]]


class Slot(Value):
    """The place in a query of the value that is given under this name when it is asked: a key, or what `output_field` says."""

    def __init__(self, name: str, output_field: Any = None) -> None:
        super().__init__(None, output_field=output_field or BigIntegerField())
        self.name = name

    @property
    def mark(self) -> str:
        """How the place is written; what is not known yet is marked, so that it is found again."""
        return "%s"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Stand for itself among the parameters, to be replaced when the query is asked."""
        return self.mark, [self]

    def filled(self, value: Any, here: Any) -> Any:
        """Return the value as the database takes it."""
        return self.output_field.get_db_prep_value(value, here)


class Slots(Slot):
    """The place of any number of values, for `…__in`; none of them match nothing."""

    @property
    def mark(self) -> str:
        """How the place is written until the number of values is known."""
        return f"(/* {self.name} */ %s)"

    def written(self, number: int) -> str:
        """Return the place as SQL for so many values."""
        return f"({', '.join(['%s'] * number) or 'NULL'})"


class Day(Slot):
    """The place of a day that is written into the SQL.

    Where a day decides which way to the rows is short, a plan for any day is a bad one; so each day
    has its own, made once.
    """

    @property
    def mark(self) -> str:
        """How the place is written until the day is known."""
        return f"/* {self.name} */ %s"

    @staticmethod
    def written(day: date) -> str:
        """Return the day as SQL."""
        return f"'{day.isoformat()}'"


class _Ready(NamedTuple):
    """A composed query: its SQL, its parameters with slots among them, what its columns go through."""

    sql: str
    params: Sequence[Any]
    converters: Converters


class Composed:
    """A `values_list` queryset in which slots stand for values.

    Called with the values by name, it returns all rows as a list. Composed anew for each connection:
    the engines differ, and threads share nothing. `planned` lets the server keep the plan, for a
    query that finds its rows by keys, so that no value would be answered better by another plan.
    """

    def __init__(self, compose: Callable[[], QuerySet[Any, Any]], *, planned: bool = False) -> None:
        self._compose, self._planned = compose, planned

    def __call__(self, **values: Any) -> Rows:
        """Ask the database and take the answer; every slot needs its value."""
        return self.ask(**values)()

    def ask(self, **values: Any) -> Answer[Rows]:
        """Ask the database; inside `together` its answer is not waited for."""
        # Each look at `connection` is a look for the thread's own, so it is looked up once.
        here = connections[DEFAULT_DB_ALIAS]
        ready = self._composed(here)
        sql, params = ready.sql, list[Any]()
        for param in ready.params:
            match param:
                case Slots():
                    given = list(values[param.name])
                    sql = sql.replace(param.mark, param.written(len(given)))
                    params += [param.filled(value, here) for value in given]
                case Day():
                    sql = sql.replace(param.mark, param.written(values[param.name]))
                case Slot():
                    params.append(param.filled(values[param.name], here))
                case _:
                    params.append(param)
        cursor = planned_cursor(here) if self._planned else here.cursor()
        cursor.execute(sql, params)
        return lambda: _taken(cursor, ready.converters)

    def _composed(self, here: Any) -> _Ready:
        # Kept at the connection, so that it goes when that goes.
        known: dict[Composed, _Ready] = vars(here).setdefault("composed", {})
        if self not in known:
            compiler = self._compose().query.get_compiler(connection=here)
            sql, params = compiler.as_sql()
            columns = [column for column, *_ in compiler.select[: compiler.col_count]]
            found = compiler.get_converters(columns).items()
            converters = [(at, how, one) for at, (how, one) in found if not _is_whole(one)]
            known[self] = _Ready(sql, params, converters)
        return known[self]


def _is_whole(column: Any) -> bool:
    """Say whether a column brings whole numbers as they are; only a sum may come as a decimal."""
    plain = isinstance(column, Value | Case | CombinedExpression)
    return plain and not column.contains_aggregate and isinstance(column.output_field, IntegerField)


def planned_cursor(here: Any = connection) -> Any:
    """Return a cursor whose statements PostgreSQL plans once, where a connection is one's own (settings).

    Values then go beside the SQL and not in it, so each must be of its column's type or a plain number.
    """
    if here.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        return here.cursor()
    here.ensure_connection()
    driver = here.connection
    before, driver.cursor_factory = driver.cursor_factory, psycopg.Cursor
    try:
        return here.cursor()
    finally:
        driver.cursor_factory = before


@contextmanager
def together() -> Iterator[None]:
    """Let the questions of the block follow each other to PostgreSQL without waiting for answers.

    It answers in the order they were asked, each from what is committed when its turn comes, while
    Python goes on with the answers that are there. Not behind a pooler; SQLite has nobody to wait for.
    """
    if connection.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def by_keys(compose: Callable[[], QuerySet[Any, Any]]) -> Composed:
    """Compose a query that finds its rows by keys: it is planned once too."""
    return Composed(compose, planned=True)


def _taken(cursor: Any, converters: Converters) -> Rows:
    with cursor:
        rows: Rows = cursor.fetchall()
    return _converted(rows, converters) if converters else rows


def _converted(rows: Rows, converters: Converters) -> Rows:
    """Turn what the driver returned into what the fields hold: SQLite knows no days, no booleans."""
    found = list(zip(*rows, strict=True))
    for at, convert, column in converters if found else ():
        for one in convert:
            found[at] = tuple([one(value, column, connection) for value in found[at]])
    return list(zip(*found, strict=True))


def instances[M: Model](model: type[M], fields: Sequence[str], rows: Rows) -> list[M]:
    """Make objects of rows that hold these columns; columns that are not there are read when asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]
    places = [fields.index(name) for name in names]
    return [model.from_db(DEFAULT_DB_ALIAS, names, [row[at] for at in places]) for row in rows]
