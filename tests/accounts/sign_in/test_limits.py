"""Guesses of strangers: none gets in, and none of them locks anybody out who was here before."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessFailureLog
from django.contrib.auth import authenticate, hashers
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.sign_in.rules import ACCOUNT, ADDRESS
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

OFFICE, NET = "198.51.100.7", "2001:db8:5:6::"


def guess(number, username="can-bo-ta", address=None):
    """Try a wrong password as a stranger, each from an address of their own; say what came of it."""
    address = address or f"203.{number % 200}.{number // 200}.9"
    request = RequestFactory().post("/dang-nhap/", {"username": username}, REMOTE_ADDR=address)
    found = authenticate(request, username=username, password=f"doan-{number}")
    return found, request.axes_locked_out


def sign_in(client, address=OFFICE, password=PASSWORD, username="can-bo-ta"):
    client.post("/dang-xuat/")
    data = {"username": username, "password": password}
    return client.post("/dang-nhap/", data, REMOTE_ADDR=address).status_code


@pytest.fixture
def hashed(monkeypatch):
    """Count the passwords that are hashed."""
    seen, check = [], hashers.MD5PasswordHasher.verify

    def verify(self, password, encoded):
        seen.append(password)
        return check(self, password, encoded)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "verify", verify)
    return seen


def test_guesses_from_many_addresses_of_one_network_are_limited(world, hashed):
    """F5: fourteen wrong passwords from fourteen addresses of one /64."""
    refused = [guess(n, address=f"2001:db8:5:6::{n + 1:x}")[1] for n in range(14)]
    assert refused == [False] * 4 + [True] * 10
    assert len(hashed) == 5


def test_guesses_for_one_account_from_everywhere_are_slowed_before_they_are_hashed(world, hashed):
    refused = [guess(n)[1] for n in range(ACCOUNT.wrong + 10)]
    assert refused == [False] * ACCOUNT.wrong + [True] * 10
    assert len(hashed) == ACCOUNT.wrong


def test_guesses_from_one_address_for_everybody_are_slowed(world, hashed):
    refused = [guess(n, f"nguoi-{n}", OFFICE)[1] for n in range(ADDRESS.wrong + 5)]
    assert refused == [False] * ADDRESS.wrong + [True] * 5


def test_a_slowed_account_still_opens_where_its_owner_was_before(world):
    office, phone = Client(), Client()
    assert sign_in(office) == 302
    assert sign_in(phone, "192.0.2.1") == 302
    for n in range(ACCOUNT.wrong):
        guess(n)
    stranger = Client().post(
        "/dang-nhap/", {"username": "can-bo-ta", "password": PASSWORD}, REMOTE_ADDR="192.0.2.9"
    )
    assert stranger.status_code == 429
    assert "máy đã dùng trước đây" in stranger.content.decode()
    # A new browser in the office; a known telephone in another network.
    assert sign_in(Client(), OFFICE) == 302
    assert sign_in(phone, "192.0.2.77") == 302


def test_a_known_device_opens_where_somebody_else_was_locked_out(world):
    device = Client()
    assert sign_in(device) == 302
    for n in range(6):
        guess(n, address=OFFICE)
    assert sign_in(Client()) == 429
    assert sign_in(device) == 302


def test_a_slowed_address_spares_those_who_signed_in_from_there(world):
    assert sign_in(Client()) == 302
    for n in range(ADDRESS.wrong):
        guess(n, f"nguoi-{n}", OFFICE)
    assert sign_in(Client()) == 302
    assert sign_in(Client(), username="to-ta") == 429


def test_a_known_device_counts_its_own_guesses(world):
    device = Client()
    sign_in(device)
    tries = [sign_in(device, f"192.0.2.{n}", "sai-roi") for n in range(6)]
    assert tries == [200, 200, 200, 200, 429, 429]
    assert sign_in(device) == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(device) == 302


def test_a_forged_cookie_of_a_device_spares_nobody(world):
    device = Client()
    sign_in(device)
    stranger = Client()
    stranger.cookies["thiet_bi"] = device.cookies["thiet_bi"].value[:-3] + "abc"
    for n in range(ACCOUNT.wrong):
        guess(n)
    assert sign_in(stranger, "192.0.2.9") == 429


@pytest.mark.parametrize("name", ["CAN-BO-TA", "ＣＡＮ-bo-ta", " can-bo-ta "])
def test_another_spelling_of_a_name_is_the_same_account_to_the_lock(world, name):
    for n in range(5):
        guess(n, name, OFFICE)
    assert sign_in(Client()) == 429


def test_a_dotless_i_is_another_name_on_every_database(world):
    """F12: PostgreSQL makes the same capital of "ı" and "i"; lock and look-up do not."""
    world.person("lan.di", "officer", world.own.area)
    found = [guess(1, "lan.d\u0131", OFFICE)[0], guess(2, "LAN.DI", OFFICE)[0]]
    assert found == [None, None]
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.3")
    assert authenticate(request, username="lan.d\u0131", password=PASSWORD) is None
    assert authenticate(request, username="LAN.DI", password=PASSWORD).username == "lan.di"


@pytest.mark.parametrize("forwarded", ["203.0.113.9:8080", "unknown", "[::1", "''", "1.2.3.4.5"])
def test_sign_in_stands_whatever_a_proxy_writes(world, settings, forwarded):
    """F16: a port, or no address at all."""
    settings.PROXY_COUNT = 1
    data = {"username": "can-bo-ta", "password": "sai-roi"}
    response = Client().post("/dang-nhap/", data, headers={"X-Forwarded-For": forwarded})
    assert response.status_code == 200


def test_what_no_limit_counts_any_more_is_forgotten(world):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        guess(1)
    guess(2)
    assert AccessFailureLog.objects.filter(username="can-bo-ta").count() == 1


def strangers_get_nowhere(count, hashed):
    """Guess so many passwords from ever new addresses, for three accounts; the owner is in and stays so."""
    device = Client()
    sign_in(device)
    names = ("can-bo-ta", "to-ta", "quan-tri-xa")
    accepted = [guess(n, names[n % 3])[0] for n in range(count)]
    assert accepted == [None] * count
    assert len(hashed) <= 3 * ACCOUNT.wrong + 1
    assert sign_in(Client()) == 302
    assert sign_in(device, "192.0.2.5") == 302
    assert sign_in(Client(), username="to-ban") == 302


def test_of_two_hundred_guesses_none_is_accepted_and_nobody_is_locked_out(world, hashed):
    strangers_get_nowhere(200, hashed)


@pytest.mark.long
def test_of_ten_thousand_guesses_none_is_accepted_and_nobody_is_locked_out(world, hashed):
    strangers_get_nowhere(10_000, hashed)
