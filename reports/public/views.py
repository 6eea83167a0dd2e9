"""The page for everybody; off unless the setting PUBLIC_PAGE says otherwise."""

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
from web.copies import has_copy, reading_the_copy
from web.scope import public


@public
@require_safe
def public_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show what was published last of a province, district or the country to anybody; never of a village."""
    if not settings.PUBLIC_PAGE:
        raise Http404
    which = {"pk": pk} if pk else {"level": Level.COUNTRY}
    if has_copy():
        # A page is cached for as long as the primary says that nothing changed, of which a copy knows later.
        return _page(request, get_object_or_404(open_to_all(), **which))
    return cached(
        request,
        lambda: get_object_or_404(open_to_all(), **which),
        lambda area: _page(request, area),
    )


def _page(request: HttpRequest, area: Area) -> HttpResponse:
    above = [one for one in (area.province, area.district) if one]
    # It says of which day it is.
    with reading_the_copy():
        found = public_page_of(area, timezone.localdate())
    context = {"found": found, "area": area, "above": above, "fewest": FEWEST}
    return render(request, "reports/public/public.html", context)
