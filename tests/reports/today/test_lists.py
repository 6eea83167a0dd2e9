"""The number of a task is the number of rows of the list that it opens."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core.paginator import Page
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind
from areas.models import Area
from households.declarations.actions import declare
from households.register.actions import add_household
from privacy.requests.actions import receive
from reports.today.queries.work import today_of
from teams.founding.actions import found_team
from teams.models import Member
from tests.pages import signed_in
from tests.world import ALL, FOUNDED, NOTHING

pytestmark = pytest.mark.django_db
LEADER = {"full_name": "Lê Lan", "role": Member.Role.LEADER}


def fill(world):
    """Give every task of a commune work in several villages, one of them without a single household."""
    own, by = world.own, world.own.officer
    today, title = timezone.localdate(), {"commune": own.area, "kind": Kind.THON}
    villages = [*own.villages, *(add_village(by=by, name=f"Thêm {n}", **title) for n in range(7))]
    long_ago = today - timedelta(days=500)
    for n, village in enumerate(villages[:4]):
        for skill in range(n + 1):
            short = [0 if at == skill else 2 for at in range(5)]
            add = {"by": by, "village": village}
            add_household(head_name=f"Thiếu {n} {skill}", results=short, **add)
            add_household(head_name=f"Chưa {n} {skill}", **add)
            add_household(head_name=f"Cũ {n} {skill}", results=ALL, on=long_ago, **add)
            add_household(head_name=f"Không {n} {skill}", results=NOTHING, **add)
        declare(by=by, area=village, households=200 * (n + 1), source="Trưởng thôn")
    ask = {"by": by, "commune": own.area, "kind": "erasure", "asker": "self", "channel": "counter"}
    for days in (0, 3, 60):
        receive(received_on=today - timedelta(days=days), requester=f"Hỏi {days}", **ask)
    old = today.replace(year=today.year - 6, day=1)
    for village in villages[2:4]:
        found_team(by=by, area=village, on=old, members=[LEADER])
    for village in villages[4:6]:
        found_team(by=by, area=village, on=FOUNDED, number="1/QĐ")
    found_team(by=by, area=villages[6], also=[villages[7]], on=old, number="3/QĐ", members=[LEADER])


def listed(client, url):
    """Return how many rows a list shows, on all of its pages."""
    page = client.get(url)
    assert page.status_code == 200, url
    if "parts" in page.context:
        return len(page.context["parts"])
    rows = page.context["rows"] if "rows" in page.context else page.context["page"]
    pages = page.context.get("page")
    if isinstance(pages, Page):
        return pages.paginator.count
    if pages is None or pages.after is None:
        return len(rows)
    path, asked = urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))
    more = "&".join(f"{k}={v}" for k, v in {**asked, "sau": pages.after}.items())
    return len(rows) + listed(client, f"{path}?{more}")


def tasks_of(world, person):
    area = world.own.area if person == world.own.officer else world.own.village
    return {task.url: task for task in today_of(area, person).tasks}


def is_one(task):
    """Say whether a task is about one village, team or decision and leads to its own page."""
    return task.number == 1 and task.unit != "hộ"


@pytest.mark.parametrize(
    "address",
    [
        "dia-ban/{}/ho/?loc=chua-khao-sat",
        "dia-ban/{}/ho/?loc=thieu-1",
        "dia-ban/{}/ho/?loc=cu",
        "ho-gia-dinh/?loc=lech-khai-bao",
        "ho-gia-dinh/?loc=chua-co-ho",
        "to/?tinh-trang=none",
        "to/?tinh-trang=tren-giay",
        "to/?tinh-trang=lau-khong-hop",
        "to/quyet-dinh/kien-toan/?",
        "to/quyet-dinh/?",
        "du-lieu-ca-nhan/yeu-cau/?loc=can-lam",
    ],
)
def test_the_number_of_a_task_of_a_commune_is_the_number_of_its_rows(world, address):
    fill(world)
    found = tasks_of(world, world.own.officer)
    start = "/" + address.format(world.own.area.pk)
    (url,) = (url for url in found if url.startswith(start))
    assert found[url].number > 1
    assert listed(signed_in(world.own.officer), url) == found[url].number


def test_a_commune_has_no_other_task(world):
    fill(world)
    found = tasks_of(world, world.own.officer)
    assert len(found) == 11
    assert [task for task in found.values() if is_one(task)] == []


def test_a_list_of_a_commune_is_counted_over_all_of_its_pages(world, monkeypatch):
    fill(world)
    monkeypatch.setattr("households.roster.views.roster.PAGE", 3)
    found = tasks_of(world, world.own.officer)
    url = f"/dia-ban/{world.own.area.pk}/ho/?loc=thieu-1"
    assert listed(signed_in(world.own.officer), url) == found[url].number == 10


def test_the_villages_under_a_task_add_up_to_it_and_each_opens_its_own_rows(world, monkeypatch):
    fill(world)
    monkeypatch.setattr("reports.today.queries.tasks.NAMED", 2)
    client = signed_in(world.own.officer)
    found = [task for task in tasks_of(world, world.own.officer).values() if task.parts]
    assert [task.unit for task in found] == ["hộ"] * 3
    for task in found:
        assert sum(part.n for part in task.parts) == task.number
        *named, others = task.parts
        assert (len(named), others.url) == (2, task.url)
        assert [listed(client, part.url) for part in named] == [part.n for part in named]
        assert others.name.endswith(" thôn khác")


def test_what_is_in_one_village_names_no_part_of_it(world):
    assert [task for task in tasks_of(world, world.own.officer).values() if task.parts] == []


def test_households_of_a_village_that_ended_are_still_looked_at_again(world):
    fill(world)
    url = f"/dia-ban/{world.own.area.pk}/ho/?loc=cu"
    before = tasks_of(world, world.own.officer)[url]
    Area.unscoped.filter(pk=world.own.village.pk).update(closed_on=timezone.localdate())
    after = tasks_of(world, world.own.officer)[url]
    assert (after.number, after.parts) == (before.number, before.parts)


def test_the_number_of_a_task_of_a_village_is_the_number_of_its_rows(world):
    fill(world)
    found = tasks_of(world, world.own.member)
    lists = [url for url, task in found.items() if not is_one(task)]
    assert len(lists) == 3
    client = signed_in(world.own.member)
    assert [listed(client, url) for url in lists] == [found[url].number for url in lists]


def test_what_is_one_leads_to_its_own_page(world):
    declare(by=world.own.officer, area=world.own.village, households=9, source="Trưởng thôn")
    found = tasks_of(world, world.own.officer)
    ones = [url for url, task in found.items() if is_one(task)]
    village = world.own.villages[1].pk
    register = f"/thon/{world.own.village.pk}/ho/"
    assert sorted(ones) == [register, f"/thon/{village}/ho/moi/", f"/to/moi/?thon={village}"]


def test_one_decision_on_many_teams_is_one(world):
    by, villages = world.own.officer, world.own.villages
    own = {"commune": world.own.area, "kind": Kind.THON}
    more = add_village(by=by, name="Nữa", **own)
    team = found_team(by=by, area=villages[1], on=FOUNDED, members=[LEADER])
    other = found_team(by=by, area=more, on=FOUNDED, number="4/QĐ", members=[LEADER])
    team.decisions.get().teams.add(other)
    (url,) = (url for url in tasks_of(world, by) if "/quyet-dinh/" in url)
    assert url == f"/to/quyet-dinh/{team.decisions.get().pk}/"


def test_what_grew_old_since_the_last_count_is_in_the_number_and_in_the_list(world):
    """A standing ages without a save, so no stored number of the village knows of it yet."""
    url = f"/thon/{world.own.village.pk}/ho/?loc=cu"
    assert url not in tasks_of(world, world.own.officer)
    with time_machine.travel(timezone.now() + timedelta(days=500)):
        task = tasks_of(world, world.own.officer)[url]
        assert task.number == listed(signed_in(world.own.officer), url) == 2
        assert "Nhiều nhất ở thôn Của Ta 01: 2 hộ" in task.detail


def test_households_that_lack_one_skill_in_one_village_are_three_taps_from_the_day(world):
    fill(world)
    client, village = signed_in(world.own.officer), world.own.villages[1]
    steps = [
        f"/dia-ban/{world.own.area.pk}/ho/?loc=thieu-1",
        f"/thon/{village.pk}/ho/?loc=thieu-1",
        "?loc=thieu-ky-nang-2#roster",
    ]
    page = "/viec/"
    for step in steps:
        assert f'href="{step}"' in client.get(page).content.decode()
        page = step if step.startswith("/") else steps[1].partition("?")[0] + step
    assert listed(client, page) == 1


def test_a_list_of_a_commune_says_how_many_of_it_are_in_each_village(world):
    fill(world)
    client = signed_in(world.own.officer)
    places = client.get(f"/dia-ban/{world.own.area.pk}/ho/?loc=thieu-1").context["places"]
    assert sorted(n for _village, n in places) == [1, 2, 3, 4]
    for village, n in places:
        assert listed(client, f"/thon/{village.pk}/ho/?loc=thieu-1") == n
