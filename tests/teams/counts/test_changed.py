"""From which day on figures of teams changed, by what was recorded since a moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teams.counts.changed import first_day_changed
from teams.models import Activity, EarlierFact, Member, Team, TeamVillage, Tenure
from teams.register.actions import add_member, restate
from tests.factories import TeamFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def team():
    """A team written down before the moment that is asked about."""
    team = TeamFactory()
    earlier = NOW - timedelta(days=9)
    for model in (Activity, Tenure, TeamVillage):
        model.unscoped.update(recorded_at=earlier, changed_at=None)
    return team


def served(team, **values):
    TeamVillage.unscoped.filter(team=team).update(**values)
    return TeamVillage.unscoped.get(team=team)


LATER = NOW + timedelta(hours=1)


def test_what_was_there_before_changes_nothing(team):
    assert first_day_changed(NOW) is None


def test_a_village_written_down_since_counts_from_its_first_day(team):
    served(team, valid_from=ago(40), recorded_at=LATER)
    assert first_day_changed(NOW) == ago(40)


def test_a_stretch_that_ends_otherwise_counts_from_its_ends(team):
    row = served(team, valid_from=ago(400), valid_to=ago(3), changed_at=LATER)
    EarlierFact.of(row, EarlierFact.Kind.SERVES, ago(400)).save()
    EarlierFact.unscoped.update(recorded_at=None, replaced_at=LATER)
    assert first_day_changed(NOW) == ago(3)


def test_a_stretch_that_begins_otherwise_counts_from_the_earlier_beginning(team):
    row = served(team, valid_from=ago(200), changed_at=LATER)
    EarlierFact.of(row, EarlierFact.Kind.SERVES, ago(300)).save()
    EarlierFact.unscoped.update(recorded_at=None, replaced_at=LATER)
    assert first_day_changed(NOW) == ago(300)


def test_a_dissolution_counts_from_its_day(team):
    Team.unscoped.filter(pk=team.pk).update(
        dissolved_on=TODAY, dissolution_recorded_at=LATER, founded_on=ago(90)
    )
    assert first_day_changed(NOW) == TODAY


def lead(team, name, since):
    return add_member(team, full_name=name, joined_on=ago(since), role=Member.Role.LEADER)


def test_a_stretch_recorded_and_ended_on_one_working_day_counts_from_its_beginning(team):
    lead(team, "Lan", 250)
    lead(team, "Hai", 60)
    assert first_day_changed(NOW) == ago(250)


def test_of_two_corrections_of_a_stretch_both_are_compared(team):
    row = served(team, valid_from=ago(400), valid_to=ago(3), changed_at=LATER)
    stood = EarlierFact.of(row, EarlierFact.Kind.SERVES, ago(400), ago(90))
    stood.recorded_at = None
    between = EarlierFact.of(row, EarlierFact.Kind.SERVES, ago(400), ago(20))
    for fact in (stood, between):
        fact.replaced_at = LATER
        fact.save()
    assert first_day_changed(NOW) == ago(90)


@pytest.mark.parametrize("since", [400, 500, 300])
def test_a_stretch_put_right_and_set_back_counts_from_the_first_beginning(team, since):
    """Figures that were read between the two say what stood only then."""
    row = served(team, valid_from=ago(400))
    restate(row, valid_from=ago(since))
    restate(row, valid_from=ago(400))
    wanted = None if since == 400 else ago(max(400, since))
    assert first_day_changed(NOW) == wanted


def test_an_end_put_right_and_taken_off_again_counts_from_it(team):
    row = served(team, valid_from=ago(400))
    restate(row, valid_to=ago(40))
    restate(row, valid_to=None)
    assert first_day_changed(NOW) == ago(40)
