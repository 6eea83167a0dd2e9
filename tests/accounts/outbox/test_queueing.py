"""Who is written to: once a day, where something came that they have not read and no letter has told."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.inbox.actions import mark_all_read, notify
from accounts.models import Message, User
from accounts.outbox.actions import queue_digests, send_due
from operations.daily.queries import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def test_asked_twice_on_a_day_it_is_queued_once(officer, letters):
    assert (queue_digests(), queue_digests()) == (1, 0)
    assert Message.unscoped.get().to == officer


@pytest.mark.parametrize(
    "facts",
    [
        {"email": ""},
        {"wants_mail": False},
        {"email_refused_at": timezone.now()},
        {"is_active": False, "stopped_at": timezone.now()},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_who_cannot_be_written_to_or_does_not_want_it_is_not(officer, letters, facts):
    User.unscoped.filter(pk=officer.pk).update(**facts)
    assert queue_digests() == 0


def test_who_has_read_all_is_not_written_to(officer, letters):
    mark_all_read(by=officer, upto=10**9)
    assert queue_digests() == 0


def test_what_a_letter_told_is_not_told_again_until_something_comes(officer, letters):
    queue_digests()
    assert send_due() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert queue_digests() == 0
        notify(to=[officer.pk], kind="absent", ref="absent", number=2)
        assert queue_digests() == 1


def test_it_goes_at_the_hour_that_is_set_and_at_once_after_it(officer, letters, settings):
    settings.MAIL_AT = "07:00"
    early = timezone.make_aware(timezone.datetime(2026, 11, 30, 1, 30))
    queue_digests(now=early)
    at = timezone.localtime(Message.unscoped.get().due_at)
    assert f"{at:%d/%m %H:%M}" == "30/11 07:00"
    late = early + timedelta(days=1, hours=8)
    queue_digests(now=late)
    assert Message.unscoped.order_by("pk").last().due_at == late


def test_without_a_mail_server_nothing_is_queued_and_it_is_no_work_of_the_day(
    officer, settings, capsys
):
    assert "queue_digests" not in tasks()
    call_command("queue_digests")
    assert not Message.unscoped.exists()
    settings.SENDS_MAIL = True
    assert "queue_digests" in tasks()
    call_command("queue_digests")
    assert Message.unscoped.count() == 1


def test_many_people_cost_no_more_queries_than_few(
    officer, world, letters, django_assert_num_queries
):
    for person in (world.own.member, world.sibling.officer):
        User.unscoped.filter(pk=person.pk).update(email="a@b.example.vn")
        notify(to=[person.pk], kind="approved")
    with django_assert_num_queries(5):
        assert queue_digests() == 3
