"""A village is taken along on a phone; the page that works without a network; the worker that opens it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from accounts.devices.actions import DEVICE
from areas.models import Area
from households.entry.forms import NewHouseholdForm
from households.entry.views import TERMS
from households.models import Household, Resident
from households.refusals.forms import RefusalForm, ReopeningForm
from households.register.views import CHANGE, SHOW, unit_of
from households.survey.views.answers import Member
from offline.carrying import worker as kept
from offline.carrying.actions import note_taken
from offline.carrying.queries import (
    only_heir,
    people_of,
    rows_of,
    taken_along,
    teams_of,
    villages_of,
)
from offline.carrying.words import words
from offline.sealing.rules import public_key
from skills.catalogue import COLUMNS, Result
from skills.models import LocalPlatform, platforms_of
from teams.activities.forms import PLACES, TODAY, ActivityForm
from teams.models import Team
from web.scope import note_names, own, public, territory

# What a household weighs on the way, compressed: so much is said before it is fetched.
BYTES_OF_ONE, BYTES_OF_NONE = 100, 4_000
# So many villages go along in one go.
AT_ONCE = 10


@territory(SHOW)
@territory(CHANGE)
@require_safe
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer to take a village along: how much it is, how long it stays, the PIN that seals it."""
    village = unit_of(request, pk)
    rows = Household.objects.visible_to(request.user).filter(village=village).open()
    number = rows.filter(restricted_on=None).count()
    context = {
        "village": village,
        "crumbs": village.trail(request.user),
        "number": number,
        "kept_back": rows.count() - number,
        "kilobytes": _kilobytes(number),
        "villages": None,
        "days": settings.OFFLINE_DAYS,
        "words": words(),
    }
    return render(request, "offline/carrying/take.html", context)


@territory(SHOW)
@territory(CHANGE)
@require_safe
def take_many(request: HttpRequest) -> HttpResponse:
    """Offer to take several villages along at once: how much each is, one PIN that seals them all."""
    user: Any = request.user
    villages = [(one, n, _kilobytes(n)) for one, n in villages_of(user)]
    context = {
        "area": user.area,
        "crumbs": user.area.trail(user, itself=True),
        "village": None,
        "villages": villages,
        "few": len(villages) <= AT_ONCE,
        "days": settings.OFFLINE_DAYS,
        "words": words(),
    }
    return render(request, "offline/carrying/take_many.html", context)


def _kilobytes(households: int) -> int:
    return (BYTES_OF_NONE + households * BYTES_OF_ONE) // 1000


@territory(SHOW)
@territory(CHANGE)
@require_safe
def bundle(request: HttpRequest, pk: int) -> JsonResponse:
    """Hand out what is taken along of a village; the journal says who took how many people."""
    village = _of_today(request, pk)
    # Before anything is read: what is written meanwhile is then after it, whether it was seen or not.
    taken = timezone.now()
    homes = taken_along(request.user, village)
    people = sum(len(people_of(home)) or 1 for home in homes)
    note_names(request, village.path, ("mang-theo", village.pk), people=people)
    until = taken + timedelta(days=settings.OFFLINE_DAYS)
    if request.method == "GET":
        much = {"households": len(homes), "people": people, "before": pk}
        device = request.session.get(DEVICE)
        note_taken(by=request.user, village=village, device=device, until=until, **much)
    return JsonResponse({**_told(request, village, homes, taken), "before": pk})


def _of_today(request: HttpRequest, pk: int) -> Area:
    """Return a village of the reader, or the one of theirs that it has become: its copy goes on as that one's."""
    heir = only_heir(request.user, pk)
    return unit_of(request, heir.pk if heir else pk)


def _told(
    request: HttpRequest, village: Area, homes: list[Household], taken: datetime
) -> dict[str, Any]:
    user: Any = request.user
    until, platforms = taken + timedelta(days=settings.OFFLINE_DAYS), platforms_of(village)
    key, point = public_key()
    return {
        "v": 1,
        "village": {
            "pk": village.pk,
            "name": village.full_name,
            "commune": village.commune.full_name if village.commune else "",
        },
        "user": {"pk": user.pk, "name": str(user)},
        "device": request.session.get(DEVICE) or "",
        "taken": taken.isoformat(),
        "until": until.isoformat(),
        "clock": timezone.now().isoformat(),
        "key": {"id": key, "public": point},
        "platforms": [str(one) for one in platforms],
        "form": _form(request, village, platforms),
        "teams": teams_of(user, village),
        "households": rows_of(homes),
    }


def _form(request: HttpRequest, village: Area, platforms: list[LocalPlatform]) -> str:
    """Draw the form of a new household of this village as its page online has it."""
    context = {
        "form": NewHouseholdForm(platforms=bool(platforms)),
        "village": village,
        "platforms": platforms,
        "terms": TERMS,
        "with_script": True,
    }
    return render_to_string("households/entry/form.html", context, request)


@own
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the page that works without a network; it is the same for everybody, and holds nothing of people."""
    return HttpResponse(_shell())


def _shell() -> str:
    """Draw the page without its reader: no name, place or token can come into what a browser keeps."""
    context = {
        "words": words(),
        "scripts": [static(name) for name in kept.SCRIPTS],
        # A household and a person of nobody: what the script fills in for each.
        "household": Household(uuid=UUID(int=0)),
        "member": _anybody(),
        "platforms": [""],
        "relations": [one for one in Resident.Relation.choices[::-1] if one[0] != "head"],
        "refusal": RefusalForm(),
        "reopening": ReopeningForm(),
        "session": _session(),
        "usual": PLACES,
        # Of a reader, and of a tap; here there is none.
        "csp_nonce": "",
        "nonce": "",
    }
    return render_to_string("offline/carrying/shell.html", context)


def _session() -> ActivityForm:
    """Return the form of a session of a team of nobody."""
    start = {"day": TODAY}
    return ActivityForm(team=Team(), members=(), places=(), auto_id="s_%s", initial=start)


class Anybody(Member):
    """A person of whom everything was asked and something is still to ask: every button of a row is drawn."""

    @property
    def still_to_ask(self) -> list[int]:
        """Draw the answer to what is left."""
        return [1]


def _anybody() -> Member:
    answers: dict[str, Any] = dict.fromkeys(COLUMNS, Result.ALONE)
    person = Resident(pk=0, assessed_on=timezone.localdate(), **answers)
    return Anybody(person, is_best=True, platforms=True)


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the browser the script that opens the page without a network."""
    kept.fresh()
    text = kept.script(get_language() or "", _shell())
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@public
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the page stands on the first screen of a phone: its name, its icon."""
    icons = [
        {"src": static(f"offline/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    told = {
        "name": _("Tổ số"),
        "short_name": _("Tổ số"),
        "lang": get_language(),
        "start_url": "/mang-theo/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#0b3558",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")
