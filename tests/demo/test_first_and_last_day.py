"""What must be seen in a demo, on both maps: the first day beside the last one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from figures.adoption import Step, added, steps_by, steps_of_communes
from figures.live import figures_of_one
from figures.rates import is_known_enough
from households.counts.rollup import SUMS
from households.models import Assessment, Completion, Declaration, Household, Resident
from rollup.models import CommuneCount, VillageCount
from skills.coverage import masks_of
from skills.models import LocalPlatform
from tests.demo.conftest import MAPS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Every commune of the province, as people see it; the other demo fills eight.
WHOLE = {"households": 2000, "communes": None}


@pytest.fixture(params=MAPS)
def shown(demo, request):
    """A small demo on either map."""
    demo(map=request.param)


def province():
    return Area.unscoped.get(level=Level.PROVINCE, closed_on=None)


def on_step(step):
    return [pk for pk, here in steps_of_communes(province()).items() if here == step]


def just_begun():
    return CommuneCount.unscoped.get(declared=2862)


# --- The ladder ---


def test_every_step_of_the_ladder_has_communes_and_they_add_up_to_all(shown):
    steps = added(steps_by(province(), "province_id"))
    assert all(steps.values())
    assert sum(steps.values()) == Area.unscoped.communes().filter(closed_on=None).count()


@pytest.mark.by_turns(2, "the whole demo")
@pytest.mark.parametrize(
    ("map_year", "communes", "begun"),
    [(2024, 110, 103), pytest.param(2025, 102, 35, marks=pytest.mark.long)],
)
def test_all_communes_of_the_province_stand_on_the_map(demo, map_year, communes, begun):
    demo(**WHOLE, map=map_year)
    steps = added(steps_by(province(), "province_id"))
    assert sum(steps.values()) == communes
    # All that are well filled, and the one that has just begun.
    assert steps[Step.BEGUN] + steps[Step.COMPLETE] == begun


def test_a_commune_has_an_account_and_has_used_it_as_its_step_says(shown):
    officers = User.unscoped.filter(role=Role.OFFICER)
    without, unused = on_step(Step.NO_ACCOUNT), on_step(Step.NOT_SIGNED_IN)
    assert not officers.filter(area__in=without).exists()
    assert officers.filter(area__in=unused, last_login=None).count() == len(unused)
    used = on_step(Step.NO_VILLAGE) + on_step(Step.NO_HOUSEHOLD)
    assert officers.filter(area__in=used, last_login__isnull=False).count() == len(used)


def test_the_province_has_said_how_large_the_communes_are_that_have_not_begun(shown):
    waiting = [pk for step in Step if not step.has_begun for pk in on_step(step)]
    rows = CommuneCount.unscoped.filter(pk__in=waiting)
    assert all(row.expected == row.declared == row.unattributed > 0 for row in rows)
    assert all(row.declared_villages for row in rows)
    said = Declaration.unscoped.filter(area__in=waiting)
    assert all("danh sách tháng" in row.source and "(minh họa)" in row.source for row in said)


def test_one_commune_has_just_begun_with_twelve_households(shown):
    row = just_begun()
    assert (row.households, row.surveyed, row.covered, row.expected) == (12, 12, 12, 2862)
    assert (row.villages, row.declared_villages, row.unattributed) == (12, 12, 0)
    first = Household.unscoped.filter(village__commune=row.pk).order_by("opened_on")[0]
    assert first.opened_on >= timezone.localdate() - timedelta(days=21)


# --- Asked in part ---


def test_some_people_were_asked_all_but_one_or_two_skills(shown):
    asked = {
        masks_of(one.results)[1].bit_count() for one in Resident.unscoped.exclude(assessed_on=None)
    }
    assert asked == {3, 4, 5}
    assert not Resident.unscoped.filter(whole=True, local_platform=None).exists()


@pytest.mark.by_turns(2, "the whole demo")
@pytest.mark.parametrize("map_year", MAPS)
def test_many_villages_have_a_household_to_ask_for_one_skill_more(demo, map_year):
    demo(**WHOLE, map=map_year)
    assert VillageCount.unscoped.filter(ask_one__gt=0).count() > 40
    assert VillageCount.unscoped.filter(partly__gt=0).exists()


def test_the_platform_was_named_before_the_first_survey(shown):
    first = Assessment.unscoped.order_by("assessed_on")[0]
    assert LocalPlatform.unscoped.get().valid_from < first.assessed_on
    assert not Assessment.unscoped.filter(fifth_due=False).exists()


def test_some_residents_have_a_telephone_of_their_own(shown):
    own = Resident.unscoped.exclude(phone="")
    assert own.exists()
    assert not own.filter(is_head=True).exists()
    assert all(one.phone.startswith("0257 300 0") for one in own)


# --- What is registered and what is declared ---


def test_one_register_is_complete_with_60_percent_and_waits_for_a_word_from_above(shown):
    act = Completion.unscoped.waiting().get()
    assert act.reason
    assert 0.5 <= act.registered / act.declared <= 0.7
    assert VillageCount.unscoped.get(pk=act.area_id).expected == act.registered


def test_one_commune_is_complete_and_another_has_listed_its_villages(shown):
    complete = CommuneCount.unscoped.get(pk=on_step(Step.COMPLETE)[0])
    assert complete.complete == complete.villages
    assert complete.expected == complete.households
    other = CommuneCount.unscoped.exclude(pk=complete.pk).get(list_complete=True)
    assert 0 < other.complete < other.villages


def test_one_commune_declares_what_its_villages_do_not_explain(shown):
    begun = CommuneCount.unscoped.filter(households__gt=12, unattributed__gt=0)
    row = begun.get()
    assert row.expected == row.declared
    assert row.unattributed_villages == 1


def test_a_village_of_an_ninh_tay_is_to_compare_what_it_declared(shown):
    row = VillageCount.unscoped.get(
        area__name="Diêm Hội", area__placements__parent__name="An Ninh Tây"
    )
    assert row.parts
    assert row.expected == row.households > row.declared


# --- How much is known ---


@pytest.mark.by_turns(2, "the whole demo")
@pytest.mark.parametrize("map_year", MAPS)
def test_most_communes_that_are_filled_have_a_colour_and_some_have_none(demo, map_year):
    demo(**WHOLE, map=map_year)
    rows = CommuneCount.unscoped.filter(households__gt=0).exclude(declared=2862)
    known = [is_known_enough(row.expected - row.surveyed, row.expected) for row in rows]
    assert len(known) / 2 < sum(known) < len(known)
    assert not is_known_enough(2850, just_begun().expected)


def test_the_province_is_the_sum_of_its_communes(shown):
    figures, rows = figures_of_one(province(), timezone.localdate()), CommuneCount.unscoped.all()
    assert {name: getattr(figures, name) for name in SUMS} == {
        name: sum(getattr(row, name) for row in rows) for name in SUMS
    }
    explained = sum(VillageCount.unscoped.values_list("expected", flat=True))
    assert figures.expected == explained + sum(row.unattributed for row in rows)
