"""The register of requests of a commune; above it, how many are overdue where."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from areas.asked import asked_area
from areas.models import Area
from privacy.models import Asker, Channel, Decision, Kind, SubjectRequest
from privacy.requests.queries.lists import STATES, RequestChoice, counted_by_commune
from privacy.requests.rules import left_words, numbers_words, state_of
from web.exports import Book, Column, choice_label, send_list, wants_book, with_book
from web.scope import note_names, territory

WORK, COUNT = "privacy.add_subjectrequest", "privacy.count_subjectrequests"
ALONG = ("household__village", "resident", "commune")
PAGE = 50


def _who(one: SubjectRequest) -> str:
    return str(one.done_by or "")


REQUESTS = (
    Column[SubjectRequest](gettext_lazy("Số"), lambda one: one.code, 12),
    Column[SubjectRequest](gettext_lazy("Người yêu cầu"), lambda one: one.requester, 28),
    Column[SubjectRequest](gettext_lazy("Là ai"), choice_label(Asker, "asker"), 22),
    Column[SubjectRequest](
        gettext_lazy("Thôn"),
        lambda one: one.household.village.full_name if one.household else None,
        24,
    ),
    Column[SubjectRequest](gettext_lazy("Yêu cầu"), choice_label(Kind, "kind"), 22),
    Column[SubjectRequest](gettext_lazy("Nội dung"), lambda one: one.words, 36),
    Column[SubjectRequest](gettext_lazy("Nhận qua"), choice_label(Channel, "channel"), 22),
    Column[SubjectRequest](gettext_lazy("Nhận"), lambda one: one.received_on),
    Column[SubjectRequest](gettext_lazy("Xác nhận"), lambda one: one.acknowledged_on),
    Column[SubjectRequest](gettext_lazy("Hạn trả lời"), lambda one: one.due_on),
    Column[SubjectRequest](gettext_lazy("Gia hạn"), lambda one: one.extended_on),
    Column[SubjectRequest](gettext_lazy("Quyết định"), choice_label(Decision, "decision"), 22),
    Column[SubjectRequest](gettext_lazy("Trả lời ngày"), lambda one: one.done_on),
    Column[SubjectRequest](gettext_lazy("Người trả lời"), _who, 28),
)


@with_book
@territory()
@require_safe
def request_list(request: HttpRequest) -> HttpResponseBase:
    """List the requests of the commune, what is due first; above it, count those of each commune."""
    if request.user.has_perm(WORK):
        return _register(request)
    if request.user.has_perm(COUNT):
        return _counts(request)
    raise Http404


def _register(request: HttpRequest) -> HttpResponseBase:
    area, day = asked_area(request), timezone.localdate()
    choice = RequestChoice.of(request.GET, day)
    inside = SubjectRequest.objects.visible_to(request.user).inside(area.path or "-")
    kept = choice.keep(inside, day).select_related(*ALONG)
    if wants_book(request):
        filters = [str(STATES[choice.wanted])]
        title = _("Yêu cầu về dữ liệu cá nhân, %(name)s")
        book = Book(title, "yeu-cau-du-lieu", REQUESTS, filters, names=True)
        return send_list(request, area, book, kept.select_related(*ALONG, "done_by"))
    page = Paginator(kept, PAGE).get_page(request.GET.get("trang"))
    note_requests(request, page)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "page": page,
        "rows": [(one, state_of(one, day), left_words(one, day)) for one in page],
        "said": numbers_words(choice.year, *inside.received_in(choice.year).numbers(day)),
        "states": STATES.items(),
        "wanted": choice.wanted,
        "year": choice.year,
    }
    return render(request, "privacy/requests/list.html", context)


def _counts(request: HttpRequest) -> HttpResponse:
    area, day = asked_area(request), timezone.localdate()
    lines = counted_by_commune(area, day.year, day)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "lines": lines,
        "day": day,
        "said": _sum(lines, day.year),
    }
    return render(request, "privacy/requests/counts.html", context)


def _sum(lines: list[Any], year: int) -> str:
    """Say of all communes together what the list says of each."""
    sums = (sum(getattr(line, name) for line in lines) for name in ("n", "answered", "overdue"))
    return numbers_words(year, *sums)


def note_requests(request: HttpRequest, requests: Any) -> None:
    """Note that the answer names who asked, each as one of their household; who is in none is no resident."""
    for one in requests:
        if one.household:
            note_names(request, one.household.village.path, one.household_id)


def commune_of(request: HttpRequest) -> Area:
    """Return the commune in which the reader works."""
    user: Any = request.user
    commune: Area = user.area.commune or user.area
    return commune
