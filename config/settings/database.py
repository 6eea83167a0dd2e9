"""The database: embedded by default, PostgreSQL in production."""

import sys

from config.settings.base import BASE_DIR, env

# Whether this is gunicorn, whose door is loaded first; all else is a command, the worker too.
SERVES_PAGES = "config.wsgi" in sys.modules
PAGES_DATABASE = env.db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
# Commands may have an address of their own: past the pooler, and a role whose statements nobody cuts off.
WORK_DATABASE = env.db_url("WORK_DATABASE_URL", "") if env.str("WORK_DATABASE_URL", "") else None
DATABASES = {
    "default": PAGES_DATABASE if SERVES_PAGES or not WORK_DATABASE else WORK_DATABASE,
}
# Milliseconds after which a page gives up waiting for a lock, and after which one statement of it is cut off
# (docs/decisions/0004-scope-and-journal.md); who is not first in line waits twice, for the turn and for the row.
# A command waits for a lock for WORK_LOCK_MS, and is never cut off.
WEB_LOCK_MS = env.int("WEB_LOCK_MS", 1500)
WEB_STATEMENT_MS = env.int("WEB_STATEMENT_MS", 20000)
WORK_LOCK_MS = 60_000
# Where commits wait for a standby: milliseconds that a page waits for it (config/postgresql); 0: none is waited for.
WEB_COMMIT_MS = env.int("WEB_COMMIT_MS", 0)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening a connection costs more than all that a kept page asks, on SQLite too: it reads the whole schema.
DATABASES["default"]["CONN_MAX_AGE"] = 60
# Behind a pooler that lends connections by transaction nothing may outlive one.
PGBOUNCER = env.bool("PGBOUNCER", False)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: an acknowledged save survives a power cut. IMMEDIATE: writers queue instead of failing. What is
    # deleted is overwritten: nobody finds the name of somebody who was erased in the file (web/traces.py).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # A page answers before the browser's own patience ends, which is 20 s.
        "timeout": 15 if SERVES_PAGES else 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["ENGINE"] = "config.postgresql"
    is_pooled = PGBOUNCER and DATABASES["default"] is PAGES_DATABASE
    if is_pooled:
        DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = is_pooled
    OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    # A server that does not answer at all is not waited for until the browser gives up.
    OPTIONS.setdefault("connect_timeout", 5)
    if not is_pooled:
        # Behind a pooler the database role says so: `manage.py database_timeouts`.
        lock, statement = (WEB_LOCK_MS, WEB_STATEMENT_MS) if SERVES_PAGES else (WORK_LOCK_MS, 0)
        given = f"-c lock_timeout={lock} -c statement_timeout={statement}"
        OPTIONS["options"] = f"{given} {OPTIONS.get('options', '')}".strip()
# A copy of a PostgreSQL, read by pages that say how old they are (web/copies.py); commands never read it.
COPY_DATABASE = (
    env.db_url("REPLICA_DATABASE_URL", "") if env.str("REPLICA_DATABASE_URL", "") else None
)
if COPY_DATABASE and SERVES_PAGES:
    DATABASES["replica"] = {**DATABASES["default"], **COPY_DATABASE, "ENGINE": "config.postgresql"}
    # A server that is away is not waited for long: the primary is asked instead.
    DATABASES["replica"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        **COPY_DATABASE.get("OPTIONS", {}),
        "connect_timeout": 2,
    }
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
