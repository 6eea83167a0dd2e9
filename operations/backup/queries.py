"""What a backup is to hold, and whether a place is empty: asked of a database, or of one moment of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations.models import Backup

# Ask one moment of a database: rows for an SQL without parameters.
type Ask = Callable[[str], Iterable[Sequence[Any]]]
# A backup so young is that of the day.
A_DAY_OF_WORK = timedelta(hours=20)
# Whoever has none of these has nothing: all else hangs on them.
ROOTS = ("accounts_user", "areas_area", "audit_auditentry")


@dataclass(frozen=True)
class Named:
    """A file that a row names, and the check code that the row knows ("" where it knows none)."""

    name: str
    sha256: str


def keeping_files() -> list[tuple[type[models.Model], str]]:
    """Return every model whose rows name a file, with the name of the field."""
    return [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.attname == "stored_as" or isinstance(field, models.FileField)
    ]


def takes_back(model: type[models.Model]) -> bool:
    """Say whether rows of it stay when their file was taken back, and is to be gone."""
    return any(field.attname == "withdrawn_at" for field in model._meta.concrete_fields)


def named_files(ask: Ask) -> Iterator[Named]:
    """Yield every file whose bytes rows count on."""
    quote = connection.ops.quote_name
    for model, column in keeping_files():
        names = {field.attname for field in model._meta.concrete_fields}
        code = quote("sha256") if "sha256" in names else "''"
        sql = f"SELECT {quote(column)}, {code} FROM {quote(model._meta.db_table)} WHERE {quote(column)} <> ''"  # noqa: S608 - names of ours
        if takes_back(model):
            sql += " AND withdrawn_at IS NULL"
        for name, sha256 in ask(sql):
            yield Named(name, sha256)


def rows_of(ask: Ask, tables: Iterable[str]) -> dict[str, int]:
    """Count the rows of each table."""
    quote = connection.ops.quote_name
    counted = dict[str, int]()
    for table in tables:
        [(counted[table],)] = ask(f"SELECT COUNT(*) FROM {quote(table)}")  # noqa: S608 - names of tables
    return dict(sorted(counted.items()))


def asking(one: BaseDatabaseWrapper) -> Ask:
    """Return how to ask the database of a connection."""

    def ask(sql: str) -> list[Sequence[Any]]:
        with one.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    return ask


def tables(one: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that are there."""
    with one.cursor() as cursor:
        return list(one.introspection.table_names(cursor))


def has_people_or_places() -> bool:
    """Say whether anything that matters stands in this database."""
    there, ask = set(tables(connection)), asking(connection)
    return any(
        bool(ask(f"SELECT 1 FROM {table} LIMIT 1"))  # noqa: S608 - names of ours
        for table in ROOTS
        if table in there
    )


def applied_migrations(one: BaseDatabaseWrapper) -> list[list[str]]:
    """Return the migrations that a database went through."""
    return sorted([app, name] for app, name in MigrationRecorder(one).applied_migrations())


def known_migrations() -> set[tuple[str, str]]:
    """Return the migrations that this version of the code knows, squashed ones included."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    replaced = {key for one in loader.disk_migrations.values() for key in (one.replaces or [])}
    return set(loader.disk_migrations) | {(app, name) for app, name in replaced}


def good_names() -> set[str]:
    """Return the backups that were opened again and found good."""
    return set(Backup.unscoped.exclude(verified_at=None).values_list("name", flat=True))


def last_size() -> int:
    """Return how many bytes the last good backup has; 0 where there is none."""
    sizes = Backup.unscoped.exclude(verified_at=None).order_by("-pk").values_list("size", flat=True)
    return sizes.first() or 0


def lacks_only_its_copy() -> Backup | None:
    """Return the last backup where it is good and of today's work, and only its second place was not to be had."""
    last = Backup.unscoped.order_by("pk").last()
    if not settings.BACKUP_COPY or last is None or last.copied_at or last.removed_at:
        return None
    is_of_today = last.started_at > timezone.now() - A_DAY_OF_WORK
    return last if last.verified_at and is_of_today else None
