"""A new household, and the next one at once."""

import uuid as uuids
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from areas.ended import ended_words, heirs_of
from areas.kinds import KINDS_OF_LEVEL, Level
from areas.models import Area
from households.entry.forms import NewHouseholdForm
from households.models import MEANS, Household, Status
from households.register import actions
from households.register.queries.duplicates import Sought, likely_of
from households.register.views import (
    CHANGE,
    SHOW,
    household_of,
)
from skills.definitions import BY_KEY
from skills.models import FifthDue, LocalPlatform, platforms_of
from web.once import KeyTaken
from web.scope import UnitEnded, note_households, note_names, territory, visible_or_404

# The hamlet last entered stays for the next household; in the session, for addresses are logged.
HAMLET = "hamlet"
# The household just entered and how many live there, for a page without script to say so and to take it back.
ENTERED = "entered"
# What the form says of a new household, as the action takes it.
FACTS = ("uuid", "head_name", "hamlet", "phone", "birth_year", "results", "status", *MEANS)
# What it is held against others by: what it may repeat is asked about once.
MATCHED = ("head_name", "birth_year", "phone", "uuid")
# What the page explains beside its answers.
TERMS = [BY_KEY[key] for key in ("ba-gia-tri", "muc-ket-qua", "nguoi-duoc-tinh", "vang-nha")]


@territory(SHOW)
@territory("households.add_household")
@require_http_methods(["GET", "HEAD", "POST"])
def household_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household with all its people; the empty form for the next one answers."""
    village = visible_or_404(request, Area, pk=pk, kind__in=KINDS_OF_LEVEL[Level.VILLAGE])
    if village.closed_on:
        return _elsewhere(request, village)
    platforms, twins = platforms_of(village), list[Household]()
    place, hamlet = request.session.get(HAMLET, [0, ""])
    typed = {"hamlet": hamlet if place == village.pk else ""}
    # Without script: one more person, and all that was typed stays.
    is_sent = request.method == "POST" and "more" not in request.POST
    if "more" in request.POST:
        typed = request.POST.dict()
    data = request.POST if is_sent else None
    form = NewHouseholdForm(data, platforms=bool(platforms), initial=typed)
    if is_sent and form.is_valid():
        if not request.POST.get("anyway"):
            own = Sought(
                village.pk, village.commune_id, *(form.cleaned_data[name] for name in MATCHED)
            )
            [twins] = likely_of(Household.objects.visible_to(request.user), [own])
        if not twins and (answer := _added(request, village, form, platforms)):
            return answer
        note_households(request, twins)
    return _entry(request, village, form, platforms, twins=twins)


def _elsewhere(request: HttpRequest, village: Area) -> HttpResponse:
    """Offer what was typed for a village that has ended in the one that it is now; raises UnitEnded where there is none.

    Nothing is saved: whoever typed it looks at where it goes.
    """
    heirs = heirs_of([village])[village.pk]
    here = Area.objects.visible_to(request.user).villages().filter(pk__in=[one.pk for one in heirs])
    if len(heirs) != 1 or not (heir := here.first()):
        raise UnitEnded(village)
    if request.method == "GET":
        messages.info(request, ended_words(village, heirs))
        return redirect("households:add", heir.pk)
    platforms = platforms_of(heir)
    form = NewHouseholdForm(platforms=bool(platforms), initial=request.POST.dict())
    return _entry(request, heir, form, platforms, was=ended_words(village, heirs))


def _added(
    request: HttpRequest, village: Area, form: NewHouseholdForm, platforms: Sequence[LocalPlatform]
) -> HttpResponse | None:
    """Add the household and bring the next form; None, with the reason on the form, where it cannot be."""
    facts = {name: form.cleaned_data[name] for name in FACTS}
    facts["people"] = [actions.NewPerson(**one) for one in form.cleaned_data["people"]]
    facts["fifth_due"] = FifthDue({(village, timezone.localdate()): form.platforms})
    facts["again"] = "again" in request.POST
    try:
        household = actions.add_household(by=request.user, village=village, **facts)
    except UnitEnded:
        return _elsewhere(request, village)
    except KeyTaken:
        form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi nhập lại hộ này."))
        return None
    if "living" not in vars(household) and not _is_same(household, form):
        _ask_again(form, household)
        return None
    place, first = [village.pk, facts["hamlet"]], HAMLET not in request.session
    people = 1 + len(facts["people"])
    # The next household is mostly of the same hamlet, and a session is one more write.
    if request.session.get(HAMLET) != place:
        request.session[HAMLET] = place
    if not request.headers.get("HX-Request"):
        request.session[ENTERED] = [str(household.uuid), people, first]
        return redirect("households:add", village.pk)
    empty = NewHouseholdForm(platforms=form.platforms, initial={"hamlet": facts["hamlet"]})
    entered = {**_saved(household, people), "first": first}
    return _entry(request, village, empty, platforms, entered=entered)


def _is_same(household: Household, form: NewHouseholdForm) -> bool:
    """Say whether the household that was saved with the form's key is the one that is in the form."""
    data = form.cleaned_data
    saved = sorted(one.full_name for one in household.residents.living_here())
    return saved == sorted([data["head_name"], *(one["full_name"] for one in data["people"])])


