"""Pages found by the keys of their neighbours: whole, in order, and open at both ends."""

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from tests.factories import CommuneFactory, VillageFactory
from web.paging import KeyPage, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

SIZE = 3


@pytest.fixture
def rows():
    """Return eight villages in two communes, ordered with ties, up and down."""
    for commune in (CommuneFactory(name="B"), CommuneFactory(name="A")):
        VillageFactory.create_batch(4, parent=commune, name="Một Tên")
    villages = Area.unscoped.villages()
    return villages.order_by("-commune__sort_key", "sort_key", "-id")


def test_an_order_that_has_no_name_is_refused_on_the_first_page(rows):
    with pytest.raises(TypeError):
        page_of(rows.order_by(Lower("name"), "pk"), {}, SIZE)
    named = rows.annotate(low=Lower("name")).order_by("low", "pk")
    assert list(page_of(named, {}, 1)) != list(page_of(named, {"sau": str(named[0].pk)}, 1))


def forward(rows):
    page = page_of(rows, {}, SIZE)
    while True:
        yield page
        if page.after is None:
            return
        page = page_of(rows, {"sau": str(page.after)}, SIZE)


def test_pages_follow_each_other_without_a_gap_or_a_repeat(rows):
    pages = list(forward(rows))
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [row for page in pages for row in page] == list(rows)
    assert (pages[0].before, pages[-1].after) == (None, None)
    assert [page.has_next for page in pages] == [True, True, False]


def test_the_way_back_is_the_way_there(rows):
    first, second, last = forward(rows)
    back = page_of(rows, {"truoc": str(last.before)}, SIZE)
    assert (back.object_list, back.after) == (second.object_list, second.after)
    assert page_of(rows, {"truoc": str(back.before)}, SIZE) == first


def test_back_over_less_than_a_page_is_the_whole_first_page(rows):
    assert page_of(rows, {"truoc": str(rows[1].pk)}, SIZE) == page_of(rows, {}, SIZE)


def test_after_the_last_row_the_list_is_empty_and_not_an_error(rows):
    assert page_of(rows, {"sau": str(rows.last().pk)}, SIZE) == KeyPage([], None, None)


@pytest.mark.parametrize("key", ["", "0", "-1", "²", "x", "9" * 40, "\x00", "999999"])
@pytest.mark.parametrize("side", ["sau", "truoc"])
def test_what_names_no_row_gives_the_first_page(rows, side, key):
    assert page_of(rows, {side: key}, SIZE) == page_of(rows, {}, SIZE)


def test_a_row_that_a_filter_has_lost_still_says_where(rows):
    gone = rows[2]
    kept = rows.exclude(pk=gone.pk)
    assert list(page_of(kept, {"sau": str(gone.pk)}, SIZE, among=rows)) == list(rows[3:6])
    assert list(page_of(kept, {"sau": str(gone.pk)}, SIZE)) == list(kept[:3])


@pytest.mark.parametrize(("asked", "queries"), [(None, 1), ("sau", 2), ("truoc", 2)])
def test_a_page_costs_one_query_or_two(rows, asked, queries):
    key = str(rows[5].pk)
    with CaptureQueriesContext(connection) as found:
        page_of(rows, {asked: key} if asked else {}, SIZE)
    assert len(found) == queries
