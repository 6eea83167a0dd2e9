"""Addresses for rows that are drawn in Python."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from web.addresses import around


@pytest.mark.parametrize("route", ["reports:dashboard", "households:list", "areas:detail"])
def test_a_key_between_both_parts_makes_the_address_of_the_route(route):
    assert "7".join(around(route)) == reverse(route, args=[7])


def test_a_route_that_is_missing_or_takes_no_number_is_an_error():
    for route in ("reports:nothing", "teams:list", "households:detail"):
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
