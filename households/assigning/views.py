"""Households of which no village is known, listed and assigned to villages, many at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from areas.models import Area
from households.assigning import actions
from households.assigning.forms import AssignForm, FilterForm, UndoForm, key_of_moment
from households.assigning.queries import Waiting, assigned_at
from households.register.actions import Refused
from households.register.views import CHANGE, COMMUNE, SHOW, unit_of
from web.answers import done
from web.paging import page_of
from web.scope import note_households, territory

PAGE = 100
# So many hamlets stand on the page; the others open at a tap.
STREETS = 8


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """List what waits for a village, and assign what was chosen; words to search come by POST alone."""
    commune = unit_of(request, pk, COMMUNE)
    villages = Area.objects.visible_to(request.user).villages()
    villages = villages.filter(commune=commune, closed_on=None).in_order()
    waiting, form = Waiting(request.user, commune), None
    if "phan" in request.POST:
        form = AssignForm(request.POST, villages=villages)
        if form.is_valid() and (answer := _assigned(request, waiting, form)):
            return answer
    asked = FilterForm(request.POST if request.method == "POST" else request.GET)
    return _page(request, waiting, asked, form or AssignForm(villages=villages))


def _assigned(request: HttpRequest, waiting: Waiting, form: AssignForm) -> HttpResponse | None:
    """Assign what was chosen; None where it is refused, which stands on the form then."""
    said, commune = form.cleaned_data, waiting.commune
    found = waiting.found(form.street, form.numbers, said["q"])
    if form.refuses_all(found.count() if said["tat_ca"] else 0):
        return None
    chosen = found if said["tat_ca"] else waiting.everybody.filter(pk__in=form.ticked())
    keys = list(chosen.order_by().values_list("pk", flat=True))
    facts = {"commune": commune, "households": keys, "village": said["village"]}
    try:
        made = actions.assign(by=request.user, **facts)
    except Refused as error:
        form.add_error("village", str(error))
        return None
    asked = {"xong": f"{made.village.pk}-{key_of_moment(made.at)}"}
    if form.street is not None and found.exists():
        asked["xom"] = form.street
    return redirect(f"{reverse('households:assign', args=[commune.pk])}?{urlencode(asked)}")


def _page(
    request: HttpRequest, waiting: Waiting, asked: FilterForm, form: AssignForm
) -> HttpResponse:
    words = request.POST.get("q", "")[:80]
    found = waiting.found(asked.street, asked.numbers, words)
    page = page_of(found, request.GET, PAGE, among=waiting.everybody.in_order())
    note_households(request, page)
    every, streets = len(waiting.homes), waiting.streets
    context = {
        "area": waiting.commune,
        "crumbs": waiting.commune.trail(request.user, itself=True),
        "form": form,
        "asked": asked,
        "page": page,
        "every": every,
        "n": every if len(page) == every else found.count(),
        "words": words,
        # Words and numbers never stand in an address: no link leads on from what they found.
        "is_narrowed": bool(words) or asked.numbers != (None, None),
        "ticked": form.ticked() if form.is_bound else set(),
        "streets": streets[:STREETS] if len(streets) > 1 else [],
        "more": streets[STREETS:],
        "undo": _undo_of(request, waiting.commune),
    }
    return render(request, "households/assigning/assign.html", context)


def _undo_of(request: HttpRequest, commune: Area) -> dict[str, Any] | None:
    """Return what the address names as assigned just now, if it stands."""
    village, _dash, at = request.GET.get("xong", "").partition("-")
    form = UndoForm({"village": village, "at": at})
    if not village or not form.is_valid():
        return None
    places = Area.objects.visible_to(request.user).villages().filter(commune=commune)
    place = places.filter(pk=form.cleaned_data["village"]).first()
    n = assigned_at(commune, place, form.moment) if place else 0
    return {"n": n, "village": place, "at": form.cleaned_data["at"]} if n else None


@territory(SHOW)
@territory(CHANGE)
@require_POST
def unassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was assigned at one go."""
    commune = unit_of(request, pk, COMMUNE)
    form = UndoForm(request.POST)
    key = form.cleaned_data["village"] if form.is_valid() else 0
    places = Area.objects.visible_to(request.user).villages().filter(commune=commune)
    village = get_object_or_404(places, pk=key)
    n = actions.unassign(by=request.user, commune=commune, village=village, at=form.moment)
    words = ngettext("Đã đưa %(n)s hộ về Chưa phân thôn.", "Đã đưa %(n)s hộ về Chưa phân thôn.", n)
    words = words % {"n": n} if n else _("Không còn gì để hoàn tác.")
    return done(request, words, "households:assign", commune.pk)
