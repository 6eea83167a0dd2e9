"""Views find a row by one function: what the reader may not see is not there."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from teams.models import Team
from web.scope import visible_or_404

pytestmark = pytest.mark.django_db


def test_a_row_is_found_with_what_stands_along_it_where_the_reader_may_see_it(
    world, django_assert_num_queries
):
    request = RequestFactory().get("/")
    request.user = world.own.officer
    area = world.own.team.area
    with django_assert_num_queries(1):
        team = visible_or_404(request, Team, "area", pk=world.own.team.pk)
        assert team.area == area
    plain = visible_or_404(request, Team, pk=world.own.team.pk)
    assert not Team._meta.get_field("area").is_cached(plain)
    for which in ({"pk": world.sibling.team.pk}, {"pk": 0}, {"pk": team.pk, "led": not team.led}):
        with pytest.raises(Http404):
            visible_or_404(request, Team, **which)
