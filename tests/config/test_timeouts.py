"""Pages wait for a lock for a while only, commands longer; behind a pooler the database role says so."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.test import Client, override_settings

from config import timeouts
from households.register import actions as register_actions
from rollup import counts
from rollup.counts import lock
from tests.factories import VillageFactory
from tests.test_consistency import ROOT
from tests.world import World

POSTGRES = "postgres://web@db.example.vn/toso"


def options(*, pages, **env):
    """Return where the database is and its options, as the settings make them for pages or for a command."""
    code = (
        f"import sys; sys.modules.update({{'config.wsgi': sys}} if {pages} else {{}});"
        "import json; from config import settings as s;"
        "d = s.DATABASES['default']; print(json.dumps([d.get('HOST'), d.get('OPTIONS')]))"
    )
    env = {**os.environ, "DATABASE_URL": POSTGRES, **env}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )  # fmt: skip
    return json.loads(done.stdout)


def test_pages_are_cut_off_and_commands_are_not():
    pages = options(pages=True)[1]["options"]
    assert pages == "-c lock_timeout=1500 -c statement_timeout=20000"
    command = options(pages=False)[1]["options"]
    assert command == "-c lock_timeout=60000 -c statement_timeout=0"


def test_behind_a_pooler_a_connection_is_told_nothing_and_commands_go_past_it():
    pooled = {"PGBOUNCER": "1", "WORK_DATABASE_URL": "postgres://work@direct.example.vn/toso"}
    host, said = options(pages=True, **pooled)
    assert (host, said.get("options")) == ("db.example.vn", None)
    host, said = options(pages=False, **pooled)
    assert host == "direct.example.vn"
    assert said["options"] == "-c lock_timeout=60000 -c statement_timeout=0"


def test_pages_answer_on_sqlite_before_the_browser_gives_up():
    here = {"DATABASE_URL": "sqlite:////tmp/none.sqlite3"}
    assert options(pages=True, **here)[1]["timeout"] == 15
    assert options(pages=False, **here)[1]["timeout"] == 20


@pytest.fixture
def web():
    """Make a role as pages have one; it goes again with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE toso_pages LOGIN")
    with override_settings(PAGES_DATABASE={"USER": "toso_pages"}):
        yield "toso_pages"


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_command_tells_the_role_what_a_pooler_would_forget(web, capsys):
    assert timeouts.missing() == ["lock_timeout", "statement_timeout"]
    call_command("database_timeouts", print=True)
    assert timeouts.missing() == ["lock_timeout", "statement_timeout"]
    call_command("database_timeouts")
    assert timeouts.missing() == []
    assert "ALTER ROLE" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {web} SET statement_timeout = '9s'")
        cursor.execute(
            f'ALTER ROLE {web} IN DATABASE "{connection.settings_dict["NAME"]}" '
            "SET statement_timeout = 0"
        )
    assert timeouts.missing() == ["statement_timeout"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_connection_of_the_role_has_them_whoever_opens_it():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE toso_pages_2 LOGIN")
    try:
        with override_settings(PAGES_DATABASE={"USER": "toso_pages_2"}):
            call_command("database_timeouts")
        known = connection.get_connection_params()
        way = {key: known[key] for key in ("host", "port", "dbname") if known.get(key)}
        with psycopg.connect(user="toso_pages_2", **way) as lent:
            said = [
                lent.execute(f"SHOW {name}").fetchone()[0]
                for name in ("lock_timeout", "statement_timeout")
            ]
        assert said == ["1500ms", "20s"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP ROLE toso_pages_2")


@pytest.mark.postgres
@pytest.mark.django_db
def test_who_may_not_say_it_is_told_whom_to_ask(web, monkeypatch):
    def refuse(execute, sql, *rest):
        if sql.startswith("ALTER"):
            raise ProgrammingError
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse), pytest.raises(CommandError, match="quản trị"):
        call_command("database_timeouts")


@pytest.mark.django_db
def test_sqlite_has_no_roles(capsys):
    if connection.vendor == "sqlite":
        call_command("database_timeouts")
        assert "SQLite" in capsys.readouterr().out


@pytest.mark.postgres
@pytest.mark.expected_errors
@pytest.mark.django_db(transaction=True)
def test_one_held_lock_makes_saves_say_busy_and_leaves_all_else_alone():
    world, hands = World.build(), 8
    village, held, let_go = world.own.village, Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                lock([village])
                held.set()
                let_go.wait(30)
        finally:
            connection.close()

    def as_page(send):
        """Do something as a page does: with its timeouts; return the answer and the seconds it took."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 1500")
            client = Client(raise_request_exception=False)
            client.force_login(world.own.officer)
            began = time.monotonic()
            return send(client), time.monotonic() - began
        finally:
            connection.close()

    def save(number):
        typed = {"full_name": f"Lê {number}", "relation": "child", "uuid": str(uuid4())}
        address = f"/ho/{world.own.household.uuid}/nguoi/"
        return as_page(lambda client: client.post(address, typed))

    with ThreadPoolExecutor(hands + 2) as pool:
        holder = pool.submit(hold)
        assert held.wait(30)
        saves = [pool.submit(save, number) for number in range(hands)]
        page, seconds = as_page(lambda client: client.get(f"/tong-quan/{world.own.area.pk}/"))
        answers = [one.result() for one in saves]
        let_go.set()
        holder.result()
    assert page.status_code == 200
    assert {answer.status_code for answer, _ in answers} == {503}
    assert all('name="full_name"' in answer.content.decode() for answer, _ in answers)
    # Three seconds of waiting, for one's turn and for a row; the rest is a crowded machine. Before it was for ever.
    assert max(taken for _, taken in answers) < 25
    assert seconds < 15
    assert not world.own.household.residents.filter(full_name__startswith="Lê ").exists()
    person = {"household": world.own.household, "full_name": "Lê Sau"}
    assert register_actions.add_resident(by=None, **person).pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_waited_for_in_vain_is_asked_for_briefly_until_it_is_free(settings):
    settings.SERVES_PAGES = True
    village, held, let_go = VillageFactory(), Event(), Event()
    with transaction.atomic():
        lock([village])

    def hold():
        try:
            with transaction.atomic():
                lock([village])
                held.set()
                let_go.wait(30)
        finally:
            connection.close()

    def waited():
        """Ask for the row as a page does; return how long that took, and whether it was got."""
        began = time.monotonic()
        try:
            with transaction.atomic():
                lock([village])
        except OperationalError:
            return time.monotonic() - began, False
        return time.monotonic() - began, True

    with ThreadPoolExecutor(1) as pool, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 1000")
        holder = pool.submit(hold)
        assert held.wait(30)
        first, second = waited(), waited()
        let_go.set()
        holder.result()
        third = waited()
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] == "1s"
    assert (first[1], second[1], third[1]) == (False, False, True)
    assert first[0] >= 1
    assert second[0] < 1
    assert village.commune_id not in counts._held


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_has_waited_waits_for_the_next_row_no_longer_than_what_is_left(settings):
    settings.SERVES_PAGES, settings.WEB_LOCK_MS = True, 1000
    village, held = VillageFactory(), Event()
    with transaction.atomic():
        lock([village])

    def hold():
        try:
            with transaction.atomic():
                lock([village])
                held.set()
                time.sleep(0.6)
        finally:
            connection.close()

    def left(more):
        """Ask for the row as a page does; return for how long the next one would be waited for, also after a shorter wait."""
        with transaction.atomic(), connection.cursor() as cursor:
            lock([village])
            counts._wait_at_most(more)
            cursor.execute("SHOW lock_timeout")
            return cursor.fetchone()[0]

    with ThreadPoolExecutor(1) as pool, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 1000")
        holder = pool.submit(hold)
        assert held.wait(30)
        after_a_wait = left(800)
        holder.result()
        assert after_a_wait.endswith("ms")
        assert 100 <= int(after_a_wait[:-2]) <= 600
        assert (left(1000), left(800)) == ("1s", "800ms")
        cursor.execute("SET lock_timeout = 0")
        assert left(800) == "800ms"