def _ask_again(form: NewHouseholdForm, household: Household) -> None:
    """Ask whether a page gone back to and typed over is of another household; saved again, it is."""
    form.data = {**form.data.dict(), "uuid": str(uuids.uuid4())}  # type: ignore[attr-defined]  # of a request
    words = _("Hộ %(name)s đã lưu từ trang này. Nếu đây là hộ khác, bấm lưu lần nữa.")
    form.add_error(None, words % {"name": household.head_name})


def _entry(
    request: HttpRequest,
    village: Area,
    form: NewHouseholdForm,
    platforms: Sequence[LocalPlatform],
    *,
    entered: Mapping[str, Any] | None = None,
    twins: Sequence[Household] = (),
    was: str = "",
) -> HttpResponse:
    with_script = bool(request.headers.get("HX-Request"))
    just = entered or _just_entered(request)
    if just:
        note_names(request, village.path, just["entered"].pk)
    context = {
        "form": form,
        "village": village,
        "crumbs": [] if with_script else village.trail(request.user),
        "platforms": platforms,
        "terms": TERMS,
        "likely": twins,
        "with_script": with_script,
        "was": was,
        **just,
    }
    return render(request, f"households/entry/new.html{'#entry' if with_script else ''}", context)


def _just_entered(request: HttpRequest) -> Mapping[str, Any]:
    """Return what a page without script says once of the household entered before."""
    key, people, *first = request.session.pop(ENTERED, ["", 0])
    found = Household.objects.visible_to(request.user).filter(uuid=key) if key else []
    return next(({**_saved(one, people), "first": any(first)} for one in found), {})


def _saved(household: Household, people: int = 0, back: str = "") -> Mapping[str, Any]:
    """Return the line that stays after saving or taking back; `back` is what puts it in again."""
    now = f"{timezone.localtime():%H:%M}"
    if back:
        said = format_html(_("Đã bỏ hộ <b>{}</b> khỏi sổ · {}"), household.head_name, now)
        return {"entered": household, "said": said, "back": back}
    parts: list[str] = [format_html(_("Đã lưu hộ <b>{}</b>"), household.head_name)]
    if people > 1:
        parts.append(ngettext("%(n)s người", "%(n)s người", people) % {"n": people})
    if household.covered:
        parts.append(_("hộ đạt"))
    if household.status == Status.NOBODY_HOME:
        parts.append(household.get_status_display().lower())
    said = format_html("{} · {}", format_html_join(", ", "{}", zip(parts)), now)
    return {"entered": household, "said": said, "back": ""}


@territory(SHOW)
@territory(CHANGE)
@require_POST
def entry_undo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back a household just entered, or put it in again."""
    household = household_of(request, uuid)
    back, before = request.POST.get("back", ""), household.status
    again = back in {Status.RESIDENT, Status.NOBODY_HOME}
    if again:
        household = actions.set_status(by=request.user, household=household, status=back)
    else:
        household = actions.take_back(by=request.user, household=household)
    if request.headers.get("HX-Request"):
        line = _saved(household, back="" if again else before)
        return render(request, "households/entry/saved.html", {**line})
    words = _("Đã lấy lại hộ %(name)s.") if again else _("Đã bỏ hộ %(name)s khỏi sổ.")
    messages.success(request, words % {"name": household.head_name})
    return redirect("households:add", household.village_id)
