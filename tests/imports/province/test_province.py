"""A province begins by one workbook: all of it seen before, written, counted by itself, taken back whole."""

import sys
import time

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import CardSheet, Code
from imports.kinds import kinds_for
from imports.models import State
from tests.imports.province import book, play
from tests.imports.province.truth import SMALL, WHOLE, province_of, registered
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
MINUTES, SECONDS = 10, 60


@pytest.fixture
def begins():
    """Return how to begin an empty register of a size: its lists, an officer signed in, and which kinds they bring."""

    def begin(size):
        _province, officer = registered(size)
        kinds = [key for key, _words in kinds_for(officer)]
        return province_of(size), signed_in(officer), kinds

    return begin


@pytest.mark.parametrize("hand", [book.tidy, book.messy])
def test_what_lists_say_is_what_is_there_and_goes_whole(begins, hand):
    truth, client, kinds = begins(SMALL)
    wanted = play.rows_of(book.tidy(truth, kinds))
    before = play.counted(kinds)
    source = play.sent(client, hand(truth, kinds))
    assert (source.unanswered, source.to_write) == (0, sum(wanted.values())), play.told(source)
    assert play.counted(kinds) == before
    play.pressed(client, source, "confirm")
    assert {kind: play.counted(kinds)[kind] - before[kind] for kind in kinds} == wanted
    assert play.declared() == (sum(one[1] for one in truth.declared), len(truth.villages))
    again = play.sent(client, book.tidy(truth, kinds))
    assert (again.to_write, again.skipped, again.unanswered) == (0, 0, 0), play.told(again)
    play.pressed(client, source, "undo")
    assert play.counted(kinds) == before


def cards_of(client):
    """Draw the cards of all who may have one; return how many, and in how many seconds."""
    began = time.monotonic()
    answer = client.post(reverse("accounts:draw"), {"do": "paper"})
    seconds = time.monotonic() - began
    assert answer["Content-Type"] == "application/pdf"
    return CardSheet.unscoped.latest("pk").cards, seconds


def behind_the_pages(source):
    """Let the worker do what waits for it; return in how many seconds."""
    began = time.monotonic()
    call_command("worker", "--batch", verbosity=0)
    source.refresh_from_db()
    return time.monotonic() - began


# As on a server: what is written chunk by chunk is seen by others, and by the database's own statistics.
@pytest.mark.django_db(transaction=True)
@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("hand", [book.tidy, book.messy])
def test_a_whole_province_in_minutes(begins, hand, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    truth, client, kinds = begins(WHOLE)
    wanted = play.rows_of(book.tidy(truth, kinds))
    before = play.counted(kinds)
    content = hand(truth, kinds)
    began, worked = time.monotonic(), time.process_time()
    source = play.sent(client, content)
    behind_the_pages(source)
    read = time.monotonic() - began
    assert (source.state, source.unanswered) == (State.CHECKED, 0), play.told(source)
    assert source.to_write == source.rows.count() == sum(wanted.values()), play.told(source)
    write = play.pressed(client, source, "confirm") + behind_the_pages(source)
    worked = time.process_time() - worked
    assert source.state == State.DONE
    assert {kind: play.counted(kinds)[kind] - before[kind] for kind in kinds} == wanted
    assert not Code.unscoped.exists()
    cards, drawn = cards_of(client)
    back = play.pressed(client, source, "undo") + behind_the_pages(source)
    sys.stdout.write(
        f"{hand.__name__}: {len(content) // 1024} kB, {wanted}: read {read:.0f} s, written {write:.0f} s "
        f"({worked:.0f} s of this process), {cards} cards {drawn:.0f} s, taken back {back:.0f} s\n"
    )
    assert (source.state, play.counted(kinds)) == (State.UNDONE, before)
    assert not Code.unscoped.open().exists()
    assert read + write < MINUTES * 60
    assert cards >= len(truth.communes)
    assert drawn < SECONDS
