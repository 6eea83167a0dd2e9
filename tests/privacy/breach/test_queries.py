"""Whom a breach may concern: by places read, never more than a place has, only inside one's territory."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from households.models import Household, Resident
from privacy.breach.queries import Case, figures_of, people_seen
from privacy.models import Breach
from reading.models import Reading
from tests.factories import BreachFactory, ReadingFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def case_of(world, now, kind="account", days=2, account=None):
    who = account or world.own.officer
    account = None if kind == "commune" else who
    return Case(kind, world.own.area, now - timedelta(days=days), now, account)


def read(who, area, at, people):
    line = ReadingFactory.build(user=who, area=area, commune=area.commune or area)
    return Reading.unscoped.create(
        user=who,
        area=area,
        commune=line.commune,
        hour=at.replace(minute=0, second=0, microsecond=0),
        people=people,
    )


def test_of_an_account_it_is_whom_it_read_in_those_days(world, now):
    own = world.own
    read(own.officer, own.village, now - 3 * HOUR, 4)
    read(own.officer, own.village, now - 5 * HOUR, 1)
    read(own.officer, own.villages[1], now - timedelta(days=9), 50)
    read(own.member, own.villages[1], now - 3 * HOUR, 50)
    found = figures_of(case_of(world, now), own.area.path)
    assert [place["name"] for place in found["places"]] == [own.village.full_name]
    assert (found["households"], found["people"], found["reads"]) == (3, 6, 5)
    assert found["most"] == 5
    assert found["phones"] == 3
    assert found["readers"] == 1


def test_it_is_never_more_than_the_place_has(world, now):
    read(world.own.officer, world.own.village, now - HOUR, 900)
    found = figures_of(case_of(world, now), world.own.area.path)
    assert (found["most"], found["people"]) == (6, 6)


def test_names_of_the_whole_commune_are_not_counted_with_those_of_its_villages(world, now):
    own = world.own
    read(own.officer, own.area, now - HOUR, 3)
    read(own.officer, own.village, now - HOUR, 2)
    found = figures_of(case_of(world, now), own.area.path)
    assert (found["people"], found["most"]) == (6, 5)


def test_of_a_commune_it_is_everybody_there_whoever_read_them(world, now):
    read(world.own.member, world.own.village, now - HOUR, 1)
    found = figures_of(case_of(world, now, "commune"), world.own.area.path)
    assert {place["name"] for place in found["places"]} == {
        village.full_name for village in world.own.villages
    }
    assert (found["most"], found["people"], found["readers"]) == (6, 6, 1)


def test_who_had_left_before_is_not_concerned(world, now):
    home, day = world.own.households[0], timezone.localdate()
    Resident.unscoped.filter(household=home, is_head=False).update(left_on=day - timedelta(days=30))
    Household.unscoped.filter(pk=world.own.households[2].pk).update(
        status="ended", closed_on=day - timedelta(days=30), opened_on=day - timedelta(days=60)
    )
    read(world.own.officer, world.own.village, now - HOUR, 900)
    assert figures_of(case_of(world, now), world.own.area.path)["people"] == 3


def test_what_lies_outside_the_territory_of_whoever_asks_is_not_told(world, now):
    read(world.own.officer, world.sibling.village, now - HOUR, 2)
    here = figures_of(case_of(world, now), world.own.area.path)
    assert here["places"] == []
    above = figures_of(case_of(world, now), world.province.path)
    assert [place["name"] for place in above["places"]] == [world.sibling.village.full_name]


def test_files_that_were_taken_away_are_listed(world, now):
    said = {"list": [None, "Sổ hộ, Thôn 1"], "rows": [None, 40]}
    record(world.own.officer, "Tải danh sách", world.own.area, said)
    record(world.own.officer, "Tải lên bản chụp", world.own.area)
    record(world.own.member, "Tải danh sách", world.own.area, said)
    [file] = figures_of(case_of(world, timezone.now()), world.own.area.path)["files"]
    assert (file["what"], file["rows"]) == ("Sổ hộ, Thôn 1", 40)


def test_no_figure_names_a_resident(world, now):
    read(world.own.officer, world.own.village, now - HOUR, 6)
    text = str(figures_of(case_of(world, now), world.own.area.path))
    for person in Resident.unscoped.filter(household__village=world.own.village):
        assert person.full_name not in text


def test_people_are_listed_as_far_as_one_may_see_them(world, now):
    area = world.own.village
    breach = BreachFactory(
        area=world.own.area,
        since=now - timedelta(days=2),
        until=now,
        figures={"places": [{"area": area.pk}, {"area": world.foreign.village.pk}]},
    )
    officer: User = world.own.officer
    assert set(people_seen(breach, officer).values_list("household__village", flat=True)) == {
        area.pk
    }
    assert not people_seen(breach, world.foreign.officer).filter(household__village=area).exists()
    assert not Breach.objects.visible_to(world.sibling.officer).filter(pk=breach.pk).exists()


def test_the_queries_do_not_grow_with_lines(world, now, django_assert_max_num_queries):
    for hours in range(1, 9):
        read(world.own.officer, world.own.village, now - hours * HOUR, 2)
    with django_assert_max_num_queries(8):
        figures_of(case_of(world, now), world.own.area.path)


def test_who_came_after_those_days_was_not_there(world, now):
    read(world.own.officer, world.own.village, now - HOUR, 900)
    newest = Resident.unscoped.filter(household__village=world.own.village).last()
    newest.joined_on = timezone.localdate(now) + timedelta(days=1)
    newest.save()
    assert figures_of(case_of(world, now), world.own.area.path)["people"] == 5
