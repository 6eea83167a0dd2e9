"""Communes are put together while others save and read: nothing is lost or left in what ended, no page shows what was."""

import os
import random
import re
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.roles import Role
from areas.actions import add_village
from areas.models import BEFORE_RECORDS, Area, Placement
from households.models import Household, Resident
from households.register import actions as register_actions
from households.register.actions.steps import Refused
from households.survey import actions as survey_actions
from reorganisations.applying.actions import apply
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation, State
from reports.page_cache import CACHE
from rollup.counts import recount, wrong_rows
from teams.models import Need
from teams.needs.actions import ask
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    LocalPlatformFactory,
    ProvinceFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.proving import sample_or_all
from tests.reorganisations.applying.test_race import together
from tests.reorganisations.plays import carried, drafted
from web.busy import BUSY, reason_of
from web.scope import UnitEnded

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ALL, NEW = [2, 2, 2, 2, 2], "Mới Toanh"
COMMUNES, READS, AFTER = sample_or_all(2, 14), sample_or_all(12, 1_000), sample_or_all(3, 40)
# The web role waits so long for a row in the small run, for the decision is soon done; as it really does in the whole.
WAIT_MS, HELD = sample_or_all(150, settings.WEB_LOCK_MS), sample_or_all(0.4, 5.0)


class Province:
    """Communes with villages and households in them; one who proposes, one who approves, one who reads."""

    def __init__(self):
        country = CountryFactory()
        LocalPlatformFactory(area=country)
        self.province = ProvinceFactory(parent=country)
        self.communes = [
            CommuneFactory(parent=self.province, name=f"Xưa {n:02}") for n in range(COMMUNES)
        ]
        self.villages = [VillageFactory(parent=one) for one in self.communes for _n in range(2)]
        units = Area.unscoped.order_by("pk")
        Placement.unscoped.bulk_create([Placement.of(one, BEFORE_RECORDS) for one in units])
        for n in range(12):
            village = self.villages[n % len(self.villages)]
            register_actions.add_household(by=None, village=village, head_name="Lê Lan")
        self.people = [UserFactory(area=country, role=Role.ADMINISTRATOR) for _n in range(2)]
        self.reader = UserFactory(area=self.province, role=Role.COMMITTEE)
        self.begun, self.over = threading.Event(), threading.Event()

    def decide(self):
        """Put one commune after the other into the one that was put together before, in the middle of all that."""
        self.begun.wait(20)
        day, done, last = timezone.localdate() - timedelta(COMMUNES), [], self.communes[0]
        try:
            for n, one in enumerate(self.communes[1:], 1):
                unit = Unit("xa", f"{NEW} {n:02}", self.province)
                facts = {"on": day + timedelta(n)}
                decision = drafted(
                    self.province, Operation.Kind.MERGE, [last, one], [unit], **facts
                )
                done.append(carried(decision, proposer=self.people[0], approver=self.people[1]))
                last = Area.unscoped.get(name=unit.name)
            return done
        finally:
            self.over.set()

    def how_far(self):
        """Return how many communes were put into another one by now."""
        return Area.unscoped.filter(name__startswith=NEW).count()

    def called(self, n):
        """Return how the communes are called once so many were put into another one."""
        left = {one.name for one in self.communes[n + 1 if n else 0 :]}
        return left | ({f"{NEW} {n:02}"} if n else set())


