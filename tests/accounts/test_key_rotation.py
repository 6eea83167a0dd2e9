"""A new secret key, the old one kept as a fallback: nobody is signed out, and no code on paper is lost."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.codes.actions import give_code, try_code
from accounts.codes_typed import is_of, kept, keyed_hash
from accounts.devices.actions import let_in, spend_code
from accounts.devices.rules import COOKIE, key_of
from accounts.models import Code, Device
from accounts.second_factor.actions import Verdict, verify
from tests.accounts.devices.test_views import is_in, sign_in
from tests.accounts.second_factor.phone import turned_on

pytestmark = pytest.mark.django_db

OLD, NEW = "a-key-of-before-" * 4, "the-key-of-now--" * 4


@pytest.fixture
def key(settings):
    """Return a function that changes the key: with the old one as a fallback, or without."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []

    def change(*fallbacks):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [*fallbacks]

    return change


BOTH = pytest.mark.parametrize(("fallbacks", "holds"), [((OLD,), True), ((), False)])


@BOTH
def test_who_is_signed_in_stays_so(world, key, fallbacks, holds):
    client = Client()
    sign_in(client)
    key(*fallbacks)
    assert is_in(client) is holds


def test_who_stayed_signed_in_is_signed_in_under_the_new_key_alone_and_can_be_signed_out(
    world, key
):
    client = Client()
    sign_in(client)
    before = Device.unscoped.get(user=world.own.member).session_key
    key(OLD)
    assert is_in(client)
    # The session has another name by then: who signs out elsewhere must still find it.
    device = Device.unscoped.get(user=world.own.member)
    assert device.session_key == client.cookies["sessionid"].value != before
    key()
    assert is_in(client)
    Session.objects.filter(session_key=device.session_key).delete()
    assert not is_in(client)


@BOTH
def test_a_code_on_a_card_opens_an_account(world, key, fallbacks, holds):
    issued = give_code(
        by=world.own.officer, person=world.own.member, kind=Code.Kind.RENEWAL, needs_phone=False
    )
    key(*fallbacks)
    found = try_code(
        name=world.own.member.username, words=issued.words, phone="", address="203.0.113.7"
    )
    assert (found == issued.code) is holds


@BOTH
def test_a_printed_code_of_the_second_factor_works_once(world, key, fallbacks, holds):
    codes = turned_on(world.own.officer)
    key(*fallbacks)
    first = verify(user=world.own.officer, typed=codes[0])
    assert first is (Verdict.RIGHT if holds else Verdict.WRONG)
    if holds:
        assert verify(user=world.own.officer, typed=codes[0]) is Verdict.WRONG


@BOTH
def test_a_device_is_known_and_kept_under_the_new_key_from_its_next_sign_in(
    world, key, settings, fallbacks, holds
):
    settings.SECOND_FACTOR = True
    client = Client()
    sign_in(client)
    token = client.get("/").wsgi_request.get_signed_cookie(COOKIE, salt="accounts.device")
    client.post("/dang-xuat/")
    key(*fallbacks)
    answer = sign_in(client)
    assert (answer.headers["Location"] == "/") is holds
    if holds:
        assert Device.unscoped.get(user=world.own.member).key == key_of(token, NEW)
        client.post("/dang-xuat/")
        key()
        assert sign_in(client).headers["Location"] == "/"


@BOTH
def test_the_code_of_a_new_device_works(world, key, fallbacks, holds):
    code = let_in(by=world.own.officer, user=world.own.member)
    key(*fallbacks)
    assert bool(spend_code(user=world.own.member, typed=code)) is holds


def test_what_is_kept_is_compared_whole(settings):
    assert is_of(keyed_hash(7, "K7M4-2Q9X"), 7, "k7m4 2q9x")
    assert is_of(kept(7, "K7M4-2Q9X"), 7, "K7M4-2Q9X")
    assert not is_of(keyed_hash(8, "K7M4-2Q9X"), 7, "K7M4-2Q9X")
    assert not is_of("", 7, "K7M4-2Q9X")
    assert not is_of(keyed_hash(7, "K7M4-2Q9X")[:4], 7, "K7M4-2Q9X")
