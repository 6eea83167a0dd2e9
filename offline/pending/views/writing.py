"""What waits is written: as it was entered, into another village, or into a household that is there already."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from households.models import Household, Resident
from households.register.views import CHANGE, SHOW, uuid_of
from offline.models import SentOperation
from offline.pending import actions
from offline.pending.actions.many import DECIDED, MALFORMED
from offline.pending.forms import TeamForm, WriteForm
from offline.pending.queries.waiting import (
    DECIDE,
    decidable,
    item_in,
    teams_for,
    villages_for,
)
from offline.pending.rules import words_of
from offline.sending.forms import Malformed, said_by
from offline.sending.rules.results import Held
from web.answers import done
from web.scope import key_of, territory, visible_or_404

_REFUSALS: dict[type[Exception], Any] = {
    actions.Decided: DECIDED,
    actions.NotElsewhere: gettext_lazy("Hộ không ở xã khác nên không giao được."),
    Malformed: MALFORMED,
}


@territory(SHOW)
@territory(CHANGE)
@territory(DECIDE)
@require_POST
def write(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Write what waits, in the way that was pressed; where that cannot be, say why and let it wait."""
    operation = get_object_or_404(decidable(request.user), uuid=uuid)
    try:
        _write(request, operation)
    except Held as held:
        messages.error(request, f"{words_of(held.why)}.")
    except tuple(_REFUSALS) as error:
        messages.error(request, str(_REFUSALS[type(error)]))
    else:
        return done(request, _("Đã ghi vào sổ."), "offline:item", uuid)
    return redirect("offline:item", uuid)


@territory(SHOW)
@territory(DECIDE)
@require_POST
def hand_on(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Hand what waits on to the commune where its household is now."""
    operation = get_object_or_404(decidable(request.user), uuid=uuid)
    try:
        row = actions.hand_on(by=request.user, operation=operation)
    except (actions.Decided, actions.NotElsewhere) as error:
        messages.error(request, str(_REFUSALS[type(error)]))
        return redirect("offline:item", uuid)
    words = _("Đã giao cho %(commune)s.") % {"commune": row.commune.full_name}
    return done(request, words, "offline:pending")


def _chosen(request: HttpRequest, operation: SentOperation) -> dict[str, Any]:
    """Read into which village or team it goes, where one is asked for. Raises Malformed where none was chosen."""
    form: WriteForm | TeamForm
    if operation.kind == SentOperation.Kind.HOUSEHOLD:
        form = WriteForm(request.POST, villages=villages_for(operation, request.user))
    elif operation.kind == SentOperation.Kind.SESSION:
        form = TeamForm(request.POST, teams=teams_for(operation, request.user))
    else:
        return {}
    if not form.is_valid():
        raise Malformed
    return form.cleaned_data


def _write(request: HttpRequest, operation: SentOperation) -> None:
    """Write what waits. Raises Held and the refusals above."""
    found = item_in(operation)
    if not operation.is_waiting:
        raise actions.Decided
    if found is None:
        raise Malformed
    where = dict[str, Any]()
    if key := uuid_of(request.POST.get("household")):
        where["household"] = visible_or_404(request, Household, "village", uuid=key)
    elif person := key_of(request.POST.get("resident")):
        along = "household__village__commune"
        where["resident"] = visible_or_404(request, Resident, along, pk=person, left_on=None)
    else:
        where = _chosen(request, operation)
    actions.write(by=request.user, operation=operation, said=said_by(*found), **where)
