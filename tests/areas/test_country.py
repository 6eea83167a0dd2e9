"""Rows that stand at no place."""

import pytest

from accounts.roles import Role
from areas.kinds import Level
from tests import factories
from tests.web.test_scope import NOWHERE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", NOWHERE)
def test_only_an_administrator_of_the_country_reads_them(world, model):
    getattr(factories, f"{model.__name__}Factory")()
    whole = factories.UserFactory(area=world.country, role=Role.ADMINISTRATOR)
    part = factories.UserFactory(area=world.province, role=Role.ADMINISTRATOR)
    reader = factories.UserFactory(area=world.country, role=Role.COMMITTEE)
    assert world.country.level == Level.COUNTRY
    assert model.objects.visible_to(whole).count() == 1
    for other in (part, reader, world.own.officer, world.own.member):
        assert model.objects.visible_to(other).count() == 0
    assert model.objects.inside(world.country.path).count() == 0
