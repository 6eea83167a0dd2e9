"""The last entries of the journal by which figures are remembered."""

import pytest
from django.db import connection

from audit import last
from tests.factories import AuditEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def said(*apps):
    with connection.cursor() as cursor:
        cursor.execute(last.last_sql(apps))
        return cursor.fetchone()


def test_entries_of_some_apps_are_sought_no_further_back_than_so_many(monkeypatch):
    """Where these hardly write, a page would read the whole journal for them."""
    monkeypatch.setattr(last, "FURTHEST", 3)
    first = AuditEntryFactory(subject="areas.area")
    assert said("areas") == said("areas", "teams") == (first.pk, 1)
    for _ in range(2):
        AuditEntryFactory(subject="periodic.report")
    AuditEntryFactory(subject="teams.team")
    AuditEntryFactory(subject="areas.area", verb="Tải danh sách")
    assert said("areas") == said("teams") == (None, 0)
    assert said()[1] == 4
    again = AuditEntryFactory(subject="areas.area")
    assert said("areas") == (again.pk, 1)
