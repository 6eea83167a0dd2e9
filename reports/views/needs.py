"""The register of requests as a workbook."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.scope import territory
from reports.sheets import Cell, Head, Page, answer, of_board
from reports.views.doors import area_of
from teams.actions import note_needs_taken
from teams.models import Need
from teams.need_choice import NeedChoice

# More than that nobody reads in one workbook; what was cut is said in it.
MOST = 10_000


@territory("teams.view_team")
@require_safe
def need_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the requests that the list of the same address shows, all its pages."""
    area, day, choice = area_of(request, pk), timezone.localdate(), NeedChoice.of(request.GET)
    inside = Need.objects.visible_to(request.user).inside(area.path or "-")
    kept = choice.keep(inside).select_related("area__commune", "area__province")
    needs = list(kept[: MOST + 1])
    filters = [str(choice.state)]
    if choice.kind:
        filters.append(str(Need.Kind(choice.kind).label))
    if len(needs) > MOST:
        filters.append(_("chỉ %(n)s dòng đầu, lọc bớt để lấy hết") % {"n": MOST})
    rows = [_row(need, day) for need in needs[:MOST]]
    title = _("Nhu cầu, %(name)s") % {"name": area.full_name}
    page = Page(_("Nhu cầu"), [Head(words) for words in _heads()], rows)
    if request.method == "GET":
        note_needs_taken(by=request.user, area=area, rows=len(rows))
    return answer(of_board(title, day, filters, [page]), f"nhu-cau-{area.pk}-{day:%Y-%m-%d}")


def _heads() -> list[str]:
    """Return the headings of the list, what stands together there apart."""
    asked = [_("Nơi cần"), _("Xã"), _("Tỉnh"), _("Thiếu gì"), _("Cần gì")]
    asked += [_("Cần, số lượng"), _("Cần, đồng"), _("Nêu ngày"), _("Người nêu")]
    answered = [_("Trả lời"), _("Trả lời ngày"), _("Đã cấp (đồng)")]
    return [*asked, _("Tình trạng"), _("Đã chờ (ngày)"), *answered]


def _row(need: Need, day: date) -> list[Cell]:
    place = need.area
    commune = place.commune or place
    status = need.get_status_display()
    if need.is_late(day):
        status = _("%(status)s, quá hạn trả lời") % {"status": status}
    asked: list[Cell] = [str(place), str(commune), str(place.province or "")]
    asked += [need.get_kind_display(), need.words, need.number, need.amount, need.asked_on]
    answered: list[Cell] = [need.answer, need.answered_on or "", need.given]
    return [*asked, need.asked_by, status, need.waited(day), *answered]
