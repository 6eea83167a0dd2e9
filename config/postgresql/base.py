"""PostgreSQL as Django speaks to it, with one promise more: "saved" is said once the second machine has it, too.

Where commits wait for a standby (deploy/cluster) the wait may be cut short: somebody cancels it, and the server answers
that all went well, with a mere warning; or no standby is there, and the wait has no end. Neither is "saved": both are
answered as "Đang bận, bấm lại" (`web.busy`), and the key of the form sees to it that nothing is written twice. Nor is
it enough that somebody found there what was written before: it, too, may be on one machine alone. While no standby follows
at all nobody waits for long, and after a wait in vain nobody in this process waits again: who saves is told at once, and no
further connection of the server is held by one that nobody listens to.
"""

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Timer
from types import TracebackType
from typing import Any, NoReturn
from weakref import WeakSet

from django.conf import settings
from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg import Connection, errors

# What waits for a standby in the server: it names itself in every language.
WAITER = "SyncRepWaitForLSN"
# Makes a transaction that has only read wait for the standby as one that has written: all before it is there then.
# A standby that is taken for the primary says so of the first word; of the second it only says that something is wrong.
# The last is whether anybody follows, where somebody should: whoever died is gone from there at once, who is silent
# after `wal_sender_timeout`.
ANCHOR = (
    "SELECT pg_current_xact_id(), pg_logical_emit_message(true, 'to-so', ''), "
    "current_setting('synchronous_standby_names') = '' OR EXISTS (SELECT FROM pg_stat_get_wal_senders())"
)
# Seconds in which a standby may come that does not follow yet: whoever takes over is followed within a third of one.
GRACE = 1.0
_heard = WeakSet[Any]()
_told = WeakSet[Any]()


@dataclass
class Last:
    """Whether the last page of this process that waited for a standby waited in vain."""

    was_in_vain: bool = False


_last = Last()


class Patience:
    """Hangs up on a server that does not answer for so long; what it was told stays its own matter.

    A wait that is cancelled would show to others what may yet be lost. One that nobody listens to shows it only
    once a standby has it, and holds its locks until then.
    """

    def __init__(self, connection: Connection[Any], seconds: float) -> None:
        self.is_over, self.seconds = False, seconds
        self.timer = Timer(seconds, self._hang_up) if seconds else None
        self.line = socket.socket(fileno=os.dup(connection.fileno())) if seconds else None

    def __enter__(self) -> None:
        if self.timer:
            self.timer.daemon = True
            self.timer.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.timer and self.line:
            self.timer.cancel()
            self.timer.join()
            self.line.close()

    def shorten(self, seconds: float) -> None:
        """Wait no longer than that from now on."""
        if self.timer and self.seconds > seconds:
            self.timer.cancel()
            self.timer.join()
            self.timer = Timer(seconds, self._hang_up)
            self.timer.daemon = True
            self.timer.start()

    def _hang_up(self) -> None:
        self.is_over = True
        with suppress(OSError):
            if self.line:
                self.line.shutdown(socket.SHUT_RDWR)


class DatabaseWrapper(base.DatabaseWrapper):
    """Refuses to take for saved what one machine alone has."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and listen to what the server says beside its answers."""
        connection = super().get_new_connection(conn_params)
        if connection not in _heard:
            _heard.add(connection)
            connection.add_notice_handler(partial(_hear, connection))
        return connection

    def commit(self) -> None:
        """Commit; raise what means "busy" where the second machine has not said that it has it."""
        connection = self.connection
        if connection is None:
            return super().commit()
        _told.discard(connection)
        seconds = _seconds()
        # A connection that is gone by now is the driver's error, and none that anybody knows.
        with self.wrap_database_errors:
            patience = Patience(connection, seconds)
        try:
            with patience:
                if seconds:
                    self._anchor(connection, patience)
                super().commit()
        except OperationalError:
            if patience.is_over:
                _last.was_in_vain = True
                self._not_saved()
            raise
        if connection in _told:
            self._not_saved()
        if seconds:
            _last.was_in_vain = False
        return None

    def _anchor(self, connection: Any, patience: Patience) -> None:
        # Past Django's cursors: no page asks anything here.
        with self.wrap_database_errors, connection.cursor() as cursor:
            *_, is_followed = cursor.execute(ANCHOR).fetchone()
        if not is_followed:
            if _last.was_in_vain:
                self._not_saved()
            patience.shorten(GRACE)

    def _not_saved(self) -> NoReturn:
        with self.wrap_database_errors:
            raise errors.QueryCanceled("no standby has what was written")
        raise AssertionError  # no driver's error passes what wraps them


def _seconds() -> float:
    """Return for how long a page waits for a commit; commands wait for ever, which is 0."""
    return settings.WEB_COMMIT_MS / 1000 if settings.SERVES_PAGES else 0.0


def _hear(connection: Any, said: errors.Diagnostic) -> None:
    """Note a warning that a wait for the standby was cut short."""
    if said.source_function == WAITER:
        _told.add(connection)
