"""The mark by which a database of the demo is known, for good: one entry of the audit."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_noop

from accounts.models import User
from areas.models import Area
from audit.actions import record
from audit.models import AuditEntry, AuditQuerySet

MARK = gettext_noop("Dựng dữ liệu minh hoạ")

# The answer by database. It changes only while a demo is built, in a database without users.
_answers: dict[str, bool] = {}


@dataclass(frozen=True)
class Mark:
    """What a demo was built as."""

    map_year: int
    households: int


def put_mark(country: Area, mark: Mark) -> None:
    """Write the mark: the one audit entry for all that the demo wrote."""
    changes = {"map": [None, mark.map_year], "households": [None, mark.households]}
    record(by=None, verb=MARK, subject=country, place=country.path or "", changes=changes)
    forget()


def read_mark() -> Mark | None:
    """Return what this database was built as, or None when it is no demo."""
    entry = _marks().first()
    if entry is None:
        return None
    return Mark(entry.changes["map"][1], entry.changes["households"][1])


def is_demo() -> bool:
    """Say whether this database holds invented people: every page then has to say so.

    Asked on every page, so the answer is kept. Not inside a transaction, which may yet be undone;
    and "no" only once there are users, for a demo is never built where there are.
    """
    database, final = str(connection.settings_dict["NAME"]), not _may_be_undone()
    if final and database in _answers:
        return _answers[database]
    answer = _marks().exists()
    if final and (answer or User.unscoped.exists()):
        _answers[database] = answer
    return answer


def forget() -> None:
    """Forget the answers (a demo was built; a test emptied the database)."""
    _answers.clear()


def _may_be_undone() -> bool:
    return bool(connection.in_atomic_block)


def _marks() -> AuditQuerySet:
    return AuditEntry.unscoped.filter(subject=Area._meta.label_lower, verb=MARK)
