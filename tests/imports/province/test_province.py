"""A province begins by one workbook: all of it seen before, written, counted by itself, taken back whole."""

import sys
import time

import pytest

from accounts.models import Code, User
from imports.kinds import kinds_for
from imports.models import State
from tests.imports.province import book, play
from tests.imports.province.truth import SMALL, WHOLE, province_of, registered
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
MINUTES = 10


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
    again = play.sent(client, book.tidy(truth, kinds))
    assert (again.to_write, again.skipped, again.unanswered) == (0, 0, 0), play.told(again)
    play.pressed(client, source, "undo")
    assert play.counted(kinds) == before


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("hand", [book.tidy, book.messy])
def test_a_whole_province_in_minutes(begins, hand):
    truth, client, kinds = begins(WHOLE)
    wanted = play.rows_of(book.tidy(truth, kinds))
    before = play.counted(kinds)
    content = hand(truth, kinds)
    began = time.monotonic()
    source = play.sent(client, content)
    read = time.monotonic() - began
    assert (source.state, source.unanswered) == (State.CHECKED, 0), play.told(source)
    assert source.to_write == source.rows.count() == sum(wanted.values()), play.told(source)
    write = play.pressed(client, source, "confirm")
    assert source.state == State.DONE
    assert {kind: play.counted(kinds)[kind] - before[kind] for kind in kinds} == wanted
    assert not Code.unscoped.exists()
    back = play.pressed(client, source, "undo")
    size = f"{len(content) // 1024} kB, {wanted}"
    sys.stdout.write(
        f"{hand.__name__}: {size}: read {read:.0f} s, written {write:.0f} s, back {back:.0f} s\n"
    )
    assert (source.state, play.counted(kinds)) == (State.UNDONE, before)
    assert not User.unscoped.filter(is_active=True, area__level=3).exists()
    assert read + write < MINUTES * 60
