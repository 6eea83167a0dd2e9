"""Households found by words, in all villages of the reader."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from areas.names import fold
from households.models import Household
from households.register.views import SHOW
from households.roster.queries import SHORTEST, found_by, name_the
from web.scope import note_names, territory

# A search over all villages shows so many households.
FOUND = 50


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def household_search(request: HttpRequest) -> HttpResponse:
    """Find households in all villages of the reader; words come by POST, which writes nothing."""
    words = request.POST.get("q", "")[:80]
    long_enough = len(fold(words)) >= SHORTEST
    area: Any = request.user.area  # type: ignore[union-attr]  # who is signed in has one
    rows = _found(request, area, words) if long_enough else []
    context = {
        "found": rows[:FOUND],
        "more": len(rows) > FOUND,
        "words": words,
        "asked": long_enough,
        "area": area,
    }
    part = "#found" if request.headers.get("HX-Request") else ""
    return render(request, f"households/roster/search.html{part}", context)


def _found(request: HttpRequest, area: Any, words: str) -> list[Household]:
    """Return the first households that the words mean, along the tree, and one more where there are more."""
    homes = Household.objects.visible_to(request.user).open().select_related("village")
    found, named = found_by(request.user, area, homes, words)
    rows = list(found.by_village()[: FOUND + 1])
    name_the(rows, named)
    note_found(request, rows[:FOUND])
    return rows


def note_found(request: HttpRequest, homes: Iterable[Any]) -> None:
    """Note that the answer names the heads of households, each read with its village, and who else the words named."""
    for home in homes:
        note_names(request, home.village.path, home.pk, people=2 if home.called else 1)
