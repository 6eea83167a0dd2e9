"""Ten thousand operations of phones against the server itself, in scenarios, each with a control that goes wrong."""

from collections import Counter
from contextlib import nullcontext

import pytest

from offline.models import SentOperation
from offline.sending import views
from tests.offline import befalls
from tests.offline.befalls import Scene
from tests.offline.clocks import CLOCKS
from tests.offline.judging import judge
from tests.proving import DAY, PROVING, sample_or_all

pytestmark = pytest.mark.django_db
SCENARIOS = befalls.SCENARIOS | CLOCKS
NAMES = list(SCENARIOS)
# In the check another two each day, small.
TODAY = NAMES if PROVING else [NAMES[(2 * DAY + n) % len(NAMES)] for n in range(2)]
COUNT, FEW = sample_or_all(40, 400), 24


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Faults of the server are meant here."""
    caplog.set_level("CRITICAL")


@pytest.mark.parametrize("name", TODAY)
def test_what_was_sent_is_written_once_or_waits_with_a_reason(name):
    play, _guard = SCENARIOS[name]
    scene = Scene(COUNT, seed=NAMES.index(name))
    play(scene)
    assert judge(scene) == {}
    typed = sum(len(phone.typed) for phone in scene.phones)
    told = Counter(SentOperation.unscoped.values_list("state", flat=True))
    print(f"{name}: {typed} typed, {dict(told)}")  # noqa: T201 - the figures of a proof
    assert typed >= COUNT * 0.8


@pytest.mark.parametrize("name", TODAY)
def test_without_its_guard_it_goes_wrong(name):
    play, guard = SCENARIOS[name]
    of_phone = isinstance(guard, str)
    with nullcontext() if of_phone else guard():
        off = [guard] if of_phone else []
        scene = Scene(FEW, NAMES.index(name), off, is_brief=True)
        play(scene)
    assert judge(scene) != {}


def test_an_answer_before_it_is_committed_is_seen():
    """The control of the account itself: a server that says "written" whatever happens."""
    whole = views.receive

    def receive(*, by, every, unread, skew):
        return {one.uuid: Told(one.uuid) for one in every}

    class Told:
        state, why, words = "applied", "", ""

        def __init__(self, uuid):
            self.uuid = uuid

    scene = Scene(FEW, seed=1)
    scene.phone.day(FEW)
    views.receive = receive
    try:
        scene.phone.run()
    finally:
        views.receive = whole
    assert judge(scene)["lost"] == len(scene.phone.typed)
