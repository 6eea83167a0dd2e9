"""Reports that are sent beside savers: what is judged, and that a copy which says something else is found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bench import reports
from bench.reports import Sent
from periodic.models import Period, Submission
from tests.periodic.drafts.hand import Place

pytestmark = pytest.mark.django_db


def test_sendings_are_judged_by_what_nineteen_of_twenty_take(monkeypatch):
    done = [Sent([0.5] * 10), Sent([0.5] * 9 + [2.5]), Sent([], saves=7), Sent([], locked=1)]
    monkeypatch.setattr(reports, "period_of_last_month", lambda: Period(pk=1))
    monkeypatch.setattr(reports, "together", lambda work, number, ready: done)
    monkeypatch.setattr(reports, "_read_again", lambda period, number: None)
    monkeypatch.setattr(reports, "_summaries", lambda period, rounds: [])
    sent, locked, _again = reports.report_lines(20, 1)
    assert sent.value == "500.00 / 2500.00 ms of 20, 7 saves"
    assert (sent.ratio, sent.asked, sent.verdict) == (2.5, "<= 2", "NEAR")
    assert (locked.value, locked.verdict) == ("1", "FAIL")


def test_a_sender_who_has_to_wait_is_counted_from_the_press_on(monkeypatch):
    place, now = Place(), timezone.now()
    monkeypatch.setattr(reports, "PER_SECOND", 1_000)
    monkeypatch.setattr(reports, "READER", place.officer.username)
    place.october.ends_on = place.october.due_on = (now - timedelta(days=1)).date()
    place.october.begins_on = place.october.ends_on - timedelta(days=9)
    found = reports._send(place.october, [place.commune.pk], 0)
    assert (len(found.seconds), found.locked) == (1, 0)
    assert found.seconds[0] > 0
    line = reports._read_again(place.october, 1)
    assert (line.value, line.verdict) == ("0 of 1", "PASS")
    assert reports._read_again(place.october, 2).verdict == "FAIL"
    copy = Submission.unscoped.get()
    copy.content["total"]["values"]["ho"]["n"] = 99
    copy.save()
    assert reports._read_again(place.october, 1).verdict == "FAIL"
