"""The tables after a test that commits: what it wrote is taken out of those that hold something.

Django empties all tables, and makes content types and permissions anew, which takes ten times as long.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

# What the migrations laid for all tests.
LAID = {"django_content_type", "auth_permission"}
all_of_django = TransactionTestCase._fixture_teardown


def empty(case=None):
    """Leave no row in any table of ours; also those go that triggers protect."""
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgres:
            cursor.execute("SHOW is_superuser")
            if cursor.fetchone() != ("on",):
                all_of_django(case)
                return
        cursor.execute(" UNION ALL ".join(map(_name_if_filled, _tables())))
        statements = [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgres:
            # Triggers rest, those of foreign keys too.
            statements.insert(0, "SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def _tables():
    return set(connection.introspection.django_table_names(only_existing=True)) - LAID


def _name_if_filled(table):
    return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"
