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
