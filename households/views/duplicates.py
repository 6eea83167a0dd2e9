"""Households that look like one: told while one is entered, listed for a village."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.trail import trail
from audit.scope import key_of, territory
from households import actions
from households.duplicates import MANY, likely, pairs_of
from households.models import Household, NotDuplicate
from households.views.doors import CHANGE, SHOW, village_of
from households.views.merging import posted


@territory(SHOW)
@territory("households.add_household")
@require_POST
def likely_twins(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which households a new one may repeat; writes nothing. Names come by POST."""
    village = village_of(request, pk)
    found = likely(
        Household.objects.visible_to(request.user),
        village=village,
        head_name=request.POST.get("head_name", "")[:200],
        birth_year=key_of(request.POST.get("birth_year")) or None,
        phone=request.POST.get("phone", "")[:20],
    )
    return render(request, "households/likely.html", {"likely": found, "village": village})


@territory(SHOW)
@territory(CHANGE)
@require_safe
def duplicate_list(request: HttpRequest, pk: int) -> HttpResponse:
    """List the pairs of a village that may be one household, and those said to be two."""
    village = village_of(request, pk)
    pairs = pairs_of(Household.objects.visible_to(request.user), village)
    here = Q(first__village=village) | Q(second__village=village)
    apart = NotDuplicate.objects.visible_to(request.user).filter(here, withdrawn_at=None)
    apart = apart.filter(second__in=Household.objects.visible_to(request.user))
    shown = apart.select_related("first__village", "second__village", "said_by")
    context = {
        "village": village,
        "crumbs": trail(village, request.user),
        "pairs": pairs,
        "full": len(pairs) == MANY,
        "apart": shown.order_by("-said_at")[:MANY],
    }
    return render(request, "households/duplicates.html", context)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def say_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that two households are no duplicate, or take that back."""
    village = village_of(request, pk)
    one, other = posted(request, "one"), posted(request, "other")
    apart = request.POST.get("apart") != "0"
    actions.say_apart(by=request.user, one=one, other=other, apart=apart)
    words = _("Đã ghi: hai hộ khác nhau.") if apart else _("Hai hộ được xét lại.")
    messages.success(request, words)
    return redirect("households:duplicates", village.pk)
