"""How long a worker holds what others wait for, and how long it leaves it free."""

import time

from django.db import connection

# Seconds for which others may have to wait for a chunk: as many rows are taken as fit into that.
HOLD = 0.06
# While somebody is heard of: seconds, rest as often as it was held (SQLite), and for how many chunks.
POLITE, REST, LONG = 0.01, 3, 40
# Whoever waits for SQLite tries at least that often: a longer rest serves nobody.
ENOUGH = 0.1
# A wait for others that is no chance; fewer rows than that would be all commits.
NOTICED, LEAST = 0.0015, 25
# How many are taken before it is known how long they take.
FIRST = 100


class Pace:
    """How many rows one transaction takes: as many as let nobody wait long, on whatever machine.

    Once somebody is heard of, the shortest are taken. PostgreSQL says who waits, and serves him next. SQLite
    has no queue, who waits tries now and then: it is left free as long as it was held, and most of the time
    once we had to wait ourselves.
    """

    def __init__(self) -> None:
        self.rows, self.company = FIRST, 0
        self.asked = self.began = self.ended = time.perf_counter()
        self.is_shared = connection.vendor == "sqlite"

    def chunk(self, most: int) -> int:
        """Return how many rows to take now."""
        self.rows = min(self.rows, most)
        return self.rows

    def ask(self) -> None:
        """Note that the database is asked for its locks."""
        self.asked = time.perf_counter()

    def begin(self) -> None:
        """Note that others wait from now on; what we waited for them is no work of ours."""
        self.began = time.perf_counter()
        self._hear(heard=self.is_shared and self.began - self.asked > NOTICED)

    def look(self) -> None:
        """Ask whether somebody waits, at the end of what is held; all but PostgreSQL cannot tell."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                self._hear(heard=bool(cursor.fetchone()[0]))

    def _hear(self, *, heard: bool) -> None:
        self.company = LONG if heard else max(0, self.company - 1)

    def end(self) -> float:
        """Take more or fewer rows next time; return the seconds that the others are to be left."""
        free, self.ended = self.asked - self.ended, time.perf_counter()
        held = max(self.ended - self.began, 1e-6)
        wanted = min(HOLD, POLITE) if self.company else HOLD
        self.rows = max(LEAST, round(self.rows * min(2, wanted / held)))
        owed = held * (REST if self.company else 1) - free
        return min(max(owed, 0.0), ENOUGH) if self.is_shared else 0.0
