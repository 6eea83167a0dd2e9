"""A roster: the villages to choose from, a village's or a commune's households, searched and filtered."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Kind, Level
from areas.models import Area
from areas.names import fold
from households.models import ASKING, Completion, Confirmation, Declaration, Household
from households.register.views import CHANGE, SHOW, can_assess_5, unit_of
from households.roster.exports import HOUSEHOLDS, VILLAGES, Counted, with_complete, with_counts
from households.roster.queries import (
    filters_of,
    found_by,
    in_each_village,
    mark,
    name_the,
    of_each_village,
)
from households.roster.rules import one_left
from households.roster.views.search import note_found
from rollup.models import CommuneCount, SumColumns, VillageCount
from skills.catalogue import SKILLS
from web.exports import CHUNK, Book, send_book, wants_book, with_book
from web.fields import day_asked
from web.paging import page_of
from web.scope import key_of, territory

PAGE = 100
# What an address says of villages whose register parts from the declaration, and of those without a household.
PARTING, EMPTY = "lech-khai-bao", "chua-co-ho"


@with_book
@territory(SHOW)
@require_safe
def villages(request: HttpRequest) -> HttpResponseBase:
    """Choose a village; the only one of a village's own member opens at once."""
    places = _places(request.user)
    if wants_book(request):
        return _taken(request, with_complete(places.select_related("commune")))
    found = list(places[:500])
    every = [place for place in found if place.is_village]
    if len(found) == 1 and every:
        return redirect("households:list", every[0].pk)
    words, wanted = request.GET.get("q", "")[:80], request.GET.get("loc", "")
    counts = VillageCount.objects.visible_to(request.user)
    shown = with_counts(_named(every, words), counts)
    area: Any = request.user.area  # type: ignore[union-attr]  # who is signed in has one
    aside = [] if words or wanted else [place for place in found if place.is_unassigned]
    context = {
        "rows": list(_wanted(shown, wanted)),
        "aside": [row for row in with_counts(aside, counts) if row[1] and row[1].households],
        "area": area,
        "words": words,
        "every": len(every),
        "wanted": wanted if wanted in _HOLDS else "",
        "opens": "households:add" if wanted == EMPTY else "households:list",
    }
    if area.level == Level.COMMUNE:
        context["completion"] = _complete(request, area)
    return render(request, "households/roster/villages.html", context)


def _places(user: Any) -> Any:
    """Return the villages of today, and behind them the households of which no village is known."""
    places = Area.objects.visible_to(user).holding_households().filter(closed_on=None)
    return places.alias(last=Q(kind=Kind.UNASSIGNED)).order_by("last", "sort_key", "id")


def _named(places: Iterable[Area], words: str) -> Iterator[Area]:
    return (village for village in places if fold(words) in fold(village.full_name))


def _wanted(rows: Iterable[Counted], wanted: str) -> Iterator[Counted]:
    """Keep the villages that an address asks for; all of them where it asks for none."""
    holds = _HOLDS.get(wanted)
    return (row for row in rows if holds is None or holds(row[1]))


# What holds of the count row of a village that is asked for. One without a household has nothing to compare yet.
_HOLDS: dict[str, Callable[[VillageCount | None], bool]] = {
    PARTING: lambda count: bool(count and count.parts and count.households),
    EMPTY: lambda count: not (count and count.households),
}
_FILTERS = {PARTING: gettext_lazy("Lệch số khai báo"), EMPTY: gettext_lazy("Chưa có hộ nào")}


