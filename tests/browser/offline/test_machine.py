"""The fault machine: sent = applied + waiting with a reason; lost 0, doubled 0, as another 0, whatever happens in between.

Each scenario has a control: the same with its guard taken out of the scripts, which must not stand before the judge.
"""

import pytest

from tests.browser.offline.days import Day
from tests.browser.offline.scenarios import ROOM, SCENARIOS as FIRST, WITHOUT_LOCKS, judge
from tests.browser.offline.worse import LACKS, SCENARIOS as MORE
from tests.proving import sample_or_all

pytestmark = pytest.mark.by_turns(6)
COUNT = sample_or_all(12, 400)
SCENARIOS = FIRST | MORE
SEEDS = range(sample_or_all(1, 10))


def play(name, site, phones, count, guards=()):
    act, _ = SCENARIOS[name]
    fake = site(*guards)
    phone = phones(fake)
    lacks = LACKS.get(name, "")
    if name in WITHOUT_LOCKS:
        lacks += "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
    phone.context.add_init_script(lacks)
    phone.room = ROOM.get(name)
    page = phone.started()
    emptied = act(phone, page, fake, count)
    return judge(name, phone.context.pages[-1], fake, count, emptied)


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_lost_doubled_or_sent_as_another(name, site, phones):
    assert play(name, site, phones, COUNT) == {}


@pytest.mark.parametrize("name", SCENARIOS)
def test_without_its_guard_the_judge_finds_it(name, site, phones):
    assert play(name, site, phones, 12, SCENARIOS[name][1]) != {}


@pytest.mark.parametrize("seed", SEEDS)
def test_days_in_which_all_of_it_may_happen(seed, site, phones):
    fake = site()
    phone = phones(fake)
    day = Day(phone, phone.started(), fake, seed)
    page, emptied = day.play(sample_or_all(150, 500))
    fake.expected = day.done
    assert judge("a day", page, fake, 0, emptied) == {}
