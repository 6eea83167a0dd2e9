"""Orders of the ranked table: the worst first unless asked otherwise, the unknown always last."""

from datetime import UTC, datetime

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from figures.adoption import Step
from figures.figures import Figures, sums_of
from reports.dashboard.queries.ranking import COLUMNS, Order, around
from reports.units.queries.child_units import Child


def child(pk, covered, households, **other):
    known = dict.fromkeys(("households", "expected", "surveyed"), households)
    sums = {**known, "covered": covered, **other}
    saved = datetime(2026, 11, pk, tzinfo=UTC) if pk < 4 else None
    return Child(
        pk, 3, "xa", f"An {pk}", None, Figures(villages=pk, sums=sums_of(sums), saved_at=saved)
    )


CHILDREN = [child(1, 5, 10), child(2, 1, 10), child(3, 40, 80), child(4, 0, 0)]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", [2, 1, 3, 4]),
        ("ho-dat", [2, 1, 3, 4]),
        ("-ho-dat", [1, 3, 2, 4]),
        ("thieu-dat", [4, 1, 2, 3]),
        ("-thieu-dat", [3, 2, 1, 4]),
        ("ten", [1, 2, 3, 4]),
        ("-ten", [4, 3, 2, 1]),
        ("-cap-nhat", [1, 2, 3, 4]),
        ("cap-nhat", [3, 2, 1, 4]),
        ("-thieu-to", [4, 3, 2, 1]),
        ("<script>", [2, 1, 3, 4]),
        ("-", [2, 1, 3, 4]),
    ],
)
def test_children_stand_in_the_order_asked_for(asked, order):
    assert [c.pk for c in Order.asked(asked).sort(CHILDREN)] == order


@pytest.mark.parametrize("key", COLUMNS)
def test_every_column_orders_both_ways_and_keeps_everybody(key):
    for asked in (key, f"-{key}"):
        order = Order.asked(asked)
        assert order.text == asked
        assert sorted(c.pk for c in order.sort(CHILDREN)) == [1, 2, 3, 4]


def test_the_order_in_force_is_among_those_offered_and_chosen():
    for asked in ("", "-thieu-dat", "ky-nang-4"):
        order = Order.asked(asked)
        assert order.offered[order.text]
        assert len(order.offered) == 6 + (asked == "ky-nang-4")


def test_a_commune_that_has_not_begun_comes_last_and_has_no_place():
    idle = [child(number, 0, 50) for number in (5, 6)]
    idle[0].steps, idle[1].steps = {Step.NO_ACCOUNT: 1}, {Step.NO_HOUSEHOLD: 1}
    for asked in ("", "-thieu-dat", "-so-ho"):
        order = Order.asked(asked)
        listed = order.sort([*idle, *CHILDREN])
        # The nearest to beginning before the others.
        assert [c.pk for c in listed[-2:]] == [6, 5]
        assert order.places(listed)[-2:] == [None, None]


def test_places_are_counted_among_those_ranked():
    few, first, same, next_one, unknown = (
        child(1, 0, 20),
        child(2, 10, 100),
        child(3, 10, 100),
        child(5, 60, 100),
        child(6, 0, 0),
    )
    order = Order.asked("")
    listed = order.sort([few, first, same, next_one, unknown])
    assert [c.pk for c in listed] == [1, 2, 3, 5, 6]
    assert order.places(listed) == [None, 1, 1, 3, None]


def test_few_households_are_some_households():
    assert [c.figures.is_small for c in (child(1, 0, 0), child(2, 0, 29), child(3, 0, 30))] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("route", ["reports:dashboard", "households:list", "areas:detail"])
def test_a_key_between_both_parts_makes_the_address_of_the_route(route):
    assert "7".join(around(route)) == reverse(route, args=[7])


def test_a_route_that_is_missing_or_takes_no_number_is_an_error():
    for route in ("reports:nothing", "teams:list", "privacy:request"):
        with pytest.raises(NoReverseMatch):
            around(route)


def test_an_address_begins_with_the_prefix_of_the_site():
    around("reports:dashboard")
    set_script_prefix("/to-so/")
    try:
        assert around("reports:dashboard") == ("/to-so/tong-quan/", "/")
    finally:
        set_script_prefix("/")
    assert around("reports:dashboard") == ("/tong-quan/", "/")
