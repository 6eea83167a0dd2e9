"""What is read from a copy is of the copy whole, what was just saved never is, and a copy that is away or behind is not read."""

import re
import sqlite3
from contextlib import closing, nullcontext
from datetime import timedelta

import pytest
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.utils import timezone
from psycopg.errors import QueryCanceled

from areas.models import Area
from audit.models import AuditEntry
from reports import page_cache
from reports.public import views
from tests.books import cells
from tests.factories import CountryFactory, ProvinceFactory, UserFactory
from tests.pages import signed_in
from web import copies
from web.copies import COPY, from_the_copy, has_copy

# Inside a transaction nothing is read from a copy.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """Take a copy of the database as it is, and let it be read; what is saved from now on is not in it."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy of a file stands for a standby")
    ProvinceFactory(name="Đã Chép")
    path = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(path)) as there:
        connection.connection.backup(there)
    given = {**connection.settings_dict, "NAME": str(path)}
    monkeypatch.setitem(connections.databases, COPY, given)
    # Under the first name: tests may speak to no other database.
    connections[COPY] = type(connections[DEFAULT_DB_ALIAS])(given, DEFAULT_DB_ALIAS)
    # A standby takes no writes: whatever a page would write inside fails here, too.
    with connections[COPY].cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    monkeypatch.setattr(copies, "_rest", copies.Rest())
    ProvinceFactory(name="Vừa Lưu")
    yield path
    connections[COPY].close()
    del connections[COPY]


def names():
    """Ask by a model and by SQL of its own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM {Area._meta.db_table}")
        known = {name for (name,) in cursor.fetchall()}
    assert known == set(Area.unscoped.values_list("name", flat=True))
    return known & {"Đã Chép", "Vừa Lưu"}


BOTH = {"Đã Chép", "Vừa Lưu"}


def test_inside_all_is_of_the_copy_and_outside_nothing(copied):
    assert from_the_copy(lambda copy: (bool(copy), names())) == (True, {"Đã Chép"})
    assert names() == BOTH

    def fail(copy):
        raise LookupError

    with pytest.raises(LookupError):
        from_the_copy(fail)
    assert names() == BOTH


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_copy_that_ends_in_the_midst_is_followed_by_the_primary(copied, kind):
    read = []

    def ask(copy):
        read.append(names())
        if copy:
            raise kind
        return names()

    assert from_the_copy(ask) == BOTH
    assert read == [{"Đã Chép"}, BOTH]
    # And it is left alone for a while.
    assert from_the_copy(lambda copy: copy) is None


def test_what_takes_too_long_there_is_not_asked_of_the_primary_too(copied):
    read = []

    def ask(copy):
        read.append(copy)
        raise OperationalError from QueryCanceled()

    with pytest.raises(OperationalError):
        from_the_copy(ask)
    assert len(read) == 1
    assert names() == BOTH


@pytest.mark.parametrize("why", ["none", "away", "behind", "no copy of anything", "writing"])
def test_the_primary_is_read_where_the_copy_is_not_to_be(copied, monkeypatch, why, caplog):
    now = timezone.now()
    told = {
        "behind": (True, now - copies.OLDEST - timedelta(seconds=1), now),
        "no copy of anything": (True, None, now),
    }
    cursor = connections[COPY].cursor

    def ask():
        if why == "away":
            raise OperationalError
        made = cursor()
        monkeypatch.setattr(made, "fetchone", lambda: told[why])
        return made

    if why == "none":
        monkeypatch.delitem(connections.databases, COPY)
    elif why != "writing":
        monkeypatch.setattr(connections[COPY], "cursor", ask)
    within = transaction.atomic() if why == "writing" else nullcontext()
    with within:
        assert from_the_copy(lambda copy: (copy, names())) == (None, BOTH)
    assert has_copy() is (why != "none")
    # One that did not answer is left alone for a while; one that is behind is asked again.
    assert (copies._rest.until > 0) is (why == "away")
    assert bool(caplog.records) is (why not in {"none", "writing"})


def test_the_countrys_workbook_says_as_of_when_and_its_line_is_written_to_the_primary(copied):
    user = UserFactory(role="committee", area=CountryFactory())
    client = signed_in(user)
    answer = client.get(f"/tong-quan/{user.area_id}/excel/")
    said = " ".join(str(cell) for row in cells(answer.content)[:12] for cell in row)
    assert re.search(r"gồm những gì đã lưu đến \d\d/\d\d/\d{4} \d\d:\d\d:\d\d", said)
    assert AuditEntry.unscoped.filter(verb="Tải số liệu").exists()


@pytest.fixture
def public(settings, monkeypatch):
    """Open the public page; return how often it was made."""
    settings.PUBLIC_PAGE, made = True, []
    page_cache.CACHE.clear()
    page_of = views.public_page_of
    monkeypatch.setattr(
        views, "public_page_of", lambda *given: made.append(names()) or page_of(*given)
    )
    yield made
    page_cache.CACHE.clear()


def test_public_page_is_kept_by_what_the_copy_says_and_of_each_copy_apart(
    copied, public, client, monkeypatch
):
    for _ in range(2):
        assert client.get("/cong-khai/").status_code == 200
    assert public == [{"Đã Chép"}]
    # What is saved shows once the copy has it: the primary's word of it says nothing of the copy.
    ProvinceFactory()
    client.get("/cong-khai/")
    assert public == [{"Đã Chép"}]
    with connections[COPY].cursor() as cursor:
        cursor.execute("PRAGMA query_only=OFF")
        cursor.execute(f"UPDATE {Area._meta.db_table} SET path = path || '0/' WHERE level = 0")
    client.get("/cong-khai/")
    assert public == [{"Đã Chép"}] * 2
    # Another one may be behind the first.
    monkeypatch.setitem(copies._AS_OF, "sqlite", "SELECT FALSE, NULL, 'another'")
    client.get("/cong-khai/")
    assert public == [{"Đã Chép"}] * 3
    # The primary has pages of its own; whoever is signed in reads there.
    signed_in(UserFactory(role="committee", area=CountryFactory())).get("/cong-khai/")
    assert public[3:] == [BOTH]


def test_of_a_copy_no_timeline_is_asked_for_it_could_not_tell(copied, public, client, monkeypatch):
    monkeypatch.setattr(page_cache, "TIMELINE", ", no_such_column")
    assert client.get("/cong-khai/").status_code == 200
    assert public == [{"Đã Chép"}]
