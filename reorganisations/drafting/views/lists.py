"""The decisions on units of a territory: those that wait first."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from areas.kinds import Level
from reorganisations.drafting.queries.listing import APPROVES, WAITING, brief_of, listed, words_of
from reorganisations.drafting.queries.many import APPROVE, MOST, PROPOSE, at_once
from reorganisations.models import Reorganisation, State
from web.exports import Book, Column, choice_label, send_list, wants_book, with_book
from web.paging import page_of
from web.scope import territory

SHOW, WRITE = "reorganisations.view_reorganisation", "reorganisations.add_reorganisation"
PAGE = 50
COLUMNS = (
    Column[Reorganisation](gettext_lazy("Số"), lambda one: one.number, 18),
    Column[Reorganisation](gettext_lazy("Nơi"), lambda one: one.area.full_name, 26),
    Column[Reorganisation](gettext_lazy("Việc"), words_of, 60),
    Column[Reorganisation](gettext_lazy("Ngày ký"), lambda one: one.signed_on),
    Column[Reorganisation](gettext_lazy("Hiệu lực từ"), lambda one: one.effective_on),
    Column[Reorganisation](
        gettext_lazy("Tình trạng"),
        choice_label(State, "state"),
        18,
    ),
)


def _at_once(user: Any, *, waiting: bool) -> int:
    """Return how many the reader may approve, or propose, at one press."""
    if not user.has_perm(APPROVES if waiting else WRITE):
        return 0
    return min(MOST, at_once(user, APPROVE if waiting else PROPOSE).count())


@with_book
@territory(SHOW)
@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """List the decisions of the reader's territory, or those of it that wait for their approval."""
    user: Any = request.user
    waiting = request.GET.get("loc") == WAITING
    rows = listed(user, waiting=waiting)
    if wants_book(request):
        filters = [_("Chờ duyệt")] if waiting else []
        book = Book(_("Quyết định sắp xếp đơn vị, %(name)s"), "sap-xep", COLUMNS, filters)
        return send_list(request, user.area, book, rows)
    page = page_of(rows, request.GET, PAGE)
    context = {
        "page": page,
        "rows": [(one, *brief_of(one)) for one in page],
        "waiting": waiting,
        "at_once": _at_once(user, waiting=waiting),
        "area": user.area,
        "crumbs": user.area.trail(user, itself=True),
        "is_commune": user.area.level == Level.COMMUNE,
        # Those of the whole country are made below (reorganisations.sheet).
        "takes_sheets": user.area.level != Level.COUNTRY,
    }
    return render(request, "reorganisations/drafting/list.html", context)
