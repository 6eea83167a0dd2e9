"""The figures of a past day are those that were shown on it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind, Level
from areas.models import Area
from figures.as_of import as_of_one
from figures.figures import Figures, total
from figures.live import figures_of, figures_of_one
from figures.models import Snapshot
from figures.months import month_ends
from figures.snapshots import COLUMNS
from households.declarations.actions import confirm_complete, declare, declare_complete
from households.register.actions import add_household, set_status
from households.survey.actions import assess
from teams.activities.actions import log_activity, withdraw_activity
from teams.founding.actions import dissolve_team, found_team
from tests.figures.past_days import as_of
from tests.world import ALL, NOTHING, World, unit

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 1)
NAMES = COLUMNS


def noon(days):
    at = datetime.combine(FIRST + timedelta(days=days), datetime.min.time())
    return timezone.make_aware(at + timedelta(hours=12))


def what(figures):
    return {name: getattr(figures, name) for name in NAMES}


def shown(world):
    """Return what every level shows now."""
    day = timezone.localdate()
    communes = Area.unscoped.communes()
    return {
        **{one.pk: what(figures_of_one(one, day)) for one in units(world)},
        **{
            pk: what(f) for pk, f in figures_of(communes, Level.COMMUNE, world.country, day).items()
        },
    }


def units(world):
    return [world.country, world.province, world.district, world.own.area, world.own.village]


def then(world, day):
    found = {one.pk: what(as_of_one(one, day)) for one in units(world)}
    communes = as_of(world.country, Level.COMMUNE, day)
    return found | {one.pk: what(communes.get(one.pk) or Figures()) for one in every_commune()}


def every_commune():
    return Area.unscoped.communes()


def happenings(world):
    """Return one thing a day that moves figures, at our commune and at its neighbour."""
    by, own, next_door = world.own.officer, world.own, world.sibling

    def head(household):
        return household.residents.get(is_head=True)

    def new_village():
        today = timezone.localdate()
        add_village(by=by, commune=own.area, kind=Kind.THON, name="Mới", opened_on=today)

    def new_team():
        leader = {"full_name": "Tổ Trưởng Mới", "role": "leader"}
        on = timezone.localdate()
        world.new = found_team(by=by, area=own.villages[1], on=on, members=[leader])

    return [
        lambda: add_household(by=by, village=own.village, head_name="Mới", results=ALL),
        lambda: assess(by=by, resident=head(own.households[1]), results=ALL),
        lambda: assess(by=by, resident=head(own.households[0]), results=NOTHING),
        lambda: set_status(by=by, household=own.households[0], status="moved_away"),
        lambda: set_status(by=by, household=own.households[0], status="resident"),
        new_village,
        new_team,
        lambda: log_activity(by=by, team=world.new, held_on=timezone.localdate(), title="Buổi"),
        lambda: add_household(by=by, village=next_door.village, head_name="Bên Cạnh"),
        lambda: dissolve_team(by=by, team=own.team, on=timezone.localdate()),
    ]


def test_every_past_day_is_as_it_was_shown_at_every_level():
    with time_machine.travel(noon(0), tick=False) as clock:
        world = World.build()
        seen = [shown(world)]
        for number, happens in enumerate(happenings(world), start=1):
            clock.move_to(noon(number))
            happens()
            seen.append(shown(world))
        for number, was in enumerate(seen):
            assert then(world, FIRST + timedelta(days=number)) == was, number
    assert seen[0] != seen[-1]


def test_a_session_withdrawn_made_no_team_active_on_any_day(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert then(world, yesterday)[world.own.area.pk]["active"] == 1
    withdraw_activity(by=world.root, activity=world.own.team.activities.get(), why="Nhầm")
    assert then(world, yesterday)[world.own.area.pk]["active"] == 0


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.VILLAGE])
@pytest.mark.parametrize("known", [False, True], ids=["as it is known", "as it was known"])
def test_a_past_day_costs_the_same_of_few_units_and_of_many(world, level, known):
    day = timezone.localdate() - timedelta(days=28)
    known_on = day if known else None

    def cost(area):
        with CaptureQueriesContext(connection) as queries:
            found = as_of(area, level, day, known_on)
        return len(queries), len(found)

    declare(by=world.root, area=world.own.area, households=9, source="Xã", on=FIRST)
    few = cost(world.own.area)
    for number in range(5):
        commune = unit(world.province, Level.COMMUNE, Kind.XA, f"Thêm {number}", f"2900{number}")
        village = add_village(by=world.root, commune=commune, kind=Kind.THON, name="Thôn")
        declare(by=world.root, area=commune, households=9, source="Xã", on=FIRST)
        add_household(by=world.root, village=village, head_name="Lê Lan", on=FIRST)
    many = cost(world.country)
    assert many[0] == cost(world.own.area)[0] == few[0]
    assert many[1] > few[1]


def test_a_past_day_costs_eight_queries_however_many_units(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        as_of(world.province, Level.COMMUNE, timezone.localdate() - timedelta(days=28))


def test_a_register_that_waits_since_a_later_declaration_did_not_wait_before(world):
    """What was known on a day stays so: the declaration came after it, though it speaks of before."""
    village, today = world.own.village, timezone.localdate()
    start = datetime.combine(today, datetime.min.time(), timezone.get_current_timezone())
    with time_machine.travel(start + timedelta(hours=9), tick=False) as clock:
        declare_complete(by=None, area=village)
        clock.move_to(start + timedelta(days=2, hours=9))
        declare(by=None, area=village, households=96, source="Thôn", on=today)
        then, now = (as_of_one(world.own.area, today, known).waiting for known in (today, None))
        assert (then, now) == (0, 0)
        assert as_of_one(world.own.area, timezone.localdate()).waiting == 1


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_register_that_waited_did_so_whatever_is_declared_afterwards(world, confirmed):
    """It waits on from its first day, or waits anew: what was said of either wait stays so."""
    village, first = world.own.village, timezone.localdate()
    start = datetime.combine(first, datetime.min.time(), timezone.get_current_timezone())

    def waits():
        days = [first + timedelta(days=n) for n in (0, 3, 4)]
        return [as_of_one(world.own.area, day, at).waiting for day in days for at in (None, day)]

    with time_machine.travel(start + timedelta(hours=9), tick=False) as clock:
        declare(by=None, area=village, households=50, source="Thôn")
        act = declare_complete(by=None, area=village, reason="Đã chuyển đi")
        clock.move_to(start + timedelta(days=3, hours=9))
        if confirmed:
            confirm_complete(by=world.committee, completion=act)
        clock.move_to(start + timedelta(days=5, hours=9))
        before = waits()
        assert before == [1, 1, *[int(not confirmed)] * 4]
        declare(by=None, area=village, households=60, source="Thôn")
        assert waits() == before
        assert as_of_one(world.own.area, timezone.localdate()).waiting == 1
        assert figures_of_one(world.own.area, timezone.localdate()).waiting == 1


def test_a_village_alone_is_as_doubtful_as_beside_the_others(world):
    """What its commune declared and no village explains may be of it, on a past day as today."""
    own, day = world.own, timezone.localdate()
    declare(by=None, area=own.area, households=2862, source="Xã")
    declare(by=None, area=own.village, households=3, source="Thôn")
    alone = as_of_one(own.village, day)
    readings = [
        figures_of_one(own.village, day),
        alone,
        as_of(own.area, Level.VILLAGE, day)[own.village.pk],
    ]
    readings.append(as_of(own.village, Level.VILLAGE, day)[own.village.pk])
    assert [(one.doubted, one.is_settled) for one in readings] == [(1, False)] * 4
    assert (alone.households, alone.villages) == (3, 1)


def test_registers_called_complete_with_too_few_are_known_of_today_only(world):
    """Of a past day, and of a kept month, they are not known: never none."""
    own, day = world.own, timezone.localdate()
    declare(by=None, area=own.village, households=50, source="Thôn")
    declare_complete(by=None, area=own.village, reason="Đã chuyển đi")
    assert figures_of_one(own.area, day).short_declared == 50
    Snapshot.unscoped.create(area=own.area, month=date(2026, 9, 1))
    kept = month_ends([own.area.pk], [date(2026, 9, 1)])
    readings = [*kept.values(), as_of_one(own.area, day), as_of_one(own.village, day)]
    readings.append(total([*readings, Figures(short_declared=1)]))
    readings += as_of(world.country, Level.COMMUNE, day).values()
    assert {(one.short_registered, one.short_declared) for one in readings} == {(None, None)}
