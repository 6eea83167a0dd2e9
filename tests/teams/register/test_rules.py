"""Who of several teams is one person: by the account or an earlier decision; else asked, never guessed."""

from datetime import date

import pytest

from teams.register.rules import Known, are_one, grouped, identities, pairs

DAY = date(2026, 1, 5)


def known(member, name="Lê Lan", phone="", year=None, **said):
    return Known(member, name, phone, year, DAY, **said)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (known(1), known(2, "Vũ An"), False),
        (known(1), known(2, "LÊ  Lan"), None),
        (known(1, year=1990), known(2, year=1990), None),
        (known(1, year=1990), known(2, year=1991), False),
        (known(1, year=1990, phone="0905 1"), known(2, year=1991, phone="09051"), None),
        (known(1, phone="0905 1"), known(2, "Vũ An", "0905.1"), None),
        (known(1, phone="09051"), known(2, phone="09052"), False),
        (known(1, account=7), known(2, "Vũ An", account=7), True),
        (known(1, account=7), known(2, "Vũ An", account=8), False),
        (known(1, person=1), known(2, "Lan", person=1), True),
        (known(1, person=1), known(2, person=2), False),
        (known(1, person=1), known(2), None),
    ],
)
def test_what_says_that_two_are_one(one, other, verdict):
    assert (are_one(one, other), are_one(other, one)) == (verdict, verdict)


def test_people_of_one_team_are_not_compared():
    teams = [[known(1), known(2)], [known(3, account=5)], [known(4, "Vũ An", account=5)]]
    assert pairs(teams) == ([(3, 4)], [(1, 3), (2, 3)])


def test_pairs_make_one_person_of_several_rows():
    assert grouped([1, 2, 3, 4], [(3, 2), (4, 3)]) == {1: 1, 2: 2, 3: 2, 4: 2}


def test_who_was_said_to_be_one_is_so_whatever_is_typed_since():
    rows = [known(1, person=1), known(2, "Lan", person=1), known(3, person=3), known(4)]
    found = identities(rows)
    assert [(found[key].person, found[key].unclear) for key in (1, 2, 3, 4)] == [
        *((1, False), (1, False), (3, False)),
        (1, True),
    ]
