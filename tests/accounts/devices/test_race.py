"""Two presses at once on PostgreSQL: one browser of one person is one device."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.devices import actions
from accounts.models import Device
from accounts.roles import Role
from tests.factories import UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PASSWORD = "ghe-nhua-do-trau-47"


def test_a_press_twice_at_sign_in_remembers_one_device(monkeypatch):
    """On a browser that somebody else uses as well, the second press was a fault of the server."""
    people = [UserFactory(role=Role.OFFICER) for _ in range(2)]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    shared = Client()
    sign_in(shared, people[0])
    shared.post("/dang-xuat/")
    hands = [Client(), Client()]
    for hand in hands:
        hand.cookies["thiet_bi"] = shared.cookies["thiet_bi"].value
    # Between the look for a device and its being written.
    monkeypatch.setattr(actions, "end_session", lambda device: time.sleep(0.3))
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(lambda hand: sign_in(hand, people[1]), hands)) == [302, 302]
    assert Device.unscoped.filter(user=people[1]).count() == 1


def sign_in(client, person):
    """Sign in, and say what came of it."""
    data = {"username": person.username, "password": PASSWORD}
    try:
        return client.post("/dang-nhap/", data).status_code
    finally:
        connection.close()
