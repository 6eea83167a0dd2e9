"""Pages of units: one unit, the search over all, villages added and renamed."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas import actions
from areas.ended import above_of, heirs_of, names_of, refuse_ended
from areas.forms import RenameForm, VillageForm
from areas.kinds import Level, common_word
from areas.models import Area, AreaQuerySet, Placement, Succession
from areas.names import fold
from web.answers import done, is_sent, refusals_on
from web.exports import Book, Column, send_list, wants_book, with_book
from web.scope import may_see, territory, visible_or_404

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
    area, today = visible_or_404(request, Area, pk=pk), timezone.localdate()
    units = Area.objects.visible_to(request.user).units()
    children = units.filter(parent=area).on(today).in_order()
    if wants_book(request):
        book = Book(_("Đơn vị trực thuộc, %(name)s"), "don-vi", COLUMNS)
        return send_list(request, area, book, children)
    is_open_commune = area.level == Level.COMMUNE and area.is_open
    placements = Placement.objects.visible_to(request.user).filter(area=area)
    turns = Succession.objects.visible_to(request.user)
    below = list(children.only("id", "level", "kind", "name", "code"))
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "children": below,
        "heading": _below_in_words(below),
        "can_add": is_open_commune and request.user.has_perm("areas.add_area"),
        "placements": placements.select_related("parent").order_by("-valid_from"),
        "origins": _lines(request, turns.filter(successor=area).select_related("predecessor")),
        "successions": _lines(request, turns.filter(predecessor=area).select_related("successor")),
    }
    return render(request, "areas/detail.html", context)


def _lines(request: HttpRequest, lines: Any) -> list[Succession]:
    """Return lines of descent; the units on their other side are marked where the reader may open them."""
    found = list(lines)
    for line in found:
        for unit in (line.predecessor, line.successor):
            unit.seen = may_see(request.user, unit.path)  # for the template
    return found


def _below_in_words(below: list[Area]) -> str:
    """Say how many units stand below, by their own word where they share one: "5 thôn trực thuộc"."""
    n, word = len(below), common_word({unit.kind for unit in below})
    if not word:
        words = ngettext("%(n)s đơn vị trực thuộc", "%(n)s đơn vị trực thuộc", n)
        return words % {"n": n}
    words = ngettext("%(n)s %(word)s trực thuộc", "%(n)s %(word)s trực thuộc", n)
    return words % {"n": n, "word": word}


@territory("areas.view_area")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find units by name, marks or none, former names too; a fragment for the type-ahead."""
    words = request.GET.get("q", "")[:80].strip()
    found: list[Area] = []
    if len(fold(words)) >= LETTERS:
        places = Area.objects.visible_to(request.user).units().with_places()
        found = places.best_matching(words, SHOWN) or _coded(places, words)
    reads = _reads_figures(request.user)
    heirs = heirs_of(found)
    above = above_of(one for one in found if not heirs[one.pk])
    for unit in found:
        if unit.closed_on and (of_today := heirs[unit.pk]):
            unit.now = _("nay là %(units)s") % {"units": names_of(of_today)}  # type: ignore[attr-defined]  # for the template
        if over := above.get(unit.pk):
            unit.now = _("nay thuộc %(units)s") % {"units": names_of(over)}  # type: ignore[attr-defined]  # for the template
        # Whoever follows figures goes on to those of the unit, in one tap.
        is_figures = reads and unit.is_open
        unit.page = "reports:dashboard" if is_figures else "areas:detail"  # type: ignore[attr-defined]  # for the template
    template = (
        "areas/search.html#options" if request.headers.get("HX-Request") else "areas/search.html"
    )
    return render(request, template, {"found": found, "words": words})


def _coded(places: AreaQuerySet, words: str) -> list[Area]:
    """Return the units that have, or once had, a code of the statistics office, those of today first."""
    if not words.isdecimal():
        return []
    had = places.filter(placements__code=words).distinct()
    return list(had.order_by(F("closed_on").desc(nulls_first=True), "level", "id")[:SHOWN])


def _reads_figures(user: Any) -> bool:
    """Say whether somebody follows figures rather than enters households."""
    return user.has_perm("reports.view_dashboard") and not user.has_perm("households.add_household")


@territory("areas.add_area")
@require_http_methods(["GET", "HEAD", "POST"])
def village_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a village to a commune."""
    commune = visible_or_404(request, Area, pk=pk, level=Level.COMMUNE, closed_on=None)
    form = VillageForm(request.POST or None, commune=commune)
    if is_sent(request, form):
        village = actions.add_village(by=request.user, commune=commune, **form.called)
        words = _("Đã thêm %(name)s.") % {"name": village.full_name}
        to = "areas:village_add" if "next" in request.POST else "areas:detail"
        return done(request, words, to, commune.pk)
    context = {"form": form, "area": commune, "crumbs": commune.trail(request.user)}
    return render(request, "areas/village_form.html", context)


def _village_or_404(request: HttpRequest, pk: int) -> Area:
    """Return a village that is called otherwise; raises UnitEnded for one that has ended."""
    villages = Area.objects.visible_to(request.user).villages().select_related("commune")
    village: Area = get_object_or_404(villages, pk=pk)
    refuse_ended(village)
    return village


@territory("areas.change_area")
@require_http_methods(["GET", "HEAD", "POST"])
def village_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right a village's name that was written wrongly."""
    village = _village_or_404(request, pk)
    commune = village.commune or village
    start = {"kind": village.kind, "name": village.name}
    form = VillageForm(request.POST or None, initial=start, commune=commune, village=village)
    if is_sent(request, form):
        actions.correct_name(by=request.user, area=village, code=village.code, **form.called)
        return done(request, _("Đã sửa tên."), "areas:detail", village.pk)
    context = {"form": form, "area": village, "crumbs": village.trail(request.user)}
    return render(request, "areas/village_form.html", context)


@territory("areas.change_area")
@require_http_methods(["GET", "HEAD", "POST"])
def village_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a village a new name from a day on; the old name stays findable."""
    village = _village_or_404(request, pk)
    form = RenameForm(request.POST or None, initial={"kind": village.kind})
    if is_sent(request, form):
        early = _("Ngày phải sau ngày bắt đầu của tên hiện nay.")
        with refusals_on(form, {ValueError: ("on", early)}):
            actions.rename(by=request.user, area=village, **form.cleaned_data)
            words = _("Đã đổi tên. Tên cũ vẫn tìm được.")
            return done(request, words, "areas:detail", village.pk)
    context = {"form": form, "area": village, "crumbs": village.trail(request.user)}
    return render(request, "areas/rename_form.html", context)
