import itertools

import pytest

from households.register.rules import (
    Clash,
    answered,
    changed_by,
    merge_answers,
    merge_fields,
    merge_value,
)
from skills.catalogue import CLEARED

VALUES = (None, 0, 1, 2)


@pytest.mark.parametrize(("was", "mine", "now"), list(itertools.product(VALUES, repeat=3)))
def test_one_value(was, mine, now):
    merged, clashes = merge_value(was, mine, now)
    i_changed, they_changed = mine != was, now != was
    assert clashes == (i_changed and they_changed and mine != now)
    if i_changed and not they_changed:
        assert merged == mine
    if not i_changed:
        assert merged == now


def test_different_fields_changed_by_two_people_go_together():
    was = {"hamlet": "Xóm 1", "phone": "0905"}
    mine = {"hamlet": "Xóm 2", "phone": "0905"}
    now = {"hamlet": "Xóm 1", "phone": "0906"}
    assert merge_fields(was, mine, now) == {"hamlet": "Xóm 2", "phone": "0906"}


def test_a_clash_says_what_either_wants_and_only_of_what_clashes():
    was = {"hamlet": "Xóm 1", "phone": "0905"}
    mine = {"hamlet": "Xóm 2", "phone": "0907"}
    now = {"hamlet": "Xóm 1", "phone": "0906"}
    with pytest.raises(Clash) as clash:
        merge_fields(was, mine, now)
    assert (clash.value.mine, clash.value.theirs) == ({"phone": "0907"}, {"phone": "0906"})


def test_answers_are_written_and_the_others_left_as_they_are():
    given = [2, None, None, None, None]
    assert merge_answers([0] * 5, given, [0, 2, 0, 0, 0]) == given


def test_an_answer_that_changes_nothing_gives_way_to_what_another_found():
    given = [0, None, None, None, None]
    assert merge_answers([0] * 5, given, [2, 0, 0, 0, 0]) == [None] * 5


def test_an_answer_that_stands_already_is_written_again():
    given = [2, None, None, None, None]
    assert merge_answers([0] * 5, given, [2, 0, 0, 0, 0]) == given


def test_a_skill_that_is_cleared_clashes_with_what_another_found():
    given, was = [None, CLEARED, None, None, None], [0, 2, 0, 0, 0]
    assert merge_answers(was, given, was) == given
    with pytest.raises(Clash) as clash:
        merge_answers(was, given, [0, 1, 0, 0, 0])
    assert (clash.value.mine, clash.value.theirs) == ({"2": None}, {"2": 1})


def test_clashing_answers_are_named_by_the_number_of_their_skill():
    with pytest.raises(Clash) as clash:
        merge_answers([0] * 5, [None, None, 2, None, None], [0, 0, 1, 0, 0])
    assert (clash.value.mine, clash.value.theirs) == ({"3": 2}, {"3": 1})


@pytest.mark.parametrize(
    ("now", "wanted", "given"),
    [
        ([None] * 5, [2, None, None, None, None], [2, None, None, None, None]),
        ([2, 0, 1, None, 2], [2, 2, None, None, 2], [None, 2, CLEARED, None, None]),
        ([2] * 5, [2] * 5, [None] * 5),
    ],
)
def test_answers_lead_from_how_somebody_stands_to_what_a_form_shows(now, wanted, given):
    assert changed_by(wanted, now) == given
    assert answered(given, now) == wanted
