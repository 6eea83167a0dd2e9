"""Whether anything was erased since the files of the database were last rid of what was erased."""

from datetime import datetime

from django.apps import apps
from django.db import connection

from households.models import Erased
from operations.models import DailyRun

TASK = "clean_erased"
# Whatever an erasure empties or deletes (erasure/rules/columns.py). The journal's own entries hold no names.
MODELS = (
    "households.Household",
    "households.Resident",
    "households.Regrouping",
    "audit.PersonalValue",
    "imports.Import",
    "imports.ImportRow",
    "imports.HeadingMemory",
    "imports.VillageMemory",
    "sessions.Session",
    "audit.PersonalValue",
    "privacy.SubjectRequest",
    "django_tasks_database.DBTaskResult",
)


def tables() -> list[str]:
    """Return the tables from whose files erased data must go."""
    return [apps.get_model(label)._meta.db_table for label in MODELS]


def began_by(at: datetime) -> bool:
    """Say whether a transaction goes on that began by then: PostgreSQL keeps for it what others erased meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND xact_start <= %s)",
            [at],
        )
        return bool(cursor.fetchone()[0])


def time_there() -> datetime:
    """Return the time of PostgreSQL's machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
        return at


def is_due() -> bool:
    """Say whether anybody was erased since the task last ended well."""
    done = DailyRun.unscoped.filter(task=TASK).exclude(finished_at=None).order_by("-started_at")
    rows, last = Erased.unscoped.all(), done.first()
    return (rows.filter(erased_at__gte=last.started_at) if last else rows).exists()
