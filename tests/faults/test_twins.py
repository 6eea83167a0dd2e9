"""What holds at one web server holds at the other at once: two processes with memory of their own on one PostgreSQL.

Quick, so that `make test` plays it; with real servers and many people it is in test_two_nodes.py.
"""

import re
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from accounts.codes.actions import give_code
from accounts.models import Code, User
from audit.models import AuditEntry
from config.routes import routes
from operations.daily.queries import tasks
from operations.models import DailyRun, SealedEntry
from operations.sealing.actions.sealing import seal
from operations.sealing.queries import verifying
from operations.sealing.queries.verifying import Looked, verify
from tests.access import bare_not_found
from tests.faults.failovers import NUMBER
from tests.faults.forgetting import trust_pages_for_ever
from tests.faults.people import Form
from tests.faults.twins import (
    Person,
    ask,
    at_once,
    twins,
    work_of_the_day,
    write_and_seal,
)
from tests.proving import sample_or_all, share_of_today
from tests.world import PASSWORD

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
# Of one person at one address so many passwords may be wrong (config/settings/sign_in.py).
WRONG, CHOSEN = 5, "bon-tu-khong-lien-quan-2026"
RIGHT = re.compile(r'name="right" value="([^"]+)"')
BACKEND = "accounts.sessions.RoleBackend"


def signed_in(both, user):
    """Return a browser of somebody who is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return Person(both, {name: morsel.value for name, morsel in client.cookies.items()})


def household_typed_at(person, server, village, name):
    """Enter a household at one server."""
    address = f"/thon/{village.pk}/ho/moi/"
    page = person.ask("get", address, at=server)
    fields = Form(page.text, address).fields | {"head_name": name, "how": "knows_all"}
    assert person.ask("post", address, fields, at=server).status_code == 302


def number_at(person, server, village):
    """Return how many households the dashboard of a village says at one server."""
    said = person.ask("get", f"/tong-quan/{village.pk}/", at=server)
    found = NUMBER.search(re.sub(r"<[^>]+>", " ", said.text))
    assert found, (said.status_code, said.location, said.text[:4000])
    return int(found[1].replace(".", ""))


@pytest.mark.expected_errors
def test_wrong_passwords_are_counted_over_both(world):
    with twins() as both:
        stranger = Person(both)
        for number in range(WRONG):
            fields = {"username": world.own.officer.username, "password": f"sai-{number}-2026"}
            stranger.post("/dang-nhap/", fields)
        right = {"username": world.own.officer.username, "password": PASSWORD}
        assert [stranger.post("/dang-nhap/", right).status_code for _ in both] == [429, 429]


def test_a_code_that_both_find_right_opens_the_account_once(world):
    person = world.own.member
    words = give_code(by=world.own.officer, person=person, kind=Code.Kind.RENEWAL, needs_phone=False).words  # fmt: skip
    typed = {"username": person.username, "code": words}
    with twins() as both:
        stranger = Person(both)
        right = [RIGHT.search(stranger.post("/moi/", typed).text)[1] for _ in both]
        for at, one in enumerate(both):
            chosen = dict.fromkeys(("new_password1", "new_password2"), f"{CHOSEN}-{at}")
            one.begin(ask, {}, "post", "/moi/mat-khau/", {"right": right[at], **chosen})
        led = sorted(one.end().location for one in both)
        # One is told to sign in, the other that the code is over.
        assert led == ["/dang-nhap/", "/moi/"]
        assert [bool(RIGHT.search(stranger.post("/moi/", typed).text)) for _ in both] == [False] * 2
    known = User.unscoped.get(pk=person.pk)
    assert sum(known.check_password(f"{CHOSEN}-{at}") for at in range(2)) == 1
    assert AuditEntry.unscoped.filter(verb="Đặt lại mật khẩu bằng mã").count() == 1


def test_who_signs_out_at_one_is_out_at_the_other(world):
    with twins() as both:
        person = signed_in(both, world.own.officer)
        assert [person.get("/viec/").status_code for _ in both] == [200, 200]
        kept = dict(person.cookies)
        person.ask("post", "/dang-xuat/", at=1)
        # Somebody has kept the cookie.
        person.cookies = kept
        led = [person.ask("get", "/viec/", at=at).location for at in range(2)]
        assert [one.startswith("/dang-nhap/") for one in led] == [True, True]


def test_no_page_that_one_keeps_is_older_than_what_the_other_saved(world):
    village = world.own.village
    with twins() as both:
        person = signed_in(both, world.own.officer)
        before = number_at(person, 0, village)
        # The second time it comes from what this server keeps.
        assert number_at(person, 0, village) == before
        for more in range(1, 4):
            household_typed_at(person, 1, village, f"Máy {'bcd'[more - 1].upper()}a")
            assert [number_at(person, at, village) for at in (0, 0, 1)] == [before + more] * 3
        # The control: one that trusts what it keeps.
        both[0].do(trust_pages_for_ever)
        number_at(person, 0, village)
        household_typed_at(person, 1, village, "Máy Ga")
        assert number_at(person, 0, village) < number_at(person, 1, village)


def test_the_journal_that_both_write_and_seal_at_once_has_no_gap_and_nothing_twice(
    world, monkeypatch
):
    rounds = sample_or_all(15, 200)
    with twins() as both:
        sealed = at_once(both, write_and_seal, rounds)
    sealed.append(seal())
    # Tests may change the journal: its guards are off.
    monkeypatch.setattr(verifying, "broken_guards", lambda: iter(()))
    looked = Looked()
    assert list(verify(looked)) == []
    kept = set(SealedEntry.objects.values_list("entry_id", flat=True))
    assert kept == set(AuditEntry.unscoped.values_list("pk", flat=True))
    # Both did some of it, and none did any of the other's.
    assert sum(sealed) == looked.entries == len(kept)
    assert min(sealed[:2]) > 0, sealed


def test_the_work_of_a_day_is_done_once_by_one_of_them(world, settings):
    settings.DAILY_AT = "00:00"
    with twins() as both:
        did = at_once(both, work_of_the_day) + at_once(both, work_of_the_day)
    assert Counter(name for names in did for name in names) == Counter(tasks())
    day = timezone.localdate()
    assert DailyRun.unscoped.filter(day=day, tries=1, fault="").exclude(finished_at=None).count() == len(tasks())  # fmt: skip


@pytest.mark.expected_errors
@pytest.mark.parametrize(("role", "territory"), [("officer", "sibling"), ("province committee", "foreign")])  # fmt: skip
def test_a_foreign_territory_is_closed_whichever_of_them_is_asked(
    sweep, role, territory, record_probes
):
    """Nothing is taken back between probes, as at a real site: what is refused has written nothing there."""
    of_objects = [one for one in routes() if "<" in one.pattern and one.scope == "territory"]
    commune = getattr(sweep.world, territory)
    before = sweep.snapshot(commune)
    with bare_not_found(), twins() as both:
        person = signed_in(both, sweep.roles[role])
        for route in share_of_today(of_objects, of=24):
            sweep.try_route(route, role, person, territory, commune, before)
    record_probes(sweep.probes)
    assert sweep.wrong == []
    assert sweep.snapshot(commune) == before
    assert sweep.probes > 0
