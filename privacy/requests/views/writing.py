"""A request is written down: first the household is found, then who asks what."""

import uuid as uuids
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.models import Area
from households.models import Household, Resident
from households.register.views import household_of, uuid_of
from privacy.requests import actions
from privacy.requests.forms import FindForm, RequestForm
from privacy.requests.views.lists import WORK, commune_of
from web.answers import Refusals, done, is_sent, refusals_on
from web.once import KeyTaken
from web.scope import key_of, note_households, territory, visible_or_404

# What the address says of somebody who is in no household of the register.
NOWHERE = "khong-co"
MOST = 30
TAKEN = gettext_lazy("Trang mở quá lâu. Tải lại trang rồi ghi lại yêu cầu này.")
ELSEWHERE = gettext_lazy("Hộ này vừa chuyển khỏi xã.")


@territory(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Write down what a resident asks; without a household in the address, find it first."""
    household, person = _about(request)
    if household is None and request.GET.get("ho") != NOWHERE:
        return _find(request)
    start = {"uuid": uuids.uuid4(), "resident": str(person.pk) if person else None}
    form = RequestForm(request.POST or None, household=household, initial=start)
    refusals: Refusals = {
        KeyTaken: (None, TAKEN),
        actions.Elsewhere: (None, ELSEWHERE),
    }
    if is_sent(request, form):
        with refusals_on(form, refusals):
            facts = {**form.cleaned_data, "household": household}
            row = actions.receive(by=request.user, commune=commune_of(request), **facts)
            return done(request, _("Đã ghi yêu cầu."), "privacy:request", row.uuid)
    context = {"form": form, "household": household, "village": household and household.village}
    return render(request, "privacy/requests/new.html", {**context, **_place(request)})


def _about(request: HttpRequest) -> tuple[Household | None, Resident | None]:
    """Return the household, and the person, that the address names."""
    if pk := key_of(request.GET.get("nguoi")):
        person = visible_or_404(request, Resident, "household__village", pk=pk)
        note_households(request, [person.household])
        return person.household, person
    uuid = uuid_of(request.GET.get("ho"))
    return (household_of(request, uuid) if uuid else None), None


def _find(request: HttpRequest) -> HttpResponse:
    """Find a household by words that no address may hold."""
    form, found = FindForm(request.POST or None), list[Household]()
    if is_sent(request, form):
        homes = Household.objects.visible_to(request.user).filter(merged_into=None)
        matching = homes.matching(form.cleaned_data["q"]).select_related("village")
        found = list(matching.in_order()[:MOST])
        note_households(request, found)
    context = {"form": form, "found": found, "sent": form.is_bound and form.is_valid()}
    return render(request, "privacy/requests/find.html", {**context, **_place(request)})


def _place(request: HttpRequest) -> dict[str, Any]:
    commune: Area = commune_of(request)
    return {"area": commune, "crumbs": commune.trail(request.user, itself=True)}
