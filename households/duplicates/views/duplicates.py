"""Households that look like one: told while one is entered, listed for a village."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from areas.models import Area
from areas.trail import trail
from households.duplicates import actions
from households.duplicates.views.merging import posted
from households.models import Household, NotDuplicate
from households.register.queries.duplicates import MANY, Pair, likely, pairs_of
from households.register.views.lookups import CHANGE, SHOW, village_of
from web.exports import Book, Cell, Column, send_book, wants_book, with_book
from web.scope import key_of, territory


def _why(pair: Pair) -> str:
    """Say what two households have in common."""
    said = [(pair.same_name, _("tên")), (pair.same_year, _("năm sinh"))]
    said.append((pair.same_phone, _("điện thoại")))
    return ", ".join(words for same, words in said if same)


def _both(words: object, read: Callable[[Any], Cell], width: int = 14) -> tuple[Column[Pair], ...]:
    """Return a column of the one household and of the other."""
    return (
        Column[Pair](format_lazy("{} 1", words), lambda pair: read(pair.one), width),
        Column[Pair](format_lazy("{} 2", words), lambda pair: read(pair.other), width),
    )


PAIRS = (
    Column[Pair](gettext_lazy("Giống nhau"), _why, 24),
    *_both(gettext_lazy("Mã hộ"), lambda one: one.code),
    *_both(gettext_lazy("Chủ hộ"), lambda one: one.head_name, 28),
    *_both(gettext_lazy("Năm sinh"), lambda one: one.born, 10),
    *_both(gettext_lazy("Điện thoại"), lambda one: one.phone),
    *_both(gettext_lazy("Thôn"), lambda one: one.village.full_name, 24),
)


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


@with_book
@territory(SHOW)
@territory(CHANGE)
@require_safe
def duplicate_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the pairs of a village that may be one household, and those said to be two."""
    village = village_of(request, pk)
    pairs = pairs_of(Household.objects.visible_to(request.user), village)
    if wants_book(request):
        return _taken(request, village, pairs)
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
    return render(request, "households/duplicates/duplicates.html", context)


def _taken(request: HttpRequest, village: Area, pairs: list[Pair]) -> HttpResponseBase:
    title = _("Hộ có thể trùng, %(name)s") % {"name": village.full_name}
    book = Book(title, f"ho-co-the-trung-{village.pk}", PAIRS)
    return send_book(request, book, pairs, subject=village, place=village.path or "")


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
