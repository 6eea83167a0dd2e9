"""Which day's work is due, and how long one that failed waits."""

from datetime import date, datetime, time, timedelta

# Each is a command; what is needed most comes first. All of them make up for days that were missed.
TASKS = (
    "backup",
    # Before figures of the day are kept: by the units of today.
    "apply_reorganisations",
    "snapshot",
    "open_periods",
    "clear_old",
    "list_erasures",
    "check_readings",
    "check_journal",
    "stop_unused_accounts",
    "tell_late",
    "queue_digests",
    "clean_erased",
)
# Who does a task and is not heard of for so long has lost it to whoever comes next.
LEASE = timedelta(minutes=2)
# What failed is tried again after a minute, then after twice as long each time, once an hour at last.
FIRST, LAST = timedelta(minutes=1), timedelta(hours=1)


def due_day(now: datetime, at: time) -> date:
    """Return the day whose work is due: today from the time of day on, the day before until then."""
    day = now.date()
    return day if now.time() >= at else day - timedelta(days=1)


def wait_after(tries: int) -> timedelta:
    """Return how long a task waits that failed so many times."""
    return min(FIRST * (1 << min(tries - 1, 10)), LAST)
