"""System checks that refuse settings under which data would be lost or leaked."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from config.routes import routes
from operations.backup.rules.thinning import LONGEST_DAYS
from teams.models import Equipment


def _wrong(*checks: tuple[bool, str, str]) -> list[CheckMessage]:
    """Return an error for each check that finds something: whether it does, the words, the key."""
    return [Error(words, id=key) for is_wrong, words, key in checks if is_wrong]


@register(Tags.security)
def sqlite_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    """Refuse SQLite settings that lose saves on a power cut or fail under two writers."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    init = options.get("init_command", "").lower().replace(" ", "")
    keeps = "secure_delete=on" not in init
    loses = "journal_mode=wal" not in init or "synchronous=full" not in init
    fails = options.get("transaction_mode") != "IMMEDIATE" or options.get("timeout", 0) < 20
    return _wrong(
        (loses, "SQLite must run in WAL with synchronous=FULL.", "config.E001"),
        (keeps, "SQLite must overwrite what is deleted (secure_delete=ON).", "config.E026"),
        (fails, "SQLite must take IMMEDIATE transactions and wait 20 s.", "config.E002"),
    )


@register(Tags.security)
def postgresql_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    """Refuse PostgreSQL options that lose saves, or under which a recount goes wrong or stale.

    The order of locks is made for READ COMMITTED; a pool of ours and one outside do not go together.
    """
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        return []
    options = database.get("OPTIONS", {})
    said = str(options.get("options", "")).lower().replace(" ", "")
    isolates = bool(options.get("isolation_level")) or "isolation" in said
    loses = "synchronous_commit=off" in said or "fsync=off" in said
    pools = bool(options.get("pool") and database.get("DISABLE_SERVER_SIDE_CURSORS"))
    return _wrong(
        (isolates, "PostgreSQL must run at READ COMMITTED.", "config.E006"),
        (loses, "PostgreSQL must wait for its commits.", "config.E007"),
        (pools, "Use PGBOUNCER or a pool of our own, not both.", "config.E008"),
    )


@register(Tags.security)
def pages_are_closed(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to run with an open door: no sign-in rule, or a loosened content policy."""
    sign_in = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    is_loose = not settings.SECURE_CSP or "unsafe" in str(settings.SECURE_CSP)
    return _wrong(
        (sign_in not in settings.MIDDLEWARE, "LoginRequiredMiddleware must be on.", "config.E003"),
        (is_loose, "SECURE_CSP must be set, without unsafe-*.", "config.E004"),
    )


@register(Tags.security)
def files_of_people_are_not_served(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to keep scans where the server hands out files without asking who is asking."""
    kept = Path(settings.MEDIA_ROOT or ".").resolve()
    served = [Path(folder).resolve() for folder in settings.STATICFILES_DIRS]
    if settings.STATIC_ROOT:
        served.append(Path(settings.STATIC_ROOT).resolve())
    touches = any(kept.is_relative_to(one) or one.is_relative_to(kept) for one in served)
    return _wrong((touches, "MEDIA_ROOT must lie apart from static files.", "config.E009"))


@register(Tags.security)
def the_store_of_files_can_be_spoken_to(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a store of files where what speaks to it is not installed."""
    missing = settings.FILES_IN_STORE and not all(map(find_spec, ("boto3", "storages")))
    words = "FILES_URL is set, but the packages of requirements-s3.lock are not installed."
    return _wrong((missing, words, "config.E032"))


@register()
def backups_forget(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to keep backups longer than those who were erased may stand in them."""
    longest = not 1 <= settings.BACKUP_KEEP_DAYS <= LONGEST_DAYS
    words = f"BACKUP_KEEP_DAYS must be 1 to {LONGEST_DAYS}: whoever was erased stands in backups."
    return _wrong((longest, words, "config.E020"))


@register()
def the_norm_names_kinds_of_equipment(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a norm of what nobody can list: no team would ever meet it."""
    unknown = sorted(settings.TEAM_EQUIPMENT.keys() - set(Equipment.Kind.values))
    words = f"TEAM_EQUIPMENT: no such kind: {', '.join(unknown)}."
    return _wrong((bool(unknown), words, "config.E010"))


@register(Tags.security, Tags.urls)
def views_declare_their_scope(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a view that does not say whether it shows a territory, oneself, or nothing private."""
    return [
        Error(f"{route.name}: the view declares no scope (web/scope.py).", id="config.E005")
        for route in routes()
        if not route.scope
    ]
