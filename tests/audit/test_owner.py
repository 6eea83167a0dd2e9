"""Where another role owns the tables, as deploy/owner.sql hands them over, the site's own adds to the journal and its seals, no more."""

import os
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from audit.models import AuditEntry
from operations.models import Block
from operations.sealing.actions.cutting import cut
from operations.sealing.actions.sealing import seal
from operations.sealing.rules import triggers
from tests.factories import AuditEntryFactory
from tests.operations.sealing.journal import wrongs
from tests.test_consistency import ROOT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.usefixtures("append_only_audit"),
]
OWNER, SITE = f"owner_{os.getpid()}", f"site_{os.getpid()}"
TABLE = AuditEntry._meta.db_table
# What is done as the table's owner, and what a superuser alone may do; to none of these is the site let.
DEEDS = {
    "change": f"UPDATE {TABLE} SET verb = 'Giả'",
    "delete": f"DELETE FROM {TABLE}",
    "empty": f"TRUNCATE {TABLE}, audit_personalvalue",
    "empty with what points at it": f"TRUNCATE {TABLE} CASCADE",
    "switch off one trigger": f"ALTER TABLE {TABLE} DISABLE TRIGGER audit_append_only",
    "switch off all triggers": f"ALTER TABLE {TABLE} DISABLE TRIGGER USER",
    "take a trigger away": f"DROP TRIGGER audit_append_only ON {TABLE}",
    "let a trigger do nothing": "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger "
    "AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql",
    "write past a rule": f"CREATE RULE quiet AS ON INSERT TO {TABLE} DO INSTEAD NOTHING",
    "add a trigger": f"CREATE TRIGGER other BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    # To grant what is not one's own is no error: nothing is granted.
    "allow oneself": f"GRANT UPDATE ON {TABLE} TO {SITE}; UPDATE {TABLE} SET verb = 'Giả'",
    "own it": f"ALTER TABLE {TABLE} OWNER TO {SITE}",
    "drop it": f"DROP TABLE {TABLE} CASCADE",
    "be the owner": f"SET ROLE {OWNER}",
    "write as a copy does": "SET session_replication_role = replica",
    "drop all at once": "DROP SCHEMA public CASCADE",
    "own the schema": f"ALTER SCHEMA public OWNER TO {SITE}",
    "bring a function of its own": "CREATE FUNCTION audit_other() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql",
    "let the cut do more": "CREATE OR REPLACE FUNCTION audit_cut(through bigint) RETURNS void "
    "AS $$ DELETE FROM audit_auditentry $$ LANGUAGE sql",
    **{
        f"{verb} {table}": deed
        for table in triggers.OURS
        for verb, deed in {
            "change": f"UPDATE {table} SET hash = hash",
            "delete": f"DELETE FROM {table}",
            "empty": f"TRUNCATE {table}",
            "switch off": f"ALTER TABLE {table} DISABLE TRIGGER USER",
            "take away": f"DROP TRIGGER {table}_append_only ON {table}",
            "drop": f"DROP TABLE {table}",
        }.items()
    },
}  # fmt: skip
REFUSED = "permission denied|must be owner"


def execute(*statements, role=None):
    """Do something as a role, all of it or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Of the session and not only of the moment: what a role may become is asked of who signed in.
        cursor.execute(f"SET SESSION AUTHORIZATION {role}" if role else "SELECT 1")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("RESET SESSION AUTHORIZATION")


@pytest.fixture
def roles(db):
    """Two roles: one owns all, the other is granted what the script says."""
    execute(f"CREATE ROLE {OWNER}", f"CREATE ROLE {SITE}")
    told = (ROOT / "deploy" / "owner.sql").read_text()
    for name, role in (("owner", OWNER), ("site", SITE)):
        told = told.replace(f":'{name}'", f"'{role}'").replace(f':"{name}"', f'"{role}"')
    # psql's own words, and the transaction, which is the test's.
    execute(re.sub(r"^(\\set .*|BEGIN;|COMMIT;)$", "", told, flags=re.MULTILINE))
    AuditEntryFactory(verb="Thật")


def test_the_site_reads_the_journal_and_adds_to_it(roles):
    execute(f"SELECT * FROM {TABLE}", role=SITE)
    columns = ", ".join(f.column for f in AuditEntry._meta.concrete_fields if not f.primary_key)
    execute(f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}", role=SITE)
    assert AuditEntry.unscoped.count() == 2


@contextmanager
def as_site():
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {SITE}")
        yield
        cursor.execute("RESET ROLE")


def test_the_site_seals_the_journal(roles):
    with as_site():
        assert seal() == 1
        assert wrongs() == []
    assert Block.unscoped.get().entries == 1


def test_the_site_lets_go_what_is_over_and_nothing_that_is_younger_than_a_year(
    roles, settings, monkeypatch
):
    settings.JOURNAL_KEEP_MONTHS, now = 12, timezone.now
    with monkeypatch.context() as then, as_site():
        then.setattr(timezone, "now", lambda: now() - timedelta(days=400))
        assert seal() == 1
    AuditEntryFactory()
    with as_site():
        assert seal() == 1
        assert cut() == 1
        assert wrongs() == []
    with pytest.raises(ProgrammingError, match="twelve months"):
        execute("SELECT audit_cut(2)", role=SITE)


@pytest.mark.parametrize("deed", DEEDS)
def test_the_site_is_refused_all_else_by_its_rights_and_not_only_by_triggers(roles, deed):
    with pytest.raises(ProgrammingError, match=REFUSED):
        execute(DEEDS[deed], role=SITE)
    assert [entry.verb for entry in AuditEntry.unscoped.all()] == ["Thật"]


@pytest.mark.parametrize("deed", ["change", "delete", "empty"])
def test_the_owner_as_a_control_does_what_the_site_cannot(roles, deed):
    execute(DEEDS["switch off all triggers"], DEEDS[deed], role=OWNER)
    assert not AuditEntry.unscoped.filter(verb="Thật").exists()


def test_a_site_that_owns_the_journal_as_a_control_switches_its_triggers_off(roles):
    """F20, as it was found."""
    execute(f"GRANT CREATE ON SCHEMA public TO {SITE}", DEEDS["own it"])
    execute(DEEDS["switch off all triggers"], DEEDS["delete"], role=SITE)
    assert not AuditEntry.unscoped.exists()
