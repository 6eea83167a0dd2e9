import itertools

import pytest

from households.merging import Clash, merge_fields, merge_results, merge_value

VALUES = (None, 0, 1, 2)


@pytest.mark.parametrize(("was", "mine", "now"), list(itertools.product(VALUES, repeat=3)))
def test_one_value(was, mine, now):
    merged = merge_value(was, mine, now)
    i_changed, they_changed = mine != was, now != was
    assert merged.clashes == (i_changed and they_changed and mine != now)
    if i_changed and not they_changed:
        assert merged.value == mine
    if not i_changed:
        assert merged.value == now


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


def test_results_are_named_by_the_number_of_their_skill():
    assert merge_results([0] * 5, [2, 0, 0, 0, 0], [0, 2, 0, 0, 0]) == [2, 2, 0, 0, 0]
    with pytest.raises(Clash) as clash:
        merge_results([0] * 5, [0, 0, 2, 0, 0], [0, 0, 1, 0, 0])
    assert (clash.value.mine, clash.value.theirs) == ({"3": 2}, {"3": 1})
