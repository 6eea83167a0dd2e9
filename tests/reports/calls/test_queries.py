"""Whom to call first: which communes, in which order, with whom, and what earlier calls brought."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from areas.actions import add_rows, add_village, recount_villages
from areas.kinds import Kind, Level
from households.declarations.actions import declare, declare_complete
from households.register.actions import add_household
from reports.calls.actions import record_call
from reports.calls.queries.calls import LATEST, Ask, call_to, counts_of, page_of, totals_of
from reports.units.queries.needs import (
    INACTIVE,
    NO_TEAM,
    NOT_BEGUN,
    STALE,
    WAITING,
    needs_within,
)
from rollup import counts
from rollup.models import VillageCount
from tests.factories import UserFactory
from tests.world import FOUNDED, NOTHING, Words, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate()


def ask(world, reason=NO_TEAM, **more):
    return Ask(more.pop("area", world.province), timezone.localdate(), reason, **more)


def listed(asked):
    """Return (commune, villages, households) in order."""
    counts = counts_of(asked)
    calls = page_of(asked, counts, 0, 25)
    return [(call.commune.name.split(" Kanari")[0], call.missing, call.homes) for call in calls]


def of_our_commune(world):
    asked = ask(world, area=world.own.area)
    return page_of(asked, counts_of(asked), 0, 25)


def village(world, commune, name, *, homes=0):
    made = add_village(by=world.root, commune=commune.area, kind=Kind.THON, name=name)
    for number in range(homes):
        add_household(by=world.root, village=made, head_name=f"Hộ {number}", results=NOTHING)
    return made


# Which communes, and in which order


def test_communes_with_most_villages_without_a_team_come_first(world):
    assert listed(ask(world)) == [("Của Ta", 1, 0), ("Láng Giềng", 1, 0)]
    village(world, world.sibling, "Trống")
    assert listed(ask(world)) == [("Láng Giềng", 2, 0), ("Của Ta", 1, 0)]


def test_as_many_villages_are_told_apart_by_households_not_covered_in_them(world):
    village(world, world.own, "Nhỏ", homes=1)
    village(world, world.sibling, "Lớn", homes=2)
    assert listed(ask(world)) == [("Láng Giềng", 2, 2), ("Của Ta", 2, 1)]


def test_households_of_villages_with_a_team_do_not_count(world):
    """Three households stand in the village that has a team."""
    assert VillageCount.unscoped.get(pk=world.own.village.pk).households == 3
    assert listed(ask(world))[0] == ("Của Ta", 1, 0)


def test_declared_households_without_a_roster_count_as_not_covered(world):
    empty = village(world, world.own, "Khai báo")
    counts.add_rows([empty], VillageCount)
    VillageCount.unscoped.filter(pk=empty.pk).update(expected=40)
    assert listed(ask(world))[0] == ("Của Ta", 2, 40)


def test_a_commune_without_anything_missing_is_not_listed(world):
    world.found(world.own.officer, world.own.villages[1], Words(""))
    assert listed(ask(world)) == [("Láng Giềng", 1, 0)]


def test_a_village_that_ended_is_not_missing(world, day):
    gone = village(world, world.own, "Đã thôi")
    gone.closed_on = day
    gone.save()
    recount_villages(world.own.area)
    assert listed(ask(world))[0] == ("Của Ta", 1, 0)


def test_a_team_without_activity_for_long_is_a_reason(world, day, settings):
    assert listed(ask(world, INACTIVE)) == []
    late = day - timedelta(days=settings.TEAM_ACTIVE_DAYS)
    rows = VillageCount.unscoped.filter(pk=world.own.village.pk)
    rows.update(last_active_on=late)
    assert listed(ask(world, INACTIVE)) == []
    rows.update(last_active_on=late - timedelta(days=1))
    assert listed(ask(world, INACTIVE)) == [("Của Ta", 1, 2)]
    rows.update(last_active_on=day, led=0)
    assert listed(ask(world, INACTIVE)) == [("Của Ta", 1, 2)]


def test_a_roster_not_saved_for_n_days_is_a_reason(world):
    assert listed(ask(world, STALE)) == []
    long_ago = timezone.now() - timedelta(days=45)
    VillageCount.unscoped.filter(pk=world.own.village.pk).update(saved_at=long_ago)
    assert listed(ask(world, STALE, days=30)) == [("Của Ta", 1, 2)]
    assert listed(ask(world, STALE, days=60)) == []


def test_a_village_without_households_has_no_roster_to_save(world):
    counts.add_rows([world.own.villages[1]], VillageCount)
    assert VillageCount.unscoped.get(pk=world.own.villages[1].pk).saved_at is None
    assert listed(ask(world, STALE)) == []


@pytest.mark.parametrize("reason", [NO_TEAM, INACTIVE, STALE], ids=lambda r: r.key)
def test_the_total_is_the_sum_of_the_list(world, reason):
    VillageCount.unscoped.update(last_active_on=None)
    VillageCount.unscoped.update(saved_at=None)
    asked = ask(world, reason)
    total = totals_of(asked, needs_within(asked.area))[reason]
    assert total == sum(counts_of(asked).values()) > 0
    names = [v for call in page_of(asked, counts_of(asked), 0, 25) for v in call.villages]
    assert len(names) == total


def not_begun(world, number):
    """Make a commune that has not begun, and one with a register that waits for a word from above."""
    idle = unit(world.district, Level.COMMUNE, Kind.XA, f"Chưa {number}", f"2910{number}")
    add_rows([idle])
    begun = unit(world.district, Level.COMMUNE, Kind.XA, f"Đã {number}", f"2920{number}")
    for name in ("Một", "Hai"):
        place = add_village(by=world.root, commune=begun, kind=Kind.THON, name=name)
        add_household(by=world.root, village=place, head_name="Lê Lan")
        declare(by=world.root, area=place, households=9, source="Thôn")
        declare_complete(by=world.root, area=place, reason="Đã rà soát")


@pytest.mark.parametrize(("reason", "each"), [(NOT_BEGUN, 1), (WAITING, 2)])
def test_the_total_of_communes_and_registers_is_the_sum_of_the_list(world, reason, each):
    for number in range(3):
        not_begun(world, number)
    asked = ask(world, reason)
    counts = counts_of(asked)
    total = totals_of(asked, needs_within(asked.area))[reason]
    assert total == 3 * each == (len(counts) if reason is NOT_BEGUN else sum(counts.values()))
    calls = page_of(asked, counts, 0, 25)
    assert {call.commune.pk for call in calls} == counts.keys()
    assert len(calls) == 3
    parts = [call for n in range(3) for call in page_of(asked, counts, n, n + 1)]
    assert [call.commune for call in parts] == [call.commune for call in calls]


@pytest.mark.parametrize("reason", [NOT_BEGUN, WAITING], ids=lambda r: r.key)
def test_the_list_of_communes_costs_the_same_for_one_and_for_many(world, reason):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            asked = ask(world, reason)
            found = page_of(asked, counts_of(asked), 0, 25)
        return len(found), len(queries)

    not_begun(world, 0)
    one, few = cost()
    for number in range(1, 4):
        not_begun(world, number)
    four, many = cost()
    assert (one, four) == (1, 4)
    assert few == many <= 6


def test_only_communes_of_the_unit_are_listed(world):
    assert listed(ask(world, area=world.own.area)) == [("Của Ta", 1, 0)]
    assert len(listed(ask(world, area=world.district))) == 2
    assert len(listed(ask(world, area=world.country))) == 3


def test_pages_follow_one_another_without_gap_or_overlap(world):
    for number in range(7):
        more = unit(world.district, Level.COMMUNE, Kind.XA, f"Thêm {number}", f"2800{number}")
        for other in range(number % 3 + 1):
            add_village(by=world.root, commune=more, kind=Kind.THON, name=f"Thôn {other}")
    asked = ask(world)
    counts = counts_of(asked)
    whole = [call.commune.pk for call in page_of(asked, counts, 0, 100)]
    parts = [[c.commune.pk for c in page_of(asked, counts, n, n + 2)] for n in range(0, 10, 2)]
    assert [pk for part in parts for pk in part] == whole
    assert len(whole) == 9
    assert page_of(asked, counts, 50, 75) == []


@pytest.mark.parametrize("reason", [NO_TEAM, INACTIVE, STALE], ids=lambda r: r.key)
def test_the_list_costs_the_same_for_one_commune_and_for_many(world, reason):
    VillageCount.unscoped.update(last_active_on=None)
    VillageCount.unscoped.update(saved_at=None)

    def cost(area):
        with CaptureQueriesContext(connection) as queries:
            asked = ask(world, reason, area=area)
            found = page_of(asked, counts_of(asked), 0, 25)
        return len(found), len(queries)

    (one, few), (three, many) = cost(world.own.area), cost(world.country)
    assert (one, three) == (1, 3)
    assert few == many <= 6


# Whom to call


def test_the_officer_with_a_telephone_is_preferred_then_who_signed_in_last(world):
    area, now = world.own.area, timezone.now()
    User.unscoped.filter(pk=world.own.officer.pk).update(last_login=now)
    silent = of_our_commune(world)[0].officer
    older = UserFactory(area=area, phone="0905 1", last_login=now - timedelta(days=9))
    first = of_our_commune(world)[0].officer
    newer = UserFactory(area=area, phone="0905 2", last_login=now - timedelta(days=1))
    never = UserFactory(area=area, phone="0905 3")
    stopped = UserFactory(area=area, phone="0905 4", is_active=False, stopped_at=now)
    second = of_our_commune(world)[0].officer
    assert (silent, first, second) == (world.own.officer, older, newer)
    assert second not in {never, stopped}


def test_a_commune_without_an_officer_is_listed_all_the_same(world):
    User.unscoped.filter(pk=world.own.officer.pk).update(role="committee")
    (call,) = of_our_commune(world)
    assert (call.commune, call.officer) == (world.own.area, None)


def test_the_units_above_are_named_as_far_as_the_list_does_not_say_them(world):
    asked = ask(world, area=world.country)
    above = {c.commune.pk: c.above for c in page_of(asked, counts_of(asked), 0, 25)}
    assert above[world.own.area.pk] == "Huyện Nhà, Tỉnh Nhà"
    asked = ask(world, area=world.district)
    assert {c.above for c in page_of(asked, counts_of(asked), 0, 25)} == {""}


# What earlier calls brought


@pytest.fixture
def said(world):
    """Record calls to our commune, `outcome, days ago, days until the promised day`; return it."""

    def record(*calls):
        today = timezone.localdate()
        for outcome, ago, promised in calls:
            due = None if promised is None else today + timedelta(days=promised)
            record_call(
                by=world.committee,
                commune=world.own.area,
                outcome=outcome,
                called_on=today - timedelta(days=ago),
                promised_on=due,
            )
        return call_to(ask(world), world.own.area)

    return record


@pytest.mark.parametrize(
    ("calls", "state"),
    [
        ([], ""),
        ([("no_answer", 1, None)], "no_answer"),
        ([("promised", 5, 0)], "promised"),
        ([("promised", 5, -1)], "overdue"),
        ([("promised", 5, -1), ("done", 0, None)], "done"),
        ([("promised", 5, -1), ("promised", 0, 3)], "promised"),
        ([("promised", 5, 3), ("no_answer", 0, None)], "promised"),
        ([("promised", 5, -1), ("no_answer", 0, None)], "overdue"),
        ([("done", 0, None), ("promised", 5, 3)], "done"),
        ([("refused", 2, None)], "refused"),
    ],
)
def test_the_state_is_what_the_last_answer_says(said, calls, state):
    assert said(*calls).state == state


def test_a_promise_outlasts_any_number_of_calls_that_nobody_answered(said):
    call = said(("promised", 30, 3), *[("no_answer", n, None) for n in range(2 * LATEST)])
    assert (call.state, len(call.contacts), call.times) == ("promised", LATEST, 2 * LATEST + 1)
    assert call.last.called_on == timezone.localdate()


def test_one_commune_is_told_even_when_it_lacks_nothing(world):
    world.found(world.own.officer, world.own.villages[1], Words(""))
    call = call_to(ask(world), world.own.area)
    assert (call.commune, call.missing, call.villages) == (world.own.area, 0, [])
    assert timezone.localdate() > FOUNDED
