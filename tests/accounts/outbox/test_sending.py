"""Letters go to a real mail server, which is away, refuses, or is cut off: what becomes of each."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.inbox.actions import mark_all_read
from accounts.models import Message, User
from accounts.outbox.actions import queue_digests, send_due, sending
from accounts.outbox.rules import LEASE, MOST_TRIES, OLD, mark_of
from tests.accounts.outbox.post import cut, cut_after, serving, text_of

pytestmark = pytest.mark.django_db
State = Message.State


def standing():
    return [(one.state, one.tries, one.fault) for one in Message.unscoped.order_by("pk")]


@pytest.fixture
def queued(officer, letters):
    queue_digests()
    return Message.unscoped.get()


@pytest.fixture
def later():
    """Travel on by some time, again and again."""
    with time_machine.travel(timezone.now(), tick=False) as at:
        yield lambda **some: at.shift(timedelta(**some))


def test_a_letter_says_how_many_of_what_and_where_and_names_nobody(
    queued, officer, letters, settings, world
):
    settings.SITE_URL, settings.MAIL_FROM = "https://to-so.example.vn", "Tổ số <to-so@example.vn>"
    assert send_due() == 1
    assert standing() == [(State.SENT, 1, "")]
    [letter] = letters.taken
    assert (letter["X-To"], letter["Auto-Submitted"]) == (officer.email, "auto-generated")
    assert letter["Message-ID"] == f"<{queued.uuid}@example.vn>"
    text = text_of(letter)
    assert "có 2 tin chưa đọc" in text
    assert "- 1 tài khoản được lập" in text
    assert "- 1 tệp chờ xem và trả lời" in text
    assert "https://to-so.example.vn/tin-bao/" in text
    # It can be stopped from the letter itself, by its reader and by a programme that knows how.
    stop = f"https://to-so.example.vn/thoi-thu/{officer.pk}/{mark_of(officer)}/"
    assert f"Không muốn nhận nữa: mở {stop}" in text
    assert letter["List-Unsubscribe"].strip() == f"<{stop}>"
    assert str(world.own.member) not in text
    assert send_due() == 0
    assert len(letters.taken) == 1


def test_what_was_read_meanwhile_or_switched_off_is_not_sent(queued, officer, letters):
    mark_all_read(by=officer, upto=10**9)
    assert send_due() == 0
    assert (standing(), letters.taken) == ([(State.DROPPED, 1, "")], [])
    Message.unscoped.update(state=State.WAITING, ended_at=None, tries=0, due_at=timezone.now())
    User.unscoped.filter(pk=officer.pk).update(wants_mail=False)
    assert send_due() == 0
    assert standing() == [(State.DROPPED, 1, "")]


def test_while_the_server_is_away_it_waits_longer_each_time_and_goes_once_it_is_back(
    queued, letters, later
):
    letters.server.stop()
    waits = []
    for _try in range(3):
        assert send_due() == 0
        waits.append(Message.unscoped.get().due_at - timezone.now())
        assert send_due() == 0
        later(seconds=waits[-1].total_seconds())
    assert [int(wait.total_seconds() // 60) for wait in waits] == [5, 10, 20]
    assert standing() == [(State.WAITING, 3, "ConnectionRefusedError")]
    back = serving(letters, letters.server.port)
    back.start()
    assert send_due() == 1
    back.stop()
    assert standing() == [(State.SENT, 4, "")]


def test_a_server_that_is_away_is_asked_once_for_all(queued, letters, world, monkeypatch):
    for person in (world.own.member, world.sibling.officer):
        User.unscoped.filter(pk=person.pk).update(email="a@b.example.vn")
        Message.unscoped.create(to=person, kind="digest", channel="email", key="x")
        sending.Message.unscoped.filter(to=person).update(due_at=timezone.now())
    from accounts.inbox.actions import notify

    notify(to=[world.own.member.pk, world.sibling.officer.pk], kind="approved")
    letters.server.stop()
    asked = []
    opened = sending.ByEmail.open
    monkeypatch.setattr(sending.ByEmail, "open", lambda line: (asked.append(1), opened(line)))
    assert send_due() == 0
    assert asked == [1]
    assert standing() == [(State.WAITING, 1, "ConnectionRefusedError")] * 3


def test_it_is_given_up_after_many_tries(queued, letters, later):
    letters.server.stop()
    for _try in range(MOST_TRIES + 3):
        send_due()
        later(hours=2)
    assert standing() == [(State.GIVEN_UP, MOST_TRIES, "ConnectionRefusedError")]


def test_it_is_given_up_when_it_is_old(queued, letters, later):
    later(seconds=OLD.total_seconds() + 1)
    assert send_due() == 0
    assert standing() == [(State.GIVEN_UP, 0, "")]


def test_an_address_that_nobody_has_is_written_to_no_more_until_it_changes(
    queued, officer, letters
):
    letters.answers["RCPT"] = "550 5.1.1 no such user"
    assert send_due() == 0
    assert standing() == [(State.GIVEN_UP, 1, "SMTPRecipientsRefused 550")]
    officer.refresh_from_db()
    assert officer.email_refused_at
    Message.unscoped.all().delete()
    assert queue_digests() == 0


@pytest.mark.parametrize(
    ("step", "answer", "state", "fault"),
    [
        ("RCPT", "450 4.2.1 later", State.WAITING, "SMTPRecipientsRefused 450"),
        ("RCPT", "550 5.7.1 relaying denied", State.GIVEN_UP, "SMTPRecipientsRefused 550"),
        ("RCPT", "552 5.2.2 mailbox full", State.GIVEN_UP, "SMTPRecipientsRefused 552"),
        ("DATA", "451 4.3.0 later", State.WAITING, "SMTPDataError 451"),
        ("DATA", "554 5.7.1 no", State.GIVEN_UP, "SMTPDataError 554"),
    ],
)
def test_what_a_server_answers_decides_and_says_nothing_of_the_address(
    queued, officer, letters, step, answer, state, fault
):
    letters.answers[step] = answer
    assert send_due() == 0
    assert standing() == [(state, 1, fault)]
    officer.refresh_from_db()
    assert officer.email_refused_at is None


def test_cut_off_in_the_middle_it_is_unsure_and_not_sent_again(queued, letters, later):
    letters.answers["DATA"] = cut
    assert send_due() == 0
    assert standing() == [(State.UNSURE, 1, "SMTPServerDisconnected")]
    letters.answers.clear()
    later(hours=3)
    assert (send_due(), letters.taken) == (0, [])


def test_cut_off_after_it_was_taken_nobody_gets_it_twice(queued, letters, later):
    cut_after(letters)
    assert send_due() == 0
    letters.answers.clear()
    later(hours=3)
    assert send_due() == 0
    assert len(letters.taken) == 1


def test_what_is_unsure_is_told_by_the_next_digest(queued, letters, later):
    letters.answers["DATA"] = cut
    send_due()
    letters.answers.clear()
    later(days=1)
    assert queue_digests() == 1
    assert send_due() == 1


def test_killed_between_sending_and_marking_it_is_unsure_and_goes_to_nobody_twice(
    queued, letters, later, monkeypatch
):
    class Killed(BaseException):
        """As after kill -9: nothing more is written."""

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_end", die)
        with pytest.raises(Killed):
            send_due()
    assert [state for state, _tries, _fault in standing()] == [State.SENDING]
    assert send_due() == 0
    later(seconds=LEASE.total_seconds())
    assert send_due() == 0
    assert standing() == [(State.UNSURE, 1, "lost")]
    assert len(letters.taken) == 1


def test_another_channel_that_knows_twins_sends_again_what_was_lost(queued, letters, later):
    Message.unscoped.update(state=State.SENDING, tries=1, due_at=timezone.now())
    assert sending.end_lost(now=timezone.now(), channel="email", repeats=True) == 1
    assert standing() == [(State.WAITING, 1, "lost")]


def test_who_was_only_slow_still_says_that_it_was_sent(queued, letters, monkeypatch, later):
    slow = sending.ByEmail.send

    def send(line, message, letter):
        slow(line, message, letter)
        later(seconds=LEASE.total_seconds() + 1)
        sending.end_lost(now=timezone.now(), channel="email", repeats=False)

    monkeypatch.setattr(sending.ByEmail, "send", send)
    assert send_due() == 1
    assert standing() == [(State.SENT, 1, "")]


def test_two_workers_send_one_letter(queued, letters, monkeypatch):
    other = sending._take_up

    def first(message, began):
        assert Message.unscoped.filter(pk=message.pk).update(state=State.SENDING, tries=1)
        return other(message, began)

    monkeypatch.setattr(sending, "_take_up", first)
    assert send_due() == 0
    assert letters.taken == []


def test_asked_to_end_it_leaves_the_rest(queued, letters):
    assert send_due(go_on=lambda: False) == 0
    assert standing() == [(State.WAITING, 0, "")]


def test_after_a_refusal_the_others_go(queued, letters, world):
    from accounts.inbox.actions import notify

    for person, address in ((world.own.member, "x@b.example.vn"), (world.root, "y@b.example.vn")):
        User.unscoped.filter(pk=person.pk).update(email=address)
        notify(to=[person.pk], kind="approved")
    queue_digests()
    letters.answers["canbo@xa.example.vn"] = "421 closing"
    assert send_due() == 2
    assert {one["X-To"] for one in letters.taken} == {"x@b.example.vn", "y@b.example.vn"}
