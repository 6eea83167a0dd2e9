"""What waits in words: whom it speaks of and what they answered; the parts of the sentence add up."""

import pytest

from offline.models import SentOperation, Why
from offline.pending.rules import Lately, first_words, name_in, summary_of, told_in, why_words

HOUSEHOLD = {
    "head": {"name": "Đặng Thị Thu", "birth_year": 1984, "phone": "0905", "results": "20-1-"},
    "people": [{"name": "Lê Văn Con", "relation": "child", "results": None}],
}


def operation(**facts):
    return SentOperation(**{"kind": "household", "why": "closed", **facts})


def test_each_person_of_a_new_household_is_told_with_the_answers_that_were_given():
    head, child = told_in("household", HOUSEHOLD)
    assert (head.name, head.facts) == ("Đặng Thị Thu", ("sinh 1984", "0905"))
    assert head.answers == ((1, 2), (2, 0), (4, 1))
    assert (child.name, child.facts, child.answers) == ("Lê Văn Con", ("con",), ())


def test_what_was_set_back_is_told_as_not_asked():
    (one,) = told_in("answers", {"set": {"3": "2", "1": "-"}}, "Ai Đó")
    assert (one.name, one.answers) == ("Ai Đó", ((1, None), (3, 2)))


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("household", HOUSEHOLD, "Hộ mới, 2 người"),
        ("person", {"name": "Lê Mới"}, "Thêm người: Lê Mới"),
        ("answers", {"set": {"4": "2", "3": "0"}}, "Kỹ năng 3, 4"),
        ("status", {"to": "nobody_home"}, "Vắng nhà"),
        ("undo", {}, "Hoàn tác"),
        # What cannot be opened is told by its kind.
        ("status", {}, "Ghi tình trạng hộ"),
    ],
)
def test_an_operation_in_a_few_words(kind, said, words):
    assert summary_of(operation(kind=kind), said).capitalize() == words.capitalize()


def test_only_what_names_somebody_new_has_a_name():
    assert name_in(HOUSEHOLD) == "Đặng Thị Thu"
    assert name_in({"name": "Lê Mới"}) == "Lê Mới"
    assert name_in({"set": {"1": "2"}}) == name_in({}) == ""


def test_every_reason_is_said_to_the_officer_and_none_speaks_to_whoever_entered_it():
    for why in Why:
        words = why_words(operation(why=why))
        assert words
        if why in {Why.CLOSED, Why.MOVED, Why.TWIN, Why.HANDED_OVER, Why.UNKNOWN, Why.ENDED}:
            assert "Anh/chị" not in words
            assert "Cán bộ xã" not in words
    assert "Trở lại sổ" in first_words(operation(why="closed"))
    assert first_words(operation(why="twin")) == ""


def test_the_parts_of_the_sentence_add_up_to_the_whole():
    said = Lately(sent=212, written=208, waiting=2, decided=1, refused=1).said
    assert said == (
        "208/212 (98,1%) tự ghi vào sổ, 2 mục chờ người quyết định, 1 mục đã quyết định, 1 mục không nhận"
    )
    assert Lately(sent=1, written=1, waiting=0, decided=0, refused=0).said == (
        "1/1 (100,0%) tự ghi vào sổ, 0 mục chờ người quyết định"
    )
