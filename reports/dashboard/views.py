"""The dashboard of a unit, the full list of the units below it, and both as a workbook."""

from datetime import date, datetime
from functools import partial
from itertools import repeat
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.dated import month_of, read_month
from areas.kinds import Level
from areas.models import Area
from figures.adoption import BY_SLUG
from figures.few import few_then
from figures.indicators import COVERED, TEAMS
from figures.live import figures_of_one
from figures.months import finished
from figures.standing import Reading
from reports.charts import bands
from reports.charts.bands import BANDS
from reports.dashboard.exports.people import pages_of_people
from reports.dashboard.exports.table import Row, Table
from reports.dashboard.exports.workbook import (
    foot_of,
    pages_of,
    said_of,
    send,
    top_of,
    written,
)
from reports.dashboard.queries.dashboard import MONTHS, Dashboard, child_level, dashboard_of
from reports.dashboard.queries.lede import children_words, lede_of
from reports.dashboard.queries.listing import Listing, chosen, listing_of
from reports.dashboard.queries.near import near_of
from reports.dashboard.queries.past import Past, dashboard_at, told_of
from reports.dashboard.queries.ranking import COLUMNS, Choice, rows_behind
from reports.dashboard.queries.siblings import siblings_of
from reports.page_cache import area_of, cached
from reports.units.queries.child_units import below
from reports.units.queries.few import fold
from reports.units.views import few_page
from rollup.few import NAMES, few_for, is_folded_for
from skills.catalogue import SKILLS
from web.copies import from_the_copy
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a unit stands on the two targets, how far is left, and whom to call."""
    return cached(request, partial(area_of, request, pk), partial(_dashboard, request))


def _dashboard(request: HttpRequest, area: Area) -> HttpResponse:
    if area.level == Level.VILLAGE and is_folded_for(request.user, area):
        return few_page(request, area)
    choice, day = Choice.of(request.GET), timezone.localdate()
    names = request.user.has_perm(NAMES)
    past = _past(request, area, day, choice) if "thang" in request.GET else None
    board = past or dashboard_of(area, day, choice.order, names=names)
    units, shows_months = board.units, names or area.level < Level.COMMUNE
    table = Table(
        *(units.order, units.level, names, "" if board.is_today else _staying_past(board)),
        mark=board.progress.homes.mark,
        links=board.is_today,
        months=board.progress.rates if units.children and shows_months else {},
        is_brief=True,
    )
    context = _told(board, names=names) | {
        "choice": choice,
        "is_beyond": "thang" in request.GET and _is_beyond(request, day),
        "crumbs": area.trail(request.user),
        "table": table,
        "rows": table.rows(units.lowest, units.places),
        "foot": table.rows(board.below.sums(area.pk, Level(area.level)), repeat(None)),
    }
    if area.level == Level.COMMUNE and board.is_today:
        context |= _of_commune(area, board, names=names)
    return render(request, "reports/dashboard/dashboard.html", context)


def _staying_past(board: Dashboard) -> str:
    """Return what the addresses of a past month keep: the month, and by which units."""
    is_then = isinstance(board, Past) and board.reading is Reading.THEN
    reading = f"theo={Reading.THEN}&" if is_then else ""
    return f"thang={board.day:%Y-%m}&{reading}"


def _is_beyond(request: HttpRequest, day: date) -> bool:
    """Say whether a month is asked for that is longer ago than the page goes back: today stands there, and it says so."""
    month = read_month(request.GET.get("thang"))
    return month is not None and month < month_of(day, MONTHS)


def _past_month(request: HttpRequest, area: Area, day: date) -> date | None:
    """Return the finished month asked for; None for the running one, for what is no month, and where few lived."""
    month = read_month(request.GET.get("thang"))
    if month not in finished(day, MONTHS):
        return None
    hides = area.level == Level.VILLAGE and not request.user.has_perm(NAMES)
    few = few_then(area.commune_id, [month]) if hides else {}
    return None if area.pk in few.get(month, ()) else month


def _of_commune(area: Area, board: Dashboard, *, names: bool) -> dict[str, Any]:
    """Return what a commune has of its own; skill by skill and village by village, numbers are few."""
    return {
        "near": near_of(area, board.below.children) if names else None,
        "siblings": siblings_of(area, board.figures, board.day),
    }


def _past(request: HttpRequest, area: Area, day: date, choice: Choice) -> Past | None:
    """Return what is kept of the month asked for, as far as it is for this person."""
    month = _past_month(request, area, day)
    if month is None:
        return None
    hides = not request.user.has_perm(NAMES)
    few = few_for(request.user, area) if hides and area.level >= Level.COMMUNE else None
    units = told_of(area, month, day, Reading.asked(request.GET), hides=hides)
    return dashboard_at(units, month, day, choice.order, few=few)


# What a unit lacks, by the names of the orders: these numbers lead to their rows.
_GAPS = (
    "thieu-to",
    "chua-hoat-dong",
    "thieu-dat",
    "chua-khao-sat",
    "thieu-1",
    "qua-han",
    "khai-bao",
)


def _told(board: Dashboard, *, names: bool) -> dict[str, Any]:
    """Return what the page says, with the rows its gaps lead to; those of a past month lead nowhere."""
    area, links = board.area, dict.fromkeys((key.replace("-", "_") for key in _GAPS), "")
    if board.is_today:
        # By the names that templates can write: `links.thieu_dat`.
        for key, name in zip(_GAPS, links, strict=True):
            links[name] = rows_behind(area.pk, area.level, COLUMNS[key], names=names)
    below = f"{reverse('reports:below', args=[area.pk])}?buoc="
    ladder = {step: f"{below}{slug}#con" for slug, step in BY_SLUG.items()}
    return {
        "board": board,
        "figures": board.figures,
        "progress": board.progress,
        "teams": TEAMS,
        "homes": COVERED,
        "area": area,
        "day": board.day,
        "is_commune": area.level == Level.COMMUNE,
        "levels": Level,
        "links": links,
        "lede": lede_of(board, links, ladder if board.has_ladder else {}),
        "children_words": children_words(board),
        "ladder": [(step, n, ladder[step]) for step, n in board.steps.items()],
        "skills": [(skill, board.figures.skill_rate(skill)) for skill in SKILLS],
        "months": [point.month for point in board.progress.points[-2::-1] if point.figures],
    }


@territory("reports.view_dashboard")
@require_safe
def unit_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the page of a unit its figures: a fragment that it pulls, for it stands a floor below."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if not request.headers.get("HX-Request"):
        return redirect("reports:dashboard", area.pk)
    if is_folded_for(request.user, area):
        words = _("Thôn ít hộ: số liệu xem ở dòng gộp của xã.")
        return HttpResponse(format_html('<p class="mu">{}</p>', words))
    figures = figures_of_one(area, timezone.localdate())
    return render(
        request, "reports/dashboard/unit_figures.html", {"area": area, "figures": figures}
    )


@territory("reports.view_dashboard")
@require_safe
def children(request: HttpRequest, pk: int) -> HttpResponse:
    """List the units below one, 25 a page; every choice stands in the address."""
    if request.GET.get("q"):
        # Words are typed once and hardly ever again by another.
        return _list(request, _above_villages(request, pk))
    return cached(request, lambda: _above_villages(request, pk), lambda area: _list(request, area))


def _above_villages(request: HttpRequest, pk: int) -> Area:
    area = area_of(request, pk)
    if area.level == Level.VILLAGE:
        raise Http404
    return area


def _list(request: HttpRequest, area: Area) -> HttpResponse:
    day, choice = timezone.localdate(), Choice.of(request.GET)
    inside, names = below(area, day), request.user.has_perm(NAMES)
    if area.level == Level.COMMUNE and not names:
        fold(inside)
    listing = listing_of(area, inside, choice)
    level, stays = child_level(area, inside.children), _staying(request, "xep", "trang")
    table = Table(choice.order, level, names, stays, former=listing.former)
    context = {
        "area": area,
        "day": day,
        "crumbs": area.trail(request.user),
        "level": level,
        "levels": Level,
        "count": len(inside.children) + (inside.few.figures.villages if inside.few else 0),
        "figures": inside.whole,
        "choice": choice,
        "listing": listing,
        "page": listing.page,
        "bands": bands.counted(inside.children),
        "dots": inside.children,
        "table": table,
        "rows": _rows(request, table, listing, choice),
        "foot": table.rows(inside.sums(area.pk, Level(area.level)), repeat(None)),
    }
    return render(request, "reports/dashboard/list.html", context)


def _rows(request: HttpRequest, table: Table, listing: Listing, choice: Choice) -> list[Row]:
    page: Any = listing.page
    if not listing.is_grouped:
        places = choice.order.places(list(page.paginator.object_list))
        return table.rows(page, places[page.start_index() - 1 :] if page else [])
    return table.groups(page, choice.opened, _staying(request, "mo"))


def _staying(request: HttpRequest, *dropped: str) -> str:
    """Write the choices of this page that stay in the addresses it leads to."""
    query = request.GET.copy()
    for name in dropped:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


@territory("reports.view_dashboard")
@require_safe
def dashboard_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the figures of a unit and of those below it, as chosen in the address."""
    area, day, choice = area_of(request, pk), timezone.localdate(), Choice.of(request.GET)
    if is_folded_for(request.user, area):
        return redirect("reports:dashboard", area.pk)
    # The country's are large, and say as of when they are.
    board, body = from_the_copy(
        lambda copy: _book(request, area, day, choice, copy.as_of if copy else None),
        wanted=area.level == Level.COUNTRY,
    )
    name, title = f"tong-quan-{area.pk}-{board.day:%Y-%m-%d}", _("Tổng quan")
    return send(request, body, name, title=title, area=area)


