"""What only one machine has is not saved: a wait for the standby that is cut short is "busy"."""

import time
from contextlib import contextmanager
from threading import Thread

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from config.postgresql import base
from config.postgresql.base import ANCHOR, DatabaseWrapper
from web.busy import AWAY, BUSY, reason_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
# Writes to the log of the server, and to no table.
WRITE = "SELECT pg_logical_emit_message(true, 'to-so', 'thử')"


def server(sql):
    """Ask the server past Django."""
    given = connection.get_connection_params()
    way = {key: given[key] for key in ("host", "port", "user", "dbname") if given.get(key)}
    with psycopg.connect(autocommit=True, **way) as own:
        return own.execute(sql).fetchone() if sql.startswith("SELECT") else own.execute(sql)


@contextmanager
def asking_for_a_standby():
    """Let commits wait for a standby that is not there; only those of a connection that asks for it do."""
    server("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    server("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        server("ALTER SYSTEM RESET synchronous_standby_names")
        server("SELECT pg_reload_conf()")


@pytest.fixture
def own():
    """Return a connection whose commits wait."""
    found = connections.create_connection("default")
    assert isinstance(found, DatabaseWrapper)
    found.inc_thread_sharing()
    with found.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    found.set_autocommit(False)
    yield found
    found.close()


def committed(own, sql=WRITE):
    """Do something and commit; return the error."""
    with own.cursor() as cursor:
        cursor.execute(sql)
    try:
        own.commit()
    except Exception as error:
        return error
    return None


def cancel(pid, end):
    """Cancel the wait once it began."""
    sql = f"SELECT pg_cancel_backend({pid}) FROM pg_stat_activity WHERE pid = {pid} AND wait_event = 'SyncRep'"
    while not server(sql) and time.monotonic() < end:
        time.sleep(0.02)


def own_again(own):
    """Connect anew; return which process of the server that is."""
    with own.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    own.set_autocommit(False)
    return own.connection.info.backend_pid


def test_what_a_standby_does_not_have_is_not_saved(own, settings):
    """One test, for the server is told something that holds for all of it."""
    assert committed(own) is None
    pid = own.connection.info.backend_pid
    with asking_for_a_standby():
        thread = Thread(target=cancel, args=(pid, time.monotonic() + 20))
        thread.start()
        # The server heeds what it was told a moment later.
        while not (cancelled := committed(own)) and thread.is_alive():
            pass
        thread.join()
        assert reason_of(cancelled) is BUSY
        own.rollback()
        # What was only read needs no standby, but for a page it does: it may say that it was saved before.
        assert committed(own, "SELECT 1") is None
        settings.SERVES_PAGES, settings.WEB_COMMIT_MS = True, 300
        began = time.monotonic()
        assert reason_of(committed(own, "SELECT 1")) is BUSY
        # Nobody cancelled it, the page hung up.
        assert time.monotonic() - began >= 0.3
        own.close()
        # Nobody waits in vain once more: whoever comes next is told at once, and holds nothing of the server.
        settings.WEB_COMMIT_MS, began = 20_000, time.monotonic()
        next_pid = own_again(own)
        assert reason_of(committed(own, "SELECT 1")) is BUSY
        assert time.monotonic() - began < 10
        own.rollback()
        assert server(f"SELECT wait_event FROM pg_stat_activity WHERE pid = {next_pid}") != (
            "SyncRep",
        )
        # Where nobody follows at all the first one, too, waits for no longer than a standby takes to come.
        own.close()
        own_again(own)
        base._last.was_in_vain, began = False, time.monotonic()
        assert reason_of(committed(own, "SELECT 1")) is BUSY
        assert base.GRACE <= time.monotonic() - began < 10
        assert base._last.was_in_vain
        own.close()
        # It is not to be seen as long as no standby has it: its transaction goes on.
        assert server(f"SELECT wait_event FROM pg_stat_activity WHERE pid = {pid}") == ("SyncRep",)
    # Once nothing is waited for, who saves finds that out by itself.
    for _ in range(100):
        if committed(own, "SELECT 1") is None:
            break
        own.rollback()
        time.sleep(0.05)
    else:
        pytest.fail("nobody saves any more")
    assert not base._last.was_in_vain


def test_a_connection_that_is_gone_before_the_commit_is_away(own, settings):
    settings.SERVES_PAGES, settings.WEB_COMMIT_MS = True, 300
    own.connection.close()
    with pytest.raises(OperationalError) as gone:
        own.commit()
    assert reason_of(gone.value) is AWAY


def test_a_standby_taken_for_the_primary_says_so_where_a_page_only_reads():
    """It refuses the first word as a server that may only be read, which is answered as "away" (25006)."""
    assert ANCHOR.startswith("SELECT pg_current_xact_id(), ")