def _taken(request: HttpRequest, places: Any) -> HttpResponseBase:
    """Hand out all villages that the page shows."""
    user: Any = request.user
    words, wanted = request.GET.get("q", "")[:80], request.GET.get("loc", "")
    counts = VillageCount.objects.visible_to(user)
    rows = _wanted(with_counts(_named(places.iterator(CHUNK), words), counts), wanted)
    filters = [one for one in (words, str(_FILTERS.get(wanted, ""))) if one]
    title = _("Các thôn và sổ hộ, %(name)s") % {"name": user.area.full_name}
    book = Book(title, f"cac-thon-{user.area_id}", VILLAGES, filters)
    return send_book(request, book, rows, subject=user.area)


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def household_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a village's roster: searched without marks, filtered, opened in place.

    Words to search come by POST, which writes nothing: names must not stand in addresses.
    """
    village = unit_of(request, pk, unassigned=True)
    if village.is_unassigned:
        # No village's register: nothing is entered here.
        return redirect("households:of_area", pk)
    words, wanted = request.POST.get("q", "")[:80], request.GET.get("loc", "")
    since = day_of(request.GET.get("tu"))
    wanted = "chua-ra-soat" if since and not wanted else wanted
    homes = Household.objects.visible_to(request.user).filter(village=village)
    everybody = homes.select_related("village")
    asked = filtered(everybody, wanted, since)
    found, named = found_by(request.user, village, asked, words)
    among = everybody.in_order()
    page = page_of(found.in_order(), {} if words else request.GET, PAGE, among=among)
    name_the(page, named)
    note_found(request, page)
    mark(request.user, page)
    context = {"village": village, "page": page, "words": words, "wanted": wanted}
    if request.headers.get("HX-Request"):
        return render(request, "households/roster/list.html#rows", context)
    return render(
        request,
        "households/roster/list.html",
        {**context, **_around(request, village, everybody, since)},
    )


def _around(
    request: HttpRequest, village: Area, everybody: Any, since: date | None
) -> dict[str, Any]:
    """Return what stands around the rows: counts, filters, what is declared, what is left."""
    counts = VillageCount.objects.visible_to(request.user)
    count = counts.filter(pk=village.pk).first() or VillageCount()
    declared = Declaration.objects.visible_to(request.user).filter(area=village).holding()
    return {
        "crumbs": village.trail(request.user),
        **_filters(village, count, everybody),
        "since": since,
        "declaration": declared.first() if count.declared is not None else None,
        "completion": _complete(request, village),
        "left": _left(request, everybody, since),
        "undo": confirmed_of(request, village),
    }


def _filters(area: Area, count: SumColumns, everybody: Any) -> dict[str, Any]:
    """Return what the filters say: how many each would show; whoever refused stands apart."""
    today = timezone.localdate()
    said = filters_of(area, everybody, count, today)
    rest = said["rest"]
    short = everybody.open().to_ask(today).short_by_skill() if rest.one_short else {}
    return {
        "count": count,
        **said,
        "ask": one_left(rest, platform=bool(rest.ask_fifth) and can_assess_5(area)),
        "short": [(skill, short.get(skill.number, 0)) for skill in SKILLS],
    }


def _complete(request: HttpRequest, area: Area) -> Completion | None:
    """Return the act that a place's register is complete, if one stands."""
    acts = Completion.objects.visible_to(request.user).standing().filter(area=area)
    return acts.select_related("recorded_by", "confirmed_by").first()


def _left(request: HttpRequest, everybody: Any, since: date | None) -> int:
    """Return how many surveyed households nobody has looked at since that day (or today)."""
    if not request.user.has_perm(CHANGE):
        return 0
    return int(everybody.to_confirm(since or timezone.localdate()).count())


def confirmed_of(request: HttpRequest, village: Area) -> dict[str, Any] | None:
    """Return the confirmations this reader made at one go, named in the address, if they still hold."""
    first, _, last = request.GET.get("xac-nhan", "").partition("-")
    if not first:
        return None
    rows = own_confirmations(request, village).filter(pk__range=(key_of(first), key_of(last)))
    n = rows.count()
    return {"n": n, "first": key_of(first), "last": key_of(last)} if n else None


def own_confirmations(request: HttpRequest, village: Area) -> Any:
    """Return what this reader confirmed in a village and did not take back."""
    rows = Confirmation.objects.visible_to(request.user).standing()
    return rows.filter(household__village=village, confirmed_by=request.user.pk)


