"""Pages of units: one unit, the search over all, villages added and renamed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from areas import actions
from areas.forms import RenameForm, VillageForm
from areas.kinds import Level
from areas.models import Area, Placement, Succession
from areas.names import fold
from web.exports import Book, Column, send_book, wants_book, with_book
from web.scope import territory

# How many units a search shows at once, and how few letters it takes.
SHOWN, LETTERS = 10, 2
COLUMNS = (
    Column[Area](gettext_lazy("Đơn vị"), lambda unit: unit.full_name, 30),
    Column[Area](gettext_lazy("Mã"), lambda unit: unit.code, 10),
)


@with_book
@territory("areas.view_area")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a unit: where it stands, what it was called, what it came from and what is below it."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    children = Area.objects.visible_to(request.user).filter(parent=area).on(today).in_order()
    if wants_book(request):
        title = _("Đơn vị bên dưới, %(name)s") % {"name": area.full_name}
        book = Book(title, f"don-vi-{pk}", COLUMNS)
        return send_book(request, book, children, subject=area, place=area.path or "")
    is_open_commune = area.level == Level.COMMUNE and area.is_open
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "children": children.only("id", "level", "kind", "name", "code"),
        "can_add": is_open_commune and request.user.has_perm("areas.add_area"),
        **_history(request, area),
    }
    return render(request, "areas/detail.html", context)


def _history(request: HttpRequest, area: Area) -> dict[str, Any]:
    """Return what a unit was called, what it came from and what became of it."""
    placements = Placement.objects.visible_to(request.user).filter(area=area)
    turns = Succession.objects.visible_to(request.user)
    return {
        "placements": placements.select_related("parent").order_by("-valid_from"),
        "origins": turns.filter(successor=area).select_related("predecessor"),
        "successions": turns.filter(predecessor=area).select_related("successor"),
    }


@territory("areas.view_area")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find units by name, marks or none, former names too; a fragment for the type-ahead."""
    words = request.GET.get("q", "")[:80].strip()
    found: list[Area] = []
    if len(fold(words)) >= LETTERS:
        places = Area.objects.visible_to(request.user).with_places()
        found = places.best_matching(words, SHOWN)
    template = (
        "areas/search.html#options" if request.headers.get("HX-Request") else "areas/search.html"
    )
    return render(request, template, {"found": found, "words": words})


@territory("areas.add_area")
@require_http_methods(["GET", "POST"])
def village_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a village to a commune."""
    communes = Area.objects.visible_to(request.user).communes().filter(closed_on=None)
    commune = get_object_or_404(communes, pk=pk)
    form = VillageForm(request.POST or None, commune=commune)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        village = actions.add_village(
            by=request.user, commune=commune, kind=data["kind"], name=data["name"]
        )
        messages.success(request, _("Đã thêm %(name)s.") % {"name": village.full_name})
        return redirect(
            "areas:village_add" if "next" in request.POST else "areas:detail", commune.pk
        )
    context = {"form": form, "area": commune, "crumbs": commune.trail(request.user)}
    return render(request, "areas/village_form.html", context)


@territory("areas.change_area")
@require_http_methods(["GET", "POST"])
def village_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right a village's name that was written wrongly."""
    village = get_object_or_404(Area.objects.visible_to(request.user).villages(), pk=pk)
    commune = village.commune or village
    start = {"kind": village.kind, "name": village.name}
    form = VillageForm(request.POST or None, initial=start, commune=commune, village=village)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.correct_name(
            by=request.user, area=village, kind=data["kind"], name=data["name"], code=village.code
        )
        messages.success(request, _("Đã sửa tên."))
        return redirect("areas:detail", village.pk)
    context = {"form": form, "area": village, "crumbs": village.trail(request.user)}
    return render(request, "areas/village_form.html", context)


@territory("areas.change_area")
@require_http_methods(["GET", "POST"])
def village_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a village a new name from a day on; the old name stays findable."""
    village = get_object_or_404(Area.objects.visible_to(request.user).villages(), pk=pk)
    form = RenameForm(request.POST or None, initial={"kind": village.kind})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(by=request.user, area=village, **form.cleaned_data)
        except ValueError:
            form.add_error("on", _("Ngày phải sau ngày bắt đầu của tên hiện nay."))
        else:
            messages.success(request, _("Đã đổi tên. Tên cũ vẫn tìm được."))
            return redirect("areas:detail", village.pk)
    context = {"form": form, "area": village, "crumbs": village.trail(request.user)}
    return render(request, "areas/rename_form.html", context)
