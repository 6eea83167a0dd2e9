"""What somebody was about to write into a unit that has ended is answered in words, on every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.html import format_html
from django.utils.translation import gettext as _

from areas.ended import ended_words, heirs_of
from areas.models import Area
from web.scope import UnitEnded

# What stands in a form besides what people type.
_UNTOLD = ("csrfmiddlewaretoken", "uuid", "version", "was_", "next")


class EndedUnits(MiddlewareMixin):
    """Say what became of the unit, and show again what was typed; nothing was written."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say it; every other error is somebody else's."""
        return answer(request, error.unit) if isinstance(error, UnitEnded) else None


def answer(request: HttpRequest, unit: Area) -> HttpResponse:
    """Answer with a page, or with words beside the form for a script."""
    heirs = heirs_of([unit])[unit.pk]
    words = ended_words(unit, heirs)
    mine = set(Area.objects.visible_to(request.user).filter(pk__in=[one.pk for one in heirs]))
    seen = [one for one in heirs if one in mine]
    if request.headers.get("HX-Request"):
        return _beside_the_form(words, seen[0] if len(seen) == 1 else unit)
    context: dict[str, Any] = {
        "unit": unit,
        "words": words,
        "heirs": seen,
        "typed": [
            value
            for name, values in request.POST.lists()
            for value in values
            if value.strip() and not name.startswith(_UNTOLD)
        ],
        "is_sent": request.method == "POST",
    }
    return render(request, "areas/ended.html", context, status=409 if context["is_sent"] else 410)


def _beside_the_form(words: str, unit: Area) -> HttpResponse:
    """Answer a script: the words and a way to a unit, whose address is the header `Lead`, too."""
    lead = reverse("areas:detail", args=[unit.pk])
    way = _("Mở trang %(name)s") % {"name": unit.full_name}
    said = format_html('{} <a class="lnk" href="{}">{}</a>', words, lead, way)
    return HttpResponse(said, status=409, headers={"Lead": lead})
