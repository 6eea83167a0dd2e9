"""One press sent twenty times makes one row: a thousand presses, each with the key of its own.

At once they are a thousand with PROVE=1; `make test` sends fewer.
"""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import AuditEntry
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Household
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from skills.actions import name_platform
from tests.factories import CommuneFactory, CountryFactory, LocalPlatformFactory, VillageFactory
from tests.proving import sample_or_all

PRESSES, REPEATS = sample_or_all(100, 1000), 20
AT_ONCE = sample_or_all(20, 1000)
# One after another the third finds what the second found; at once is what matters.
IN_TURN = 3
# Out of ten presses: new households, findings of a person, single cells.
ADDED, SURVEYED = 8, 1
ALL, NO = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]


@pytest.fixture
def village():
    LocalPlatformFactory(area=CountryFactory())
    return VillageFactory(parent=CommuneFactory())


class Press:
    """The press of one number, and its own key; sent again it is the very same."""

    def __init__(self, village, number, one):
        self.key, self.village, self.one = uuid.UUID(int=number + 1, version=4), village, one
        self.kind, self.number = number % 10, number
        self.head = one and one.residents.get()

    def send(self):
        if self.kind < ADDED:
            made = register_actions.add_household(
                by=None, village=self.village, head_name=f"Lê {self.number}", uuid=self.key
            )
        elif self.kind < ADDED + SURVEYED:
            made = survey_actions.assess(by=None, resident=self.head, results=ALL, uuid=self.key)
        else:
            made = survey_actions.set_result(
                by=None, household=self.one, number=1, result=self.number // 10 % 2, uuid=self.key
            )
        return made.pk if made else None


def presses(village, many):
    one = register_actions.add_household(by=None, village=village, head_name="Lê Một", results=NO)
    return [Press(village, number, one) for number in range(many)]


def everything_was_made_once(many):
    added, tenth = many * ADDED // 10, many // 10
    assert Household.unscoped.count() == added + 1
    assert Assessment.unscoped.count() == many - added + 1
    assert AuditEntry.unscoped.filter(verb="Thêm hộ").count() == added + 1
    assert AuditEntry.unscoped.filter(verb="Khảo sát").count() == many - added
    assert Assessment.unscoped.filter(local_platform=2).count() >= SURVEYED * tenth
    assert VillageCount.unscoped.get().households == added + 1
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []


@pytest.mark.django_db
def test_a_thousand_presses_sent_three_times_each_in_turn_make_a_thousand_rows(village):
    for press in presses(village, PRESSES):
        first = press.send()
        assert {press.send() for _ in range(IN_TURN - 1)} == {first}
    everything_was_made_once(PRESSES)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_presses_sent_twenty_times_at_once_make_one_row_each(village):
    start = threading.Barrier(REPEATS)
    made, todo = [set() for _ in range(AT_ONCE)], presses(village, AT_ONCE)

    def hand(_number):
        try:
            for press in todo:
                start.wait(timeout=60)
                made[press.number].add(press.send())
        finally:
            connection.close()

    with ThreadPoolExecutor(REPEATS) as pool:
        list(pool.map(hand, range(REPEATS)))
    assert [len(keys) for keys in made] == [1] * AT_ONCE
    everything_was_made_once(AT_ONCE)


def at_once(send):
    """Let twenty hands do the same at one moment; return what each got."""
    start = threading.Barrier(REPEATS)

    def hand(_number):
        try:
            start.wait(timeout=60)
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(REPEATS) as pool:
        return list(pool.map(hand, range(REPEATS)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_form_of_a_person_sent_twenty_times_at_once_adds_one(village):
    home = register_actions.add_household(by=None, village=village, head_name="Lê Một")
    person = {"household": home, "full_name": "Lê Con", "uuid": uuid.uuid4()}
    made = at_once(lambda: register_actions.add_resident(by=None, **person).pk)
    assert len(set(made)) == 1
    assert home.residents.filter(full_name="Lê Con").count() == 1
    assert AuditEntry.unscoped.filter(verb="Thêm người trong hộ").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_platform_named_twenty_times_at_once_is_named_once(village):
    named = {"area": village.commune, "name": "Zalo xã", "valid_from": timezone.localdate()}
    made = at_once(lambda: name_platform(by=None, **named).pk)
    assert len(set(made)) == 1
    assert (
        AuditEntry.unscoped.filter(subject="skills.localplatform", subject_label="Zalo xã").count()
        == 1
    )


@pytest.mark.django_db
def test_without_the_key_each_press_makes_its_own(village, monkeypatch):
    """The control: the same presses, their key forgotten on the way."""
    real = register_actions.add_household

    def forgetful(*, uuid, **fields):
        return real(**fields)

    monkeypatch.setattr(register_actions, "add_household", forgetful)
    press = Press(village, 0, None)
    assert len({press.send() for _ in range(REPEATS)}) == REPEATS
