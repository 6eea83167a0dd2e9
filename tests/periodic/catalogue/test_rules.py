"""Columns of forms, and what the figures of the register say."""

from dataclasses import replace

import pytest

from figures.figures import Figures, sums_of
from households.counts.contribution import MOVED
from periodic.catalogue.rules.columns import (
    MEANING,
    Wrong,
    as_data,
    check_columns,
    column_of,
    typed,
)
from periodic.catalogue.rules.defaults import OURS
from periodic.catalogue.rules.facts import Facts, Means, Sessions, Teams
from periodic.catalogue.rules.people import PEOPLE
from periodic.catalogue.rules.vocabulary import BY_KEY, FIGURES, traced
from periodic.content import Source, Value, columns_of
from periodic.drafts.queries.late import _SESSIONS
from periodic.filing.queries.causes import _ADDS

MONEY = typed("kinh-phi", "Kinh phí", "Đã chi trong kỳ", "đồng")
POOR = typed("ho-ngheo", "Hộ nghèo", "Theo chuẩn", "hộ", checks=(("<=", "ho"),))
HOMES = column_of("ho")


@pytest.mark.parametrize("ours", OURS, ids=lambda one: one.key)
def test_forms_of_ours_are_forms_and_come_back_from_json(ours):
    check_columns(ours.columns)
    assert columns_of(as_data(ours.columns)) == ours.columns


def test_the_form_of_a_month_has_every_column_that_the_field_asks_for():
    keys = [one.key for one in OURS[0].columns]
    asked = "thon ho to to-hoat-dong thanh-vien thanh-vien-nu thanh-vien-doan thanh-vien-tap-huan buoi luot"
    asked += " ho-tiep-can ho-khao-sat ho-dat ho-dat-khao-sat ky-nang-1 ky-nang-2 ky-nang-3 ky-nang-4 ky-nang-5"
    asked += " ho-khong-dien-thoai kinh-phi kho-khan"
    assert [key for key in asked.split() if key not in keys] == []
    assert len(OURS[1].columns) == 14


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ([], "empty"),
        ([MONEY, MONEY], "twice"),
        ([replace(MONEY, key="Kinh phí")], "key"),
        ([replace(MONEY, key="a" * 65)], "key"),
        ([replace(MONEY, definition="")], "words"),
        ([replace(MONEY, figure="ho")], "figure"),
        ([replace(HOMES, figure="")], "figure"),
        ([replace(HOMES, is_text=True)], "text"),
        ([POOR], "check"),
        ([HOMES, replace(POOR, checks=(("<=", "ho-ngheo"),))], "check"),
        ([HOMES, replace(POOR, checks=(("between", 5, 3),))], "check"),
        ([HOMES, replace(POOR, checks=(("between", "a", "b"),))], "check"),
        ([HOMES, replace(POOR, checks=(("of", "ho"),))], "check"),
    ],
)
def test_what_is_no_form_says_why(columns, why):
    with pytest.raises(Wrong) as wrong:
        check_columns(columns)
    assert wrong.value.why == why


@pytest.mark.parametrize("name", MEANING)
def test_a_column_cannot_change_its_meaning_under_its_key(name):
    other = {
        "measure": "flow",
        "source": Source.NONE,
        "figure": "ho-trong-so",
        "is_text": True,
    }.get(name, "khác")
    before = [HOMES, POOR]
    changed = HOMES if name == "figure" else POOR
    after = [replace(one, **{name: other}) if one is changed else one for one in before]
    with pytest.raises(Wrong) as wrong:
        check_columns(after, before)
    assert (wrong.value.column, wrong.value.why) == (changed.key, "changed")


def test_a_name_may_be_put_right_and_columns_may_come_and_go():
    check_columns([replace(HOMES, name="Tổng số hộ"), MONEY], [HOMES, POOR])


def test_keys_of_figures_are_once():
    assert len(BY_KEY) == len(FIGURES)


def read(key, facts):
    return BY_KEY[key].read(facts)


