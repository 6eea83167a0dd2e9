import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEntry
from tests.factories import AuditEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("append_only_audit")]


def refused(write):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        write()


def test_database_refuses_to_change_an_entry():
    entry = AuditEntryFactory(verb="Thật")
    entry.verb = "Giả"
    refused(entry.save)
    refused(lambda: AuditEntry.unscoped.update(verb="Giả"))
    assert AuditEntry.unscoped.get().verb == "Thật"


def test_database_refuses_to_delete_an_entry():
    entry = AuditEntryFactory()
    refused(entry.delete)
    refused(AuditEntry.unscoped.all().delete)
    assert AuditEntry.unscoped.count() == 1


@pytest.mark.postgres
def test_database_refuses_to_empty_the_journal_at_once():
    AuditEntryFactory()

    def empty():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE audit_auditentry, audit_personalvalue")

    refused(empty)
    assert AuditEntry.unscoped.count() == 1


def test_database_still_takes_new_entries():
    AuditEntryFactory.create_batch(2)
    assert AuditEntry.unscoped.count() == 2
