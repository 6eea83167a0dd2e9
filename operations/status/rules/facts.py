"""What is known of the server at a moment; nothing here asks for it (operations.status.queries)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Run:
    """The last time that a daily task was begun, and the day for which it last ended well."""

    task: str
    tries: int = 1
    fault: str = ""
    well_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Backups:
    """Whether backups are set up, the last that ended well, and what went wrong since."""

    is_set_up: bool = False
    has_second_place: bool = False
    finished_at: datetime | None = None
    verified_at: datetime | None = None
    copied_at: datetime | None = None
    fault: str = ""
    # Erasures that do not stand in the list beside the backups yet.
    unlisted: int = 0


@dataclass(frozen=True, kw_only=True)
class Disk:
    """A folder that the server writes to: whether it is there, whether it may be written, what is free."""

    folder: str
    is_there: bool = True
    is_writable: bool = True
    free: int = 0
    total: int = 0

    @property
    def percent(self) -> float:
        """Return how many percent are free."""
        return 100 * self.free / self.total if self.total else 0.0


@dataclass(frozen=True, kw_only=True)
class Replicas:
    """Copies of a PostgreSQL: how many this server waits for, and how far each one is behind, in seconds."""

    awaited: int = 0
    delays: Sequence[float | None] = ()
    # Whether this database is itself a copy, which takes no writes.
    is_copy: bool = False
    # When the archive of its log failed last, where that was after the last success.
    archive_failed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Journal:
    """When the journal was sealed last, and what waits to be: how many entries, since when the oldest."""

    sealed_at: datetime | None = None
    waiting: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Whether a mail server is set, and how sending by it goes."""

    is_set_up: bool = False
    # Letters of the last day that it did not take, the most often that one was tried, and a kind of fault.
    failing: int = 0
    tries: int = 0
    fault: str = ""
    # That may have come, and are not sent again.
    unsure: int = 0
    sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the checks ask for.

    Without a database that answers only `disks` holds; where its tables cannot be read, only `missing` and `unknown` too.
    """

    now: datetime
    is_answering: bool = True
    is_readable: bool = True
    engine: str = ""
    worker_seen: datetime | None = None
    daily_seen: datetime | None = None
    # Files that wait to be read, written or taken back; tasks that wait, and since when the oldest does.
    waiting_files: int = 0
    waiting_tasks: int = 0
    oldest_task: datetime | None = None
    # Since when each file should be gone that was tried to be removed and is still there, the oldest first.
    removals: Sequence[datetime] = ()
    # Sessions that did not end: how many people may be at work.
    sessions: int = 0
    runs: Sequence[Run] = ()
    # The month that was over last and had anything in it, and whether its figures were taken.
    month: date | None = None
    is_month_taken: bool = False
    backups: Backups = field(default_factory=Backups)
    mail: Mail = field(default_factory=Mail)
    journal: Journal = field(default_factory=Journal)
    # By what they hold: files, database, backups.
    disks: Mapping[str, Disk] = field(default_factory=dict)
    # Migrations of this code that were not applied, and applied ones that this code does not know.
    missing: Sequence[str] = ()
    unknown: Sequence[str] = ()
    database_time: datetime | None = None
    # The latest moment that anything of the server bears.
    latest: datetime | None = None
    replicas: Replicas | None = None
    # The kind of fault of the store of files, "" where it answers; None where files lie on a disk.
    store: str | None = None
