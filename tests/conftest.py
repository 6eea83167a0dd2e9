"""What every test stands on: quick hashes, no error logged in silence, a small world on demand."""

import contextlib
import gc
import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone
from whitenoise.middleware import WhiteNoiseMiddleware

from audit import append_only
from operations.sealing.rules import triggers
from periodic.drafts.queries.remembered import MEMORY
from periodic.models import frozen
from reading.actions import REMEMBERED
from reports.page_cache import CACHE
from tests.emptied import empty
from tests.forked import files_are_read_by_forks, own_process, own_process_by_turns  # noqa: F401 - fixtures
from tests.played import has_nothing_to_play, is_played, kind_of
from tests.roomy import with_room
from web.sandbox import turns

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE)\b", re.IGNORECASE)
# Signing in, and staying so, are noted by Django and axes themselves; who reads names, by us on every page of names.
BOOKKEEPING = re.compile(r'"(django_session|axes_\w+)"|\breading_reading\b')


def pytest_configure(config):
    config.addinivalue_line("markers", "expected_errors: this test makes the product log an ERROR")
    # Tests that run beside these do not wait for their turn with these.
    room = tempfile.TemporaryDirectory(prefix="to-so-turns-")
    config.add_cleanup(room.cleanup)
    turns.FOLDER = Path(room.name)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "tests.tasks.AtOnce"}}
    # Whoever was imported before has asked for the one of production.
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)


def pytest_ignore_collect(collection_path, config):
    """Leave files unread of which nothing is played."""
    return has_nothing_to_play(collection_path, config.rootpath) or None


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item):
    """Mark what a database can change, and what uses none."""
    if kind := kind_of(item):
        item.add_marker(kind)


def pytest_collection_modifyitems(config, items):
    """Leave out what `make prove` alone plays, and on PostgreSQL what SQLite has proved."""
    kept, left_out = [], []
    for item in items:
        (kept if is_played(item) else left_out).append(item)
    # The longest first, so that no worker is left with them when the others are done.
    items[:] = sorted(
        kept, key=lambda item: not (item.path.parent.name == "browser" or is_slow(item))
    )
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage while tests are read: there is none, and to look takes a third of that time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """Let the collector of garbage pass over what stays until the end: modules and over ten thousand tests."""
    gc.collect()
    gc.freeze()


