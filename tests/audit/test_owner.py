"""Where another role owns the journal, as docs/settings.md says it, the site's own can add to it and do nothing else."""

import os
import re

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.models import AuditEntry
from tests.factories import AuditEntryFactory
from tests.test_consistency import ROOT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.usefixtures("append_only_audit"),
]
OWNER, SITE = f"owner_{os.getpid()}", f"site_{os.getpid()}"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
TABLE = AuditEntry._meta.db_table
# What is done as the table's owner, and what a superuser alone may do; to none of these is the site let.
DEEDS = {
    "change": f"UPDATE {TABLE} SET verb = 'Giả'",  # noqa: S608 - our own name, here and below
    "delete": f"DELETE FROM {TABLE}",  # noqa: S608
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
    "allow oneself": f"GRANT UPDATE ON {TABLE} TO {SITE}; UPDATE {TABLE} SET verb = 'Giả'",  # noqa: S608
    "own it": f"ALTER TABLE {TABLE} OWNER TO {SITE}",
    "drop it": f"DROP TABLE {TABLE} CASCADE",
    "be the owner": f"SET ROLE {OWNER}",
    "write as a copy does": "SET session_replication_role = replica",
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
    """Two roles as the page of settings has them: one owns the tables, the other is granted what stands there."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
    execute(
        f"CREATE ROLE {OWNER}",
        f"CREATE ROLE {SITE}",
        *(f'ALTER TABLE "{name}" OWNER TO {OWNER}' for name in tables),
        f"ALTER FUNCTION audit_refuse() OWNER TO {OWNER}",
    )
    told = re.search(r"```sql\n(.*?)```", (ROOT / "docs/settings.md").read_text(), re.DOTALL)[1]
    grants = [line.replace(" site", f" {SITE}") for line in told.strip().split(";\n")]
    assert len(grants) == 3
    execute(*grants, role=OWNER)
    AuditEntryFactory(verb="Thật")


def test_the_site_reads_the_journal_and_adds_to_it(roles):
    execute(f"SELECT * FROM {TABLE}", role=SITE)  # noqa: S608
    columns = ", ".join(f.column for f in AuditEntry._meta.concrete_fields if not f.primary_key)
    execute(f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}", role=SITE)  # noqa: S608
    assert AuditEntry.unscoped.count() == 2


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
