"""Decisions in the day's work: teams to reconstitute, numbers to fill in, each with the page for it."""

from datetime import date

import pytest
from django.utils import timezone

from reports.today.queries.tasks import within
from reports.today.queries.work import today_of
from teams.founding.actions import Paper, TeamChanges, dissolve_team, found_team, reconstitute
from teams.models import Team
from teams.models.team import renewed_since
from tests.factories import VillageFactory
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db
OLD = date(2019, 3, 1)


def found(world, village, **paper):
    return found_team(by=world.own.officer, area=village, signer="Ông A", **paper)


@pytest.fixture
def villages(world):
    return VillageFactory.create_batch(3, parent=world.own.area)


def tasks(world, address):
    work = today_of(world.own.area, world.own.officer)
    return [task for task in work.tasks if address in task.url]


def test_a_team_whose_decision_is_old_is_to_be_reconstituted(world, villages):
    assert tasks(world, "kien-toan") == []
    team = found(world, villages[0], on=OLD, number="1/QĐ")
    (task,) = tasks(world, "kien-toan")
    assert (task.number, task.detail) == (1, "Quyết định gần nhất đã quá 5 năm")
    assert task.title.startswith("Kiện toàn tổ thôn ")
    page = signed_in(world.own.officer).get(task.url)
    assert [part.team for part in page.context["parts"]] == [team]
    changes = [TeamChanges(team=team)]
    paper = Paper(signed_on=timezone.localdate(), number="2/QĐ")
    reconstitute(by=world.own.officer, paper=paper, changes=changes)
    assert tasks(world, "kien-toan") == []


def test_several_are_chosen_on_the_page_where_one_decision_renews_them(world, villages):
    teams = [found(world, village, on=OLD, number="1/QĐ") for village in villages]
    dissolve_team(by=world.own.officer, team=teams[2], on=timezone.localdate(), number="3/QĐ")
    (task,) = tasks(world, "kien-toan")
    assert (task.number, task.unit) == (2, "tổ")
    page = signed_in(world.own.officer).get(task.url)
    assert [part.team for part in page.context["parts"]] == teams[:2]


def test_how_many_years_is_a_setting_and_none_reminds_nobody(world, villages, settings):
    found(world, villages[0], on=OLD, number="1/QĐ")
    settings.TEAM_RENEW_YEARS = 30
    assert tasks(world, "kien-toan") == []
    settings.TEAM_RENEW_YEARS = 0
    assert tasks(world, "kien-toan") == []


@pytest.mark.parametrize(
    ("day", "since"),
    [(date(2026, 11, 26), date(2021, 11, 26)), (date(2024, 2, 29), date(2019, 2, 28))],
)
def test_the_years_end_on_the_same_day(day, since):
    assert renewed_since(day) == since


def test_on_its_last_day_a_decision_is_not_old_yet(world, villages):
    day = timezone.localdate()
    team = found(world, villages[0], on=renewed_since(day), number="1/QĐ")
    assert not Team.unscoped.to_renew(day).filter(pk=team.pk).exists()
    team.decisions.update(signed_on=OLD)
    Team.unscoped.filter(pk=team.pk).update(founded_on=OLD)
    assert Team.unscoped.to_renew(day).filter(pk=team.pk).exists()


def test_a_founding_decision_without_a_number_is_to_be_filled_in(world, villages):
    assert tasks(world, "/to/quyet-dinh/") == []
    team = found(world, villages[0], on=FOUNDED)
    (task,) = tasks(world, "/to/quyet-dinh/")
    assert task.url == f"/to/quyet-dinh/{team.decisions.get().pk}/"
    found(world, villages[1], on=FOUNDED)
    (task,) = tasks(world, "/to/quyet-dinh/")
    assert (task.number, task.unit) == (2, "quyết định")
    client = signed_in(world.own.officer)
    page = client.get(task.url)
    assert [row.number for row in page.context["page"]] == ["", ""]
    assert len(client.get("/to/quyet-dinh/").context["page"]) > 2
    dissolve_team(by=world.own.officer, team=team, on=timezone.localdate())
    assert [task.number for task in tasks(world, "/to/quyet-dinh/")] == [1]


def test_whoever_decides_nothing_is_not_asked(world, villages):
    found(world, villages[0], on=OLD)
    work = today_of(world.own.area, world.own.member)
    assert [task for task in work.tasks if "/to/quyet-dinh/" in task.url] == []


def test_a_team_without_a_leader_is_to_be_given_one(world, villages):
    assert tasks(world, "nguoi-moi") == []
    leader = {"full_name": "Lê Lan", "role": "leader"}
    found(world, villages[0], on=date(2026, 3, 1), number="1/QĐ", members=[leader])
    team = found(world, villages[1], on=date(2026, 3, 1), number="1/QĐ")
    (task,) = tasks(world, "nguoi-moi")
    assert (task.number, task.url) == (1, f"/to/{team.pk}/nguoi-moi/")
    found(world, villages[2], on=date(2026, 3, 1), number="2/QĐ")
    assert tasks(world, "nguoi-moi") == []
    (task,) = tasks(world, "tren-giay")
    assert task.number == 2
    page = signed_in(world.own.officer).get(task.url)
    assert [row.village for row, _step in page.context["rows"]] == villages[1:]


def test_a_village_with_several_teams_is_to_have_one(world, villages):
    assert tasks(world, "thanh-mot-to") == []
    for village in (villages[0], villages[0], villages[1]):
        found(world, village, on=FOUNDED, number="")
    (task,) = tasks(world, "thanh-mot-to")
    assert task.number == 1
    assert task.title == f"Kiện toàn các tổ của {within(villages[0])}"
    assert signed_in(world.own.officer).get(task.url).context["village"] == villages[0]
    found(world, villages[1], on=FOUNDED, number="")
    (task,) = tasks(world, "nhieu-to")
    assert (task.number, task.title) == (2, "Kiện toàn tổ của thôn có nhiều tổ")
    work = today_of(world.own.area, world.own.member)
    assert not [task for task in work.tasks if "-to/" in task.url or "nhieu-to" in task.url]
