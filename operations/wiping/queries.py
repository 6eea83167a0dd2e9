"""Whether anything was erased since the files of the database were last rid of what was erased."""

from django.apps import apps

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
    "imports.AnswerMemory",
    "sessions.Session",
    "audit.PersonalValue",
    "privacy.SubjectRequest",
    "django_tasks_database.DBTaskResult",
)


def tables() -> list[str]:
    """Return the tables from whose files erased data must go."""
    return [apps.get_model(label)._meta.db_table for label in MODELS]


def is_due() -> bool:
    """Say whether anybody was erased since the task last ended well."""
    done = DailyRun.unscoped.filter(task=TASK).exclude(finished_at=None).order_by("-started_at")
    rows, last = Erased.unscoped.all(), done.first()
    return (rows.filter(erased_at__gte=last.started_at) if last else rows).exists()
