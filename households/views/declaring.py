"""How many households a village says it has, beside those in its roster."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.trail import trail
from audit.scope import territory
from households import actions
from households.forms import DeclarationForm
from households.models import Declaration
from households.views.doors import CHANGE, village_of
from rollup.models import VillageCount


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a declared number with its source and day; show those recorded before."""
    village = village_of(request, pk)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.declare(
            by=request.user,
            village=village,
            households=data["households"],
            source=data["source"],
            on=data["declared_on"],
        )
        messages.success(request, _("Đã ghi số hộ khai báo."))
        return redirect("households:list", village.pk)
    rows = Declaration.objects.visible_to(request.user).filter(village=village)
    context = {
        "form": form,
        "village": village,
        "crumbs": trail(village, request.user),
        "count": VillageCount.objects.visible_to(request.user).filter(pk=village.pk).first(),
        "declarations": rows.select_related("recorded_by")[:20],
    }
    return render(request, "households/declare.html", context)
