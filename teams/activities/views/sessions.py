"""The list of sessions of a team, commune or province: by month and skill, with their sums, and as a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from areas.asked import asked_area
from areas.dated import months_to
from areas.kinds import Level
from areas.models import Area
from skills.catalogue import BY_NUMBER, SKILLS, Skill
from teams.models import Activity, Team
from web.exports import Book, Column, commune_name, send_list, wants_book, with_book
from web.scope import key_of, territory, visible_or_404


def _taught(skill: Skill) -> Callable[[Activity], str]:
    return lambda session: "x" if getattr(session, skill.column) else ""


SESSIONS = (
    Column[Activity](gettext_lazy("Ngày"), lambda one: one.held_on),
    Column[Activity](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Activity](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
    Column[Activity](gettext_lazy("Nơi"), lambda one: one.place, 24),
    *(Column[Activity](skill.short, _taught(skill), 10) for skill in SKILLS),
    Column[Activity](gettext_lazy("Nội dung"), lambda one: one.title, 30),
    Column[Activity](gettext_lazy("Lượt"), lambda one: one.people, 8, sums=True),
    Column[Activity](gettext_lazy("Số người"), lambda one: one.persons, 8),
    Column[Activity](gettext_lazy("Nữ"), lambda one: one.women, 8),
    Column[Activity](gettext_lazy("Hộ"), lambda one: one.households, 8),
    Column[Activity](gettext_lazy("Ghi chú"), lambda one: one.note, 30),
    Column[Activity](gettext_lazy("Rút ngày"), lambda one: one.withdrawn_on),
    Column[Activity](gettext_lazy("Lý do rút"), lambda one: one.withdrawn_why, 24),
)
PAGE = 50
MONTHS_OFFERED = 24
FEW = 100


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what it says wrongly is not asked for."""

    area: Area
    team: Team | None
    month: date | None
    skill: Skill | None
    withdrawn: bool
    day: date

    @property
    def which(self) -> Q:
        """The sessions of the team, or else of the place, that taught the skill; those withdrawn among them."""
        which = Q(team=self.team) if self.team else Q(team__area__path__within=self.area.path)
        return which & Q(**{self.skill.column: True}) if self.skill else which

    @property
    def first(self) -> date:
        """The first day shown: of the month chosen, else of the twelve months to today."""
        # The sessions of a nation are too many to add up for a year at each look.
        months = 1 if self.area.level == Level.COUNTRY else 12
        return self.month or months_to(self.day, months)[0]

    @property
    def last(self) -> date:
        """The last day shown."""
        if not self.month:
            return self.day
        next_month = (self.month + timedelta(days=31)).replace(day=1)
        return min(next_month - timedelta(days=1), self.day)


@with_book
@territory("teams.view_team")
@require_safe
def activity_list(request: HttpRequest) -> HttpResponseBase:
    """List the sessions of a place, latest first, with what they add up to."""
    user, asked = request.user, _asked(request)
    found = Activity.objects.visible_to(user).between(asked.first, asked.last).filter(asked.which)
    rows = found.filter(withdrawn_on__isnull=not asked.withdrawn)
    listed = rows.select_related("team__area__commune").order_by("-held_on", "-pk")
    if wants_book(request):
        return _taken(request, asked, listed)
    # Teams of more than a commune are chosen by their place, not from one long box.
    here = Team.objects.visible_to(user).inside(asked.area.path or "-").select_related("area")
    teams = here.order_by("area__sort_key", "pk")[:FEW]
    context = {
        "asked": asked,
        "area": asked.area,
        "crumbs": asked.area.trail(user),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("trang")),
        "sums": rows.totals(),
        "withdrawn": found.filter(withdrawn_on__isnull=False).count(),
        "months": list(reversed(months_to(asked.day, MONTHS_OFFERED))),
        "skills": SKILLS,
        "teams": list(teams) if asked.area.level >= Level.COMMUNE else [],
    }
    return render(request, "teams/activities/activities.html", context)


def _taken(request: HttpRequest, asked: Wanted, listed: Any) -> HttpResponseBase:
    """Hand out the sessions that the list shows."""
    words = {"first": date_format(asked.first), "last": date_format(asked.last)}
    filters = [_("từ %(first)s đến %(last)s") % words]
    filters += [str(one) for one in (asked.team, asked.skill and asked.skill.short) if one]
    filters += [_("đã rút")] if asked.withdrawn else []
    book = Book(_("Buổi hướng dẫn, %(name)s"), "buoi-huong-dan", SESSIONS, filters)
    return send_list(request, asked.area, book, listed)


def _asked(request: HttpRequest) -> Wanted:
    get, day = request.GET, timezone.localdate()
    key = key_of(get.get("to"))
    team = visible_or_404(request, Team, "area", pk=key) if key else None
    is_of_team = team and not key_of(get.get("dia-ban"))
    months = {f"{month:%Y-%m}": month for month in months_to(day, MONTHS_OFFERED)}
    return Wanted(
        area=team.area if team and is_of_team else asked_area(request),
        team=team,
        month=months.get(get.get("thang", "")),
        skill=BY_NUMBER.get(key_of(get.get("ky-nang"))),
        withdrawn="rut" in get,
        day=day,
    )
