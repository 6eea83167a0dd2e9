"""What was said of a village's name is remembered for that name, and for no other."""

from areas.kinds import Kind
from imports.kinds.places import Places, as_asked
from imports.spreadsheet.lines import Line

VILLAGES = {1: [(Kind.THON, "Tân An")], 2: [(Kind.THON, "Tấn An")]}


def village_of(text, said=None):
    line = Line(2, values={"village": text})
    return Places(VILLAGES, said or {}).of(line), line.problems


def test_what_was_said_of_a_name_is_taken_again():
    assert village_of("Tan An")[0] is None
    assert village_of("Tan An")[1]
    assert village_of("tan  an", {as_asked("Tan An"): 1}) == (1, ())


def test_what_was_said_of_a_name_without_marks_overrules_no_name_with_them():
    said = {as_asked("Tan An"): 1}
    assert village_of("Tấn An", said)[0] == 2
    assert village_of("Tán An", said)[0] is None


def test_a_village_that_is_no_more_of_the_commune_is_forgotten():
    assert village_of("Tan An", {as_asked("Tan An"): 9})[0] is None
