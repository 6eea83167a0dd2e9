"""The board of adoption: how far each commune below a unit has come, whom to call, and a commune's own next step."""

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Facts
from figures.standing import Reading
from reports.calls.forms import CallForm
from reports.calls.queries.calls import Ask, calls_first
from reports.first_steps.queries.commune import to_complete
from reports.first_steps.queries.ladder import RUNS
from reports.first_steps.queries.steps import first_steps_of
from reports.rollout.exports import COMMUNES, PROVINCES
from reports.rollout.queries.board import (
    PAST,
    REPORTS,
    Counted,
    Row,
    add_calls,
    add_names,
    counted,
    rows_of,
)
from reports.rollout.queries.listing import (
    LACKS,
    ORDERS,
    PAGE,
    STATES,
    Choice,
    chosen,
    folded,
    lacks_words,
    page_of,
)
from reports.rollout.queries.reporting import Reported, add_reports
from reports.rollout.queries.units import chosen_units, counted_units, provinces_of
from reports.rollout.queries.weeks import begun_since, weeks_of, weeks_read, weeks_words
from reports.rollout.queries.words import reminder, sentence
from reports.units.queries.needs import NOT_BEGUN
from web.exports import Book, send_book, wants_book, with_book
from web.scope import territory

READ = "reports.view_dashboard"
# Communes to call that stand above the board.
FIRST = 5


@with_book
@territory(READ)
@require_safe
def board(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    """Show how far each commune of a unit has come, of one's own without a key; the country by provinces.

    A commune sees its own line.
    """
    user: Any = request.user
    places = Area.objects.visible_to(user).filter(level__lt=Level.VILLAGE)
    area = get_object_or_404(places, pk=pk or user.area_id)
    if area.level == Level.COUNTRY:
        return _country(request, area)
    if area.level == Level.COMMUNE:
        return _commune(request, area)
    return _communes(request, area)


def _communes(request: HttpRequest, area: Area) -> HttpResponseBase:
    choice, day, rows = Choice.of(request.GET), timezone.localdate(), rows_of(area)
    reported = add_reports(rows, area, request.user, day)
    found = chosen(area, rows, choice, day)
    if wants_book(request):
        add_names(found, area)
        return send_book(request, _book(area, choice, COMMUNES), found, subject=area)
    counts = counted(rows)
    ask = Ask(area, day, NOT_BEGUN)
    one_by_one, alike = folded(found, choice)
    context = {
        **_shared(request, area, choice, counts),
        "page": page_of(one_by_one, choice, area),
        "alike": alike,
        "found": len(found),
        **_columns(reported, rows, counts),
        "reminder": reminder(area, rows, day),
        "states": STATES,
        "lacks": _lacks(reported),
        "ask": ask,
        "calls": [(call, uuid4()) for call in calls_first(ask, FIRST)],
        "form": CallForm(),
        "page_number": 1,
    }
    return render(request, "reports/rollout/board.html", context)


def _country(request: HttpRequest, area: Area) -> HttpResponseBase:
    choice, rows = Choice.of(request.GET), provinces_of(area)
    found = chosen_units(area, rows, choice)
    if wants_book(request):
        return send_book(request, _book(area, choice, PROVINCES), found, subject=area)
    context = {
        **_shared(request, area, choice, counted_units(rows)),
        "page": Paginator(found, PAGE).get_page(choice.page),
        "found": len(found),
    }
    return render(request, "reports/rollout/country.html", context)


def _commune(request: HttpRequest, area: Area) -> HttpResponseBase:
    choice, day, rows = Choice.of({}), timezone.localdate(), rows_of(area)
    reported = add_reports(rows, area, request.user, day)
    add_calls(rows, day)
    if wants_book(request):
        return send_book(request, _book(area, choice, COMMUNES), rows, subject=area)
    user: Any = request.user
    first = first_steps_of(area, user)
    context = {
        "area": area,
        "day": day,
        "crumbs": area.trail(request.user, itself=True),
        "rows": rows,
        "row": rows[0] if rows else None,
        "headings": [*PAST.values(), *([REPORTS] if reported else [])],
        "first": first,
        "next": first.next or to_complete(rows[0].facts if rows else Facts(), user),
        "may_begin": user.has_perm(RUNS) and user.area_id == area.pk,
    }
    return render(request, "reports/rollout/commune.html", context)


def _columns(reported: list[Reported], rows: list[Row], counts: Counted) -> dict[str, Any]:
    """Return the headings of the board and what stands below them: of the steps, and of reports where any is asked."""
    past = [(heading, counts.past[step], counts.whole) for step, heading in PAST.items()]
    if reported:
        asked = [row.reports for row in rows if row.reports[1]]
        past.append((REPORTS, sum(came >= of for came, of in asked), len(asked)))
    return {"past": past, "headings": [heading for heading, *_rest in past], "reported": reported}


def _lacks(reported: list[Reported]) -> list[tuple[str, str]]:
    return [(key, words) for key, words in lacks_words().items() if reported or key in LACKS]


def _shared(request: HttpRequest, area: Area, choice: Choice, counts: Counted) -> dict[str, Any]:
    """Return what the board of communes and that of provinces both show."""
    address, day = reverse("reports:rollout_of", args=[area.pk]), timezone.localdate()
    weeks = weeks_read(area, counts.steps, day, Reading.asked(request.GET))
    # Who began since last week is told of the communes of today.
    today = weeks_of(area, counts.steps, day) if weeks.is_then else weeks.rows
    return {
        "area": area,
        "day": day,
        "weeks": weeks.rows,
        "weeks_read": weeks,
        "weeks_words": weeks_words(weeks.rows),
        "crumbs": area.trail(request.user, itself=True),
        "choice": choice,
        "orders": ORDERS,
        "counts": counts,
        "sentence": sentence(counts, address, begun_since(today, day)),
        "address": address,
        "ladder": counts.steps.items(),
    }


def _book(area: Area, choice: Choice, columns: Any) -> Book[Any]:
    title = _("Triển khai, %(name)s") % {"name": area.full_name}
    return Book(title, f"trien-khai-{area.pk}", columns, choice.filters)
