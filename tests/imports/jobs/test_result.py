"""The page of a file that is over: what it moved, and what is left to do."""

import re

import pytest
from django.urls import reverse

from areas.actions import add_village
from households.declarations import actions as declarations_actions
from households.duplicates import actions as duplicates_actions
from households.models import Household
from households.register import actions as register_actions
from imports.kinds import KINDS
from imports.models import Import
from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from tests.factories import ImportFactory
from tests.imports.jobs.test_running import new, written
from tests.world import ALL, FOUNDED

pytestmark = pytest.mark.django_db


def page(client, source):
    return client.get(reverse("imports:detail", args=[source.uuid])).content.decode()


def figures(text):
    """Return the figures of the table: words, before, after, difference."""
    cells = re.findall(
        r'<th scope="row">(.*?)</th>' + r'\s*<td class="num(?: b)?">(.*?)</td>' * 3, text
    )
    return {words: numbers for words, *numbers in cells}


class TestTwins:
    def test_households_that_came_and_may_be_there_already_are_counted_by_village(
        self, world, client
    ):
        own = world.own
        for village, name in ((own.village, "Lê Thị Hoa"), (own.villages[1], "Lê Văn Sáu")):
            register_actions.add_household(by=own.officer, village=village, head_name=name)
        rows = [
            new("Lê Thị Hòa"),
            new("Lê Thị Hoá", birth_year=1960),
            {**new("Lê Văn Sáu"), "village": own.villages[1]},
            new("Lê Không Trùng"),
        ]
        text = page(client, written(world, *rows))
        place = own.village.full_name.lower()[:4] + own.village.full_name[4:]
        assert f"2 hộ nghi trùng ở {place}" in text
        assert "1 hộ nghi trùng" in text
        for village in own.villages[:2]:
            assert reverse("households:duplicates", args=[village.pk]) in text
        assert text.count("Xem và gộp") == 2

    def test_those_that_were_said_to_be_two_and_those_taken_back_are_not(self, world, client):
        own = world.own
        one = register_actions.add_household(
            by=own.officer, village=own.village, head_name="Lê Hoa"
        )
        source = written(world, new("Lê Hoa"))
        assert "nghi trùng" in page(client, source)
        other = Household.unscoped.exclude(pk=one.pk).get(head_name="Lê Hoa")
        duplicates_actions.say_apart(by=own.officer, one=one, other=other)
        assert "nghi trùng" not in page(client, source)
        duplicates_actions.say_apart(by=own.officer, one=one, other=other, apart=False)
        assert "nghi trùng" in page(client, source)
        client.post(reverse("imports:undo", args=[source.uuid]))
        assert "nghi trùng" not in page(client, source)

    def test_the_number_of_queries_does_not_grow_with_them(
        self, world, client, django_assert_max_num_queries
    ):
        own = world.own
        rows = [
            {**new(f"Lê Trùng {n % 4}"), "village": village}
            for n in range(8)
            for village in own.villages[:2]
        ]
        source = written(world, *rows)
        with django_assert_max_num_queries(19):
            assert page(client, source).count("8 hộ nghi trùng") == 2


class TestFigures:
    def test_households_as_they_were_and_as_they_are(self, world, client):
        two = [2, 2, None, None, None]
        rows = new("Lê Một", results=ALL), new("Lê Hai"), new("Lê Ba", results=two)
        assert figures(page(client, written(world, *rows))) == {
            "Hộ trong sổ": ["3", "6", "+3"],
            "Hộ đã khảo sát": ["2", "3", "+1"],
            "Hộ mới khảo sát một phần": ["0", "1", "+1"],
            "Hộ đạt 5 kỹ năng": ["1", "2", "+1"],
        }

    @pytest.mark.parametrize(
        ("kind", "moved"),
        [
            ("households", {"households": 1}),
            ("villages", {"villages": 1, "declared": 50}),
            ("teams", {"teams": 1, "members": 2, "with_team": 1}),
            ("activities", {"sessions": 1, "turns": 12}),
        ],
    )
    def test_every_kind_counts_what_its_files_bring(self, world, kind, moved):
        own, count = world.own, KINDS[kind].count
        before = count(own.area)
        village = add_village(by=own.officer, commune=own.area, kind="thon", name="Tân Mới")
        register_actions.add_household(by=own.officer, village=village, head_name="Lê Một")
        declarations_actions.declare(by=own.officer, area=village, households=50, source="Thôn")
        people = [{"full_name": "Lê Hai"}, {"full_name": "Lê Ba"}]
        team = founding_actions.found_team(by=own.officer, area=village, on=FOUNDED, members=people)
        activities_actions.log_activity(
            by=own.officer, team=team, held_on=FOUNDED, people=12, title="Ra quân"
        )
        after = count(own.area)
        assert list(after) == list(KINDS[kind].figures)
        assert {name: after[name] - n for name, n in before.items() if after[name] != n} == moved

    def test_what_is_not_known_of_both_is_not_shown(self, world, client):
        own = world.own
        source = ImportFactory(
            commune=own.area, kind="teams", state="done", confirmed_by=own.officer
        )
        Import.unscoped.filter(pk=source.pk).update(
            before={"teams": 1, "members": 4}, after={"teams": 3}
        )
        assert figures(page(client, source)) == {"Tổ đang có": ["1", "3", "+2"]}
