"""What waits in a commune: the list, each with what can become of it; and who carries a village along."""

import uuid as uuids
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households.models import Household
from households.register.views import SHOW
from offline.models import CarriedVillage, SentOperation
from offline.pending import actions
from offline.pending.actions.many import DECIDED, TOO_LATE
from offline.pending.forms import LeaveOutForm, TeamForm, WriteForm
from offline.pending.queries.carriers import carriers
from offline.pending.queries.listing import Key, Line, keys_of, lines_of
from offline.pending.queries.waiting import (
    DECIDE,
    Page,
    decidable,
    lately,
    now_of,
    page_of,
    teams_for,
    villages_for,
)
from offline.pending.rules import heading_of, words_of
from offline.sending.rules.results import Held
from web.answers import done, is_sent, refusals_on
from web.scope import note_households, note_names, territory

PAGE = 25


@territory(SHOW)
@territory(DECIDE)
@require_safe
def pending(request: HttpRequest) -> HttpResponse:
    """List what waits in the reader's commune, the oldest first, and who carries a village along."""
    user: Any = request.user
    page = Paginator(keys_of(user), PAGE).get_page(request.GET.get("trang"))
    context = {
        "area": user.area,
        "crumbs": user.area.trail(user, itself=True),
        "page": page,
        "heading": heading_of(page.paginator.count),
        "lines": _lines(request, page),
        "lately": lately(user),
        "carriers": carriers(user),
    }
    return render(request, "offline/pending/list.html", context)


def _lines(request: HttpRequest, keys: Iterable[Key]) -> list[Line]:
    """Return the lines of a page, and note whom they name."""
    found = lines_of(keys, request.user)
    for line, about in found:
        if isinstance(about, Household):
            note_households(request, [about])
        elif line.names:
            note_names(request, about.village.path, ("gui", about.pk))
    return [line for line, _about in found]


@territory(SHOW)
@territory(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show what somebody did without a network and why it waits; take the decision that it is not written."""
    operation = get_object_or_404(decidable(request.user), uuid=uuid)
    form = LeaveOutForm(request.POST or None)
    if is_sent(request, form):
        with refusals_on(form, {actions.Decided: (None, DECIDED)}):
            actions.leave_out(by=request.user, operation=operation, **form.cleaned_data)
            return done(request, _("Đã quyết định: không ghi."), "offline:item", uuid)
    return _page(request, operation, form)


def _page(request: HttpRequest, operation: SentOperation, form: LeaveOutForm) -> HttpResponse:
    user: Any = request.user
    found = page_of(operation, user)
    _note(request, found)
    context = {
        "area": operation.commune,
        "crumbs": operation.commune.trail(user, itself=True),
        "item": found,
        "operation": operation,
        "form": form,
        "writing": _writing(operation, user),
    }
    status = 422 if form.errors else 200
    return render(request, "offline/pending/item.html", context, status=status)


def _writing(operation: SentOperation, user: Any) -> WriteForm | TeamForm:
    """Return the form of where it is written: a household's village, a session's team."""
    if operation.kind == SentOperation.Kind.SESSION:
        return TeamForm(teams=teams_for(operation, user))
    # Where a village became several, somebody chooses.
    places = now_of(operation)
    start = {"village": places[0].pk} if len(places) == 1 else {}
    return WriteForm(initial=start, villages=villages_for(operation, user))


def _note(request: HttpRequest, found: Page) -> None:
    """Note whom the page of one thing names."""
    people = max(1, len(found.told))
    note_names(request, found.operation.village.path, ("gui", found.operation.pk), people=people)
    note_households(request, [*found.twins, *([found.home] if found.home else [])])


@territory(SHOW)
@territory(DECIDE)
@require_POST
def item_undo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Let something wait again that was left out; take out of the register what was written."""
    operation = get_object_or_404(decidable(request.user), uuid=uuid)
    try:
        row = actions.take_back(by=request.user, operation=operation)
    except actions.TooLate:
        messages.error(request, str(TOO_LATE))
    except Held as held:
        messages.error(request, _("Không hoàn tác được: %(why)s.") % {"why": words_of(held.why)})
    else:
        again, gone = _("mục này lại chờ quyết định"), _("mục này không còn trong sổ")
        words = _("Đã hoàn tác: %(what)s.") % {"what": again if row.is_waiting else gone}
        return done(request, words, "offline:item", uuid)
    return redirect("offline:item", uuid)


@territory(DECIDE)
@territory("accounts.change_user")
@require_POST
def device_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock the device that carries a village: at its next contact its copy goes."""
    rows = CarriedVillage.objects.visible_to(request.user).held().exclude(device=None)
    carried = get_object_or_404(rows, pk=pk)
    actions.lock_device(by=request.user, carried=carried)
    words = _("Đã khóa máy. Lần có mạng sau, sổ trên máy đó tự xóa; mục chưa gửi không vào sổ.")
    return done(request, words, "offline:pending")
