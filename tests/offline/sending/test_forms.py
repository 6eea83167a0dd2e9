"""What no page of ours makes is not taken, and what is written is what whoever decides reads."""

from uuid import UUID

import pytest

from offline.models import SentOperation
from offline.pending.rules import told_in
from offline.sending.forms import Malformed, Newer, said_by
from offline.sending.rules.said import Item

pytestmark = pytest.mark.pure
KEY = UUID(int=7)
HEAD = {"name": "Nguyễn Văn An", "results": "20---"}


def payload(**over):
    said = {"v": 1, "uuid": str(KEY), "author": 1, "device": "", "kind": "household", "village": 3}
    said |= {"household": str(UUID(int=9)), "on": "2026-11-30", "at": "2026-11-30T03:00:00Z"}
    return {**said, "taken": "2026-11-29T03:00:00Z", "head": HEAD, "people": [], **over}


def read(**over):
    return said_by(Item(KEY, "", ""), payload(**over))


@pytest.mark.parametrize(
    "over",
    [
        # Moments that a database takes and never gives back, or that no clock of ours reaches.
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-12:00"},
        {"taken": "0001-01-01T00:00:00+14:00"},
        {"taken": "9999-12-31T23:59:59-12:00"},
        {"on": "0001-01-01"},
        # Half a character.
        {"head": {"name": "Ng\ud800"}},
        {"hamlet": "\udfff"},
        {"head": {**HEAD, "phone": "\ud83d"}},
    ],
)
def test_what_cannot_be_kept_or_shown_is_no_operation(over):
    assert read()
    with pytest.raises(Malformed):
        read(**over)


def test_another_name_beside_the_one_that_is_read_is_not_written():
    son = {"ref": str(UUID(int=8)), "name": "Bé", "full_name": "Khác", "results": "-----"}
    facts = read(head={**HEAD, "head_name": "Khác"}, people=[son]).facts
    assert facts["head_name"] == "Nguyễn Văn An"
    assert [one["full_name"] for one in facts["people"]] == ["Bé"]


def test_results_that_came_as_a_number_are_shown_as_they_are_written():
    said = payload(head={"name": "An", "results": 20121})
    assert said_by(Item(KEY, "", ""), said).facts["results"] == [2, 0, 1, 2, 1]
    (told,) = told_in("household", said)
    assert told.answers == ((1, 2), (2, 0), (3, 1), (4, 2), (5, 1))


# As the pages of the first release made them, whole: phones keep them for as long as nobody has a network.
RECORDED = {
    "household": {
        "head": {"name": "Lò A", "birth_year": "", "sex": "", "phone": "", "results": "2222-"},
        "people": [
            {"name": "Lò B", "birth_year": "2001", "sex": "m", "phone": "", "results": "-----"}
            | {"ref": str(UUID(int=8)), "relation": "child"}
        ],
        "hamlet": "Xóm 1",
        "smartphone": "",
        "internet": "",
        "status": "resident",
        "apart": [],
    },
    "person": {"ref": str(UUID(int=8)), "name": "Lò C", "relation": "other", "birth_year": ""}
    | {"sex": "", "phone": "", "results": "-----"},
    "answers": {"person": 12, "set": {"1": "2", "2": "-"}, "was": {"1": "-", "2": "0"}},
    "status": {"to": "nobody_home", "was": "resident"},
    "refusal": {"to": "refused", "reason": "privacy", "again": "6", "until": ""}
    | {"was": "resident"},
    "session": {"team": 3, "said": "Tổ", "place": "Chợ", "title": "", "note": "", "people": 12}
    | {
        "household": str(KEY),
        "persons": None,
        "women": None,
        "households": None,
        "skills": ["4"],
        "present": [1],
    },
    "undo": {"of": str(UUID(int=6)), "person": 12, "set": {"1": "2"}, "was": {"1": "-"}},
}


@pytest.mark.parametrize("kind", RECORDED)
def test_what_the_first_pages_made_is_read_for_ever(kind):
    said = {**payload(kind=kind, follows=None), **RECORDED[kind]}
    assert said_by(Item(KEY, "", ""), said).kind == kind
    assert RECORDED.keys() == {*SentOperation.Kind}


@pytest.mark.parametrize("over", [{"v": 2}, {"kind": "photo"}, {"v": None}])
def test_what_a_later_release_may_have_made_is_not_called_malformed(over):
    with pytest.raises(Newer):
        read(**over)
