"""What passes by: sessions with words for the next page, and tasks that failed with a text of the database."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from areas.named import Named


def forget_passing(named: Named) -> int:
    """Empty what sessions and tasks say of somebody; return how many did. Whoever is signed in stays so."""
    return _sessions(named) + _tasks(named)


def _sessions(named: Named) -> int:
    found = 0
    for session in Session.objects.order_by("pk").iterator(500):
        data = session.get_decoded()
        if named.is_in_value(data):
            found += 1
            session.session_data = SessionStore().encode(named.without(data))
            session.save(update_fields=["session_data"])
    return found


def _tasks(named: Named) -> int:
    """Empty what the text of an error may have quoted; what a task was given are keys."""
    rows: Any = DBTaskResult.objects.exclude(Q(traceback="") | Q(traceback=None)).order_by("pk")
    keys = [
        row.pk for row in rows.only("pk", "traceback").iterator(500) if named.is_in(row.traceback)
    ]
    return int(DBTaskResult.objects.filter(pk__in=keys).update(traceback=""))
