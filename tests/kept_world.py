"""A world made once and laid as rows into the tables of each test, which is far quicker than making it."""

import fcntl
import itertools
import pickle

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

import tests.factories

# Values of one statement; both databases take at least as many.
AT_ONCE = 30_000


class KeptWorld:
    """What `build` returns and writes into empty tables, in a transaction that is taken back.

    Its keys come again in every test. PostgreSQL's sequences are not taken back and stand behind
    them; SQLite's follow the rows.
    """

    def __init__(self, build):
        self.build, self.day = build, timezone.localdate()
        with transaction.atomic():
            filled = {table for table in tables() if rows_of(table)}
            self.objects = pickle.dumps(build())
            found = {table: rows_of(table) for table in tables() if table not in filled}
            transaction.set_rollback(True)
        self.rows = {table: rows for table, rows in found.items() if rows}

    def lay(self):
        """Write the rows and return the objects, new for each test.

        After midnight, or where a row of the test's own has a key of theirs, it is made anew.
        """
        if timezone.localdate() != self.day:
            return self.build()
        try:
            self._write()
        except IntegrityError:
            return self.build()
        return pickle.loads(self.objects)  # noqa: S301 - our own

    def _write(self):
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                for some in itertools.batched(rows, AT_ONCE // len(rows[0]), strict=False):
                    row = f"({', '.join(['%s'] * len(some[0]))})"
                    every = ", ".join([row] * len(some))
                    values = [value for row in some for value in row]
                    cursor.execute(f"INSERT INTO {table} VALUES {every}", values)


def once(folder, name, make):
    """Return what is made under this name: the first worker of a run makes it, the rest read its file."""
    file = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    return pickle.loads(file.read_bytes())  # noqa: S301 - our own


def made_once(folder, name, build):
    """Return the world of this name, made once in a run."""
    world, numbers = once(folder, name, lambda: (KeptWorld(build), numbers_of_factories()))
    # What a factory numbers must differ from what stands in the world, whoever made it.
    for factory, number in zip(factories(), numbers, strict=True):
        mine = factory._meta.next_sequence()
        factory.reset_sequence(max(mine, number), force=True)
    return world


def factories():
    return [one for one in vars(tests.factories).values() if is_factory(one)]


def is_factory(one):
    return isinstance(one, type) and issubclass(one, DjangoModelFactory) and not one._meta.abstract


def numbers_of_factories():
    return [one._meta.next_sequence() for one in factories()]


def tables():
    return sorted(connection.introspection.django_table_names(only_existing=True))


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()
