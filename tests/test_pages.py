"""No page escapes the tests that open every page."""

import pytest

from tests.pages import NO_PAGE, POSTED, ROLES, open_to, our_routes, roles, samples

pytestmark = pytest.mark.django_db


def test_every_route_has_a_sample(world):
    assert our_routes() == samples(world).keys() | POSTED | NO_PAGE


def test_every_role_is_tried(world):
    assert tuple(roles(world)) == ROLES


def test_every_page_is_open_to_somebody(world):
    found = {address for role in ROLES for address in open_to(world, role)}
    assert found == {address for all_ in samples(world).values() for address in all_}
