"""Pages of households that go to another commune: offered on the household's page, answered in the other commune.

Whoever is offered a household reads how many people it has, from where it comes and its code, and nobody's name.
"""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from households.lifecycle.views import STALE, refusal_of
from households.models import Household, Transfer
from households.register import actions as register_actions
from households.register.actions import Refused
from households.register.queries.duplicates import likely
from households.register.views import COMMUNE, SHOW, household_of, unit_of
from households.transfer import actions
from households.transfer.forms import AcceptForm, DeclineForm, OfferForm
from households.transfer.queries import STATES, TRANSFER, communes, listed, may_answer, may_open
from web.answers import done, is_sent, refusals_on
from web.once import KeyTaken
from web.paging import page_of
from web.scope import note_households, territory

PAGE, FOUND = 20, 8


@territory(SHOW)
@territory(TRANSFER)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Find the commune that a household goes to, and offer it."""
    household = household_of(request, uuid)
    elsewhere = communes().exclude(pk=household.village.commune_id)
    form = OfferForm(request.POST or None, household=household, communes=elsewhere)
    if is_sent(request, form):
        facts = dict(form.cleaned_data)
        stale = {register_actions.Conflict: (None, STALE), KeyTaken: (None, STALE)}
        try:
            with refusals_on(form, stale):
                made = actions.offer(by=request.user, household=household, **facts)
                return done(request, _offered(made), "households:detail", household.uuid)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    words = (request.POST or request.GET).get("q", "")[:80].strip()
    context = {
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "form": form,
        "words": words,
        "found": elsewhere.best_matching(words, FOUND) if words else [],
        "chosen": form["commune"].value(),
    }
    page = "households/transfer/offer.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _offered(made: Transfer) -> str:
    name = made.to_commune.full_name
    return _("Đã gửi đề nghị đến %(name)s. Hộ vẫn ở sổ này cho đến khi nơi đến nhận.") % {
        "name": name
    }


@territory(SHOW)
@territory(TRANSFER)
@require_safe
def transfers(request: HttpRequest, pk: int) -> HttpResponse:
    """List the households that come to a commune or leave it for another one."""
    commune = unit_of(request, pk, COMMUNE)
    wanted = request.GET.get("loc", "")
    rows = STATES.get(wanted, STATES[""]).rows(listed(request.user), commune)
    page = page_of(rows.order_by("-pk"), request.GET, PAGE)
    # Of the others, this commune knows no name, or none any more.
    named = [row for row in page if may_open(request.user, row)]
    note_households(request, [row.household for row in named])
    context = {
        "area": commune,
        "crumbs": commune.trail(request.user, itself=True),
        "page": page,
        "named": named,
        "wanted": wanted if wanted in STATES else "",
        "states": [(word, state.words) for word, state in STATES.items()],
    }
    return render(request, "households/transfer/list.html", context)


@territory(SHOW)
@territory(TRANSFER)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show one household on its way; the commune it goes to answers."""
    row = _transfer_of(request, uuid)
    comes = may_answer(request.user, row)
    if request.method == "POST" and not comes:
        raise Http404
    mine = Area.objects.visible_to(request.user).villages().in_order()
    villages = mine.filter(commune=row.to_commune, closed_on=None)
    accepting = AcceptForm(_sent(request, "nhan"), villages=villages)
    declining = DeclineForm(_sent(request, "khong_nhan"))
    try:
        if answer := _answered(request, row, accepting, declining):
            return answer
    except Refused as refusal:
        refusal_of(request, refusal)
        return redirect("households:transfer", row.uuid)
    return _page(request, row, comes, accepting, declining)


def _sent(request: HttpRequest, name: str) -> Any:
    return request.POST if name in request.POST else None


def _transfer_of(request: HttpRequest, uuid: uuids.UUID) -> Transfer:
    found: Transfer = get_object_or_404(listed(request.user), uuid=uuid)
    return found


def _answered(
    request: HttpRequest, row: Transfer, accepting: AcceptForm, declining: DeclineForm
) -> HttpResponse | None:
    """Accept or decline as the form says; None where none was sent, or not whole."""
    if accepting.is_bound and accepting.is_valid():
        row = actions.accept(by=request.user, transfer=row, **accepting.cleaned_data)
        if row.state == Transfer.State.ACCEPTED:
            return _welcomed(request, row)
    elif declining.is_bound and declining.is_valid():
        row = actions.decline(by=request.user, transfer=row, **declining.cleaned_data)
        if row.state == Transfer.State.DECLINED:
            return done(request, _("Đã trả lời là không nhận."), "households:transfer", row.uuid)
    else:
        return None
    # It lapsed meanwhile, which its page says.
    return redirect("households:transfer", row.uuid)


def _welcomed(request: HttpRequest, row: Transfer) -> HttpResponse:
    """Lead to the household that was accepted; where it may be one that was here before, say so."""
    home = household_of(request, row.household.uuid)
    words = _("Đã nhận hộ vào sổ %(name)s.") % {"name": home.village.full_name}
    messages.success(request, words)
    head = home.residents.filter(is_head=True, left_on=None).first()
    others = Household.objects.visible_to(request.user).exclude(pk=home.pk)
    asked = {"head_name": home.head_name, "phone": home.phone}
    if likely(others, village=home.village, birth_year=head.birth_year if head else None, **asked):
        page = reverse("households:merge", args=[home.uuid])
        words = _("Trong xã có hộ giống hộ này, có thể đã vào sổ từ trước.")
        link = format_html('<a href="{}">{}</a>', page, _("So hai hộ"))
        messages.warning(request, format_html("{} {}", words, link))
    return redirect("households:detail", home.uuid)


def _page(
    request: HttpRequest,
    row: Transfer,
    comes: bool,  # noqa: FBT001 - which side reads the page
    accepting: AcceptForm,
    declining: DeclineForm,
) -> HttpResponse:
    area = row.to_commune if comes else row.from_village.commune
    opens = may_open(request.user, row)
    if opens:
        note_households(request, [row.household])
    form: Any = declining if declining.is_bound else accepting
    context = {
        "row": row,
        "area": area,
        "crumbs": area.trail(request.user, itself=True) if area else [],
        "comes": comes,
        "opens": opens,
        "form": form,
        "accepting": accepting,
        "declining": declining,
    }
    page = "households/transfer/transfer.html"
    return render(request, page, context, status=422 if form.errors else 200)


@territory(SHOW)
@territory(TRANSFER)
@require_POST
def withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take an offer back that the other commune has not answered."""
    row = _transfer_of(request, uuid)
    if not may_open(request.user, row):
        raise Http404
    return _changed(request, row, actions.withdraw, _("Đã rút đề nghị. Hộ vẫn ở sổ này."))


@territory(SHOW)
@territory(TRANSFER)
@require_POST
def take_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Undo an acceptance, while nothing was recorded of the household since."""
    row = _transfer_of(request, uuid)
    if not may_answer(request.user, row):
        raise Http404
    words = _("Đã hoàn tác: hộ về lại sổ của xã cũ, đề nghị vẫn chờ trả lời.")
    return _changed(request, row, actions.take_back, words)


def _changed(request: HttpRequest, row: Transfer, act: Any, words: str) -> HttpResponse:
    try:
        act(by=request.user, transfer=row)
    except Refused as refusal:
        refusal_of(request, refusal)
        return redirect("households:transfer", row.uuid)
    return done(request, words, "households:transfer", row.uuid)
