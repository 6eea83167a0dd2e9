"""Units that have ended: what each is now, and nobody writes into one."""

from datetime import date

import pytest

from accounts.people.actions import make
from accounts.people.actions.changing import write_change
from areas.actions import add_village, correct_name, holder_of, rename
from areas.ended import ended_words, heirs_of
from areas.models import Area, Placement
from households.models import Household
from households.register.actions import add_household, change_household
from households.register.actions.restricting import restrict_use
from reports.calls.actions import record_call
from reports.meetings.actions import freeze
from reports.targets.actions import change_target, set_target
from reports.trends.actions import mark_event
from rollup.counts import lock
from skills.actions import name_platform
from teams.needs.actions import ask, withdraw_need
from teams.training.actions import add_session, open_course
from tests.factories import (
    CourseFactory,
    HouseholdFactory,
    NeedFactory,
    PlacementFactory,
    SuccessionFactory,
    TargetFactory,
    UserFactory,
    VillageFactory,
)
from web.scope import UnitEnded

pytestmark = pytest.mark.django_db
DAY, TODAY = date(2026, 12, 1), date(2026, 11, 1)


def ended(village, *heirs):
    """End a village as a reorganisation does; households that stood there go on by its own statement."""
    Area.unscoped.filter(pk=village.pk).update(closed_on=DAY)
    for heir in heirs:
        SuccessionFactory(predecessor=village, successor=heir, on=DAY)
    village.refresh_from_db()
    return village


@pytest.fixture
def villages():
    first = VillageFactory(name="Diêm Hội")
    return first, *(VillageFactory(parent=first.commune, name=name) for name in ("Bè", "Cửa"))


def test_what_a_unit_became_is_followed_to_the_units_of_today(villages):
    old, middle, now = villages
    other = VillageFactory(parent=now.commune, name="An")
    ended(old, middle)
    ended(middle, now, other)
    assert heirs_of([old, now]) == {old.pk: [other, now], now.pk: [now]}
    assert heirs_of([VillageFactory(closed_on=DAY, parent=now.commune)]).popitem()[1] == []


def test_units_that_followed_each_other_in_a_ring_are_each_told_once(villages):
    old, middle, _ = villages
    ended(old, middle)
    ended(middle, old)
    assert heirs_of([old]) == {old.pk: []}


@pytest.mark.parametrize(
    ("heirs", "rest"),
    [
        ([], "."),
        (["Tiên Hội"], ", nay là thôn Tiên Hội."),
        (["An", "Bè"], ", nay thuộc thôn An, thôn Bè."),
        (list("ABCDEF"), ", nay thuộc thôn A, thôn B, thôn C, thôn D và 2 đơn vị khác."),
    ],
)
def test_it_is_said_in_one_sentence(villages, heirs, rest):
    units = [VillageFactory.build(name=name, parent=None) for name in heirs]
    words = ended_words(ended(villages[0]), units)
    assert words == f"Thôn Diêm Hội đã kết thúc ngày 01/12/2026{rest}"


def test_nothing_new_comes_into_a_village_or_a_commune_that_has_ended(villages):
    old, now, _ = villages
    ended(old, now)
    with pytest.raises(UnitEnded) as refused:
        add_household(by=None, village=old, head_name="Lê Lan")
    assert refused.value.unit == old
    ended(now.commune)
    with pytest.raises(UnitEnded) as refused:
        add_household(by=None, village=now, head_name="Lê Lan")
    assert refused.value.unit == now.commune
    assert not Household.unscoped.exists()
    lock([old, now], even_ended=True)


def test_a_household_that_went_on_is_saved_in_the_village_it_is_in_now(villages):
    old, now, _ = villages
    home = HouseholdFactory(village=old)
    ended(old, now)
    with pytest.raises(UnitEnded):
        change_household(by=None, household=home, was={"phone": home.phone}, phone="0905 1")
    Household.unscoped.filter(pk=home.pk).update(village=now)
    change_household(by=None, household=home, was={"phone": home.phone}, phone="0905 1")
    assert Household.unscoped.get().phone == "0905 1"


def test_what_the_law_asks_is_done_in_an_ended_village_too(villages):
    home = HouseholdFactory(village=villages[0])
    ended(villages[0])
    restrict_use(by=None, household=home, on=DAY.replace(month=1))
    assert Household.unscoped.get().restricted_on


def test_a_code_means_the_unit_that_had_it_on_the_day(villages):
    old, now, _ = villages
    turn = date(2026, 1, 1)
    Placement.unscoped.filter(area__in=[old, now]).delete()
    PlacementFactory(area=old, code="0712", valid_to=turn)
    PlacementFactory(area=now, code="0712", valid_from=turn)
    on = {day: Placement.unscoped.coded("0712", day) for day in (date(2025, 12, 31), turn)}
    assert [[one.area for one in rows] for rows in on.values()] == [[old], [now]]
    assert not Placement.unscoped.coded("", turn)


def test_what_takes_no_count_row_is_not_written_into_an_ended_unit_either(villages):
    old, now, _ = villages
    officer, stranger = UserFactory(area=now.commune), UserFactory()
    need, course = NeedFactory(area=old), CourseFactory(area=now.commune)
    target = TargetFactory(area=now.commune)
    ended(now.commune)
    commune = now.commune
    writes = {
        "target": lambda: set_target(by=None, area=commune),
        "call": lambda: record_call(by=officer, commune=commune, outcome="done"),
        "need": lambda: ask(by=officer, area=old, kind="team", words="Thiếu", asked_on=TODAY),
        "course": lambda: open_course(by=officer, area=commune),
        "platform": lambda: name_platform(by=officer, area=commune, name="A", valid_from=DAY),
        "need answered": lambda: withdraw_need(by=officer, need=need, version=need.version),
        "session": lambda: add_session(by=officer, course=course, held_on=TODAY),
        "target changed": lambda: change_target(by=None, target=target, version=target.version),
        "meeting": lambda: freeze(by=officer, area=commune),
        "mark": lambda: mark_event(by=officer, area=commune, on=TODAY, title="Mốc"),
        "place": lambda: write_change(by=None, user=stranger, area=commune),
        "person": lambda: make(by=officer, role="officer", area=commune, username="moi"),
    }
    for name, write in writes.items():
        with pytest.raises(UnitEnded) as refused:
            write()
        assert refused.value.unit == commune, name


def test_what_no_village_is_known_of_is_nothing_that_a_village_became(villages):
    old, now, _ = villages
    ended(old, now, holder_of(by=None, commune=now.commune, since=DAY))
    assert heirs_of([old]) == {old.pk: [now]}


def test_an_ended_unit_is_not_called_otherwise_and_gets_no_village(villages):
    old, now, _ = villages
    ended(old, now)
    called = {"by": None, "kind": "thon", "name": "Mới"}
    for write in (
        lambda: correct_name(area=old, code="", **called),
        lambda: rename(area=old, on=DAY, document="1/NQ", **called),
        lambda: add_village(commune=ended(now.commune), **called),
    ):
        with pytest.raises(UnitEnded):
            write()
    assert not Area.unscoped.filter(name="Mới").exists()
