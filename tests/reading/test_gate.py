"""No name is shown without its line; whatever shows none costs nothing."""

import sqlite3

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import POWERS
from areas.kinds import Level
from audit.models import AuditEntry
from audit.personal import HOUSEHOLDS
from config import every_page
from households.models import Household
from reading.models import Reading
from reports.page_cache import CACHE
from tests.pages import signed_in
from tests.web.test_busy import of_sqlite

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy():
    """Let no line be written."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(f"INSERT INTO {Reading._meta.db_table}"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def written(queries):
    return [one["sql"] for one in queries if "reading_reading" in one["sql"]]


def get(client, address, **asked):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, asked)
    return response, written(queries)


def test_a_page_of_names_writes_one_statement(world):
    home = world.own.household
    response, sql = get(signed_in(world.own.officer), f"/ho/{home.uuid}/")
    assert (response.status_code, len(sql)) == (200, 1)
    line = Reading.unscoped.get()
    assert (line.user, line.area, line.commune) == (world.own.officer, home.village, world.own.area)
    # Two live there, and the next household is named.
    assert line.people == 3


@pytest.mark.parametrize("address", ["/viec/", "/to/", "/nhat-ky/", "/ai-da-xem-ten/"])
def test_a_page_without_names_writes_nothing(world, address):
    response, sql = get(signed_in(world.own.officer), address)
    assert response.status_code == 200
    assert [one for one in sql if one.startswith("INSERT")] == []


def test_a_household_listed_again_writes_nothing_more(world, django_capture_on_commit_callbacks):
    client, village = signed_in(world.own.officer), world.own.village
    with django_capture_on_commit_callbacks(execute=True):
        assert len(get(client, f"/thon/{village.pk}/ho/")[1]) == 1
    assert len(get(client, f"/thon/{village.pk}/ho/")[1]) == 0
    assert Reading.unscoped.get().people == 3


def test_the_whole_commune_is_the_place_of_a_list_of_several_villages(world):
    moved = Household.unscoped.filter(pk=world.own.households[2].pk)
    moved.update(village=world.own.villages[1])
    client = signed_in(world.own.officer)
    client.get(f"/dia-ban/{world.own.area.pk}/ho/")
    client.get(f"/dia-ban/{world.own.area.pk}/ho/", {"tep": "excel"})
    line = Reading.unscoped.get()
    assert (line.area, line.people) == (world.own.area, 6)


@pytest.mark.expected_errors
@pytest.mark.parametrize("asked", [{}, {"tep": "excel"}])
def test_names_are_not_shown_when_the_line_cannot_be_written(world, busy, asked):
    response = signed_in(world.own.officer).get(f"/dia-ban/{world.own.area.pk}/ho/", asked)
    text = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Chưa ghi được ai xem tên" in text
    assert "Chủ Hộ" not in text


@pytest.mark.expected_errors
def test_admin_shows_no_names_either_when_the_line_cannot_be_written(world, busy):
    client = signed_in(world.commune_administrator)
    for address in ("household/", f"household/{world.own.household.pk}/change/", "resident/"):
        response = client.get(f"/quan-tri/households/{address}")
        assert response.status_code == 503
        assert "Chủ Hộ" not in response.content.decode()
        # Where no test is around it, the line's transaction is the outermost, and gone.
        transaction.set_rollback(False)


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE"])
def test_a_page_of_admin_leaves_its_line_by_whatever_method_it_is_asked(world, method):
    """Admin looks at no method: asked by OPTIONS, the list named everybody and left no line."""
    response = signed_in(world.commune_administrator).generic(
        method, "/quan-tri/households/resident/"
    )
    shows = "Chủ Hộ" in response.content.decode()
    assert (response.status_code, shows, Reading.unscoped.count()) == (200, True, 1)


@pytest.mark.expected_errors
def test_a_full_disk_is_told_as_such(world, monkeypatch):
    def refuse(**said):
        raise of_sqlite(sqlite3.SQLITE_FULL)

    monkeypatch.setattr(every_page, "note_reading", refuse)
    response = signed_in(world.own.officer).get(f"/thon/{world.own.village.pk}/ho/")
    assert response.status_code == 503
    assert "Máy chủ hết chỗ lưu" in response.content.decode()
    assert "Chủ Hộ" not in response.content.decode()


def test_pages_without_names_open_when_no_line_can_be_written(world, busy):
    client = signed_in(world.own.officer)
    assert client.get(f"/tong-quan/{world.own.area.pk}/").status_code == 200


def test_only_the_head_of_a_page_was_asked_for(world):
    signed_in(world.own.officer).head(f"/dia-ban/{world.own.area.pk}/ho/")
    assert not Reading.unscoped.exists()


def test_a_cached_page_stays_cached_while_people_read_names(world):
    officer, committee = signed_in(world.own.officer), signed_in(world.committee)
    pages = [
        (officer, f"/tong-quan/{world.own.area.pk}/"),
        (committee, f"/tong-quan/{world.province.pk}/"),
    ]
    for client, address in pages:
        client.get(address)
    kept = dict(CACHE.pages)
    officer.get(f"/thon/{world.own.village.pk}/ho/")
    assert Reading.unscoped.exists()
    for client, address in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        # The session, the person, the key, and in a test whether this is a demo.
        assert len(queries) <= 4
    assert len(kept) == len(pages)
    assert dict(CACHE.pages) == kept


def test_names_are_read_in_a_commune_or_village_alone():
    """A line is of the commune its reader works in."""
    for role, powers in POWERS.items():
        if "households.view_names" in powers.permissions:
            assert powers.levels <= {Level.COMMUNE, Level.VILLAGE}, role


def test_a_pasted_block_is_answered_with_names_and_leaves_a_line(world):
    form = {"text": "Chủ Hộ 02\tx", "first": 1, "rows": [str(world.own.households[1].uuid)]}
    response = signed_in(world.own.officer).post(f"/thon/{world.own.village.pk}/ho/bang/dan/", form)
    assert any(line.get("household") for line in response.json()["lines"])
    assert Reading.unscoped.get().area == world.own.village


def test_an_entry_of_the_journal_that_tells_names_leaves_a_line_in_admin(world):
    client = signed_in(world.commune_administrator)
    entries = AuditEntry.unscoped.filter(subject=HOUSEHOLDS).inside(world.own.area.path)
    named = next(entry for entry in entries if entry.names_somebody)
    page = client.get(f"/quan-tri/audit/auditentry/{named.pk}/change/").content.decode()
    assert "Chủ Hộ" in page or "Người Nhà" in page
    assert Reading.unscoped.get().user == world.commune_administrator
