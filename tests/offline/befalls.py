"""What may befall what phones send, on the way and in the register; with each the guard without which it would go wrong.

A row: what happens in a `Scene`, and the guard that is taken out for the control, of the phone (a word of `Courier`) or of
the server (what is put in its place). All of it goes through the real address and the real actions.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from django.utils import timezone

from accounts.roles import Role
from households.duplicates.actions import merge
from households.erasing.actions import erase_household
from households.models import Household
from households.register.actions import NewHousehold, NewPerson, add_many
from offline.sending import views
from offline.sending.actions import answers, households, receiving
from offline.sending.queries import pace, places
from offline.sending.rules import merging
from rollup.counts import lock, recount
from tests.factories import (
    CarriedVillageFactory,
    DeviceFactory,
    SuccessionFactory,
    UserFactory,
    VillageFactory,
)
from tests.offline.courier import Courier

HOMES = 8


class Scene:
    """A village, who writes there, and their phones."""

    def __init__(self, count, seed, off=(), *, is_brief=False):
        self.count, self.seed, self.off, self.is_brief = count, seed, off, is_brief
        self.village = VillageFactory()
        self.member = UserFactory(area=self.village, role=Role.MEMBER)
        self.officer = UserFactory(area=self.village.commune)
        long_ago = timezone.localdate() - timedelta(days=9)
        rows = [
            NewHousehold(
                self.village, f"Nhà {n}", people=[NewPerson(f"Người nhà {n}")], on=long_ago
            )
            for n in range(HOMES)
        ]
        self.homes = add_many(by=self.officer, rows=rows)
        # Operations that must be neither written nor kept; those that must not be written; whether some may wait.
        self.phones, self.barred, self.outside, self.waits = [], set(), set(), False
        # Operations of which what was written is in the register no more.
        self.gone = set()
        # Names that others have entered, each as often as it stands there.
        self.others = Counter(row.head_name for row in rows)
        self.phone = self.phone_of(self.member)

    def phone_of(self, user, device=""):
        phone = Courier(user, self.village, self.homes, self.seed, device, self.off)
        phone.user, phone.is_brief = self.officer, self.is_brief
        self.phones.append(phone)
        return phone

    def put(self, homes, village):
        """Let households stand in another village from now on."""
        keys = [home.pk for home in homes]
        Household.unscoped.filter(pk__in=keys).update(village=village)
        lock([self.village, village])
        recount(self.village, village)

    def bar(self, *homes):
        """Nothing typed of these until now may be written, or kept."""
        keys = {str(home.uuid) for home in homes}
        for phone in self.phones:
            self.barred |= {u for u, one in phone.typed.items() if one["household"] in keys}


def line(*faults):
    """Let these befall the first batches, one after another."""

    def play(scene):
        scene.phone.line = list(faults)
        scene.phone.day(scene.count)
        scene.phone.run()

    return play


def meanwhile(event, *, waits=True):
    """Send half; let something happen in the register while the rest lies on the phone; send that."""

    def play(scene):
        scene.waits = waits
        scene.phone.day(scene.count // 2)
        scene.phone.run()
        scene.phone.day(scene.count - scene.count // 2)
        scene.phone.answered(
            scene.homes[3],
            scene.homes[3].living[0],
            "2",
            follows=scene.phone.last.get(scene.homes[3].living[0].pk),
        )
        event(scene)
        scene.phone.run()

    return play


def erased(scene):
    home = Household.unscoped.get(pk=scene.homes[3].pk)
    unsent = {item["uuid"] for item in scene.phone.items}
    scene.bar(home)
    # The copy that is out there is refused; what was written before went with the household.
    scene.gone, scene.barred = scene.barred - unsent, scene.barred & unsent
    erase_household(by=scene.officer, household=home)


def moved(scene):
    unsent = {item["uuid"] for item in scene.phone.items}
    scene.bar(scene.homes[3])
    scene.outside, scene.barred = scene.barred & unsent, set()
    scene.put(scene.homes[3:4], VillageFactory())


def joined(scene):
    home = scene.homes[3].uuid
    scene.phone.did("person", home, ref=str(uuid4()), name="Con nhà 3", results="2----")
    keep, gone = (Household.unscoped.get(pk=scene.homes[n].pk) for n in (2, 3))
    merge(by=scene.officer, keep=keep, duplicate=gone)


def ended(scene):
    heir = VillageFactory(parent=scene.village.commune)
    scene.put(Household.unscoped.filter(village=scene.village), heir)
    scene.village.closed_on = timezone.localdate()
    scene.village.save()
    SuccessionFactory(predecessor=scene.village, successor=heir)
    scene.member.area = heir
    scene.member.save()


def elsewhere(scene):
    CarriedVillageFactory(user=scene.member, village=scene.village)
    scene.outside = {item["uuid"] for item in scene.phone.items}
    scene.member.area = VillageFactory()
    scene.member.save()


def locked(scene):
    """Its owner lost it: what was on it arrives no more."""
    device = DeviceFactory(user=scene.member)
    phone = scene.phone = scene.phone_of(scene.member, str(device.pk))
    phone.day(scene.count)
    scene.waits, scene.barred = True, set(phone.typed)
    device.ended_at = timezone.now()
    device.save()
    phone.run()


def crowded(scene):
    with patch.object(views, "ITEMS", 7):
        line()(scene)


def too_fast(scene):
    with patch.object(pace, "MOST", scene.count // 4):
        meanwhile(lambda _scene: None, waits=False)(scene)


def one_fault(scene):
    """The server stumbles over one person each time."""
    whole, person = answers.turn_of, scene.homes[1].living[0].pk

    def turn_of(cells, said, resident):
        if resident.pk == person:
            raise RuntimeError("stumbled")
        return whole(cells, said, resident)

    scene.waits = True
    with patch.object(answers, "turn_of", turn_of):
        scene.phone.answered(scene.homes[1], scene.homes[1].living[0], "2")
        line()(scene)


def taken_back_first(scene):
    """What its author took back arrives after that."""
    scene.waits = True
    scene.phone.day(scene.count)
    made = [u for u, one in scene.phone.typed.items() if one["kind"] in ("household", "person")]
    gone = {one.get("of") for one in scene.phone.typed.values()}
    scene.barred = {*[u for u in made if u not in gone][::2]}
    for key in sorted(scene.barred):
        scene.phone.did("undo", scene.phone.typed[key]["household"], of=key)
    scene.phone.items.reverse()
    scene.phone.run()


def twins(scene):
    """Somebody else has entered the same households meanwhile."""

    def enter(scene):
        names = [one["head"]["name"] for one in scene.phone.typed.values() if "head" in one]
        there = set(Household.unscoped.values_list("head_name", flat=True))
        rows = [NewHousehold(scene.village, name) for name in names if name not in there]
        add_many(by=scene.officer, rows=rows)
        scene.others += Counter(row.head_name for row in rows)
        scene.phone.entered("Nhà 1")
        theirs = {row.head_name for row in rows} | {"Nhà 1"}
        for key, one in scene.phone.typed.items():
            if one.get("head", {}).get("name") in theirs:
                scene.outside.add(key)

    meanwhile(enter)(scene)


def two_people(scene):
    other = scene.phone_of(scene.officer)
    scene.waits = True
    for phone in (scene.phone, other):
        phone.day(scene.count // 2)
    for phone, cells in ((scene.phone, "2020"), (other, "0202")):
        person = scene.homes[5].living[0]
        phone.answered(scene.homes[5], person, cells, follows=phone.last.get(person.pk))
    other.line = ["lost"]
    scene.phone.run()
    other.run()


# --- Guards of the server, each with what stands in its place for the control ---
@contextmanager
def swapped(where, name, what):
    with patch.object(where, name, what):
        yield


def guard(where, name, what):
    return lambda: swapped(where, name, what)


NO_MEMORY = guard(receiving, "_known", lambda _by, _keys: {})
ANYBODYS = guard(receiving, "_not_theirs", lambda _by, _said, _ended: None)
NOT_KEPT = guard(receiving, "_hold_all", lambda _group: None)
LOCKED_TOO = guard(receiving, "ended_of", lambda _by, keys: dict.fromkeys(keys, False))
NO_ERASED = guard(places.Places, "erased", set())
NO_UNDONE = guard(places.Places, "undone", set())
NO_HEIRS = guard(places, "heirs_of", lambda units: {one.pk: [] for one in units})
EVERYWHERE = guard(places.Places, "writes_in", lambda _self, _unit: True)
NO_TWINS = guard(households, "_twins", lambda _group, _coming: set())
ALL_SEEN = guard(merging, "heads", lambda writes, _chain: list(writes)[-1:])
LEFT_BEHIND = guard(places, "_last", lambda home, _known: home)
SCENARIOS = {
    "cut before it came": (line("cut", "cut"), "any end"),
    "answer lost": (line("lost", "lost"), "anew"),
    "half an answer": (line("half", "half"), NO_MEMORY),
    "page of a captive portal": (line("portal", "portal"), "any kind"),
    "sent twice": (line("doubled", "doubled"), NO_MEMORY),
    "arrives when all is over": (line("delayed"), "anew"),
    "signed out midway": (line("unsigned"), "refused goes"),
    "another signed in": (line("switched", "switched"), ANYBODYS),
    "stale token": (line("stale"), "one token"),
    "too much at once": (crowded, "no halves"),
    "server of a newer version": (line("newer", "newer"), "refused goes"),
    "garbled on the way": (line("garbled"), "refused goes"),
    "last first": (line(*["reversed"] * 40), "follows"),
    "fault of the server": (line("broken", "broken"), "refused goes"),
    "server died after it wrote": (line("died", "died"), NO_MEMORY),
    "server busy": (line("busy", "busy"), "refused goes"),
    "faster than allowed": (too_fast, "refused goes"),
    "a fault over one person": (one_fault, NOT_KEPT),
    "device locked": (locked, LOCKED_TOO),
    "household erased": (meanwhile(erased), NO_ERASED),
    "household gone to another commune": (meanwhile(moved), EVERYWHERE),
    "household merged into another": (meanwhile(joined, waits=False), LEFT_BEHIND),
    "village ended in another": (meanwhile(ended, waits=False), NO_HEIRS),
    "author works elsewhere": (meanwhile(elsewhere), EVERYWHERE),
    "taken back before it came": (taken_back_first, NO_UNDONE),
    "entered by another as well": (twins, NO_TWINS),
    "two people without a network": (two_people, ALL_SEEN),
}
