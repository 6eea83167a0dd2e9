"""Erased data stand nowhere in the files of the database: on SQLite at once, on PostgreSQL after the work of the night."""

from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, OperationalError, connection
from django.utils import timezone

from households.erasing.actions import erase_household
from households.models import Household, search_index
from households.register.actions import add_household, change_household
from operations.models import DailyRun
from operations.wiping import actions, queries
from tests import scanning
from tests.factories import DailyRunFactory, ErasedFactory, VillageFactory
from tests.households.erasing.test_actions import HAMLET, NAME, PHONE
from tests.operations.backup.conftest import database_at
from web import traces

NIGHT = "clean_erased"
# A syllable of no other name: its three letters stand in the index alone.
RARE = "7qz"


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Other tests of the same server hold transactions of their own for a while."""
    monkeypatch.setattr(actions, "PATIENCE", 240)


@pytest.fixture
def site(transactional_db, tmp_path):
    """Return a village in a database of its own, on the disk."""
    with database_at(tmp_path, filled=True):
        yield VillageFactory()


def enter(village):
    """Enter a household whose name was corrected, and go on with others until the pages of before are full."""
    facts = {"head_name": f"{NAME} Lầm", "phone": PHONE, "hamlet": HAMLET, "birth_year": 1967}
    home = add_household(by=None, village=village, **facts)
    for number in range(30):
        add_household(by=None, village=village, head_name=f"Lê Văn {number}")
    return change_household(by=None, household=home, version=home.version, head_name=NAME)


def other_connection():
    given = {key: connection.settings_dict[key.upper()] for key in ("user", "host", "port")}
    return psycopg.connect(**given, dbname=connection.settings_dict["NAME"])


def left(where=scanning.in_files):
    """Return where any of it stands."""
    return set(where(NAME, PHONE, HAMLET))


@pytest.mark.engines
@pytest.mark.slow
def test_nothing_of_an_erased_household_is_left_in_the_files_of_the_database(site):
    home = enter(site)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    assert left()
    erase_household(by=None, household=home)
    assert left(scanning.in_columns) == set()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        # Without it they stay: in the pages of their tables, and in the statistics of the planner.
        assert left()
        call_command(NIGHT)
    assert left() == set()
    assert list(Household.unscoped.matching("le van 2")[:1])


def test_an_index_keeps_no_letters_of_a_name_that_was_erased(site):
    if connection.vendor != "sqlite":
        pytest.skip("the index of PostgreSQL is written anew with its table")
    home = add_household(by=None, village=site, head_name=f"Lê {RARE}")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO households_search(households_search) VALUES ('optimize')")
    erase_household(by=None, household=home)
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM households_search_data")
        assert not any(RARE.encode() in bytes(block) for (block,) in cursor.fetchall())
        cursor.execute(
            "INSERT INTO households_search(households_search, rank) VALUES ('integrity-check', 1)"
        )


@pytest.mark.parametrize("version", [(3, 41, 2), (3, 42, 0)])
def test_an_older_sqlite_builds_its_index_anew(site, monkeypatch, version):
    if connection.vendor != "sqlite":
        pytest.skip("the index of PostgreSQL is written anew with its table")
    monkeypatch.setattr(search_index.sqlite3, "sqlite_version_info", version)
    asked = []
    with connection.execute_wrapper(lambda do, sql, *rest: (asked.append(sql), do(sql, *rest))[1]):
        search_index.purge()
        search_index.purge()
    assert sum("rebuild" in sql for sql in asked) == (2 if version < search_index.SECURE else 1)


def test_sqlite_overwrites_what_is_deleted(db):
    if connection.vendor == "sqlite":
        assert "secure_delete=ON" in connection.settings_dict["OPTIONS"]["init_command"]
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_it_is_done_only_when_somebody_was_erased_since():
    assert not queries.is_due()
    row, now = ErasedFactory(), timezone.now()
    assert queries.is_due()
    facts = {"task": NIGHT, "day": timezone.localdate(now)}
    run = DailyRunFactory(**facts, started_at=now, finished_at=None)
    assert queries.is_due()
    DailyRun.unscoped.filter(pk=run.pk).update(finished_at=now)
    assert not queries.is_due()
    row.erased_at = now + timedelta(seconds=1)
    row.save()
    assert queries.is_due()


@pytest.mark.django_db
def test_a_night_without_an_erasure_does_nothing(monkeypatch, capsys):
    monkeypatch.setattr("operations.management.commands.clean_erased.wipe", pytest.fail)
    call_command(NIGHT)
    assert "Không có ai" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [actions.NotOwner("households_household"), actions.InUse()])
def test_what_could_not_be_done_is_a_fault_of_the_night(monkeypatch, fault):
    def refuse():
        raise fault

    monkeypatch.setattr("operations.management.commands.clean_erased.wipe", refuse)
    with pytest.raises(CommandError):
        call_command(NIGHT, now=True)


@pytest.mark.postgres
def test_nobody_waits_long_for_a_table_that_is_in_use(site):
    with closing(other_connection()) as other:
        other.execute("LOCK TABLE households_household IN ACCESS SHARE MODE")
        began = timezone.now()
        with pytest.raises(OperationalError):
            actions.wipe()
        assert timezone.now() - began < timedelta(seconds=10)
    assert "households_household" in actions.wipe()


@pytest.mark.postgres
def test_who_does_not_own_the_tables_is_told_before_anything_is_done(site):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE cleaner_of_a_test")
        try:
            cursor.execute("SET ROLE cleaner_of_a_test")
            assert "households_resident" in traces.not_owned(queries.tables())
            cursor.execute("RESET ROLE")
            assert traces.not_owned([*queries.tables(), "pg_catalog.pg_statistic"]) == []
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP ROLE cleaner_of_a_test")


@pytest.mark.postgres
def test_what_somebody_still_sees_from_before_is_waited_for(site, monkeypatch):
    home = enter(site)
    monkeypatch.setattr(actions, "PATIENCE", 0)
    with closing(other_connection()) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")  # sees all that stands there now, and locks nothing
        erase_household(by=None, household=home)
        with pytest.raises(actions.InUse):
            actions.wipe()
        reader.rollback()
    monkeypatch.setattr(actions, "PATIENCE", 240)
    actions.wipe()
    assert left() == set()


def test_statistics_that_somebody_reads_just_then_are_written_once_more(monkeypatch):
    tried = []

    def fails_once(names):
        tried.append(names)
        if len(tried) == 1:
            raise InternalError("missing chunk number 0 for toast value 1 in pg_toast_2619")
        return False

    monkeypatch.setattr(actions, "write_anew", fails_once)
    assert [actions._is_to_be_written_again(["a"]) for _ in "12"] == [True, False]