def test_what_nobody_wrote_down_is_not_nought():
    quiet = Facts()
    assert read("buoi", quiet) == Value(n=0)
    assert read("luot", quiet) == Value(n=0)
    untold = Facts(sessions=Sessions(n=2))
    assert read("luot", untold) == Value()
    assert read("luot-nu", untold) == Value()
    some = Facts(sessions=Sessions(n=2, turns=5, turns_in=1, women=2, heads=4, women_in=1))
    assert read("luot", some) == Value(n=5)
    assert read("luot-nu", some) == Value(n=2, of=4)
    assert read("thanh-vien-nu", Facts(teams=Teams(members=3))) == Value()
    assert read("thanh-vien-nu", Facts(teams=Teams(members=3, women=1, sex_known=2))) == Value(
        n=1, of=2
    )
    assert read("ho-khong-dien-thoai", quiet) == Value()
    assert read("ho-khong-dien-thoai", Facts(means=Means(asked=4))) == Value(n=0, of=4)


def test_figures_of_households_have_their_numbers_and_say_when_a_percentage_would_be_too_much():
    sums = sums_of({"households": 90, "expected": 100, "surveyed": 80, "partly": 5, "covered": 40})
    facts = Facts(figures=Figures(villages=3, sums=sums, communes=1))
    assert read("ho", facts) == Value(n=100)
    assert read("ho-trong-so", facts) == Value(n=90)
    assert (read("ho-tiep-can", facts).n, read("ho-tiep-can", facts).of) == (85, 100)
    assert (read("ho-dat", facts).n, read("ho-dat", facts).of) == (40, 100)
    # A fifth of the households was never asked: it lies between two ends.
    assert read("ho-dat", facts).share is None
    assert read("ho-dat-khao-sat", facts).share == 50


def test_facts_of_units_are_added_up():
    assert Teams(teams=1, women=2) + Teams(teams=3, left=1) == Teams(teams=4, women=2, left=1)


def test_figures_of_people_are_read_second_to_those_of_households():
    """A hundred households, all registered; 200 people, 180 of age, 150 asked all five."""
    counts = {"people": 200, "people_of_age": 180, "people_age_unknown": 4, "people_asked": 170}
    counts |= {"people_whole": 150, "people_payment": 60, "people_covered": 50}
    counts |= {"people_women_whole": 80, "people_women_covered": 30, "people_no_sex_whole": 5}
    counts |= {"people_young_whole": 70, "people_middle_whole": 40, "people_elder_whole": 36}
    sums = sums_of({"households": 100, "expected": 100, "surveyed": 95} | counts)
    facts = Facts(figures=Figures(villages=3, sums=sums, communes=1))
    said = {one.key: (read(one.key, facts).n, read(one.key, facts).of) for one in PEOPLE}
    assert said["nguoi"] == (200, None)
    assert said["nguoi-duoc-tinh"] == (180, 200)
    assert said["nguoi-chua-ro-nam-sinh"] == (4, 200)
    assert said["nguoi-da-hoi"] == (170, 180)
    assert said["nguoi-hoi-du"] == (150, 180)
    assert said["nguoi-ky-nang-3"] == (60, 180)
    assert said["nguoi-biet-du"] == (50, 180)
    assert said["nguoi-biet-du-hoi-du"] == (50, 150)
    assert said["nguoi-nu-hoi-du"] == (80, 150)
    assert said["nguoi-nu-biet-du"] == (30, 80)
    assert said["nguoi-cao-tuoi-hoi-du"] == (36, 150)
    assert said["nguoi-hoi-du-chua-ro-gioi"] == (5, 150)
    assert said["nguoi-hoi-du-chua-ro-tuoi"] == (4, 150)
    check_columns([column_of(one.key) for one in PEOPLE])


def test_what_moves_a_figure_is_told_of_one_thing_alone():
    """Turns of sessions and people of the register are two things: a name of both would explain one by the other."""
    assert traced(["luot"]) == {"luot": "turns"}
    assert traced(["nguoi"]) == {"nguoi": "people"}
    assert not {*_ADDS, *_SESSIONS} & set(MOVED)
    assert {one.traced for one in FIGURES} <= {"", "sessions", "turns", *MOVED}