def _book(
    request: HttpRequest, area: Area, day: date, choice: Choice, as_of: datetime | None
) -> tuple[Dashboard, bytes]:
    past = _past(request, area, day, choice) if "thang" in request.GET else None
    board = past or dashboard_of(area, day, choice.order, names=request.user.has_perm(NAMES))
    children = board.units.children if past else chosen(area, board.below, choice)
    cut = {child.pk for child in children} != {child.pk for child in board.units.children}
    foot = foot_of(children, board.below.sums(), cut=cut)
    pages = pages_of(board.figures, board.progress.standings, children, foot, is_past=bool(past))
    pages += pages_of_people(board.figures, children, foot)
    what = _("Số liệu tổ công nghệ số, %(name)s") % {"name": area.full_name}
    # Of a past month all is in it, in the order chosen.
    said = [*_filters(choice)[-1:], *_reading_words(past)] if past else _filters(choice)
    top = top_of(request.user, what, said_of(board.day, said, as_of), is_official=True)
    return board, written(top, pages)


def _reading_words(past: Past) -> list[str]:
    """Say by which units a past month is told, where these are others today."""
    if not past.changed:
        return []
    then, now = _("theo các đơn vị lúc đó"), _("theo các đơn vị hiện nay")
    return [then if past.reading is Reading.THEN else now]


def _filters(choice: Choice) -> list[str]:
    """Say what was chosen, in the words of the page."""
    found = [_("xếp theo %(name)s") % {"name": choice.order.column.name}]
    if choice.words:
        found.insert(0, _("tên có “%(words)s”") % {"words": choice.words})
    if choice.step is not None:
        found.insert(0, _("xã %(step)s") % {"step": choice.step.label})
    if choice.band:
        band = next(band for band in BANDS if band.key == choice.band)
        found.insert(0, _("nhóm %(band)s") % {"band": band.name})
    return found
