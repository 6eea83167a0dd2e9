"""The village's sheet on paper: printed, and listed."""

import uuid as uuids

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.trail import trail
from households.models import Household, PrintedSheet
from households.paper import actions
from households.paper.exports import pages_of, qr_of
from households.paper.queries import lines_of
from households.register import actions as register_actions
from households.register.views.lookups import SHOW, sheet_of, uuid_of, village_of
from skills.catalogue import SKILLS
from web.scope import territory

# Sheets shown in the list of a village.
RECENT = 20


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """List a village's recent sheets; POST makes a new one and leads to its page."""
    village = village_of(request, pk)
    if request.method == "POST":
        try:
            sheet = actions.print_sheet(
                by=request.user, village=village, uuid=uuid_of(request.POST.get("uuid"))
            )
        except register_actions.KeyTaken:
            messages.error(request, _("Trang mở quá lâu. Tải lại trang rồi in lại."))
            return redirect("households:print_sheet", village.pk)
        return redirect("households:sheet_paper", sheet.uuid)
    sheets = PrintedSheet.objects.visible_to(request.user).filter(village=village)
    keyed = Count("keyed__number", filter=Q(keyed__withdrawn_at=None), distinct=True)
    context = {
        "village": village,
        "crumbs": trail(village, request.user),
        "sheets": sheets.select_related("printed_by")
        .annotate(n_keyed=keyed)
        .order_by("-id")[:RECENT],
        "households": Household.objects.visible_to(request.user)
        .filter(village=village)
        .current()
        .count(),
        "uuid": uuids.uuid4(),
    }
    return render(request, "households/paper/sheets.html", context)


@territory(SHOW)
@require_safe
def sheet_paper(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show a printed sheet as it goes on A4."""
    sheet = sheet_of(request, uuid)
    lines = lines_of(sheet, request.user)
    address = request.build_absolute_uri(reverse("households:key_back", args=[sheet.uuid]))
    context = {
        "sheet": sheet,
        "village": sheet.village,
        "crumbs": trail(sheet.village, request.user),
        "pages": pages_of(lines),
        "changed": sum(line.has_changed for line in lines),
        "qr": qr_of(address),
        "skills": SKILLS,
        "asks_fifth": sheet.asks_fifth,
    }
    return render(request, "households/paper/sheet_paper.html", context)
