"""PostgreSQL as Django speaks to it, with one promise more: "saved" is said once the second machine has it, too.

Where commits wait for a standby (deploy/cluster) the wait may be cut short: somebody cancels it, and the server answers
that all went well, with a mere warning; or no standby is there, and the wait has no end. Neither is "saved": both are
answered as "Đang bận, bấm lại" (`web.busy`), and the key of the form sees to it that nothing is written twice. Nor is
it enough that somebody found there what was written before: it, too, may be on one machine alone. After a wait in vain nobody in this process waits again while no standby follows
at all: who saves is told at once, and no further connection of the server is held by one that nobody listens to.
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
ANCHOR = "SELECT pg_current_xact_id(), pg_logical_emit_message(true, 'to-so', '')"
# Who reads no more of the server sees no more of its followers than that there are some.
FOLLOWED = "SELECT current_setting('synchronous_standby_names') = '' OR EXISTS (SELECT FROM pg_stat_replication)"
_heard = WeakSet[Any]()
_told = WeakSet[Any]()


@dataclass
class Last:
    """Whether the last page of this process that waited for a standby waited in vain."""

    was_in_vain: bool = False


_last = Last()


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
                    self._anchor(connection)
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

    def _anchor(self, connection: Any) -> None:
        # Past Django's cursors: no page asks anything here.
        with self.wrap_database_errors, connection.cursor() as cursor:
            if _last.was_in_vain and not cursor.execute(FOLLOWED).fetchone()[0]:
                self._not_saved()
            cursor.execute(ANCHOR)

    def _not_saved(self) -> NoReturn:
        with self.wrap_database_errors:
            raise errors.QueryCanceled("no standby has what was written")
        raise AssertionError  # no driver's error passes what wraps them


class Patience:
    """Hangs up on a server that does not answer for so long; what it was told stays its own matter.

    A wait that is cancelled would show to others what may yet be lost. One that nobody listens to shows it only
    once a standby has it, and holds its locks until then.
    """

    def __init__(self, connection: Connection[Any], seconds: float) -> None:
        self.is_over = False
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

    def _hang_up(self) -> None:
        self.is_over = True
        with suppress(OSError):
            if self.line:
                self.line.shutdown(socket.SHUT_RDWR)


def _seconds() -> float:
    """Return for how long a page waits for a commit; commands wait for ever, which is 0."""
    return settings.WEB_COMMIT_MS / 1000 if settings.SERVES_PAGES else 0.0


def _hear(connection: Any, said: errors.Diagnostic) -> None:
    """Note a warning that a wait for the standby was cut short."""
    if said.source_function == WAITER:
        _told.add(connection)
