"""A team of several villages: each of them has it, from the day of the decision that says so."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from areas.models import Area
from audit.models import AuditEntry
from figures.as_of import as_of_one
from figures.live import figures_of_one
from figures.snapshots import Parents, Then
from reports.why.queries.teams import why_teams
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.counts.states import state_of
from teams.founding import actions as founding_actions
from teams.models import State, TeamVillage
from teams.register import actions as register_actions
from tests.factories import CommuneFactory, TeamFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)


@pytest.fixture
def three():
    return VillageFactory.create_batch(3, parent=CommuneFactory())


def found(three, *also, on=START, leader="Lê Lan"):
    people = [{"full_name": leader, "role": "leader"}]
    return founding_actions.found_team(
        by=None, area=three[0], on=on, number="1", members=people, also=also
    )


def serve(team, decision, *villages):
    return founding_actions.set_villages(by=None, team=team, decision=decision, villages=villages)


def renew(team, day, number="2"):
    said = [founding_actions.TeamChanges(team=team)]
    paper = founding_actions.Paper(signed_on=day, number=number)
    return founding_actions.reconstitute(by=None, paper=paper, changes=said)


def with_a_team(three):
    rows = VillageCount.unscoped.in_bulk([village.pk for village in three])
    return [bool(village.pk in rows and rows[village.pk].teams) for village in three]


def test_a_team_is_for_its_own_village_when_nothing_else_is_said(three):
    team = found(three)
    row = team.villages.get()
    assert (row.village, row.valid_from, row.begun_by) == (three[0], START, team.decisions.get())
    assert (team.further_villages, with_a_team(three)) == (0, [True, False, False])


def test_every_village_named_has_the_team_and_its_state(three):
    team = found(three, three[1])
    activities_actions.log_activity(by=None, team=team, held_on=today(), title="Buổi")
    rows = VillageCount.unscoped.in_bulk([village.pk for village in three])
    assert [state_of(rows[v.pk], today()) for v in three[:2]] == [State.ACTIVE] * 2
    assert figures_of_one(three[0].commune, today()).with_team == 2
    assert "và 1 thôn khác" in str(team)
    assert wrong_rows(of=[TEAMS])[1] == []


def test_a_team_of_the_commune_is_for_no_village(three):
    team = founding_actions.found_team(by=None, area=three[0].commune, on=START)
    assert not team.villages.exists()
    with pytest.raises(founding_actions.WrongVillages):
        serve(team, team.decisions.get(), three[1])


def test_a_later_decision_ends_one_village_and_begins_another(three):
    team = found(three, three[1])
    decision = renew(team, START + timedelta(10))
    serve(team, decision, three[1], three[2])
    stretches = {(r.village, r.valid_from, r.valid_to) for r in team.villages.all()}
    day = START + timedelta(10)
    assert stretches == {(three[0], START, day), (three[1], START, None), (three[2], day, None)}
    team.refresh_from_db()
    assert team.area == three[1]
    assert with_a_team(three) == [False, True, True]
    assert wrong_rows(of=[TEAMS])[1] == []


def test_what_a_decision_says_moves_with_its_day(three):
    team = found(three)
    decision = renew(team, START + timedelta(10))
    serve(team, decision, three[0], three[1])
    day = START + timedelta(4)
    founding_actions.record_number(by=None, decision=decision, number="2", signed_on=day, signer="")
    assert team.villages.get(village=three[1]).valid_from == day


def test_an_earlier_decision_cannot_undo_what_a_later_one_began(three):
    team = found(three)
    serve(team, renew(team, START + timedelta(10)), three[0], three[1])
    with pytest.raises(register_actions.OutOfOrder):
        serve(team, team.decisions.get(kind="found"), three[0])
    assert with_a_team(three) == [True, True, False]


@pytest.mark.parametrize("wrong", ["none", "other commune", "the commune", "closed"])
def test_villages_that_cannot_be_are_refused(three, wrong):
    team, closed = found(three), VillageFactory(parent=three[0].commune, closed_on=START)
    villages = {
        "none": [],
        "other commune": [three[0], VillageFactory()],
        "the commune": [three[0].commune],
        "closed": [three[0], closed],
    }[wrong]
    with pytest.raises(founding_actions.WrongVillages):
        serve(team, team.decisions.get(), *villages)
    assert team.villages.get().village == three[0]


def test_saying_the_same_again_writes_nothing(three):
    team = found(three, three[1])
    version, entries = team.version, AuditEntry.objects.count()
    serve(team, team.decisions.get(), three[1], three[0])
    team.refresh_from_db()
    assert (team.version, AuditEntry.objects.count()) == (version, entries)


def test_a_dissolved_team_is_for_none_from_that_day_on(three):
    team, end = found(three, three[1]), START + timedelta(30)
    founding_actions.dissolve_team(by=None, team=team, on=end)
    rows = TeamVillage.unscoped.filter(team=team)
    assert [rows.on(day).count() for day in (end - timedelta(1), end)] == [2, 0]
    assert with_a_team(three) == [False, False, False]


def test_past_figures_snapshots_and_causes_count_each_village(three):
    team, day = found(three, three[1]), START + timedelta(10)
    serve(team, renew(team, day), three[1], three[2])
    commune = three[0].commune
    before, after = as_of_one(commune, day - timedelta(1)), as_of_one(commune, day)
    assert (before.with_team, after.with_team) == (2, 2)
    rows = dict(Then(day, Parents()).villages())
    assert [rows[village.pk].with_team for village in three] == [0, 1, 1]
    why = why_teams(commune, day - timedelta(1), day)
    assert {part.key: part.n for part in why.parts if part.moved} == {
        "lap-to": 1,
        "giai-the": -1,
    }


def test_the_database_refuses_the_same_village_twice_on_one_day():
    team = TeamFactory()
    row = {"team": team, "village": team.area}
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamVillage.unscoped.create(valid_from=START, **row)
    team.villages.update(valid_to=START)
    assert TeamVillage.unscoped.create(valid_from=START, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamVillage.unscoped.create(
            valid_from=START - timedelta(9), valid_to=START + timedelta(1), **row
        )


def test_an_officer_chooses_the_villages_and_the_decision(client, world):
    own = world.own
    client.force_login(world.own.officer)
    other = VillageFactory(parent=own.area, name="Thôn Mới")
    page = reverse("teams:villages", args=[own.team.pk])
    assert "Thôn Mới" in client.get(page).content.decode()
    decision = own.team.decisions.first()
    body = {"villages": [own.team.area_id, other.pk], "decision": decision.pk}
    answer = client.post(page, body, follow=True)
    assert "Thôn Mới" in answer.content.decode()
    assert own.team.villages.filter(valid_to=None).count() == 2
    missing = client.post(page, {"decision": decision.pk})
    assert "Chọn ít nhất một thôn" in missing.content.decode()
    foreign = client.post(page, {**body, "villages": [world.sibling.village.pk]})
    assert foreign.status_code == 200
    assert own.team.villages.filter(valid_to=None).count() == 2


def test_a_village_that_shares_a_team_stands_in_the_list_with_it(client, world):
    own = world.own
    other = VillageFactory(parent=own.area, name="Thôn Chung")
    serve(own.team, own.team.decisions.first(), own.team.area, other)
    client.force_login(world.own.officer)
    page = client.get(reverse("teams:list")).content.decode()
    assert page.count(reverse("teams:detail", args=[own.team.pk])) == 4
    Area.unscoped.filter(pk=other.pk).update(closed_on=START)
    assert (
        "thôn đã ngừng" in client.get(reverse("teams:detail", args=[own.team.pk])).content.decode()
    )


def test_founding_takes_further_villages_of_the_same_commune(client, world):
    client.force_login(world.own.officer)
    one, two = VillageFactory.create_batch(2, parent=world.own.area)
    page = reverse("teams:add")
    leader = {"full_name": "Lê Lan", "role": "leader", "organisation": "village"}
    row = {f"m0-{name}": value for name, value in leader.items()}
    client.post(page, {"area": one.pk, "also": [two.pk], "rows": 1, **row})
    assert TeamVillage.unscoped.filter(village__in=[one, two]).count() == 2
