"""Many rows of one model at once: new ones made ready before any lock is taken, changed ones written in one go.

Django asks every field of every row anew how to store it, and writes changes as one CASE a column: most of
the time of a large file, while others wait for a lock. Here each column is worked out once, and goes the
engine's own way: COPY or arrays on PostgreSQL, one prepared statement on SQLite.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

# So few rows are one statement of Django's own, which returns their keys: asking for keys is one more.
FEW = 20

# Values of these classes of fields that the database takes just as they are.
_AS_THEY_ARE: dict[type[models.Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.IntegerField: int,
    models.BooleanField: bool,
}


class NewRows[M: models.Model]:
    """Rows to come, with what the database will hold of each worked out as far as it is known.

    What is not known yet are the key of each row and the keys of new rows it points to.
    """

    def __init__(self, model: type[M], rows: Iterable[M]) -> None:
        self.model, self.rows = model, list(rows)
        self.fields = [one for one in model._meta.local_concrete_fields if not one.generated]
        self.late = dict[str, Callable[[M], Any]]()
        self.is_small = len(self.rows) <= FEW
        if self.is_small:
            return
        # A sequence gives keys before anything is locked; SQLite's are known once the file is held.
        if connection.vendor == "postgresql":
            self._give_keys()
        # Most rows know what they point to by its key alone.
        may_wait = any(row._state.fields_cache for row in self.rows)  # noqa: SLF001 - as Django does
        for field in self.fields if may_wait else ():
            if field.is_relation and not field.primary_key and self._waits(field):
                self.late[field.attname] = _key_of(field)
        self.ready = {
            field.attname: _stored(field, self.rows)
            for field in self.fields
            if field.attname not in self.late and not (field.primary_key and self._lacks_keys)
        }

    def _waits(self, field: Any) -> bool:
        """Point to rows that were new and have keys by now; say whether some have none yet."""
        told = _key_of(field)
        for row in self.rows:
            if row.__dict__[field.attname] is None and field.is_cached(row):
                row.__dict__[field.attname] = told(row)
        return any(
            row.__dict__[field.attname] is None and field.get_cached_value(row, default=None)
            for row in self.rows
        )

    def insert(self) -> list[M]:
        """Write the rows inside the caller's transaction and give them their keys; all or nothing.

        Raises what the database refuses, as saving does.
        """
        if self.is_small:
            return models.QuerySet[M](self.model).bulk_create(self.rows)
        columns = dict[str, Sequence[Any]](self.ready)
        columns |= self._give_keys()
        for name, told in self.late.items():
            for row in self.rows:
                setattr(row, name, told(row))
            columns[name] = _stored(self.model._meta.get_field(name), self.rows)
        _load(self.model, self.fields, [columns[field.attname] for field in self.fields])
        for row in self.rows:
            row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django does
        return self.rows

    @property
    def _lacks_keys(self) -> bool:
        return bool(self.rows) and self.rows[0].pk is None

    def _give_keys(self) -> dict[str, Sequence[Any]]:
        """Give keys to rows that have none; return the column, if there was one to make."""
        if not self._lacks_keys:
            return {}
        name = self.model._meta.pk.attname
        keys = _new_keys(self.model, len(self.rows))
        for row, key in zip(self.rows, keys, strict=True):
            setattr(row, name, key)
        return {name: keys}


def rewrite(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model that are there, to each row its own values."""
    if not (rows := list(rows)):
        return
    meta = type(rows[0])._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    keys = [row.pk for row in rows]
    columns = [_stored(field, rows, add=False) for field in fields]
    quote = connection.ops.quote_name
    table, pk = quote(meta.db_table), quote(str(meta.pk.column))
    named = [quote(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            pairs = ", ".join(f"{name} = %s" for name in named)
            sql = f"UPDATE {table} SET {pairs} WHERE {pk} = %s"  # noqa: S608 - names of ours
            cursor.executemany(sql, list(zip(*columns, keys, strict=True)))
            return
        pairs = ", ".join(f"{name} = new.{name}" for name in named)
        kinds = [f"%s::{field.db_type(connection)}[]" for field in (meta.pk, *fields)]
        cursor.execute(
            f"UPDATE {table} SET {pairs} FROM unnest({', '.join(kinds)}) "  # noqa: S608 - names of ours
            f"AS new ({', '.join([pk, *named])}) WHERE {table}.{pk} = new.{pk}",
            [keys, *columns],
        )


def _key_of(field: Any) -> Callable[[models.Model], Any]:
    """Return how the key is told of a row that was new as well."""

    def told(row: models.Model) -> Any:
        related = field.get_cached_value(row, default=None)
        return related.pk if related is not None else getattr(row, field.attname)

    return told


def _stored(field: Any, rows: Sequence[models.Model], *, add: bool = True) -> list[Any]:
    """Return what the database holds of one field, for all rows."""
    name, kind = field.attname, type(field)
    if kind.pre_save is models.Field.pre_save:
        values = [row.__dict__[name] for row in rows]
    else:
        values = [field.pre_save(row, add=add) for row in rows]
    plain = _plain_class(field)
    if set(map(type, values)) <= {plain, type(None)}:
        return values

    def stored(value: Any) -> Any:
        if value is None or value.__class__ is plain:
            return value
        if plain is str and isinstance(value, str):
            return str(value)
        return field.get_db_prep_save(value, connection)

    # Days and moments: a file has few of them, and storing one costs most.
    if all(value is None or value.__class__ in {date, datetime} for value in values):
        known: dict[Any, Any] = {}
        return [known[v] if v in known else known.setdefault(v, stored(v)) for v in values]
    # Of lists and mappings many have nothing in them.
    empty = {kind: stored(kind()) for kind in {*map(type, values)} & {dict, list}}
    return [stored(v) if v or v.__class__ not in empty else empty[v.__class__] for v in values]


def _plain_class(field: Any) -> type | None:
    """Return the class whose values go to the database as they are; None where there is none."""
    while field.is_relation:
        field = field.target_field
    for kind, plain in _AS_THEY_ARE.items():
        if isinstance(field, kind) and type(field).get_prep_value is kind.get_prep_value:
            return plain
    return None


def _new_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Return keys that nobody has or will get. On SQLite the transaction must hold the file."""
    table, pk = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [f'"{table}"', pk, number])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + number)


def _load(
    model: type[models.Model], fields: Sequence[Any], columns: Sequence[Sequence[Any]]
) -> None:
    """Write the rows, of which `columns` hold what is stored of each field."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(one.column) for one in fields)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(fields))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of ours
            cursor.executemany(sql, list(zip(*columns, strict=True)))
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in zip(*columns, strict=True):
                copy.write_row(row)