def is_slow(item):
    return item.get_closest_marker("slow") or item.get_closest_marker("postgres")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Let all tests be played where the call stack has room."""
    ours = [sys.modules[__name__]]
    others = session.config.pluginmanager.subset_hook_caller("pytest_runtestloop", ours)
    return with_room(others, session=session)


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and not any(map(shutil.which, BROWSERS)):
        reason = f"no browser found ({', '.join(BROWSERS)})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can show this race; set DATABASE_URL (tools/postgres start)")


def statements():
    """Stand in for a schema editor inside a transaction, which SQLite's own refuses."""

    def execute(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return SimpleNamespace(connection=connection, execute=execute)


def execute(some):
    for statement in some:
        statements().execute(statement)


@pytest.fixture(scope="session", autouse=True)
def static_files_are_found_once():
    """Let every client share the list of static files, which the first one finds."""
    found, find = {}, WhiteNoiseMiddleware.add_files_from_finders

    def find_once(middleware):
        if not found:
            find(middleware)
            found.update(middleware.files)
        middleware.files = dict(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", find_once)
        yield


@pytest.fixture(scope="session")
def kept_tables(django_db_modify_db_settings, django_db_blocker):
    """Lay the tables of `tests/kept_tables.py`, so that the next fixture finds them migrated."""
    from tests.kept_tables import KeptTables

    with django_db_blocker.unblock():
        return KeptTables()


@pytest.fixture(scope="session")
def django_db_setup(kept_tables, django_db_setup, django_db_blocker):
    """Let the tables be emptied between tests: row by row on SQLite, at once on PostgreSQL."""
    with django_db_blocker.unblock():
        kept_tables.keep()
        if connection.vendor == "sqlite":
            append_only.release(None, statements())
        append_only.allow_truncate(None, statements())
        execute(triggers.dropping(connection.vendor))
        frozen.release(None, statements())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture
def append_only_audit(db):
    """Protect the audit again, until the test's transaction is rolled back."""
    if connection.vendor == "sqlite":
        append_only.protect(None, statements())
    append_only.refuse_truncate(None, statements())
    execute(triggers.adding(connection.vendor))


@pytest.fixture
def frozen_copies(db):
    """Protect what was sent again, until the test's transaction is rolled back."""
    frozen.protect(None, statements())


@pytest.fixture(autouse=True)
def no_error_is_logged(request, caplog):
    """Fail a test during which the product logs an ERROR, unless it is marked expected_errors."""
    yield
    if request.node.get_closest_marker("expected_errors"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [r.getMessage() for r in records if r.levelno >= logging.ERROR]
    assert errors == []


@pytest.fixture(autouse=True)
def empty_page_cache():
    """Begin without cached pages and lines of reading: keys of one test may come again in the next."""
    CACHE.clear()
    MEMORY.clear()
    REMEMBERED.clear()


@contextlib.contextmanager
def _only_reads():
    def refuse(execute, sql, params, many, context):
        if WRITES.match(sql) and not BOOKKEEPING.search(sql):
            raise AssertionError(f"a page that is only read writes: {sql[:200]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def only_reads():
    """Return a context in which any write fails the test: `with only_reads(): client.get(…)`."""
    return _only_reads


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory):
    """Return a folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def keep(django_db_setup, django_db_blocker, folder_of_run):
    """Return a function that makes a world once, for fixtures that live longer than a test."""
    from tests.kept_world import KeptWorld, made_once

    def make(build):
        name = f"{build.__module__}.{build.__qualname__}"
        with django_db_blocker.unblock():
            # PostgreSQL's sequences stand behind the rows in the database alone that they were made in.
            if connection.vendor == "postgresql" or "<locals>" in name:
                return KeptWorld(build)
            return made_once(folder_of_run, f"{name}-{timezone.localdate()}", build)

    return make


@pytest.fixture(scope="session")
def kept_world(keep):
    """Make the small world of `tests/world.py`, through the actions."""
    from tests.world import World

    return keep(World.build)


@pytest.fixture
def world(db, kept_world):
    """Return the small world of `tests/world.py`: its rows stand in the tables."""
    return kept_world.lay()


@pytest.fixture
def pages_of(world, folder_of_run):
    """Return a function of a role: address → text of the pages it opens in the small world; opened once in a run."""
    from tests.kept_world import once
    from tests.pages import pages_open_to

    name = f"pages-{world.own.household.uuid}-{timezone.localdate()}"
    return lambda role: once(folder_of_run, f"{name}-{role}", lambda: pages_open_to(world, role))


@pytest.fixture(scope="session")
def kept_sweep(keep):
    """Make the small world, and beside it whom and what `tests/access.py` tries."""
    from tests.access import Sweep

    return keep(Sweep.build)


@pytest.fixture
def sweep(db, kept_sweep):
    """Return the sweep of `tests/access.py`: rows of its world stand in the tables."""
    return kept_sweep.lay()


@pytest.fixture(scope="session")
def kept_admin_world(keep):
    """Make the tiny country of `tests/admin_world.py`."""
    from tests.admin_world import build_world

    return keep(build_world)


@pytest.fixture
def admin_world(db, kept_admin_world):
    """Return the tiny country for the tests of Django admin: its rows stand in the tables."""
    return kept_admin_world.lay()


@pytest.fixture
def record_probes(request):
    """Note how many probes a sweep made; the sum is printed at the end of the run."""

    def note(number):
        request.node.user_properties.append(("probes", number))

    return note


def pytest_terminal_summary(terminalreporter):
    """Say how many probes the access sweep made, and what the hands had to do, whichever worker did."""
    passed = terminalreporter.getreports("passed")
    probes = sum(
        n for r in passed if r.when == "call" for k, n in r.user_properties if k == "probes"
    )
    if probes:
        terminalreporter.write_line(f"access sweep: {probes} probes, 0 leaks")
    lines = {n for r in passed if r.when == "call" for k, n in r.user_properties if k == "hands"}
    for line in sorted(lines):
        terminalreporter.write_line(line)
