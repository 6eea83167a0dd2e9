"""What the one stylesheet holds for every page: paper without what is only pressed, numbers in sentences large enough."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.pure
STYLE = (settings.BASE_DIR / "static" / "app.css").read_text()


@pytest.mark.parametrize("pressed", [".find", ".chips a:not([aria-current])", ".opt:not([open])"])
def test_paper_has_no_search_and_no_filter_but_the_one_that_is_chosen(pressed):
    hidden = re.search(r"\.site-head,([^{}]*)\{display:none!important\}", STYLE)[1]
    assert pressed in hidden.split(",")


@pytest.mark.parametrize("number", ["main p>a:not(.btn)", "main p>b>a", ".fresh b>a"])
def test_a_number_in_a_sentence_is_a_target_for_a_thumb(number):
    padded = re.search(r"([^{}]*)\{padding-top:13px;padding-bottom:13px\}", STYLE)[1]
    assert number in padded.strip().split(",")


def test_a_link_does_not_lie_over_the_one_in_the_line_before_it():
    later = re.search(r">a:not\(\.btn\)~a:not\(\.btn\):not\(\.lk\)\{([^{}]*)\}", STYLE)[1]
    # Lines of small words are 22 px apart, of which 20 are the words.
    assert later == "padding-top:2px;padding-bottom:24px"


def test_a_commune_of_sixteen_villages_fits_its_table_of_one_skill_short_on_paper():
    board = (settings.BASE_DIR / "static" / "reports" / "dashboard" / "dashboard.css").read_text()
    paper = board.partition("@media print{")[2]
    assert ".tbl.near td,.tbl.near th{padding-left:2px!important" in paper
