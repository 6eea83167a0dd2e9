"""A village's roster, and a new household in it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Area
from areas.trail import trail
from audit.scope import territory
from households import actions
from households.forms import NewHouseholdForm
from households.models import Household, VillageCount
from households.views.doors import SHOW, platforms_of, village_of
from skills.catalogue import SKILLS

PAGE = 100
# The hamlet last entered stays for the next household; in the session, for addresses are logged.
KEPT = "hamlet"


@territory(SHOW)
@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """Choose a village; the only one of a village's own member opens at once."""
    places = Area.objects.visible_to(request.user).villages().filter(closed_on=None).in_order()
    shown = list(places[:500])
    if len(shown) == 1:
        return redirect("households:list", shown[0].pk)
    counts = VillageCount.objects.visible_to(request.user).in_bulk([v.pk for v in shown])
    rows = [(village, counts.get(village.pk)) for village in shown]
    area = request.user.area  # type: ignore[union-attr]
    return render(request, "households/villages.html", {"rows": rows, "area": area})


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def household_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a village's roster: searched without marks, filtered, opened in place.

    Words to search come by POST, which writes nothing: names must not stand in addresses.
    """
    village = village_of(request, pk)
    words, wanted = request.POST.get("q", "")[:80], request.GET.get("loc", "")
    everybody = Household.objects.visible_to(request.user).filter(village=village)
    found = _filtered(everybody, wanted).matching(words).in_order()
    counts = VillageCount.objects.visible_to(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        "village": village,
        "crumbs": trail(village, request.user),
        "page": page,
        "words": words,
        "wanted": wanted,
        "count": counts.filter(pk=village.pk).first() or VillageCount(),
    }
    template = (
        "households/list.html#rows" if request.headers.get("HX-Request") else "households/list.html"
    )
    return render(request, template, context)


def _filtered(households: Any, wanted: str) -> Any:
    """Apply one of the roster's filters; an unknown one shows all that count today."""
    match wanted:
        case "chua-khao-sat":
            return households.current().unsurveyed()
        case "thieu-1":
            return households.current().one_short()
        case "da-chuyen":
            return households.filter(closed_on__isnull=False)
        case _:
            return households.current()


@territory("households.add_household")
@require_http_methods(["GET", "POST"])
def household_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household; "Lưu, nhập hộ tiếp" answers with the empty form, hamlet kept."""
    village = village_of(request, pk)
    platforms = list(platforms_of(village))
    place, hamlet = request.session.get(KEPT, [0, ""])
    start = {"hamlet": hamlet if place == village.pk else ""}
    form = NewHouseholdForm(request.POST or None, platforms=bool(platforms), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            household = _add(request, village, form)
        except actions.KeyTaken:
            form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi nhập lại hộ này."))
        else:
            messages.success(request, _("Đã lưu hộ %(name)s.") % {"name": household.head_name})
            request.session[KEPT] = [village.pk, form.cleaned_data["hamlet"]]
            again = form.cleaned_data["how"] == "next"
            return redirect("households:add" if again else "households:list", village.pk)
    context = {
        "form": form,
        "village": village,
        "crumbs": trail(village, request.user),
        "skills": SKILLS,
        "ticked": form["skill"].value() or [],
        "platforms": platforms,
    }
    return render(request, "households/new.html", context)


def _add(request: HttpRequest, village: Area, form: NewHouseholdForm) -> Household:
    data = form.cleaned_data
    return actions.add_household(
        by=request.user,
        village=village,
        uuid=data["uuid"],
        head_name=data["head_name"],
        hamlet=data["hamlet"],
        phone=data["phone"],
        birth_year=data["birth_year"],
        results=form.results,
        status=form.status,
    )
