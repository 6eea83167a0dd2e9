"""What the pages share on which a change of a decision is written: how it is kept, and what it refuses."""

import uuid as uuids
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from areas.models import Area
from reorganisations.drafting import actions
from reorganisations.models import Operation, Reorganisation
from web.answers import Refusals, is_sent, refusals_on
from web.once import KeyTaken

STALE = gettext_lazy("Quyết định này vừa được người khác trình hoặc sửa. Mở lại để xem.")
REFUSALS: Refusals = {
    actions.Stale: (None, STALE),
    KeyTaken: (None, gettext_lazy("Trang mở quá lâu. Tải lại trang rồi ghi lại.")),
}


def first_of(decision: Reorganisation | None) -> dict[str, Any]:
    """Return what a form begins with: the key of a decision that is not there yet."""
    return {} if decision else {"uuid": uuids.uuid4()}


def kept(
    request: HttpRequest,
    form: Any,
    place: Area,
    decision: Reorganisation | None,
    operation: Operation | None,
) -> Reorganisation | None:
    """Keep what a form of one change says in its draft; None where nothing was sent, or it is refused on the form."""
    if not is_sent(request, form):
        return None
    with refusals_on(form, REFUSALS):
        return actions.keep(
            by=request.user,
            area=place,
            decision=decision,
            operation=operation,
            change=form.change,
            uuid=form.cleaned_data["uuid"],
            version=form.cleaned_data["version"],
            **form.facts,
        )
    return None
