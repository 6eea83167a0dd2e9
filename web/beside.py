"""Steps of a migration that hold nobody up: on PostgreSQL made beside the work, elsewhere as Django does.

Their migration says `atomic = False`. One that was cut off half-way is run again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.db import migrations
from django.db.migrations.operations.base import Operation


@contextmanager
def _patience(schema_editor: Any) -> Iterator[None]:
    """Wait for whoever has begun: that holds nobody else up, and giving up would leave a half index."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        (before,) = cursor.fetchone()
        cursor.execute("SET lock_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])


class _Beside(Operation):
    """A step that is done beside the work on PostgreSQL (`beside`), elsewhere as Django does it."""

    atomic = False
    model_name: str

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Do it; what a first try left half done goes before, or is kept where it is whole."""
        if schema_editor.connection.vendor == "postgresql":
            self.beside(to_state.apps.get_model(app_label, self.model_name), schema_editor)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def beside(self, model: Any, schema_editor: Any) -> None:
        """Change the table of a model while others write in it."""
        raise NotImplementedError

    def describe(self) -> str:
        """Say what it does, for the list of what is migrated."""
        return f"{super().describe()}, beside the work"


class AddIndexBeside(_Beside, migrations.AddIndex):
    """Make an index while rows are written: nothing waits for it, it waits for whoever has begun."""

    def beside(self, model: Any, schema_editor: Any) -> None:
        """Make it; what a first try left half done goes before."""
        name = schema_editor.quote_name(self.index.name)
        with _patience(schema_editor):
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", None)
            schema_editor.add_index(model, self.index, concurrently=True)


class AddUniqueBeside(_Beside, migrations.AddConstraint):
    """Make the index of a rule while rows are written, then let the rule take it over, for which no row is read.

    Rows that break it already end the step: a useless index is left, and goes before the next try.
    """

    def beside(self, model: Any, schema_editor: Any) -> None:
        """Make a unique index under the name of the rule; what a try of before finished is kept.

        Raises CommandError where something else has that name.
        """
        rule: Any = self.constraint
        table = schema_editor.quote_name(model._meta.db_table)
        name = schema_editor.quote_name(rule.name)
        is_whole, is_taken_over = _found(schema_editor, name)
        if is_whole:
            _refuse_another(rule, model, schema_editor)
        else:
            with _patience(schema_editor):
                schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", None)
                schema_editor.execute(_index_of(rule, model, schema_editor), None)
        if not (is_taken_over or _is_index_alone(rule)):
            late = schema_editor._deferrable_constraint_sql(rule.deferrable)  # noqa: SLF001 - as Django writes it
            said = f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}{late}"
            schema_editor.execute(said, None)


def _found(schema_editor: Any, name: str) -> tuple[bool, bool]:
    """Say whether an index is there that was made to its end, and whether a rule has taken it over."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid), "
            "EXISTS (SELECT FROM pg_constraint WHERE conindid = to_regclass(%s))",
            [name, name],
        )
        return tuple(cursor.fetchone())


def _refuse_another(rule: Any, model: Any, schema_editor: Any) -> None:
    """Refuse an index that has the name of a rule and holds rows to another one; it may be somebody's, so it stays."""
    name = schema_editor.quote_name(rule.name)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(to_regclass(%s))", [name])
        (found,) = cursor.fetchone()
        wanted = _as_postgresql_writes_it(_index_of(rule, model, schema_editor), model, cursor)
        table = schema_editor.quote_name(model._meta.db_table)
        cursor.execute("SELECT indrelid = %s::regclass FROM pg_index WHERE indexrelid = to_regclass(%s)", [table, name])  # fmt: skip
        (is_of_the_table,) = cursor.fetchone()
    if not is_of_the_table or _rule_of(found) != _rule_of(wanted):
        raise CommandError(
            f"Đã có một chỉ mục khác tên {rule.name}, không phải của bước này, nên chưa làm gì.\n  Đang có: {found}\n"
            f"  Cần có: {wanted}\nXem ai đã tạo, đổi tên hoặc xóa nó (ALTER INDEX … RENAME TO …), rồi chạy lại."
        )


def _as_postgresql_writes_it(said: str, model: Any, cursor: Any) -> str:
    """Return how PostgreSQL itself would write an index: made on an empty table of the same columns, which goes again."""
    table, copy = f'"{model._meta.db_table}"', "pg_temp.beside_wanted"
    cursor.execute(f"CREATE TEMPORARY TABLE beside_wanted (LIKE {table})")
    try:
        said = said.replace(" CONCURRENTLY", "", 1).replace(f" ON {table} ", f" ON {copy} ", 1)
        cursor.execute(said)
        sql = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass"
        cursor.execute(sql, [copy])
        (found,) = cursor.fetchone()
    finally:
        cursor.execute(f"DROP TABLE {copy}")
    return str(found)


def _rule_of(index: str) -> tuple[bool, str]:
    """Return what of an index is its rule: neither its name nor that of its table."""
    head, _, rule = index.partition(" USING ")
    return head.startswith("CREATE UNIQUE "), rule


def _index_of(rule: Any, model: Any, schema_editor: Any) -> str:
    """Write the index of a rule as Django does, to be made beside the work."""
    written = schema_editor.sql_create_unique
    schema_editor.sql_create_unique = schema_editor.sql_create_unique_index
    try:
        said = str(rule.create_sql(model, schema_editor))
    finally:
        schema_editor.sql_create_unique = written
    return said.replace("UNIQUE INDEX", "UNIQUE INDEX CONCURRENTLY", 1)


def _is_index_alone(rule: Any) -> bool:
    """Say whether Django, too, makes an index of a rule and no constraint."""
    return any((rule.condition, rule.include, rule.opclasses, rule.expressions))


class AddCheckBeside(_Beside, migrations.AddConstraint):
    """Hold new rows to a rule at once, then read the rows there are while others write."""

    def beside(self, model: Any, schema_editor: Any) -> None:
        """Make the rule without reading the table, then have it read."""
        table = schema_editor.quote_name(model._meta.db_table)
        name = schema_editor.quote_name(self.constraint.name)
        said = self.constraint.create_sql(model, schema_editor)
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}", None)
        schema_editor.execute(f"{said} NOT VALID", None)
        schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}", None)
