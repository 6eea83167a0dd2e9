"""What is known of a commune before a file is read: its villages by all their names."""

from datetime import date

import pytest

from areas.models import Area
from imports.jobs.queries.known import Said, villages_in
from tests.factories import (
    CommuneFactory,
    MemberFactory,
    ResidentFactory,
    SuccessionFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return CommuneFactory(name="Tuy An Đông")


def ended(commune, name, *heirs):
    village = VillageFactory(parent=commune, name=name)
    Area.unscoped.filter(pk=village.pk).update(closed_on=date(2026, 3, 1))
    for heir in heirs:
        SuccessionFactory(predecessor=village, successor=heir, on=date(2026, 3, 1))
    return village


def test_a_village_that_went_into_another_whole_is_that_one(commune):
    new = VillageFactory(parent=commune, name="Phú Hội")
    ended(commune, "Phú Lợi", new)
    found = villages_in(commune).find("Thôn Phú Lợi")
    assert found.pk == new.pk


def test_a_village_that_was_parted_is_asked_about(commune):
    one, two = (
        VillageFactory(parent=commune, name="Phú Hội"),
        VillageFactory(parent=commune, name="Hội Phú"),
    )
    ended(commune, "Phú Lợi", one, two)
    assert villages_in(commune).find("Thôn Phú Lợi").pk is None


def test_the_register_says_the_names_of_its_own_people_in_their_words(
    commune, django_assert_num_queries
):
    own, other = VillageFactory(parent=commune), VillageFactory()
    MemberFactory(team__area=own, full_name="Đoàn Thanh Niên")
    for village, name in ((own, "Lê An 2"), (other, "Tô 3")):
        ResidentFactory(household__village=village, full_name=name)
    said = Said(commune)
    with django_assert_num_queries(4):
        told = [said.has("full_name", name) for name in ("Đoàn Thanh Niên", "Lê An 2", "Tô 3")]
    assert (told, said.has("number", "Lê An 2")) == ([True, True, False], False)
