"""A long list on a phone: twelve rows, the others at a tap, without script."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string


@pytest.mark.parametrize(("rows", "more"), [(12, None), (13, "1"), (50, "38")])
def test_whatever_is_beyond_twelve_rows_is_offered(rows, more):
    before, after = (
        render_to_string(f"parts/{name}_rows.html", {"page": range(rows)})
        for name in ("first", "other")
    )
    assert bool(before.strip()) == bool(after.strip()) == (more is not None)
    assert more is None or f"Xem thêm {more} dòng" in after


def test_the_style_hides_what_the_words_offer_and_only_there():
    style = (settings.BASE_DIR / "static" / "app.css").read_text()
    for hidden in (
        ".tw tbody tr:nth-child(n+13)",  # rows of a table
        ".tw tbody:nth-of-type(n+13)",  # a body for each unit
        ".few>:nth-child(n+13)",  # a list
        ".few tbody tr:nth-child(n+13)",  # a table that scrolls by itself
    ):
        assert f".folds:not(:checked)~{hidden}" in style
    asked = [
        path.name
        for path in Path(settings.BASE_DIR / "templates").rglob("*.html")
        if len(set(re.findall(r'include "parts/(first|other)_rows.html"', path.read_text()))) == 1
    ]
    assert asked == []


# What is ticked and sent stays in sight.
TICKED = "households/assigning/rows.html"


def test_no_list_of_pages_is_long_on_a_phone_without_a_fold():
    """A table that stands row by row below each other there, and has pages, shows the first of them."""
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    texts = {str(path): path.read_text() for path in templates}
    long = [
        path
        for path, text in texts.items()
        if re.search(r"parts/pager?s?.html", text)
        and 'class="tbl st' in text
        and "parts/first_rows.html" not in text
        and not path.endswith(TICKED)
    ]
    assert long == []
