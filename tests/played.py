"""Which tests are played: on PostgreSQL what a database can change, of what is long a part each day."""

import inspect
from functools import cache

from django.db import connection

from tests.proving import PROVING, is_of_today

# What a browser plays in every `make test`; the rest takes turns, a third each day.
EVERY_DAY = {
    "test_axe",
    "test_english_browser",
    "test_entry_counts",
    "test_entry_counts_phone",
    "test_network_cut",
    "test_story",
}
DATABASE = {"db", "transactional_db", "live_server"}
# Tests of the layers that speak to the database are `engines`; so are others that are marked where they stand.
SPEAKING = {"test_models", "test_queries", "test_actions"}
SPEAKING_FOLDERS = ("audit", "rollup", "figures", "households/counts")
MARKED = ("mark.engines", "mark.postgres")
# What `make test` plays a sample of asks here how much it plays, or takes turns.
ASKING = ("tests.proving import", "tests.access import", "mark.by_turns", "mark.long")


@cache
def is_sampled(path):
    """Say whether `make prove` plays more of a file of tests than `make test` does."""
    if path.parent.name in ("browser", "faults"):
        return True
    texts = [one.read_text() for one in (path, path.with_name("conftest.py")) if one.is_file()]
    return any(word in text for word in ASKING for text in texts)


def is_proved(item, marks):
    """Say whether `make prove` plays a test beside those that it plays as `make test` does."""
    if "postgres" in marks or not is_sampled(item.path):
        return "postgres" in marks
    if connection.vendor == "sqlite":
        return True
    return bool(marks & {"engines", "browser"}) or "property" in item.path.stem


def kind_of(item):
    """Return how to mark a test: as one a database can change, as one that uses none, or not at all."""
    if not touches_database(item):
        return "pure"
    path = item.path.relative_to(item.config.rootpath / "tests")
    if "property" in path.stem:  # random histories: on PostgreSQL in `make prove`
        return None
    return "engines" if speaks(path) else None


def speaks(path):
    """Say whether a file of tests is of a layer that speaks to the database."""
    return path.stem in SPEAKING or str(path).startswith(SPEAKING_FOLDERS)


def has_nothing_to_play(path, root):
    """Say whether a file of tests need not even be read on this database."""
    if PROVING or connection.vendor == "sqlite" or not path.name.startswith("test_"):
        return False
    if not path.is_file() or speaks(path.relative_to(root / "tests")):
        return False
    words = path.read_text()
    return not any(mark in words for mark in MARKED)


def is_played(item):
    """Say whether a test is played on this database."""
    marks = {mark.name for mark in item.iter_markers()}
    of, turn = turn_of(item)
    if not is_of_today(turn, of=of):
        return False
    if PROVING:
        return is_proved(item, marks)
    if connection.vendor == "sqlite":
        return "long" not in marks
    return bool(marks & {"engines", "postgres"}) and not marks & {"long", "pure"}


def turn_of(item):
    """Return on one of how many days `make test` plays a test, and on which: by a name, as some share a world and a day.

    What is very long names its day by number (`on`), so that no day has all of it.
    """
    if mark := item.get_closest_marker("by_turns"):
        of, *together = mark.args
        return of, mark.kwargs.get("on", *(together or [item.nodeid]))
    is_short = not item.get_closest_marker("browser") or item.path.stem in EVERY_DAY
    return 1 if is_short else 3, item.nodeid


def touches_database(item):
    # Every test stands behind the blocker; one that asks for it opens a database of its own.
    asks = "django_db_blocker" in inspect.signature(item.function).parameters
    return asks or item.get_closest_marker("django_db") or DATABASE.intersection(item.fixturenames)
