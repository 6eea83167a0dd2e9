"""Households of a commune that lack one skill: by skill and village, each number the length of its list."""

import re

import pytest
from django.utils import timezone

from households.register.actions import add_household, add_resident
from households.survey.actions import assess
from reports.dashboard.queries.near import near_of
from reports.units.queries.child_units import below
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(world):
    """Give the first village three households that lack skill 4, and the second one that lacks skill 2."""
    by, (first, second) = world.own.officer, world.own.villages
    for name in ("Một", "Hai", "Ba"):
        add_household(by=by, village=first, head_name=name, results=[2, 2, 2, 0, 2])
    add_household(by=by, village=second, head_name="Bốn", results=[2, 0, 2, 2, 2])
    return world


def table(world):
    inside = below(world.own.area, timezone.localdate())
    return near_of(world.own.area, inside.children)


def numbers(line):
    return [n for n, _url in line.cells], line.whole[0]


def test_rows_and_columns_add_up_to_one_sum_the_skill_most_lack_first(lacking):
    found = table(lacking)
    assert [one.pk for one in found.villages] == [one.pk for one in lacking.own.villages]
    by_skill = {line.skill.number: numbers(line) for line in found.lines}
    assert found.lines[0].skill.number == 4
    assert (by_skill[4], by_skill[2]) == (([3, 0], 3), ([0, 1], 1))
    assert numbers(found.sums) == ([3, 1], 4)
    assert sum(line.whole[0] for line in found.lines) == found.sums.whole[0]


def test_a_household_in_two_lines_is_taken_off_below_them(lacking):
    home = add_household(
        by=lacking.own.officer,
        village=lacking.own.village,
        head_name="Năm",
        results=[2, 2, 2, 2, 0],
    )
    other = add_resident(by=lacking.own.officer, household=home, full_name="Sáu")
    assess(by=lacking.own.officer, resident=other, results=[0, 2, 2, 2, 2])
    found = table(lacking)
    assert numbers(found.twice) == ([-1, 0], -1)
    lines = sum(line.whole[0] for line in found.lines)
    assert lines + found.twice.whole[0] == found.sums.whole[0] == 5


def test_every_number_is_the_length_of_the_list_it_leads_to(lacking):
    client = signed_in(lacking.own.officer)
    page = client.get(f"/tong-quan/{lacking.own.area.pk}/").content.decode()
    part = page.split('class="tbl near"')[1].split("</table>")[0]
    links = re.findall(r'<a href="([^"]+)">(\d+)</a>', part)
    assert len(links) == 7
    for url, n in links:
        assert len(client.get(url).context["page"]) == int(n), url


def test_who_may_not_read_names_has_no_table(lacking):
    """Skill by skill and village by village its numbers are of few households."""
    page = signed_in(lacking.reviewer).get(f"/tong-quan/{lacking.own.area.pk}/").content.decode()
    assert "Gần đạt: 4/" not in " ".join(page.split())
    assert "thieu-ky-nang" not in page


def test_where_nobody_lacks_one_skill_there_is_no_table(world):
    assert table(world) is None
