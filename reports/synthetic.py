"""Whether this database holds a demo's invented people: every page then says so, in production too."""

from django.db import connection
from django.utils.translation import gettext_noop

from accounts.models import User
from areas.models import Area
from audit.models import AuditEntry, AuditQuerySet

# The verb of the one journal entry that the `demo` command writes of all it built.
BUILT = gettext_noop("Dựng dữ liệu minh hoạ")

# The answer by database. It changes only while a demo is built, in a database without users.
_answers: dict[str, bool] = {}


def demo_entries() -> AuditQuerySet:
    """Return the journal entries that say a demo was built here: one, or none."""
    return AuditEntry.unscoped.filter(subject=Area._meta.label_lower, verb=BUILT)


def is_demo() -> bool:
    """Say whether this database holds invented people.

    Asked on every page, so the answer is cached. Not inside a transaction, which may yet be undone;
    and "no" only once there are users, for a demo is never built where there are.
    """
    database, final = str(connection.settings_dict["NAME"]), not _may_be_undone()
    if final and database in _answers:
        return _answers[database]
    answer = demo_entries().exists()
    if final and (answer or User.unscoped.exists()):
        _answers[database] = answer
    return answer


def forget() -> None:
    """Forget the answers (a demo was built; a test emptied the database)."""
    _answers.clear()


def _may_be_undone() -> bool:
    return bool(connection.in_atomic_block)
