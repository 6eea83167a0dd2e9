"""The outbox against the server itself: what was typed is what the register holds, or waits with a reason."""

from collections import Counter

import pytest

from households.erasing.actions import erase_resident
from households.models import Resident
from offline.models import CellConflict, SentOperation
from tests.browser.offline.guards import ANY_END
from tests.browser.offline.phone import ADD, KEPT, PIN, drain, items
from tests.browser.offline.real import FAULTS, NO_SIGNAL, NOTHING, Hand, cookie_of
from tests.factories import HouseholdFactory, ResidentFactory
from tests.proving import sample_or_all
from tests.reorganisations.plays import carried, merged


@pytest.fixture
def village(world):
    for _ in range(4):
        home = HouseholdFactory(village=world.own.village)
        ResidentFactory(household=home, is_head=True, relation="head")
        ResidentFactory(household=home)
    return world.own.village


@pytest.fixture
def hand(world, village, visitors, live_server):
    """Return a function that gives somebody a phone with the village along."""
    visitors.expect("Failed to load resource", "ERR_")

    def make(user, seed, changes=()):
        page = visitors.open(user, service_workers="block")
        return Hand(page, live_server, user, village, seed, changes)

    return make


@pytest.mark.parametrize("seed", range(sample_or_all(1, 10)))
def test_what_was_typed_is_what_the_register_holds(hand, world, seed):
    """Faults on the way, signed out midway, another person for a while; each operation stands there once."""
    first = SentOperation.unscoped.count()
    member = hand(world.own.member, seed)
    for turn in range(sample_or_all(3, 20)):
        member.plan = member.chance.choices(FAULTS, k=3)
        member.type(sample_or_all(12, 50))
        if turn == 1:
            member.signs_in(None)
            member.page.evaluate("offline.sender.now().then(() => offline.sender.now())")
            assert member.page.evaluate("offline.sender.state") == "sign_in"
            member.signs_in(world.own.officer)
            member.page.evaluate("offline.sender.now()")
            member.signs_in(world.own.member)
            member.page.evaluate("offline.sender.now()")
            member.page.evaluate("pin => offline.vault.open(pin)", PIN)
        assert drain(member.page, 60_000)
    assert member.account() == NOTHING
    assert SentOperation.unscoped.count() == first + len(member.typed)


def test_two_people_who_wrote_apart_differ_where_the_register_says_so(hand, world):
    """A conflict is open for a cell if and only if two people, who had not seen each other's, said different things last."""
    one, two = hand(world.own.member, 1), hand(world.own.officer, 2)
    for turn in (one, two, one):
        turn.type(sample_or_all(12, 60))
        assert drain(turn.page, 60_000)
    assert (one.account(), two.account()) == (NOTHING, NOTHING)
    both = {cell for cell in one.cells if cell in two.cells}
    assert both
    differ = {cell for cell in both if one.cells[cell] != two.cells[cell]}
    open_now = CellConflict.unscoped.filter(closed_at=None).values_list("resident", "number")
    assert {cell for cell in open_now if cell in both} == differ
    assert len(open_now) == len(differ)


@pytest.mark.long
def test_the_account_finds_what_a_sender_without_its_guard_loses(hand, world):
    """The control: a sender that takes any end of a question for an answer."""
    member = hand(world.own.member, 3, [ANY_END])
    member.plan = ["cut"]
    member.type(12)
    assert drain(member.page, 60_000)
    assert len(member.account()["lost"]) == 12


def test_nothing_names_anybody_once_another_has_signed_in(world, village, visitors, live_server):
    """Taken along on the page itself, its worker and its caches included; one item waits. The control: it is there, sealed."""
    visitors.expect("Failed to load resource", "ERR_")
    page = visitors.open(world.own.member)
    page.goto(f"/thon/{village.pk}/mang-theo/")
    page.get_by_label("Mã PIN", exact=True).fill(PIN)
    page.get_by_label("Nhập lại mã PIN").fill(PIN)
    page.get_by_role("button", name="Mang theo máy").click()
    page.get_by_role("link", name="Mở sổ mang theo máy").wait_for()
    names = [home.head_name for home in village.households.all()]
    taken = page.evaluate("pk => offline.vault.bundle(pk).then(JSON.stringify)", village.pk)
    assert [name for name in names if name in taken]
    page.context.set_offline(True)
    page.evaluate(ADD, [0, 1, {"village": village.pk, "name": names[0]}])
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.context.add_cookies([cookie_of(world.own.officer, live_server.url)])
    page.goto("/mang-theo/")
    page.evaluate("offline.sender.now()")
    assert page.evaluate("pin => offline.vault.open(pin)", PIN) is False
    assert items(page) == []
    kept = page.evaluate(KEPT)
    assert "answers" in kept
    assert "mang-theo" in kept
    for name in [*names, village.name, PIN]:
        assert name not in kept
        assert name.encode().decode("latin1") not in kept
    assert not SentOperation.unscoped.filter(author=world.own.officer).exists()


@pytest.mark.long
def test_a_member_spends_a_day_in_a_village_without_a_network(hand, world):
    """Forty households, two restarts, a network for a moment; meanwhile one person is erased, and the village merged."""
    member, own = hand(world.own.member, 5), world.own
    member.plan = list(NO_SIGNAL)
    member.enters(15)
    member.restarts()
    member.enters(10)
    member.plan = list(FAULTS)
    member.signs_in(own.member)
    assert drain(member.page, 60_000)
    member.plan = list(NO_SIGNAL)
    gone = Resident.unscoped.get(pk=member.people[0][1])
    member.keep([member.note(member.answers(member.people[0]))])
    erase_resident(by=own.officer, resident=gone)
    member.enters(8)
    member.signs_in(own.member)
    member.restarts()
    carried(
        merged(own.area, own.villages, by=own.officer),
        proposer=own.officer,
        approver=world.reviewer,
    )
    member.enters(7)
    member.plan = list(FAULTS)
    member.signs_in(own.member)
    assert drain(member.page, 60_000)
    assert member.account() == NOTHING
    told = Counter(SentOperation.unscoped.filter(uuid__in=member.typed).values_list("state", "why"))
    # What is typed of a household that waits waits with it.
    waiting = {("waiting", "handed_over"): 15, ("waiting", "unknown"): 30}
    assert told == {("applied", ""): 75, ("refused", "erased"): 1, **waiting}
