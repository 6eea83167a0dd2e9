"""What is due is sent, one message after the other, each taken up before and marked after.

Killed between the two, nobody knows whether the other side has it. A message whose channel cannot tell twins apart
is then "unsure", and never sent again: at most once. What it told is told by the next digest, as nobody has read it.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from accounts.models import Message, User
from accounts.models.message import MessageQuerySet
from accounts.outbox.actions.by_email import ByEmail
from accounts.outbox.queries import letter_of
from accounts.outbox.rules import (
    LEASE,
    MOST_TRIES,
    OLD,
    Letter,
    LineDown,
    Never,
    NoSuchAddress,
    NotNow,
    Trouble,
    wait_after,
)

logger = logging.getLogger(__name__)

# By the channel of a message who carries it.
ADAPTERS: dict[str, Callable[[], ByEmail]] = {Message.Channel.EMAIL: ByEmail}
# The most that one turn sends: whoever asks the worker to end does not wait for thousands.
BATCH = 200
State = Message.State


def send_due(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due by now, as long as `go_on` says so; return how many were sent."""
    now = timezone.now()
    for channel, adapter in ADAPTERS.items():
        end_lost(now=now, channel=channel, repeats=adapter().repeats)
    over = Message.unscoped.filter(state=State.WAITING, made_at__lt=now - OLD)
    over.update(state=State.GIVEN_UP, ended_at=now)
    return sum(_send_by(channel, now, go_on) for channel in ADAPTERS)


def end_lost(*, now: datetime, channel: str, repeats: bool) -> int:
    """Let go what somebody took up and is not heard of any more; return how many that are."""
    lost = Message.unscoped.filter(channel=channel, state=State.SENDING, due_at__lte=now)
    if repeats:
        return lost.update(state=State.WAITING, fault="lost")
    return lost.update(state=State.UNSURE, ended_at=now, fault="lost")


def _send_by(channel: str, now: datetime, go_on: Callable[[], bool]) -> int:
    due = Message.unscoped.filter(channel=channel).due(now)
    rows = list(due.select_related("to__area")[:BATCH])
    with ADAPTERS[channel]() as line:
        sent = 0
        for message in rows:
            if not go_on():
                break
            try:
                sent += _send_one(line, message)
            except LineDown as trouble:
                # Nobody else would fare better: all of them wait.
                due.update(tries=F("tries") + 1)
                _put_off(due, message.tries + 1, trouble)
                break
    return sent


def _send_one(line: ByEmail, message: Message) -> bool:
    """Send one message unless another one does already; say whether it was sent."""
    began, letter = timezone.now(), letter_of(message)
    if letter:
        line.open()
    if not _take_up(message, began):
        return False
    if letter:
        return _sent(line, message, letter)
    _end(message, State.DROPPED)
    return False


def _take_up(message: Message, began: datetime) -> bool:
    """Take a message up: one statement decides who of many comes first, on either database."""
    free = Message.unscoped.filter(pk=message.pk, state=State.WAITING, tries=message.tries)
    message.tries += 1
    until = timezone.now() + LEASE
    return bool(free.update(state=State.SENDING, tries=message.tries, taken_at=began, due_at=until))


def _sent(line: ByEmail, message: Message, letter: Letter) -> bool:
    """Send a letter and write down what became of it; say whether it was sent."""
    try:
        line.send(message, letter)
    except NotNow as trouble:
        _put_off(_ours(message), message.tries, trouble)
    except Never as trouble:
        _end(message, State.GIVEN_UP, trouble)
        if isinstance(trouble, NoSuchAddress):
            same = User.unscoped.filter(pk=message.to_id, email=message.to.email)
            same.update(email_refused_at=timezone.now())
    except Trouble as trouble:
        _end(message, State.UNSURE, trouble)
    else:
        _end(message, State.SENT)
        return True
    return False


def _ours(message: Message) -> MessageQuerySet:
    """Keep a message while it is ours, also where it was thought lost meanwhile."""
    mine = Message.unscoped.filter(pk=message.pk, tries=message.tries)
    return mine.filter(state__in=[State.SENDING, State.UNSURE])


def _end(message: Message, state: str, trouble: Trouble | None = None) -> None:
    fault = str(trouble or "")[:64]
    if fault:
        logger.warning("mail: %s for %s", state, fault)
    _ours(message).update(state=state, ended_at=timezone.now(), fault=fault)


def _put_off(rows: MessageQuerySet, tries: int, trouble: Trouble) -> None:
    """Let messages wait that nobody took; those that were tried often enough are given up."""
    now, fault = timezone.now(), str(trouble)[:64]
    logger.warning("mail: put off for %s", fault)
    given_up = {"state": State.GIVEN_UP, "ended_at": now, "fault": fault}
    rows.filter(tries__gte=MOST_TRIES).update(**given_up)
    later = {"state": State.WAITING, "ended_at": None, "due_at": now + wait_after(tries)}
    rows.filter(tries__lt=MOST_TRIES).update(**later, fault=fault)