class Hand:
    """Somebody who goes on in the units that they know, and presses again where they are told that it is busy."""

    def __init__(self, number, place):
        self.dice, self.place = random.Random(number), place
        self.entered, self.told, self.busy, self.longest = 0, 0, 0, 0.0

    def work(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {WAIT_MS}")
        left = AFTER
        while left:
            left -= self.place.over.is_set()
            for save in (self.survey, self.enter, self.need, self.begin):
                self.press(save)
            self.place.begun.set()
        return self

    def press(self, save):
        for _again in range(100):
            began = time.monotonic()
            try:
                save()
            except UnitEnded:
                self.told += 1
            except Refused:
                # It went along a moment ago: told so, one reads it anew and presses again.
                continue
            except OperationalError as error:
                if reason_of(error) is not BUSY:
                    raise
                self.busy += 1
                continue
            finally:
                self.longest = max(self.longest, time.monotonic() - began)
            return
        raise AssertionError("busy for ever")

    def survey(self):
        rows = Resident.unscoped.select_related("household__village__commune").order_by("pk")
        with suppress(register_actions.Conflict):
            survey_actions.assess(by=None, resident=self.dice.choice(list(rows[:12])), results=ALL)

    def enter(self):
        # As a page does, which is read anew for each press.
        known = self.dice.choice(self.place.villages)
        village = Area.unscoped.select_related("commune").get(pk=known.pk)
        register_actions.add_household(by=None, village=village, head_name="Vũ An")
        self.entered += 1

    def need(self):
        facts = {"words": "máy", "asked_on": timezone.localdate()}
        commune = self.dice.choice(self.place.communes)
        ask(by=None, area=commune, kind=Need.Kind.EQUIPMENT, **facts)

    def begin(self):
        commune, name = self.dice.choice(self.place.communes), f"Thêm {self.dice.random()}"
        add_village(by=None, commune=commune, kind="thon", name=name)


class Reader:
    """Somebody who looks at the dashboard of the province again and again."""

    def __init__(self, place):
        self.place, self.read, self.meanwhile, self.wrong = place, 0, 0, []

    def work(self):
        client, address = signed_in(self.place.reader), f"/tong-quan/{self.place.province.pk}/"
        while self.read < READS or not self.place.over.is_set():
            self.meanwhile += not self.place.over.is_set()
            was = self.place.how_far()
            page = client.get(address).content.decode()
            trees = [self.place.called(n) for n in range(was, self.place.how_far() + 1)]
            # Just one of the trees that stood while it was asked for: not one of before, none of both.
            shown = set(re.findall(rf"(?:{NEW}|Xưa) \d\d", page))
            self.wrong += [] if shown in trees else [(shown, trees)]
            self.read += 1
        return self


def test_saves_and_pages_go_on_while_communes_are_put_together(monkeypatch, settings):
    settings.SERVES_PAGES, settings.WEB_LOCK_MS = True, WAIT_MS
    CACHE.clear()
    place, compare = Province(), apply._compare
    monkeypatch.setattr(apply, "_compare", lambda *a: (compare(*a), time.sleep(HELD)))
    hands = [Hand(n, place) for n in range(3)]
    reader = Reader(place)
    done, reader, *hands = together(place.decide, reader.work, *(one.work for one in hands))
    assert {one.state for one in done} == {State.APPLIED}
    assert (reader.wrong, bool(CACHE.pages)) == ([], True)
    entered, told, busy = (sum(getattr(h, n) for h in hands) for n in ("entered", "told", "busy"))
    assert (entered > 0, told > 0, busy > 0) == (True, True, True)
    longest = max(one.longest for one in hands)
    sys.stdout.write(
        f"{reader.read} reads, {reader.meanwhile} meanwhile; {entered} entered, {told} told, "
        f"{busy} busy, the longest wait {longest:.1f} s, load {os.getloadavg()[0]:.0f}\n"
    )
    assert longest < sample_or_all(60, 3.5)
    assert Household.unscoped.count() == 12 + entered
    # Nothing, and nobody, stands in what ended.
    new = Area.unscoped.communes().get(closed_on=None)
    assert {new.name} == place.called(COMMUNES - 1)
    assert set(Household.unscoped.values_list("village__commune", flat=True)) == {new.pk}
    villages = Area.unscoped.villages().exclude(parent=new, path__startswith=new.path)
    assert list(villages) == []
    assert set(Need.unscoped.values_list("area", flat=True)) == {new.pk}
    assert wrong_rows()[1] == []


def test_districts_of_one_province_end_by_two_decisions_at_once(monkeypatch):
    """Each holds the communes of its own, and waits for none of the other's, which the other holds."""
    province = ProvinceFactory(parent=CountryFactory())
    districts = DistrictFactory.create_batch(2, parent=province)
    communes = [CommuneFactory(parent=one) for one in districts]
    VillageFactory.create_batch(2, parent=communes[0])
    units = Area.unscoped.order_by("pk")
    Placement.unscoped.bulk_create([Placement.of(one, BEFORE_RECORDS) for one in units])
    recount(*communes)
    keys = [one.pk for one in communes]
    people, both = UserFactory.create_batch(2), threading.Barrier(2)
    facts = {"on": timezone.localdate() - timedelta(1)}
    decisions = [drafted(province, Operation.Kind.END, [one], [], **facts) for one in districts]
    said = apply.said_of
    monkeypatch.setattr(apply, "said_of", lambda held: both.wait(20) is None or said(held))

    def carry(decision):
        return carried(decision, proposer=people[0], approver=people[1])

    done = together(*(partial(carry, one) for one in decisions))
    assert {one.state for one in done} == {State.APPLIED}
    assert {one.parent_id for one in Area.unscoped.filter(pk__in=keys)} == {province.pk}
    assert wrong_rows()[1] == []
