"""Rows added up: blank is in no sum, and a sum in which units are missing says how many it adds up."""

import json
from dataclasses import asdict, replace

import pytest

from periodic.catalogue.rules.columns import column_of, typed
from periodic.content import Content, Row, Value, digest
from periodic.documents.rules.annex import spread
from periodic.documents.rules.tables import main_tables
from periodic.drafts.rules.values import added, with_typed
from periodic.writing.rules.checks import warnings
from tests.periodic.documents.contents import commune_month

HOMES, MONEY = column_of("ho"), typed("kinh-phi", "Kinh phí", "Đã chi", "đồng")
COLUMNS = (HOMES, MONEY)


def rows(*values):
    return [Row(f"Xã {n}", pk=n, values=of) for n, of in enumerate(values, start=1)]


def of(homes, money):
    return {"ho": Value(homes), "kinh-phi": Value(money)}


def test_a_blank_cell_and_an_older_form_are_missing_in_the_sum_and_it_says_so():
    # The last unit sent on a version of the form that did not ask for money.
    sums = added(COLUMNS, rows(of(1, 5), of(2, None), {"ho": Value(4)}))
    assert sums["ho"] == Value(7)
    assert sums["kinh-phi"] == Value(5, told=1, parts=3)
    assert added(COLUMNS, rows(of(0, 0), of(0, 0)))["kinh-phi"] == Value(0)
    assert added(COLUMNS, rows(of(1, None), of(1, None)))["kinh-phi"] == Value()


@pytest.mark.parametrize(("sums_up", "whole"), [(False, 9), (True, 8)])
def test_the_whole_of_a_commune_may_be_typed_and_what_was_sent_is_not_typed_over(sums_up, whole):
    found = with_typed(COLUMNS, of(3, 9), rows(of(1, 5), of(2, 3)), sums_up=sums_up)
    assert (found["kinh-phi"].n, found["ho"].n) == (whole, 3)


def test_what_belongs_to_no_village_is_no_village_that_left_its_number_blank():
    nowhere = Row("Chưa rõ thôn", values={"ho": Value(2)})
    found = with_typed(COLUMNS, of(3, None), [*rows(of(1, 5)), nowhere], sums_up=False)
    assert found["kinh-phi"] == Value(5)


def summed(*values):
    total = added(COLUMNS, rows(*values))
    return replace(
        commune_month(),
        unit_level="province",
        columns=COLUMNS,
        total=Row("Tỉnh", values=total),
        rows=tuple(rows(*values)),
        previous=None,
        sent_below=(len(values), len(values)),
    )


def test_paper_and_page_name_the_sums_in_which_units_are_missing():
    content = summed(of(1, 5), of(2, None))
    notes = [main_tables(content)[0].note, spread(content).note]
    assert all("Chưa đủ nơi có số: Kinh phí (1/2)." in note for note in notes)
    assert "Chưa đủ nơi có số: Kinh phí (1/2)." in warnings(content)
    whole = summed(of(1, 5), of(2, 3))
    assert "Chưa đủ" not in f"{main_tables(whole)[0].note}{spread(whole).note}{warnings(whole)}"


def test_what_was_frozen_before_contents_said_more_keeps_its_digest():
    # The code on its papers is made of it.
    old = json.loads(json.dumps(asdict(summed(of(1, 5), of(2, 3)))))
    del old["previous_on"], old["stood"], old["weighed"], old["sent_as"]
    for row in (old["total"], *old["rows"]):
        for value in row["values"].values():
            del value["told"], value["parts"]
    assert digest(Content.of_data(old).as_data()) == digest(old)
    partial = summed(of(1, 5), of(2, None)).as_data()
    assert Content.of_data(partial).as_data() == partial
    assert partial["total"]["values"]["kinh-phi"]["told"] == 1
