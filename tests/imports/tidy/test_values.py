"""What a file is put into is what the register keeps."""

from households.models import MEANS, Resident
from imports.tidy import values
from teams.models import Member, Tier


def test_words_are_those_of_the_register():
    assert MEANS == values.MEANS
    assert set(Resident.Sex.values) == set(values.SEXES) == set(Member.Sex.values)
    assert set(Resident.Relation.values) == set(values.RELATIONS)
    assert set(Member.Role.values) == set(values.ROLES)
    assert set(Member.Organisation.values) == set(values.ORGANISATIONS)
    assert Tier.COMMUNE.value == values.COMMUNE_TIER
