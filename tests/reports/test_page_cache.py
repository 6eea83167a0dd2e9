"""Cached pages: right after every write that they show, whoever reads, and nobody's own in them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.people import actions as accounts
from accounts.roles import Role
from areas.actions import add_village
from areas.dated import month_of
from areas.kinds import Kind
from areas.models import Area
from audit.models import COUNTED, AuditEntry
from figures import as_of
from households.declarations import actions as declarations_actions
from households.register import actions as register_actions
from reports import page_cache
from skills.actions import name_platform
from teams.activities import actions as teams
from tests.factories import AuditEntryFactory, CompletionFactory
from tests.pages import signed_in
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def empty_cache():
    page_cache.CACHE.clear()
    yield
    page_cache.CACHE.clear()


@pytest.fixture
def reader(world):
    return signed_in(world.committee)


@pytest.fixture
def page(world, reader):
    def read(area=None, client=reader):
        response = client.get(f"/tong-quan/{(area or world.province).pk}/")
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_a_page_read_twice_is_made_once(page, monkeypatch):
    made = []
    put = page_cache.CACHE.put
    monkeypatch.setattr(page_cache.CACHE, "put", lambda *page: made.append(1) or put(*page))
    assert strip(page()) == strip(page())
    assert len(made) == 1


def test_a_warm_page_asks_little(world, reader, page):
    page()
    with CaptureQueriesContext(connection) as queries:
        page()
    assert len(queries) == 3, "the session, the reader, the key"


def test_a_cached_page_is_closed_to_who_may_no_longer_see_its_unit(world):
    """Nothing is in the journal, no count has changed: where the unit stands is in the key itself."""
    reader = signed_in(world.own.officer)
    address = f"/tong-quan/{world.own.village.pk}/"
    assert [reader.get(address).status_code for _ in range(2)] == [200, 200]
    Area.unscoped.filter(pk=world.own.village.pk).update(path=f"{world.foreign.area.path}1.")
    assert reader.get(address).status_code == 404


def test_a_page_of_before_another_machine_took_over_is_made_anew(world, reader, monkeypatch):
    """Versions and entries may come to the same numbers again; the timeline does not."""
    address, made = f"/tong-quan/{world.own.area.pk}/", []
    put = page_cache.CACHE.put
    monkeypatch.setattr(page_cache.CACHE, "put", lambda *page: made.append(1) or put(*page))
    key = page_cache.key_of(world.own.area)
    assert len(key) == (6 if connection.vendor == "postgresql" else 5)
    for timeline in ("00000001", "00000001", "00000002"):
        monkeypatch.setattr(page_cache, "TIMELINE", f", '{timeline}'")
        assert reader.get(address).status_code == 200
    assert len(made) == 2


def test_a_page_of_a_unit_that_moves_while_it_is_found_is_not_cached(world, reader, monkeypatch):
    real = page_cache.key_of
    monkeypatch.setattr(page_cache, "key_of", lambda area, copy: ("1.999.", *real(area)[1:]))
    assert reader.get(f"/tong-quan/{world.own.area.pk}/").status_code == 200
    assert not page_cache.CACHE.pages


def strip(text):
    return TOKEN.sub("", re.sub(r'"X-CSRFToken": "\w+"|nonce="[^"]+"', "", text))


WRITES = {
    "a household": lambda w: register_actions.add_household(
        by=w.own.officer, village=w.own.village, head_name="Hộ Mới", results=[2, 2, 2, 2, 2]
    ),
    "a team": lambda w: w.found(w.own.officer, w.own.villages[1], str),
    "a session of a team": lambda w: teams.log_activity(
        by=w.own.officer, team=w.own.team, held_on=date(2026, 2, 1), title="Buổi"
    ),
    "a village": lambda w: add_village(
        by=w.own.officer, commune=w.own.area, kind=Kind.THON, name="Mới"
    ),
    "an officer to call": lambda w: accounts.invite(
        by=w.root, username="moi", full_name="Người Mới", role=Role.OFFICER, area=w.own.area
    ),
    "a declaration": lambda w: declarations_actions.declare(
        by=w.own.officer, area=w.own.villages[1], households=70, source="Báo cáo"
    ),
    "a completion": lambda w: declarations_actions.declare_complete(
        by=w.own.officer, area=w.own.village
    ),
    "a confirmation": lambda w: declarations_actions.confirm_complete(
        by=w.committee,
        completion=CompletionFactory(area=w.own.village, reason="Ít hộ", needs_confirmation=True),
    ),
    "a platform": lambda w: name_platform(
        by=w.own.officer, area=w.own.area, name="Xã Mình", valid_from=date(2026, 2, 1)
    ),
    "a first sign-in": lambda w: Client().post(
        "/dang-nhap/", {"username": w.own.officer.username, "password": PASSWORD}
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_the_next_page_after_a_write_is_made_anew(world, page, write):
    for area in (world.country, world.province, world.district, world.own.area):
        page(area, signed_in(world.root))
    before = {pk: page_cache.key_of(pk) for pk in (world.country, world.province, world.own.area)}
    WRITES[write](world)
    after = {pk: page_cache.key_of(pk) for pk in (world.country, world.province, world.own.area)}
    assert all(after[pk] != before[pk] for pk in before)


def test_a_page_shows_what_was_saved_a_moment_ago(world, page):
    page(world.own.area)
    WRITES["a household"](world)
    assert "2 / 4 hộ" in " ".join(re.sub(r"<[^>]+>", " ", page(world.own.area)).split())


def test_a_late_commit_of_an_earlier_entry_changes_the_key(world):
    """Two writes at once may be committed in the other order than their entries are numbered."""
    late = AuditEntry.unscoped.exclude(subject__in=COUNTED).order_by("-pk").first()
    entry = {"verb": "x", "subject": "areas.area", "subject_key": "1", "place": "1."}
    AuditEntry.unscoped.create(pk=late.pk + 10, **entry)
    before = page_cache.key_of(world.country)
    AuditEntry.unscoped.create(pk=late.pk + 5, **entry)
    assert page_cache.key_of(world.country) != before


def test_a_save_in_a_sibling_commune_changes_the_place_that_a_commune_is_told(world, page):
    client = signed_in(world.own.officer)
    before = page(world.own.area, client)
    register_actions.add_household(
        by=world.sibling.officer,
        village=world.sibling.village,
        head_name="Hộ Bên Cạnh",
        results=[2, 2, 2, 2, 2],
    )
    after = page(world.own.area, client)
    shown = [text.split("So với huyện")[1].split("</section>")[0] for text in (before, after)]
    assert shown[0] != shown[1]
    # A sum: nothing of theirs is in it.
    assert world.sibling.area.name not in after
    assert "Hộ Bên Cạnh" not in after


def test_a_save_elsewhere_leaves_the_page(world):
    before = page_cache.key_of(world.own.area)
    register_actions.add_household(
        by=world.foreign.officer, village=world.foreign.village, head_name="Hộ Nơi Khác"
    )
    assert page_cache.key_of(world.own.area) == before


def test_no_cached_page_reads_a_past_day_of_the_register(world, monkeypatch):
    """What is corrected of a household that went to another province changes past days here, and nothing in the key.

    Kept months do not: the one who takes them anew writes it in the journal.
    """
    monkeypatch.setattr(as_of, "_Reading", None)
    with pytest.raises(TypeError):
        as_of.as_of_one(world.province, date(2026, 1, 31))
    reader, month = signed_in(world.root), f"{month_of(timezone.localdate(), 1):%Y-%m}"
    for area in (world.province, world.own.area):
        for more in ("", "con/", f"?thang={month}&theo=luc-do"):
            assert reader.get(f"/tong-quan/{area.pk}/{more}").status_code == 200


def test_nobodys_name_or_token_is_in_a_cached_page(world, reader, page):
    first = page()
    other = world.person("ban-khac", Role.COMMITTEE, world.province, "Nguyễn Thị Khác")
    mine = signed_in(other)
    second = page(client=mine)
    assert "Cán Bộ ban-chi-dao" in first
    assert "Cán Bộ ban-chi-dao" not in second
    assert "Nguyễn Thị Khác" in second
    assert not set(TOKEN.findall(first)) & set(TOKEN.findall(second))
    for one in page_cache.CACHE.pages.values():
        assert b"ban-chi-dao" not in one.body
        assert not re.search(rb'value="\w{64}"', one.body)


def test_a_form_on_a_cached_page_works(world, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.committee, backend="accounts.sessions.RoleBackend")
    page(client=client)
    token = TOKEN.search(page(client=client))[1]
    answer = client.post("/ngon-ngu/", {"language": "en", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_a_nonce_of_a_cached_page_is_the_one_of_its_answer(world, reader):
    for _ in range(2):
        response = reader.get(f"/tong-quan/{world.province.pk}/")
        nonces = set(re.findall(r'nonce="([^"]+)"', response.content.decode()))
        assert len(nonces) == 1
        assert f"'nonce-{nonces.pop()}'" in response["Content-Security-Policy"]


def test_roles_and_languages_have_pages_of_their_own(world, page):
    page()
    page(client=signed_in(world.root))
    english = signed_in(world.committee)
    english.cookies["django_language"] = "en"
    page(client=english)
    assert len(page_cache.CACHE.pages) == 3


def test_the_cache_is_bounded_and_lets_the_longest_unused_go(settings):
    settings.PAGE_CACHE_BYTES = 250
    cache = page_cache.PageCache()
    for name in "abc":
        cache.put((name,), page_cache.CachedPage(Area(), (), b"x" * 100))
        cache.get(("a",))
    assert list(cache.pages) == [("c",), ("a",)]
    assert cache.size == 200


def test_the_few_are_found_from_their_own_index(world):
    """The question that is really asked, as the engine says it would go about it."""
    # Most of the journal is of what is counted, as in a register at work.
    AuditEntryFactory.create_batch(300, subject=COUNTED[0])
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        page_cache.key_of(world.own.area)
    ((sql, params),) = asked
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows are quicker read whole
            cursor.execute("ANALYZE audit_auditentry")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {sql}", params)
        plan = str(cursor.fetchall())
    assert "audit_uncounted" in plan
