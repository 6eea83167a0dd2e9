"""A database of the benchmark's own, made by Django as for tests: never the one that is configured."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from periodic.drafts.queries.remembered import MEMORY
from reports.page_cache import CACHE


@contextmanager
def scratch(label: str, *, stays: bool = False) -> Iterator[str]:
    """Point the connection at a migrated database for as long as the block runs; yields its name for `use`.

    It is new and goes afterwards; with `stays` one of this label that is there is taken, and left.
    """
    before, test = str(connection.settings_dict["NAME"]), connection.settings_dict["TEST"]
    name, configured = f"to_so_bench_{'kept_' if stays else ''}{label}", test["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            name = f"{tempfile.gettempdir() if stays else folder}/{name}.sqlite3"
        test["NAME"] = name
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=stays)
            yield name
        finally:
            use(name)
            connection.creation.destroy_test_db(before, verbosity=0, keepdb=stays)
            test["NAME"] = configured


def use(name: str) -> None:
    """Let every query from now on go to this database, and nothing be remembered of another."""
    CACHE.clear()
    MEMORY.clear()
    connection.close()
    connection.settings_dict["NAME"] = name
