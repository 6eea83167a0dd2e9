"""The households of a commune in one list: all of its villages, filtered as a village's roster is."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from households.models import Household
from households.register.views.lookups import SHOW, can_assess_5
from households.roster.rules import one_left
from households.roster.views.roster import PAGE, day_of, filtered
from rollup.models import CommuneCount, VillageCount
from skills.catalogue import SKILLS
from web.exports import Book, Column, send_book, wants_book, with_book
from web.paging import page_of
from web.scope import territory

# The columns of the list as a workbook.
HOUSEHOLDS = (
    Column[Household](gettext_lazy("Thôn"), lambda home: home.village.full_name, 26),
    Column[Household](gettext_lazy("Chủ hộ"), lambda home: home.head_name, 28),
    Column[Household](gettext_lazy("Xóm, số nhà"), lambda home: home.hamlet, 22),
    Column[Household](gettext_lazy("Điện thoại"), lambda home: home.phone, 14),
    Column[Household](gettext_lazy("Kỹ năng"), lambda home: home.cells_label, 34),
    Column[Household](gettext_lazy("Khảo sát ngày"), lambda home: home.surveyed_on),
    Column[Household](gettext_lazy("Rà soát ngày"), lambda home: home.reviewed_on),
)


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
    found = filtered(everybody, wanted, since).matching(words)
    if wants_book(request):
        title = _("Các hộ, %(name)s") % {"name": area.full_name}
        book = Book(title, f"cac-ho-{area.pk}", HOUSEHOLDS, [_words(wanted)] if wanted else [])
        return send_book(request, book, found, subject=area, place=area.path or "")
    page = page_of(found, {} if words else request.GET, PAGE, among=everybody)
    context = {"area": area, "page": page, "words": words, "wanted": wanted, "since": since}
    if request.headers.get("HX-Request"):
        return render(request, "households/roster/across.html#rows", context)
    return render(
        request, "households/roster/across.html", {**context, **_numbers(request, area, everybody)}
    )


def _numbers(request: HttpRequest, area: Area, everybody: Any) -> dict[str, Any]:
    """Return what the filters say: how many each would show."""
    counts: Any = VillageCount if area.is_village else CommuneCount
    count = counts.objects.visible_to(request.user).filter(pk=area.pk).first() or counts()
    short = everybody.current().short_by_skill() if count.one_short else {}
    return {
        "crumbs": trail(area, request.user),
        "count": count,
        "ask": one_left(count, platform=bool(count.ask_fifth) and can_assess_5(area)),
        "short": [(skill, short.get(skill.number, 0)) for skill in SKILLS],
    }


def _words(wanted: str) -> str:
    """Say a filter in words; one that is not known stands as it was written."""
    if wanted.startswith("thieu-ky-nang-"):
        return _("Chỉ thiếu kỹ năng %(number)s") % {"number": wanted[-1]}
    if wanted.startswith("hoi-not-ky-nang-"):
        return _("Hỏi nốt kỹ năng %(number)s") % {"number": wanted[-1]}
    words = {
        "chua-khao-sat": _("Chưa khảo sát"),
        "hoi-do": _("Đã hỏi một phần"),
        "thieu-1": _("Thiếu 1 kỹ năng"),
        "hoi-not-1": _("Hỏi nốt 1 kỹ năng"),
        "hoi-not-bon": _("Hỏi nốt 1 kỹ năng"),
        "cu": _("Cũ"),
        "chua-ra-soat": _("Chưa rà soát"),
        "da-chuyen": _("Đã ra khỏi sổ"),
    }
    return words.get(wanted, wanted[:40])
