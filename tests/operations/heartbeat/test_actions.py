"""A part that works behind the pages is seen alive; one that is gone is forgotten in time."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from operations.heartbeat import actions
from operations.heartbeat.actions import FORGOTTEN, Beating, beat, begin, host
from operations.models import Heartbeat, Part
from tests.factories import HeartbeatFactory


@pytest.mark.django_db
@pytest.mark.engines
def test_a_heartbeat_is_one_row_for_each_part_of_a_machine():
    begin(part=Part.WORKER)
    first = Heartbeat.unscoped.get()
    beat(part=Part.WORKER)
    beat(part=Part.DAILY)
    again = Heartbeat.unscoped.get(part=Part.WORKER)
    assert again.seen_at > first.seen_at
    assert (again.started_at, again.host) == (first.started_at, host())
    assert Heartbeat.unscoped.count() == 2


@pytest.mark.django_db
@pytest.mark.engines
def test_who_begins_forgets_machines_that_are_long_gone():
    now = timezone.now()
    HeartbeatFactory(part=Part.WORKER, host="gone", seen_at=now - FORGOTTEN * 2)
    HeartbeatFactory(part=Part.WORKER, host="other", seen_at=now - timedelta(days=1))
    begin(part=Part.WORKER)
    assert set(Heartbeat.unscoped.values_list("host", flat=True)) == {"other", host()}


def test_it_goes_on_while_its_owner_is_busy_and_while_the_database_is_away(monkeypatch, caplog):
    beats, enough = [], threading.Event()

    def missed(part):
        raise OperationalError("Nguyễn Văn An")

    def seen(part):
        beats.append(part)
        if len(beats) == 3:
            enough.set()

    monkeypatch.setattr(actions, "begin", missed)
    monkeypatch.setattr(actions, "beat", seen)
    with Beating(Part.WORKER, every=0.01):
        assert enough.wait(10)
    last = len(beats)
    assert not enough.wait(0) or len(beats) == last
    assert "no heartbeat written for OperationalError" in caplog.text
    assert "Nguyễn" not in caplog.text
