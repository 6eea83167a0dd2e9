"""The public page on how figures are made, and the platforms that skill 5 means."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from skills import actions
from skills.catalogue import SKILLS
from skills.definitions import GROUPS
from skills.forms import PlatformForm
from skills.models import LocalPlatform
from web.exports import Book, Column, send_book, wants_book, with_book
from web.scope import public, territory

COLUMNS = (
    Column[LocalPlatform](gettext_lazy("Nền tảng"), lambda one: one.name, 36),
    Column[LocalPlatform](gettext_lazy("Nơi nêu"), lambda one: one.area.full_name, 28),
    Column[LocalPlatform](gettext_lazy("Từ ngày"), lambda one: one.valid_from),
    Column[LocalPlatform](gettext_lazy("Thôi từ ngày"), lambda one: one.valid_to),
    Column[LocalPlatform](gettext_lazy("Văn bản"), lambda one: one.document, 24),
)


@public
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain the five skills, the rule of "covered" and every figure, to anybody."""
    context = {
        "skills": SKILLS,
        "groups": GROUPS,
    }
    return render(request, "skills/method.html", context)


@with_book
@territory("skills.view_localplatform")
@require_http_methods(["GET", "POST"])
def platforms(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what skill 5 means in a province or commune, and name one more platform."""
    places = Area.objects.visible_to(request.user).filter(level__in=(1, 3), closed_on=None)
    area, today = get_object_or_404(places, pk=pk), timezone.localdate()
    meant = LocalPlatform.unscoped.select_related("area").meant_in(area, today)
    if wants_book(request):
        return _taken(request, area, meant)
    form = PlatformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if LocalPlatform.unscoped.filter(
            area=area, valid_to=None, name=form.cleaned_data["name"]
        ).exists():
            form.add_error("name", _("Nền tảng này đã có trong danh sách."))
        else:
            actions.name_platform(by=request.user, area=area, valid_from=today, **form.cleaned_data)
            messages.success(request, _("Đã thêm nền tảng."))
            return redirect("skills:platforms", area.pk)
    own_ones = LocalPlatform.objects.visible_to(request.user).filter(area=area).on(today)
    context = {
        "area": area,
        "form": form,
        "platforms": own_ones,
        "meant": meant,
        "crumbs": area.trail(request.user),
    }
    return render(request, "skills/platforms.html", context)


def _taken(request: HttpRequest, area: Area, meant: Any) -> HttpResponseBase:
    """Hand out the platforms that skill 5 means here."""
    title = _("Nền tảng số địa phương, %(name)s") % {"name": area.full_name}
    book = Book(title, f"nen-tang-{area.pk}", COLUMNS)
    return send_book(request, book, meant, subject=area, place=area.path or "")


@territory("skills.change_localplatform")
@require_POST
def end_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop naming a platform from today on."""
    named = LocalPlatform.objects.visible_to(request.user).open()
    platform = get_object_or_404(named.select_related("area"), pk=pk)
    actions.end_platform(by=request.user, platform=platform, on=timezone.localdate())
    messages.success(request, _("Đã thôi nêu nền tảng này."))
    return redirect("skills:platforms", platform.area_id)
