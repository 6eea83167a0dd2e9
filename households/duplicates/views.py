"""Households that look like one: told while one is entered, listed, said to be two, merged, taken back."""

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from households.duplicates import actions
from households.lifecycle import actions as lifecycle_actions
from households.lifecycle.forms import MergeForm
from households.lifecycle.views import LifeEvent, confirm_step, refusal_of
from households.models import Household, NotDuplicate, Regrouping, Status
from households.register import actions as register_actions
from households.register.queries.duplicates import MANY, Pair, likely, pairs_of
from households.register.views import (
    CHANGE,
    SHOW,
    household_of,
    unit_of,
)
from web.cells import Cell
from web.exports import Book, Column, send_book, wants_book, with_book, year_of
from web.scope import key_of, note_households, territory


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
    *_both(gettext_lazy("Năm sinh"), year_of("born"), 10),
    *_both(gettext_lazy("Điện thoại"), lambda one: one.phone),
    *_both(gettext_lazy("Thôn"), lambda one: one.village.full_name, 24),
)


@territory(SHOW)
@territory("households.add_household")
@require_POST
def likely_twins(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which households a new one may repeat; writes nothing. Names come by POST."""
    village = unit_of(request, pk)
    found = likely(
        Household.objects.visible_to(request.user),
        village=village,
        head_name=request.POST.get("head_name", "")[:200],
        birth_year=key_of(request.POST.get("birth_year")) or None,
        phone=request.POST.get("phone", "")[:20],
    )
    note_households(request, found)
    return render(request, "households/likely.html", {"likely": found, "village": village})


@with_book
@territory(SHOW)
@territory(CHANGE)
@require_safe
def duplicate_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the pairs of a village that may be one household, and those said to be two."""
    village = unit_of(request, pk)
    pairs = pairs_of(Household.objects.visible_to(request.user), village)
    if wants_book(request):
        return _taken(request, village, pairs)
    here = Q(first__village=village) | Q(second__village=village)
    apart = NotDuplicate.objects.visible_to(request.user).filter(here, withdrawn_at=None)
    apart = apart.filter(second__in=Household.objects.visible_to(request.user))
    shown = apart.select_related("first__village", "second__village", "said_by")
    shown = shown.order_by("-said_at")[:MANY]
    named = [(pair.one, pair.other) for pair in pairs] + [(row.first, row.second) for row in shown]
    note_households(request, (one for pair in named for one in pair))
    context = {
        "village": village,
        "crumbs": village.trail(request.user),
        "pairs": pairs,
        "full": len(pairs) == MANY,
        "apart": shown,
    }
    return render(request, "households/duplicates/duplicates.html", context)


def _taken(request: HttpRequest, village: Area, pairs: list[Pair]) -> HttpResponseBase:
    title = _("Hộ có thể trùng, %(name)s") % {"name": village.full_name}
    book = Book(title, f"ho-co-the-trung-{village.pk}", PAIRS, names=True)
    return send_book(request, book, pairs, subject=village)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def say_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that two households are no duplicate, or take that back."""
    village = unit_of(request, pk)
    one, other = posted(request, "one"), posted(request, "other")
    apart = request.POST.get("apart") != "0"
    actions.say_apart(by=request.user, one=one, other=other, apart=apart)
    words = _("Đã ghi: hai hộ khác nhau.") if apart else _("Hai hộ được xét lại.")
    messages.success(request, words)
    return redirect("households:duplicates", village.pk)


MERGE = LifeEvent(
    gettext_lazy("Gộp hộ trùng"),
    gettext_lazy(
        "Hai hộ thành một. Người trùng tên, khớp năm sinh là một người, mang khảo sát của cả hai; "
        "người khác chuyển sang. Lịch sử của cả hai vẫn đọc được."
    ),
    gettext_lazy("Đã gộp hai hộ. Hoàn tác được ở Lịch sử hộ, khi chưa ghi gì thêm."),
    people=True,
)
FOUND = 20


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Merge this household and another one of the commune; first find the other one."""
    household = household_of(request, uuid)
    if "other" not in request.POST:
        return _find_other(request, household)
    other = household_of(request, _uuid_of(request.POST["other"]))
    bound = request.POST if "keep" in request.POST else None
    form = MergeForm(bound, household=household, other=other)

    def work() -> list[Household]:
        data = form.cleaned_data
        pair = [(household, data["version"]), (other, data["other_version"])]
        if data["keep"] == str(other.uuid):
            pair.reverse()
        (keep, seen), (gone, seen_too) = pair
        actions.merge(
            by=request.user, keep=keep, duplicate=gone, on=data["on"], versions=[seen, seen_too]
        )
        return [household_of(request, keep.uuid), household_of(request, gone.uuid)]

    def villages() -> list[Area]:
        return list({one.village_id: one.village for one in (household, other)}.values())

    return confirm_step(request, household, form, MERGE, work, villages)


def _uuid_of(text: str) -> uuids.UUID:
    """Read a key that came from a client; one that nothing has for whatever is none."""
    try:
        return uuids.UUID(text)
    except ValueError:
        return uuids.UUID(int=0)


def _find_other(request: HttpRequest, household: Household) -> HttpResponse:
    """Offer what looks like the same household, and what is searched for in the commune."""
    words = request.POST.get("q", "")[:80]
    everybody = Household.objects.visible_to(request.user).exclude(pk=household.pk)
    head = household.residents.filter(is_head=True, left_on=None).first()
    near = everybody.filter(village__commune=household.village.commune_id)
    alike = likely(
        near,
        village=household.village,
        head_name=household.head_name,
        birth_year=head.birth_year if head else None,
        phone=household.phone,
    )
    found = near.exclude(status=Status.MERGED).matching(words).in_order() if words else near.none()
    found = found.select_related("village")[:FOUND]
    note_households(request, [*alike, *found])
    context = {
        "turn": MERGE,
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "words": words,
        "alike": alike,
        "found": found,
    }
    return render(request, "households/duplicates/merge.html", context)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def undo_regrouping(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a merger or a split back, as long as nothing else was recorded."""
    household = household_of(request, uuid)
    rows = Regrouping.objects.visible_to(request.user).of(household)
    regrouping = get_object_or_404(rows.select_related("household", "other"), pk=pk)
    household_of(request, regrouping.other.uuid)
    try:
        lifecycle_actions.undo_regrouping(by=request.user, regrouping=regrouping)
    except register_actions.Refused as refusal:
        refusal_of(request, refusal)
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("households:history", household.uuid)


def posted(request: HttpRequest, name: str) -> Any:
    """Return the household of the reader's territory whose key was posted, or answer 404."""
    return household_of(request, _uuid_of(request.POST.get(name, "")))
