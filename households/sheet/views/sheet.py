"""The village sheet: households × five skills, worked by keyboard like a spreadsheet."""

import uuid as uuids
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.trail import trail
from households.models import Household, old_before
from households.register.views.lookups import CHANGE, SHOW, platforms_of, village_of
from households.roster.rules import one_left
from households.roster.views.roster import day_of
from households.sheet.forms import BLOCK
from households.sheet.queries import SheetRow, living_in, rows_of
from rollup.models import VillageCount
from skills.catalogue import SKILLS
from web.paging import page_of
from web.scope import territory

# Stands in the addresses given to the script for the key of the household it means.
NOBODY = uuids.UUID(int=0)
OF_HOUSEHOLD = {
    "cell": "households:cell",
    "unsurvey": "households:unsurvey",
    "aside": "households:set_aside",
    "open": "households:detail",
    "history": "households:history",
}
OF_VILLAGE = {
    "add": "households:sheet_add",
    "confirm": "households:sheet_confirm",
    "undo": "households:sheet_undo",
    "block": "households:sheet_block",
    "paste": "households:sheet_paste",
}


@territory(SHOW)
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a village's households as a sheet; what a filter leaves out is there, hidden."""
    village = village_of(request, pk)
    wanted, since = request.GET.get("loc", ""), day_of(request.GET.get("tu"))
    roster = Household.objects.visible_to(request.user).filter(village=village).current()
    page = page_of(roster.in_order(), request.GET, BLOCK)
    counts = VillageCount.objects.visible_to(request.user)
    count = counts.filter(pk=village.pk).first() or VillageCount()
    platforms = platforms_of(village)
    context = {
        "village": village,
        "crumbs": trail(village, request.user),
        "page": page,
        "rows": read_rows(list(page), wanted, since),
        "wanted": wanted,
        "since": since,
        "count": count,
        "ask": one_left(count, platform=bool(platforms)),
        "skills": SKILLS,
        "platforms": platforms,
        "writes": request.user.has_perm(CHANGE),
        "addresses": _addresses(village),
        "threshold": settings.SKILL_THRESHOLD,
        "today": timezone.localdate(),
        "old_before": old_before(timezone.localdate()),
    }
    return render(request, "households/sheet/sheet.html", context)


def read_rows(
    households: Iterable[Household],
    wanted: str = "",
    since: date | None = None,
) -> list[SheetRow]:
    """Return the rows of these households, with one query for all their people."""
    held = list(households)
    return rows_of(held, living_in(held), wanted, since)


def _addresses(village: Area) -> dict[str, str]:
    """Return the addresses that the script sends to; a page that is not there yet has none."""
    found = {key: reverse(name, args=[village.pk]) for key, name in OF_VILLAGE.items()}
    for key, name in OF_HOUSEHOLD.items():
        try:
            found[key] = reverse(name, args=[NOBODY])
        except NoReverseMatch:
            found[key] = ""
    return found


def answer(row: SheetRow, **more: Any) -> dict[str, Any]:
    """Say one row, and what else there is to say of it."""
    return {**row.as_answer(), **more}
