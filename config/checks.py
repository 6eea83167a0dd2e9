"""System checks that refuse settings under which the house would lose or leak data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from config.routes import routes
from teams.models import Equipment


@register(Tags.database, Tags.security)
def sqlite_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    """Refuse SQLite settings that lose saves on a power cut or fail under two writers."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    init = options.get("init_command", "").lower().replace(" ", "")
    errors: list[CheckMessage] = []
    if "journal_mode=wal" not in init or "synchronous=full" not in init:
        errors.append(Error("SQLite must run in WAL with synchronous=FULL.", id="config.E001"))
    if options.get("transaction_mode") != "IMMEDIATE" or options.get("timeout", 0) < 20:
        errors.append(
            Error("SQLite must take IMMEDIATE transactions and wait 20 s.", id="config.E002")
        )
    return errors


@register(Tags.database)
def postgresql_keeps_what_it_acknowledged(**kwargs: Any) -> list[CheckMessage]:
    """Refuse PostgreSQL options that lose saves, or under which a recount goes wrong or stale.

    The order of locks is made for READ COMMITTED; a pool of ours and one outside do not go together.
    """
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        return []
    options = database.get("OPTIONS", {})
    said = str(options.get("options", "")).lower().replace(" ", "")
    errors: list[CheckMessage] = []
    if options.get("isolation_level") or "isolation" in said:
        errors.append(Error("PostgreSQL must run at READ COMMITTED.", id="config.E006"))
    if "synchronous_commit=off" in said or "fsync=off" in said:
        errors.append(Error("PostgreSQL must wait for its commits.", id="config.E007"))
    if options.get("pool") and database.get("DISABLE_SERVER_SIDE_CURSORS"):
        errors.append(Error("Use PGBOUNCER or a pool of our own, not both.", id="config.E008"))
    return errors


@register(Tags.security)
def pages_are_closed(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to run with an open door: no sign-in rule, or a loosened content policy."""
    errors: list[CheckMessage] = []
    if "django.contrib.auth.middleware.LoginRequiredMiddleware" not in settings.MIDDLEWARE:
        errors.append(Error("LoginRequiredMiddleware must be on.", id="config.E003"))
    policy = str(settings.SECURE_CSP)
    if not settings.SECURE_CSP or "unsafe" in policy:
        errors.append(Error("SECURE_CSP must be set, without unsafe-*.", id="config.E004"))
    return errors


@register(Tags.security)
def files_of_people_are_not_served(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to keep scans where the server hands out files without asking who is asking."""
    kept = Path(settings.MEDIA_ROOT or ".").resolve()
    served = [Path(folder).resolve() for folder in settings.STATICFILES_DIRS]
    if settings.STATIC_ROOT:
        served.append(Path(settings.STATIC_ROOT).resolve())
    if any(kept.is_relative_to(folder) or folder.is_relative_to(kept) for folder in served):
        return [Error("MEDIA_ROOT must lie apart from static files.", id="config.E009")]
    return []


@register()
def the_norm_names_kinds_of_equipment(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a norm of what nobody can list: no team would ever meet it."""
    unknown = sorted(settings.TEAM_EQUIPMENT.keys() - set(Equipment.Kind.values))
    words = ", ".join(unknown)
    return [Error(f"TEAM_EQUIPMENT: no such kind: {words}.", id="config.E010")] if unknown else []


@register(Tags.security, Tags.urls)
def views_declare_their_scope(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a view that does not say whether it shows a territory, oneself, or nothing private."""
    return [
        Error(f"{route.name}: the view declares no scope (web/scope.py).", id="config.E005")
        for route in routes()
        if not route.scope
    ]
