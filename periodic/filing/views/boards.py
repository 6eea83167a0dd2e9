"""Who has sent, for whoever receives; and the reports that wait there for a decision."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Level
from areas.models import Area
from periodic.filing.actions.deciding import approve_many
from periodic.filing.exports import STATUS
from periodic.filing.queries.board import LOOKS, ORDER, Board, add_officers, board_of
from periodic.filing.queries.reminding import reminder, sentence, title_of
from periodic.filing.queries.waiting import Waiting, seen_of, waiting_counts, waiting_of
from periodic.filing.views.shared import period_or_404
from periodic.models import Period
from web.answers import done
from web.exports import Book, send_book, wants_book, with_book
from web.scope import territory, visible_or_404

READS, DECIDES = "periodic.view_report", "periodic.approve_report"
PAGE, UNFOLDED = 25, 10
LEFT = "chua-gui"


@with_book
@territory(READS)
@require_safe
def period(request: HttpRequest, period: UUID) -> HttpResponseBase:
    """Show how the reports of a period stand below one's unit; a commune is led to its own."""
    found = period_or_404(request, period)
    user: Any = request.user
    area = visible_or_404(request, Area, pk=user.area_id)
    if area.level >= Level.COMMUNE:
        return _own(found, area)
    board = board_of(found, area)
    wanted = request.GET.get("loc", "")
    kept = [line for line in board.lines if _is_wanted(line, wanted)]
    if wants_book(request):
        add_officers(kept)
        title = _("%(title)s: ai đã gửi") % {"title": title_of(found)}
        return send_book(request, Book(title, f"ai-da-gui-{found.pk}", STATUS), kept, subject=area)
    page = Paginator(kept, PAGE).get_page(request.GET.get("trang"))
    add_officers(page.object_list)
    context = {
        **_shared(request, board, area),
        "page": page,
        "wanted": wanted,
        "states": [(state, *LOOKS[state], board.counts[state]) for state in ORDER],
        "shares": [board.share(at) for at in range(len(board.periods))],
        "reminder": reminder(board),
        "left": LEFT,
        "waiting": waiting_counts(user, [found])[found.pk],
    }
    return render(request, "periodic/filing/period.html", context)


def _own(period: Any, area: Area) -> HttpResponse:
    """Lead somebody of a commune to its own report; a village has none."""
    if area.level != Level.COMMUNE:
        raise Http404
    return redirect("periodic:report", period.uuid, area.address)


def _is_wanted(line: Any, wanted: str) -> bool:
    if wanted == LEFT:
        return not line.now.has_come
    return wanted not in ORDER or line.now.state == wanted


def _shared(request: HttpRequest, board: Board, area: Area) -> dict[str, Any]:
    user: Any = request.user
    return {
        "board": board,
        "period": board.period,
        "title": title_of(board.period),
        "days": f"{date_format(board.period.begins_on)}–{date_format(board.period.ends_on)}",
        "area": area,
        "crumbs": area.trail(user, itself=True),
        "sentence": sentence(board),
        "may_decide": user.has_perm(DECIDES),
    }


@territory(DECIDES)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, period: UUID) -> HttpResponse:
    """List the reports that wait for the reader's decision; approve at once those in which nothing is out of the common."""
    found = period_or_404(request, period)
    user: Any = request.user
    area = visible_or_404(request, Area, pk=user.area_id)
    waiting = waiting_of(user, [found]).get(found, [])
    if request.method == "POST":
        return _approve(request, found, seen_of(waiting, request.POST.getlist("ban")))
    context = {**_shared(request, board_of(found, area), area), "one": _to_decide(found, waiting)}
    return render(request, "periodic/filing/review.html", context)


@territory(DECIDES)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List all reports that wait for the reader's decision, period by period; each is decided on where `review` is."""
    user: Any = request.user
    found = [_to_decide(period, rows) for period, rows in waiting_of(user).items()]
    context = {
        "periods": found,
        "n": sum(len(one["waiting"]) for one in found),
        "area": user.area,
        "crumbs": user.area.trail(user, itself=True),
    }
    return render(request, "periodic/filing/all_waiting.html", context)


def _to_decide(period: Period, waiting: list[Waiting]) -> dict[str, Any]:
    """Return what the form of one period says: what waits, and of it what may be approved at once."""
    matching = [one for one in waiting if not one.unusual]
    return {
        "period": period,
        "title": title_of(period),
        "waiting": waiting,
        "matching": matching,
        "to_look_at": [one for one in waiting if one.unusual],
        # Many in which nothing is out of the common are folded: what wants to be looked at stands first.
        "is_long": len(matching) > UNFOLDED,
    }


def _approve(request: HttpRequest, period: Any, seen: Any) -> HttpResponse:
    n, left = approve_many(by=request.user, seen=seen)
    words = ngettext("Đã duyệt %(n)s báo cáo.", "Đã duyệt %(n)s báo cáo.", n) % {"n": n}
    if left:
        more = ngettext(
            "%(n)s báo cáo vừa đổi nên chưa duyệt.",
            "%(n)s báo cáo vừa đổi nên chưa duyệt.",
            len(left),
        )
        words = f"{words} {more % {'n': len(left)}}"
    return done(request, words, "periodic:review", period.uuid)
