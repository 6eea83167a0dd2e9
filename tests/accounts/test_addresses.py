import pytest
from django.test import RequestFactory

from accounts.addresses import client_ip
from accounts.names import is_sign_in_name, sign_in_name


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "10.0.0.1"),
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        # Some proxies add a port, some write what is no address.
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::"),
        (1, '"[2001:db8:1:2::6]"', "2001:db8:1:2::"),
        (1, "unknown", "10.0.0.1"),
        (1, "203.0.113.9x", "10.0.0.1"),
        (1, "1" * 5000, "10.0.0.1"),
        # Everybody with IPv6 has a network full of addresses.
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_read_from_what_our_own_proxies_say(settings, proxies, forwarded, expected):
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers=headers)
    assert client_ip(request) == expected


def test_a_server_that_is_reached_by_a_socket_knows_no_address():
    assert client_ip(RequestFactory(REMOTE_ADDR="").get("/")) is None


@pytest.mark.parametrize(
    "typed", ["canbo", " CanBo ", "ＣＡＮＢＯ", "CAN\u212aBO".replace("\u212a", "")]
)
def test_a_name_has_one_spelling(typed):
    assert sign_in_name(typed) == "canbo"


@pytest.mark.parametrize(
    ("name", "may"),
    [("lan.nguyen", True), ("to-1_b", True), ("la", False), ("Lan", False), ("canb\u0131", False)],
)
def test_a_sign_in_name_is_of_letters_that_every_database_knows(name, may):
    assert is_sign_in_name(name) is may
