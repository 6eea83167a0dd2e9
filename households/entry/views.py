"""A new household, and the next one at once."""

import uuid as uuids
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from areas.models import Area
from areas.trail import trail
from households.entry.forms import NewHouseholdForm
from households.models import Household, Status
from households.register import actions
from households.register.queries.duplicates import likely
from households.register.views.lookups import CHANGE, SHOW, household_of, platforms_of, village_of
from web.scope import territory

# The hamlet last entered stays for the next household; in the session, for addresses are logged.
KEPT = "hamlet"
# The household just entered, for a page without script to say so and to take it back.
ENTERED = "entered"
LAST = 8


@territory(SHOW)
@territory("households.add_household")
@require_http_methods(["GET", "POST"])
def household_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household; what was pressed says whether the form for the next one answers."""
    village = village_of(request, pk)
    platforms = list(platforms_of(village))
    form = NewHouseholdForm(
        request.POST or None, platforms=bool(platforms), initial=_kept(request, village)
    )
    twins = list[Household]()
    if request.method == "POST" and form.is_valid():
        twins = _twins(request, village, form)
        household = None if twins else _added(request, village, form)
        if household:
            return _lead_on(request, village, form, household, platforms)
    entered = request.session.pop(ENTERED, "")
    return _entry(request, village, form, platforms, entered=entered, twins=twins)


def _twins(request: HttpRequest, village: Area, form: NewHouseholdForm) -> list[Household]:
    """Return what the household may repeat; nothing once that was said, or when it is sent again."""
    if request.POST.get("anyway"):
        return []
    data = form.cleaned_data
    others = Household.objects.visible_to(request.user)
    if others.filter(uuid=data["uuid"]).exists():
        return []
    names = ("head_name", "birth_year", "phone")
    return likely(others, village=village, **{name: data[name] for name in names})


def _kept(request: HttpRequest, village: Area) -> dict[str, str]:
    place, hamlet = request.session.get(KEPT, [0, ""])
    return {"hamlet": hamlet if place == village.pk else ""}


def _added(request: HttpRequest, village: Area, form: NewHouseholdForm) -> Household | None:
    """Add the household; None, with the reason on the form, when its key is another one's."""
    data = form.cleaned_data
    try:
        household = actions.add_household(
            by=request.user,
            village=village,
            uuid=data["uuid"],
            head_name=data["head_name"],
            hamlet=data["hamlet"],
            phone=data["phone"],
            birth_year=data["birth_year"],
            results=form.results,
            status=form.status,
        )
    except actions.KeyTaken:
        form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi nhập lại hộ này."))
        return None
    if household.head_name == data["head_name"]:
        return household
    # The page of a household saved before, gone back to and typed over: is it another one?
    form.data = {**form.data.dict(), "uuid": str(uuids.uuid4())}  # type: ignore[attr-defined]
    words = _("Hộ %(name)s đã lưu từ trang này. Nếu đây là hộ khác, bấm lưu lần nữa.")
    form.add_error(None, words % {"name": household.head_name})
    return None


def _lead_on(
    request: HttpRequest,
    village: Area,
    form: NewHouseholdForm,
    household: Household,
    platforms: list[Any],
) -> HttpResponse:
    request.session[KEPT] = [village.pk, form.cleaned_data["hamlet"]]
    with_script = request.headers.get("HX-Request")
    if not form.leads_on:
        messages.success(request, _("Đã lưu hộ %(name)s.") % {"name": household.head_name})
        page = reverse("households:list", args=[village.pk])
        return HttpResponseClientRedirect(page) if with_script else redirect(page)
    if not with_script:
        request.session[ENTERED] = str(household.uuid)
        return redirect("households:add", village.pk)
    empty = NewHouseholdForm(platforms=bool(platforms), initial=_kept(request, village))
    return _entry(request, village, empty, platforms, entered=str(household.uuid))


def _entry(
    request: HttpRequest,
    village: Area,
    form: NewHouseholdForm,
    platforms: list[Any],
    entered: str,
    twins: Sequence[Household] = (),
) -> HttpResponse:
    mine = Household.objects.visible_to(request.user).filter(village=village)
    last = list(mine.current().order_by("-saved_at", "-pk")[:LAST])
    with_script = bool(request.headers.get("HX-Request"))
    saved = next((one for one in last if str(one.uuid) == entered), None)
    context = {
        "form": form,
        "village": village,
        "crumbs": [] if with_script else trail(village, request.user),
        "platforms": platforms,
        "last": last,
        "entered": saved,
        "likely": twins,
        "now": timezone.localtime(),
        "back": "",
        "with_script": with_script,
    }
    return render(request, f"households/entry/new.html{'#entry' if with_script else ''}", context)


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
        context = {
            "entered": household,
            "back": "" if again else before,
            "now": timezone.localtime(),
        }
        return render(request, "households/entry/saved.html", context)
    words = _("Đã lấy lại hộ %(name)s.") if again else _("Đã bỏ hộ %(name)s khỏi sổ.")
    messages.success(request, words % {"name": household.head_name})
    return redirect("households:add", household.village_id)
