"""How many households and villages a place says it has, beside its register."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from areas.kinds import Level
from areas.models import Area
from households.declarations import actions
from households.declarations.forms import CommuneDeclarationForm, DeclarationForm, ManyForm
from households.models import Declaration
from households.register.views import (
    CHANGE,
    COMMUNE,
    DECLARE,
    unit_of,
)
from rollup.models import VillageCount
from web.scope import territory

# How many earlier declarations a page lists.
LISTED = 20


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a village's number with its source and day; show those recorded before."""
    village = unit_of(request, pk)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.declare(
            by=request.user,
            area=village,
            households=data["households"],
            source=data["source"],
            on=data["declared_on"],
        )
        messages.success(request, _("Đã ghi số hộ khai báo."))
        return redirect("households:list", village.pk)
    count = VillageCount.objects.visible_to(request.user).filter(pk=village.pk).first()
    context = {
        "form": form,
        "village": village,
        "crumbs": village.trail(request.user),
        "registered": count.households if count else 0,
        "declarations": _declared(request, village),
    }
    return render(request, "households/declarations/declare.html", context)


@territory(DECLARE)
@require_http_methods(["GET", "HEAD", "POST"])
def declare_commune(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how many households and villages a commune has; show what was recorded before."""
    commune = unit_of(request, pk, COMMUNE)
    form = CommuneDeclarationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.declare(
            by=request.user,
            area=commune,
            households=data["households"],
            villages=data["villages"],
            source=data["source"],
            on=data["declared_on"],
        )
        messages.success(request, _("Đã ghi số khai báo của xã."))
        return redirect("households:declare_commune", commune.pk)
    context = {
        "form": form,
        "area": commune,
        "crumbs": commune.trail(request.user, itself=True),
        "declarations": _declared(request, commune),
    }
    return render(request, "households/declarations/declare_commune.html", context)


def _declared(request: HttpRequest, area: Area) -> list[tuple[Declaration, bool]]:
    """Return what a place declared, newest first, and whether this reader may withdraw it."""
    rows = Declaration.objects.visible_to(request.user).filter(area=area)
    rows = rows.select_related("area", "recorded_by", "withdrawn_by")[:LISTED]
    return [(row, not row.withdrawn_at and row.may_be_withdrawn_by(request.user)) for row in rows]


@territory(DECLARE)
@require_http_methods(["GET", "HEAD", "POST"])
def declare_below(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what all communes of a province or district have, in one table."""
    units = Area.objects.visible_to(request.user).filter(level__in=(Level.PROVINCE, Level.DISTRICT))
    area = get_object_or_404(units.filter(closed_on=None), pk=pk)
    communes = list(
        Area.objects.visible_to(request.user)
        .within(area)
        .communes()
        .filter(closed_on=None)
        .in_order()
    )
    stands = Declaration.objects.visible_to(request.user).stands_at(communes)
    sent = request.POST if request.method == "POST" else None
    form = ManyForm(sent, communes=communes, stands=stands)
    if request.method == "POST" and form.is_valid() and _all_taken(request, form):
        return redirect("households:declare_below", area.pk)
    context = {"form": form, "area": area, "crumbs": area.trail(request.user, itself=True)}
    return render(request, "households/declarations/declare_below.html", context)


def _all_taken(request: HttpRequest, form: ManyForm) -> bool:
    """Write the rows of the table; say whether none was refused. Refused ones stay as they were typed."""
    data, rows = form.cleaned_data, form.said()
    taken = actions.declare_many(
        by=request.user, rows=rows, source=data["source"], on=data["declared_on"]
    )
    form.refuse(taken.refused)
    n, same = len(taken.written), len(taken.unchanged)
    if n or not taken.refused:
        words = ngettext("Đã ghi số của %(n)d xã.", "Đã ghi số của %(n)d xã.", n) % {"n": n}
        if same:
            words += " " + _("%(n)d xã đã có đúng số này, để nguyên.") % {"n": same}
        messages.success(request, words)
    return not taken.refused


@territory()
@require_POST
def withdraw_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a declaration that was wrong, of an open village or commune, where one may declare."""
    rows = Declaration.objects.visible_to(request.user).filter(area__closed_on=None)
    row = get_object_or_404(rows.select_related("area"), pk=pk)
    if not row.may_be_withdrawn_by(request.user):
        raise Http404
    actions.withdraw_declaration(by=request.user, declaration=row)
    messages.success(request, _after(request, row.area))
    page = "households:declare" if row.area.is_village else "households:declare_commune"
    return redirect(page, row.area_id)


def _after(request: HttpRequest, area: Area) -> str:
    """Say what holds at a place, now that a declaration of it is withdrawn."""
    rows = Declaration.objects.visible_to(request.user)
    stands = rows.stands_at([area]).get(area.pk, {})
    words = [_("Đã rút số khai báo.")]
    if "households" in stands:
        words.append(_("Nay là %(n)d hộ.") % {"n": stands["households"].households})
    if "villages" in stands:
        words.append(_("Nay là %(n)d thôn.") % {"n": stands["villages"].villages})
    return " ".join(words if stands else [*words, _("Không còn số nào.")])
