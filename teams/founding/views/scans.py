"""Scans of decisions: sent, opened as a file of their own, taken back."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teams.documents.views import sent
from teams.founding import actions
from teams.founding.forms.decisions import ScanForm
from teams.founding.views.decisions import CHANGE, SHOW, shown, whole_decision_of
from teams.models import Scan
from web.scope import territory


@territory(CHANGE)
@require_POST
def scan_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a scan of a decision, once its content was checked."""
    decision = whole_decision_of(request, pk)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, decision, form)
    actions.add_scan(by=request.user, decision=decision, checked=form.cleaned_data["file"])
    messages.success(request, _("Đã lưu bản chụp."))
    return redirect("teams:decision", decision.pk)


@territory(SHOW)
@require_safe
def scan(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Send a scan as a file to save, never as a page; who opened it is written down."""
    found = _scan(request, uuid)
    name = f"{slugify(found.decision.number) or found.decision_id}-{found.pk}.{found.kind}"
    response = sent(found, f"quyet-dinh-{name}")
    if request.method == "GET":
        actions.note_opening(by=request.user, scan=found)
    return response


@territory(CHANGE)
@require_POST
def scan_withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back a scan that should not be here."""
    found = _scan(request, uuid)
    decision = whole_decision_of(request, found.decision_id)
    actions.withdraw_scan(by=request.user, scan=found)
    messages.success(request, _("Đã gỡ bản chụp."))
    return redirect("teams:decision", decision.pk)


def _scan(request: HttpRequest, uuid: uuids.UUID) -> Scan:
    scans = Scan.objects.visible_to(request.user).kept().select_related("decision")
    return get_object_or_404(scans, uuid=uuid)
