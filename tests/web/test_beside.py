"""On PostgreSQL a rule that nothing is there twice comes while others write, and reads no row while they wait."""

import time
from contextlib import closing
from threading import Thread

import pytest
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, connections, models
from django.db.migrations.state import ModelState, ProjectState

from web.beside import AddUniqueBeside

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ONCE = models.UniqueConstraint(fields=["said"], name="house_once")
OPEN = models.UniqueConstraint(fields=["said"], name="house_open", condition=models.Q(id__gt=0))
WRITE = "INSERT INTO households_house (said) VALUES (%s)"


@pytest.fixture
def house():
    """Make a table; return the state of the models with it."""
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("said", models.CharField(max_length=9)),
    ]
    state.add_model(ModelState("households", "House", fields))
    model = state.apps.get_model("households", "House")
    with connection.schema_editor() as editor:
        editor.create_model(model)
    yield state
    with connection.schema_editor() as editor:
        editor.delete_model(model)


def add(state, rule=ONCE):
    step, after = AddUniqueBeside("house", rule), state.clone()
    step.state_forwards("households", after)
    with connection.schema_editor(atomic=False) as editor:
        step.database_forwards("households", editor, state, after)


def add_and_leave(state):
    """Do it in another thread, which has a connection of its own."""
    try:
        add(state)
    finally:
        connection.close()


def asked(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else None


def rules():
    """Return each unique index, whether it is whole, and whether a rule has it."""
    return asked(
        "SELECT c.relname, indisvalid, EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u') "
        "FROM pg_index JOIN pg_class c ON c.oid = indexrelid "
        "WHERE indrelid = 'households_house'::regclass AND indisunique AND NOT indisprimary"
    )


def test_nobody_waits_for_it_and_it_waits_for_whoever_has_begun(house):
    with closing(connections.create_connection("default")) as other:
        other.inc_thread_sharing()
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(WRITE, ["a"])
        thread = Thread(target=add_and_leave, args=[house])
        thread.start()
        end = time.monotonic() + 20
        while not rules() and time.monotonic() < end:
            time.sleep(0.02)
        asked("SET lock_timeout = 1000")
        asked(WRITE, "b")
        assert rules() == [("house_once", False, False)]
        other.commit()
        thread.join(20)
    assert rules() == [("house_once", True, True)]
    with pytest.raises(IntegrityError):
        asked(WRITE, "a")
    # Done once more, for nobody wrote down that it was done, it changes nothing.
    add(house)
    assert rules() == [("house_once", True, True)]


def test_what_breaks_it_ends_the_step_which_is_done_once_it_is_mended(house):
    asked(WRITE, "a")
    asked(WRITE, "a")
    with pytest.raises(IntegrityError):
        add(house)
    assert rules() == [("house_once", False, False)]
    asked("DELETE FROM households_house WHERE id = 1")
    add(house)
    assert rules() == [("house_once", True, True)]


def test_an_index_that_was_finished_is_taken_over_and_one_with_a_condition_stays_one(house):
    asked("CREATE UNIQUE INDEX house_once ON households_house (said)")
    (made,) = asked("SELECT to_regclass('house_once')::oid")
    add(house)
    assert asked("SELECT conindid FROM pg_constraint WHERE conname = 'house_once'") == [made]
    add(house, OPEN)
    assert sorted(rules()) == [("house_once", True, True), ("house_open", True, False)]


@pytest.mark.parametrize(
    "another",
    [
        "CREATE UNIQUE INDEX house_once ON households_house (id)",
        "CREATE UNIQUE INDEX house_once ON households_house (said) WHERE id > 5",
        "CREATE UNIQUE INDEX house_once ON households_house (lower(said))",
        "CREATE INDEX house_once ON households_house (said)",
        "CREATE UNIQUE INDEX house_once ON areas_area (id)",
        "ALTER TABLE households_house ADD CONSTRAINT house_once UNIQUE (said, id)",
    ],
)
def test_another_index_of_that_name_is_refused_in_words_and_stays(house, another):
    asked(another)
    before = asked("SELECT pg_get_indexdef('house_once'::regclass)")
    try:
        with pytest.raises(CommandError, match="Đã có một chỉ mục khác tên house_once"):
            add(house)
        assert asked("SELECT pg_get_indexdef('house_once'::regclass)") == before
        # Nothing of the asking is left.
        assert asked("SELECT to_regclass('pg_temp.beside_wanted')") == [(None,)]
    finally:
        asked("DROP INDEX house_once" if "areas" in another else "SELECT 1")


def test_the_same_index_with_a_condition_is_known_again(house):
    add(house, OPEN)
    add(house, OPEN)
    assert rules() == [("house_open", True, False)]
