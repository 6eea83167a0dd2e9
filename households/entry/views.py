"""A new household, and the next one at once."""

import uuid as uuids
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from areas.models import Area
from households.entry.forms import NewHouseholdForm
from households.models import Household, Status
from households.register import actions
from households.register.queries.duplicates import likely
from households.register.views import CHANGE, SHOW, household_of, platforms_of, village_of
from skills.definitions import BY_KEY
from skills.models import FifthDue
from web.scope import territory

# The hamlet last entered stays for the next household; in the session, for addresses are logged.
HAMLET = "hamlet"
# The household just entered, for a page without script to say so and to take it back.
ENTERED = "entered"
LAST = 8
# What the form says of a new household, as the action takes it.
FACTS = ("uuid", "head_name", "hamlet", "phone", "birth_year", "results", "status")
# What the page explains beside its answers.
TERMS = [BY_KEY[key] for key in ("ba-gia-tri", "muc-ket-qua", "nguoi-duoc-tinh", "vang-nha")]


@territory(SHOW)
@territory("households.add_household")
@require_http_methods(["GET", "POST"])
def household_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household; what was pressed says whether the form for the next one answers."""
    village = village_of(request, pk)
    platforms, twins = platforms_of(village), list[Household]()
    place, hamlet = request.session.get(HAMLET, [0, ""])
    initial = {"hamlet": hamlet if place == village.pk else ""}
    form = NewHouseholdForm(request.POST or None, platforms=bool(platforms), initial=initial)
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


def _added(request: HttpRequest, village: Area, form: NewHouseholdForm) -> Household | None:
    """Add the household; None, with the reason on the form, when its key is another one's."""
    facts = {name: form.cleaned_data[name] for name in FACTS}
    # Which platforms there are was read for the form already.
    due = FifthDue({(village.pk, timezone.localdate()): form.platforms})
    try:
        household = actions.add_household(by=request.user, village=village, fifth_due=due, **facts)
    except actions.KeyTaken:
        form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi nhập lại hộ này."))
        return None
    if household.head_name == facts["head_name"]:
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
    platforms: list[str],
) -> HttpResponse:
    hamlet = form.cleaned_data["hamlet"]
    request.session[HAMLET] = [village.pk, hamlet]
    with_script = request.headers.get("HX-Request")
    if not form.cleaned_data["how"]:
        messages.success(request, _("Đã lưu hộ %(name)s.") % {"name": household.head_name})
        page = reverse("households:list", args=[village.pk])
        return HttpResponseClientRedirect(page) if with_script else redirect(page)
    if not with_script:
        request.session[ENTERED] = str(household.uuid)
        return redirect("households:add", village.pk)
    empty = NewHouseholdForm(platforms=bool(platforms), initial={"hamlet": hamlet})
    return _entry(request, village, empty, platforms, entered=str(household.uuid))


def _entry(
    request: HttpRequest,
    village: Area,
    form: NewHouseholdForm,
    platforms: list[str],
    entered: str,
    twins: Sequence[Household] = (),
) -> HttpResponse:
    mine = Household.objects.visible_to(request.user).filter(village=village)
    last = list(mine.open().order_by("-saved_at", "-pk")[:LAST])
    with_script = bool(request.headers.get("HX-Request"))
    saved = next((one for one in last if str(one.uuid) == entered), None)
    context = {
        "form": form,
        "village": village,
        "crumbs": [] if with_script else village.trail(request.user),
        "platforms": platforms,
        "terms": TERMS,
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