def day_of(text: str | None) -> date | None:
    """Read a day of an address, today at the latest; None for none."""
    day = day_asked(text)
    return min(day, timezone.localdate()) if day else None


def filtered(households: Any, wanted: str, since: date | None = None) -> Any:
    """Apply one of the roster's filters; an unknown one shows all that count today."""
    current, today = households.open(), timezone.localdate()
    if wanted in ASKING:
        current = current.to_ask(today)
    match wanted:
        case "da-chuyen":
            return households.filter(closed_on__isnull=False)
        case "chua-ra-soat":
            return current.not_reviewed_since(since or today)
        case "cu":
            return current.old(today)
    return current.by_answers(wanted)


@with_book
@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def households_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the households of a commune or village, village by village: what a task counts.

    Words to search come by POST, which writes nothing: names must not stand in addresses.
    """
    places = Area.objects.visible_to(request.user).filter(level__gte=Level.COMMUNE, closed_on=None)
    area = get_object_or_404(places, pk=pk)
    words, wanted = request.POST.get("q", "")[:80], request.GET.get("loc", "")
    since = day_of(request.GET.get("tu"))
    wanted = "chua-ra-soat" if since and not wanted else wanted
    homes = Household.objects.visible_to(request.user).inside(area.path or "-")
    everybody = homes.select_related("village").by_village()
    found, named = found_by(request.user, area, filtered(everybody, wanted, since), words)
    if wants_book(request):
        title = _("Các hộ, %(name)s") % {"name": area.full_name}
        asked = [_words(wanted)] if wanted else []
        book = Book(title, f"cac-ho-{area.pk}", HOUSEHOLDS, asked, names=True)
        return send_book(request, book, found, subject=area)
    page = page_of(found, {} if words else request.GET, PAGE, among=everybody)
    name_the(page, named)
    note_found(request, page)
    mark(request.user, page)
    context = {"area": area, "page": page, "words": words, "wanted": wanted, "since": since}
    if request.headers.get("HX-Request"):
        return render(request, "households/roster/across.html#rows", context)
    context |= _numbers(request, area, everybody)
    shown = filtered(homes, wanted, since)
    context["places"] = in_each_village(shown) if wanted else of_each_village(request.user, area)
    return render(request, "households/roster/across.html", context)


def _numbers(request: HttpRequest, area: Area, everybody: Any) -> dict[str, Any]:
    """Return what the filters say: how many each would show."""
    counts: Any = CommuneCount if area.is_commune else VillageCount
    count = counts.objects.visible_to(request.user).filter(pk=area.pk).first() or counts()
    return {"crumbs": area.trail(request.user), **_filters(area, count, everybody)}


def _words(wanted: str) -> str:
    """Say a filter in words; one that is not known stands as it was written."""
    if wanted.startswith("thieu-ky-nang-"):
        return _("Chỉ thiếu kỹ năng %(number)s") % {"number": wanted[-1]}
    if wanted.startswith("chua-biet-ky-nang-"):
        return _("Chưa ai biết kỹ năng %(number)s") % {"number": wanted[-1]}
    if wanted.startswith("hoi-not-ky-nang-"):
        return _("Hỏi nốt kỹ năng %(number)s") % {"number": wanted[-1]}
    words = {
        "chua-khao-sat": _("Chưa khảo sát"),
        "hoi-do": _("Đã hỏi một phần"),
        "thieu-1": _("Thiếu 1 kỹ năng"),
        "hoi-not-1": _("Hỏi nốt 1 kỹ năng"),
        "hoi-not-bon": _("Hỏi nốt 1 kỹ năng"),
        "cu": _("Lâu chưa rà soát"),
        "chua-ra-soat": _("Chưa rà soát"),
        "tu-choi": _("Đã từ chối"),
        "da-chuyen": _("Đã ra khỏi sổ"),
    }
    return words.get(wanted, wanted[:40])
