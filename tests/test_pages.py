"""No page escapes the tests that open every page."""

import pytest

from tests.pages import NO_PAGE, POSTED, ROLES, our_routes, roles, samples, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.slow]


def test_every_route_has_a_sample(world):
    assert our_routes() == samples(world).keys() | POSTED | NO_PAGE


def test_every_role_is_tried(world):
    assert tuple(roles(world)) == ROLES


def test_every_page_is_open_to_somebody(world, pages_of):
    closed = {address for all_ in samples(world).values() for address in all_}
    closed -= pages_of("officer").keys()
    # Pages of the server itself are of administrators of the country alone.
    others = [person for role, person in roles(world).items() if role != "officer"]
    for person in [*others, world.root]:
        client = signed_in(person)
        closed = {address for address in closed if client.get(address).status_code != 200}
    assert closed == set()
