"""Look figures up, in an address that can be sent on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.dated import month_of
from areas.kinds import Kind
from areas.models import Area
from figures.restated import Restated
from figures.standing import Reading
from reports.charts.bands import SCALE
from reports.dashboard.exports.workbook import reading_words, said_of, send, top_of, written
from reports.explore.exports import page_of, page_of_means
from reports.explore.forms import choices_of
from reports.explore.queries.means import Having, having
from reports.explore.queries.question import OWNS, STEPS, Question, levels_of, question_of
from reports.explore.queries.table import ALL, Answer, answer, lede_of, told_of
from reports.units.views import few_page
from rollup.few import NAMES, few_for, is_folded_for
from teams.models import State
from web.scope import key_of, territory


@territory("reports.view_dashboard")
@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Show one indicator of many units, month by month; every choice is in the address."""
    day, area = timezone.localdate(), _area(request)
    if is_folded_for(request.user, area):
        return few_page(request, area)
    question = question_of(request.GET.dict(), area, levels_of(area, day), day)
    told = _told(request, question)
    found = answer(question, request.GET.get("trang"), day, few=_few(request, area), told=told)
    context = {
        "area": area,
        "day": day,
        "crumbs": area.trail(request.user),
        "question": question,
        "units": told,
        "answer": found,
        "having": _having(request, question, found),
        "owns": OWNS[question.owns][2] if question.owns else "",
        "lede": lede_of(question, found),
        "page": found.page,
        "months": [*question.months, month_of(day)],
        "choices": choices_of(question, day),
        "steps": SCALE,
    }
    return render(request, "reports/explore/explore.html", context)


@territory("reports.view_dashboard")
@require_safe
def explore_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same table with all its units, as a workbook."""
    day, area = timezone.localdate(), _area(request)
    if is_folded_for(request.user, area):
        raise Http404
    question = question_of(request.GET.dict(), area, levels_of(area, day), day)
    told = _told(request, question)
    found = answer(question, None, day, ALL, few=_few(request, area), told=told)
    page = page_of(
        question,
        found.rows,
        [*found.former, *found.rest, found.whole],
        [*question.months, month_of(day)],
    )
    means = _having(request, question, found)
    pages = [page, *([page_of_means(question, means)] if means else [])]
    top = top_of(
        request.user,
        f"{question.title}, {area.full_name}",
        said_of(day, [*_filters(question), *reading_words(told)]),
    )
    body = written(top, pages)
    name = f"tra-cuu-{area.pk}-{day:%Y-%m-%d}"
    return send(request, body, name, title=str(question.title), area=area)


def _few(request: HttpRequest, area: Area) -> frozenset[int] | None:
    """Return the villages that this person reads as one sum; None for whom there are none."""
    return None if request.user.has_perm(NAMES) else few_for(request.user, area)


def _told(request: HttpRequest, question: Question) -> Restated:
    """Return by which units the past months of the table are told."""
    hides = not request.user.has_perm(NAMES)
    return told_of(question, Reading.asked(request.GET), hides=hides)


def _having(request: HttpRequest, question: Question, found: Answer) -> list[Having]:
    """Return who has a smartphone or internet, of the units on the page."""
    few = None if request.user.has_perm(NAMES) else _few(request, question.area) or frozenset()
    owns = OWNS[question.owns][:2] if question.owns else None
    return having(question.area, question.level, list(found.page), few, owns)


def _filters(question: Question) -> list[str]:
    """Say what was chosen, in the words of the page."""
    chosen = [str(question.level.label)]
    if question.kind:
        chosen.append(str(Kind(question.kind).label))
    if question.state:
        chosen.append(str(State(question.state).label))
    if question.owns:
        chosen.append(str(OWNS[question.owns][2]))
    return [*chosen, str(STEPS[question.step])]


def _area(request: HttpRequest) -> Area:
    """Return the unit asked about; a foreign one is not there, none is the reader's own."""
    user: Any = request.user
    places = Area.objects.visible_to(user).with_places()
    return get_object_or_404(places, pk=key_of(request.GET.get("dia-ban") or user.area_id))
