"""One rule says whether a database is of the version of this code."""

import pytest
from django.db import connection

from operations.versions.queries import versions

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def test_a_migrated_database_is_of_this_version():
    assert versions() == ([], [], False)


def test_what_is_missing_and_what_is_unknown_is_named():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'imports'")
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('teams', '9999_later', CURRENT_TIMESTAMP)"
        )
    found = versions()
    assert found.missing[0] == "imports.0001_initial"
    assert {name.partition(".")[0] for name in found.missing} == {"imports"}
    assert found.unknown == ["teams.9999_later"]


def test_a_database_without_any_is_empty():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations")
    assert versions().is_empty
