"""A decision is written: its paper and its first change on one page; further changes the same way."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from areas.kinds import Level
from areas.models import Area
from reorganisations.drafting import actions
from reorganisations.drafting.forms.base import OperationForm
from reorganisations.drafting.forms.operations import FORMS
from reorganisations.drafting.queries.units import UNITS, WORDS, levels_of
from reorganisations.drafting.queries.villages import villages_of
from reorganisations.drafting.views import above
from reorganisations.drafting.views.keeping import STALE, first_of, kept
from reorganisations.drafting.views.lists import WRITE
from reorganisations.models import Operation, Reorganisation, State
from web.answers import done
from web.scope import key_of, territory, visible_or_404

TITLES = {
    "nhap": gettext_lazy("Nhập thôn"),
    "tach": gettext_lazy("Tách thôn"),
    "ket-thuc": gettext_lazy("Kết thúc thôn"),
    "chuyen": gettext_lazy("Chuyển sang xã khác"),
    "doi": gettext_lazy("Đổi tên, đổi loại"),
}


@territory(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a decision with its first change: on villages of a commune, or on units above the village."""
    user: Any = request.user
    if level := above.asked_level(request, user.area):
        return above.written(request, user.area, level)
    if commune := _commune(request, user.area):
        return _written(request, commune)
    return _choose(request, user.area)


@territory(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a change to a draft."""
    decision = draft_of(request, uuid)
    if level := above.asked_level(request, decision.area):
        return above.written(request, decision.area, level, decision)
    if commune := _commune(request, decision.area):
        return _written(request, commune, decision)
    return _choose(request, decision.area, decision)


@territory(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Write a change of a draft anew."""
    decision = draft_of(request, uuid)
    operation = visible_or_404(request, Operation, pk=pk, reorganisation=decision)
    if level := above.level_of_change(operation):
        return above.written(request, decision.area, level, decision, operation)
    source: Any = operation.parts.sources().select_related("area__commune").first()
    return _written(request, source.area.commune, decision, operation)


def _commune(request: HttpRequest, place: Area) -> Area | None:
    """Return the commune whose villages change: the unit itself, or the one that is asked for."""
    asked = key_of(request.POST.get("xa") or request.GET.get("xa"))
    key = place.pk if place.level == Level.COMMUNE else asked
    which = {"pk": key, "level": Level.COMMUNE, "closed_on": None, "path__within": place.path}
    return visible_or_404(request, Area, **which) if key else None


def _choose(
    request: HttpRequest, place: Area, decision: Reorganisation | None = None
) -> HttpResponse:
    """Ask of which units the decision is: of one level above the village, or of the villages of a commune."""
    communes = Area.objects.visible_to(request.user).communes().within(place)
    rows = communes.filter(closed_on=None).select_related("province")
    context = {
        "communes": rows.order_by("province__sort_key", "sort_key", "pk"),
        "of_country": place.level == Level.COUNTRY,
        "levels": [(word, UNITS[WORDS[word]]) for word in levels_of(place)],
        "decision": decision,
        "crumbs": place.trail(request.user, itself=True),
    }
    return render(request, "reorganisations/drafting/choose.html", context)


@territory(WRITE)
@require_POST
def drop(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a change out of a draft."""
    decision = draft_of(request, uuid)
    operation = visible_or_404(request, Operation, pk=pk, reorganisation=decision)
    try:
        actions.drop_operation(by=request.user, operation=operation)
    except actions.Stale:
        messages.error(request, str(STALE))
        return redirect("reorganisations:detail", decision.uuid)
    return done(request, _("Đã bỏ việc này."), "reorganisations:detail", decision.uuid)


def draft_of(request: HttpRequest, uuid: uuids.UUID) -> Reorganisation:
    """Return a draft that the reader may write on; what was sent to one that is none any more is refused by the action."""
    which = {} if request.method == "POST" else {"state": State.DRAFT}
    return visible_or_404(request, Reorganisation, "area", uuid=uuid, **which)


def _written(
    request: HttpRequest,
    commune: Area,
    decision: Reorganisation | None = None,
    operation: Operation | None = None,
) -> HttpResponse:
    """Show the form of one change, and keep it in the draft, which is shown next."""
    what = _what(request, operation)
    choices = villages_of(request.user, commune, decision, operation)
    facts: dict[str, Any] = {"decision": decision, "commune": commune, "operation": operation}
    user: Any = request.user
    known = {"villages": choices, "reach": user.area, "initial": first_of(decision)}
    form = FORMS[what](request.POST or None, **known, **facts)
    if draft := kept(request, form, commune, decision, operation):
        return redirect(_next(draft, form))
    return _shown(request, form, what, facts)


def _next(decision: Reorganisation, form: OperationForm) -> str:
    """Return where the writer goes on: of a split the households are assigned first."""
    if form.kind_of_change == Operation.Kind.SPLIT:
        latest = decision.operations.latest("pk")
        return reverse("reorganisations:assign", args=[decision.uuid, latest.pk])
    return reverse("reorganisations:detail", args=[decision.uuid])


def _shown(
    request: HttpRequest, form: OperationForm, what: str, facts: dict[str, Any]
) -> HttpResponse:
    commune: Area = facts["commune"]
    context = {
        "place": commune,
        "asked": ("xa", str(commune.pk)),
        "form": form,
        "what": what,
        "title": TITLES[what],
        "kinds": [] if facts["operation"] else list(TITLES.items()),
        "crumbs": commune.trail(request.user, itself=True),
        "back": above.back_to(facts["decision"]),
    }
    return render(request, "reorganisations/drafting/form.html", context)


def _what(request: HttpRequest, operation: Operation | None) -> str:
    """Return which change the form is of: that of the operation, else the one that the address names."""
    by_kind = {str(form.kind_of_change): key for key, form in FORMS.items()}
    if operation:
        return by_kind[operation.kind]
    what = request.POST.get("viec") or request.GET.get("viec") or next(iter(FORMS))
    if what not in FORMS:
        raise Http404
    return what
