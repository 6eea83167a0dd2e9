"""Who sends a file of a province, and to which of its communes."""

import pytest

from accounts.roles import Role
from tests.factories import CommuneFactory
from tests.pages import signed_in


@pytest.fixture
def communes(world):
    return [CommuneFactory(parent=world.province, name=name) for name in ("Sông Bé", "Núi Lớn")]


@pytest.fixture
def office(world):
    """Return a client signed in as somebody of the province."""
    return signed_in(world.person("so-khcn", Role.REVIEWER, world.province))
