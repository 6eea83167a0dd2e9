"""The notice: on a phone, on a PC, and on the wall."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from privacy.notice.queries import notice_of, place_asked, place_of
from privacy.notice.rules import complains_to, sections, whom_to_ask
from privacy.rules import RIGHTS
from web.qr import qr_of
from web.scope import public

# Letters of all sections from which the sheet is set smaller, to stay one.
LONG = 1_000


@public
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Tell residents what is kept of them, why, for how long, and what they may ask; of one commune where one is named."""
    asked = request.GET.get("xa", "")
    place = place_asked(asked) if asked else place_of(request.user)
    if asked and place is None:
        raise Http404
    said = notice_of(place)
    parts = sections(place, said)
    address = reverse("privacy:notice") + (f"?xa={place.pk}" if place else "")
    context = {
        "place": place,
        "commune": place if place and place.level == Level.COMMUNE else None,
        "said": said,
        "sections": parts,
        "is_long": sum(len(part.text) for part in parts) > LONG,
        "rights": RIGHTS,
        "asks": whom_to_ask(said),
        "complains": complains_to(place, said),
        "qr": qr_of(request.build_absolute_uri(address)),
        "acknowledge": settings.REQUEST_ACKNOWLEDGE_DAYS,
        "year": timezone.localdate().year,
    }
    return render(request, "privacy/notice/notice.html", context)
