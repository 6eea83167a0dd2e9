"""A founding that was written down by mistake is withdrawn; whatever rests on it keeps it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from areas.actions import add_village
from audit.models import AuditEntry
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Decision, State, Team
from teams.register import actions as register_actions
from tests.factories import (
    DecisionFactory,
    EquipmentFactory,
    NeedFactory,
    ScanFactory,
    TraineeFactory,
)
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 12)
PAPER = founding_actions.Paper(signed_on=DAY, number="05/QĐ-UBND")


@pytest.fixture
def places(world):
    """Return two villages without a team."""
    own = world.own
    return [
        add_village(by=own.officer, commune=own.area, kind="thon", name=f"Tân {n}") for n in "AB"
    ]


@pytest.fixture
def found(world, places):
    """Return a decision that founds a team in both, whose people came and went on one day."""
    people = [{"full_name": "Lê Một"}]
    by = world.own.officer
    decision = founding_actions.found_teams(
        by=by, paper=PAPER, places=[(one, people) for one in places]
    )
    for team in decision.teams.all():
        members_actions.leave(by=by, member=team.members.get(), on=DAY)
    return decision


def withdrawn(world, decision):
    return founding_actions.withdraw_founding(
        by=world.own.officer, decision=decision, why="Ghi nhầm"
    )


def test_its_teams_are_in_force_on_no_day_and_the_paper_stays(world, found):
    before = CommuneCount.unscoped.get(pk=world.own.area.pk).with_team
    withdrawn(world, found)
    found.refresh_from_db()
    assert (found.withdrawn_on, found.withdrawn_why) == (timezone.localdate(), "Ghi nhầm")
    for team in found.teams.all():
        assert (team.founded_on, team.dissolved_on) == (DAY, DAY)
        for day in (DAY - timedelta(days=1), DAY, timezone.localdate()):
            assert not Team.unscoped.in_force(day).filter(pk=team.pk).exists()
        assert team.state_on(DAY) == State.DISSOLVED
        entries = AuditEntry.unscoped.about(team).filter(verb="Rút quyết định thành lập ghi nhầm")
        assert entries.get().document == PAPER.number
    assert CommuneCount.unscoped.get(pk=world.own.area.pk).with_team == before - 2
    assert wrong_rows(of=[TEAMS])[1] == []


def test_twice_it_is_withdrawn_once(world, found):
    withdrawn(world, found)
    founding_actions.withdraw_founding(by=world.own.officer, decision=found, why="Lần nữa")
    found.refresh_from_db()
    assert found.withdrawn_why == "Ghi nhầm"


def test_the_same_decision_can_be_written_down_again(world, found, places):
    withdrawn(world, found)
    again = founding_actions.found_teams(
        by=world.own.officer, paper=PAPER, places=[(one, []) for one in places]
    )
    assert again.teams.count() == 2
    assert wrong_rows(of=[TEAMS])[1] == []
    with pytest.raises(register_actions.Twice):
        founding_actions.found_teams(by=world.own.officer, paper=PAPER, places=[(places[0], [])])


RESTS = {
    "somebody serves": lambda team, by: members_actions.join(
        by=by, team=team, full_name="Lê Hai", joined_on=DAY
    ),
    "a session": lambda team, by: activities_actions.log_activity(
        by=by, team=team, held_on=DAY, title="Ra quân"
    ),
    "a later decision": lambda team, by: DecisionFactory(
        kind="reconstitute", signed_on=DAY
    ).teams.add(team),
    "equipment": lambda team, by: EquipmentFactory(team=team),
    "a need": lambda team, by: NeedFactory(team=team, area=team.area),
    "training": lambda team, by: TraineeFactory(member=team.members.first()),
    "a scan": lambda team, by: ScanFactory(decision=team.decisions.get()),
}


@pytest.mark.parametrize("what", RESTS)
def test_what_rests_on_one_of_them_keeps_them_all(world, found, what):
    RESTS[what](found.teams.latest("pk"), world.own.officer)
    with pytest.raises(founding_actions.BuiltOn):
        withdrawn(world, found)
    assert not Team.unscoped.filter(decisions=found).exclude(dissolved_on=None).exists()
    found.refresh_from_db()
    assert found.withdrawn_on is None


def test_a_founding_that_came_to_something_is_not_withdrawn(world):
    with pytest.raises(founding_actions.BuiltOn):
        withdrawn(world, world.own.team.decisions.earliest("pk"))
    dissolution = DecisionFactory(kind="dissolve", signed_on=FOUNDED)
    with pytest.raises(founding_actions.BuiltOn):
        withdrawn(world, dissolution)


def test_pages_say_so_and_offer_no_change(world, found):
    client = signed_in(world.own.officer)
    withdrawn(world, found)
    page = client.get(reverse("teams:decision", args=[found.pk])).content.decode()
    assert "Ghi nhầm, đã rút ngày" in page
    change = reverse("teams:decision_change", args=[found.pk])
    assert change not in page
    assert client.get(change).status_code == 404
    assert client.get(reverse("teams:annex", args=[found.pk])).status_code == 404
    assert "Ghi nhầm, đã rút" in client.get(reverse("teams:decisions")).content.decode()
    team = reverse("teams:detail", args=[found.teams.first().pk])
    assert "tổ này không tính vào ngày nào" in client.get(team).content.decode()
    with pytest.raises(register_actions.OutOfOrder):
        founding_actions.record_number(
            by=world.own.officer, decision=found, number="6", signed_on=DAY, signer=""
        )


def test_the_database_wants_a_reason_and_a_founding(found):
    for facts in ({"withdrawn_on": DAY}, {"withdrawn_why": "Ghi nhầm"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.unscoped.filter(pk=found.pk).update(**facts)
    other = DecisionFactory(kind="dissolve")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.unscoped.filter(pk=other.pk).update(withdrawn_on=DAY, withdrawn_why="Ghi nhầm")
