"""The page for everybody; off unless the setting PUBLIC_PAGE says otherwise."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from reports.page_cache import cached
from reports.public.queries import open_to_all, public_page_of
from rollup.few import FEWEST
from web.copies import from_the_copy, has_copy
from web.scope import public


@public
@require_safe
def public_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show what was published last of a province, district or the country to anybody; never of a village."""
    if not settings.PUBLIC_PAGE:
        raise Http404
    which: dict[str, Any] = {"pk": pk} if pk else {"level": Level.COUNTRY}
    find, make = partial(get_object_or_404, open_to_all(), **which), partial(_page, request)
    # Whoever is signed in is told who they are by the primary, and of them there are few.
    if not has_copy() or request.user.is_authenticated:
        return cached(request, find, make)
    area = find()
    return from_the_copy(lambda copy: cached(request, lambda: area, make, copy))


def _page(request: HttpRequest, area: Area) -> HttpResponse:
    above = [one for one in (area.province, area.district) if one]
    found = public_page_of(area, timezone.localdate())
    context = {"found": found, "area": area, "above": above, "fewest": FEWEST}
    return render(request, "reports/public/public.html", context)
