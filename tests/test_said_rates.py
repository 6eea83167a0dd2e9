"""Every percentage that a page says follows from the part and the whole that stand beside it."""

from collections import defaultdict
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from areas.kinds import Level
from figures.indicators import EVERY
from households.declarations.actions import declare
from households.register.actions import add_household
from reports.meetings.actions import freeze
from tests.figures.past_days import as_of
from tests.pages import ROLES, pages_open_to, signed_in
from tests.proving import share_of_today
from tests.said_rates import lines_of, unfounded
from tests.world import ALL, NOTHING

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What is said in percent and is no share of anything counted, with the reason.
ALLOWED = (("Trục đứng của mọi hình cùng từ", "the ends of the axis that small multiples share"),)


def ends_of(country):
    """Return the upper ends of every part and whole of the tree, today and at the end of last month.

    The part itself stands for a rate that is known.
    """
    found, today = defaultdict(set), timezone.localdate()
    days = (today, today.replace(day=1) - timedelta(days=1))
    for level, day in product(Level, days):
        for figures in as_of(country, level, day).values():
            for indicator in EVERY.values():
                rate = indicator.rate(figures)
                found[tuple(rate)].add(rate.high.n if rate.high else rate.n)
    return dict(found)


def not_founded(pages, ends=()):
    """Return what does not follow from its counts, with its page, and how many percentages were read.

    `ends` as `unfounded` takes them.
    """
    wrong, said = [], 0
    for address, page in pages.items():
        for line in lines_of(page):
            said += line.count("%")
            wrong += [
                (address, share, line[:160])
                for share in unfounded(line, ends)
                if not any(sign in line for sign, _why in ALLOWED)
            ]
    return wrong, said


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("role", share_of_today([role for role in ROLES if role != "nobody"], of=6))
def test_every_percentage_of_every_page_is_worked_out_again(world, pages_of, role):
    wrong, said = not_founded(pages_of(role), ends_of(world.country))
    assert wrong == []
    assert said > 10


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("role", ["officer", "committee"])
def test_so_is_every_one_of_a_commune_that_has_begun_with_12_of_2862(world, role):
    by, own = world.own.officer, world.own
    declare(by=by, area=own.area, households=2862, villages=12, source="UBND xã")
    for number in range(16):
        add_household(
            by=by,
            village=own.villages[number % 2],
            head_name=f"Hộ Thêm {number}",
            birth_year=1980,
            results=ALL if number < 11 else NOTHING,
        )
    page = signed_in(by).get(f"/tong-quan/{own.area.pk}/").content.decode()
    # Everybody in five households knows too little: at most 2,857 of 2,862. Together any may know enough.
    assert "0,4% (12/2.862)</b> – <b>99,8% (2.857/2.862)" in page
    # Of the 2,843 that no village explains anything may be true.
    ends = ends_of(world.country) | {(12, 2862): {2857, 2862}, (0, 2843): {2843}}
    wrong, said = not_founded(pages_open_to(world, role), ends)
    assert wrong == []
    assert said > 10
    meeting = freeze(by=world.root, area=own.area.parent)
    reader = signed_in(world.committee)
    for path in ("", "tap/"):
        page = reader.get(f"/hop/{meeting.uuid}/{path}").content.decode()
        assert "99,8" in page
        assert [(line, w) for line in lines_of(page) if (w := unfounded(line, ends))] == []


def test_a_percentage_alone_or_of_another_part_is_found_out():
    assert unfounded("Hộ đạt 33,3% (1/3)") == []
    assert unfounded("Hộ đạt 33,3%") == ["33,3"]
    assert unfounded("Hộ đạt 50,0% 1/3") == ["50,0"]
    assert unfounded("Đạt 99,9% 2.999 / 3.000 hộ, mục tiêu 80%") == []
    page = "<p>Đạt 33,3%</p><p>1/3</p><table><tr><td><div class='ib'><b>50,0%</b></div><small>1/2</small></td></tr></table>"
    assert [unfounded(line) for line in lines_of(page)] == [["33,3"], [], []]


def test_of_what_is_not_known_one_end_alone_is_found_out():
    ends = {(12, 2862): {2856}}
    for line in (
        "Hộ đạt 0,4–99,8% 12/2.862",
        "0,4 % – 99,8 % 12 / 2.862 hộ – 2.856/2.862",
        "0,4% (12/2.862) – 99,8% (2.856/2.862) hộ",
        "Hộ đạt 0,4–99,8% 12/2.862, đã khảo sát 0,6% 18/2.862",
    ):
        assert unfounded(line, ends) == []
    assert unfounded("Hộ đạt 0,4% 12/2.862", ends) == ["0,4"]
    assert unfounded("Hộ đạt 0,4–100% 12/2.862", ends) == ["0,4–100"]
    assert unfounded("Hộ đạt 0,5–99,8% 12/2.862", ends) == ["0,5–99,8"]
    # Without a word of what is unknown there are no two ends.
    assert unfounded("Hộ đạt 33,3–66,7% 1/3") == ["33,3–66,7"]
    assert unfounded("Hộ đạt 33,3–66,7% 1/3", {(1, 3): {2}}) == []
    assert unfounded("Hộ đạt 33,3–66,7% 1/4", {(1, 3): {2}}) == ["33,3–66,7"]
    # Of another indicator the same counts are known.
    assert unfounded("Đã khảo sát 33,3% 1/3", {(1, 3): {2}}) == ["33,3"]
    assert unfounded("Đã khảo sát 33,3% 1/3", {(1, 3): {1, 2}}) == []
