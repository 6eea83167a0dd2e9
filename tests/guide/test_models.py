"""Who reads which contact: the people of its province, at any level of it, and nobody else."""

import pytest

from accounts.models import User
from guide.models import HelpContact, contact_for
from tests.factories import HelpContactFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(world):
    HelpContactFactory(province=world.other_province, name="Sở nơi khác")
    return HelpContactFactory(province=world.province)


def test_all_people_of_a_province_ask_its_contact(world, contact):
    people = (world.own.officer, world.own.member, world.sibling.officer, world.reviewer)
    for person in (*people, world.committee):
        assert contact_for(person) == contact
    assert contact_for(world.foreign.officer).name == "Sở nơi khác"


def test_a_stranger_and_the_nation_have_no_contact(world, contact):
    nowhere = UserFactory(area=None)
    stopped = User.unscoped.get(pk=world.own.officer.pk)
    stopped.is_active = False
    for person in (None, nowhere, stopped, world.root):
        assert contact_for(person) is None


def test_rows_are_seen_inside_the_territory_by_those_who_set_them(world, contact):
    seen = HelpContact.objects.visible_to
    assert list(seen(world.committee)) == list(seen(world.administrator)) == [contact]
    assert seen(world.root).count() == 2
    assert list(seen(world.own.officer)) == list(seen(world.reviewer)) == []
    assert str(contact) == contact.name
