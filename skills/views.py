"""The public page on how figures are made, and the platforms that skill 5 means."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from skills import actions
from skills.catalogue import SKILLS
from skills.definitions import GROUPS
from skills.forms import PlatformForm
from skills.models import LocalPlatform, platforms_of
from web.answers import done, is_sent
from web.exports import Book, Column, send_list, wants_book, with_book
from web.scope import public, territory, visible_or_404

COLUMNS = (
    Column[LocalPlatform](gettext_lazy("Nền tảng"), lambda one: one.name, 36),
    Column[LocalPlatform](gettext_lazy("Nơi nêu"), lambda one: one.area.full_name, 28),
    Column[LocalPlatform](gettext_lazy("Từ ngày"), lambda one: one.valid_from),
    Column[LocalPlatform](gettext_lazy("Ngừng từ ngày"), lambda one: one.valid_to),
    Column[LocalPlatform](gettext_lazy("Văn bản"), lambda one: one.document, 24),
)


@public
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain the five skills, the rule of "covered" and every figure, to anybody."""
    return render(request, "skills/method.html", {"skills": SKILLS, "groups": GROUPS})


@with_book
@territory("skills.view_localplatform")
@require_http_methods(["GET", "HEAD", "POST"])
def platforms(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what skill 5 means in a province or commune, and name one more platform."""
    levels, today = (Level.PROVINCE, Level.COMMUNE), timezone.localdate()
    area = visible_or_404(request, Area, pk=pk, level__in=levels, closed_on=None)
    meant = platforms_of(area, today)
    if wants_book(request):
        book = Book(_("Nền tảng số địa phương, %(name)s"), "nen-tang", COLUMNS)
        return send_list(request, area, book, meant)
    form = PlatformForm(request.POST or None)
    if is_sent(request, form):
        named = LocalPlatform.unscoped.open().filter(area=area, name=form.cleaned_data["name"])
        if not named.exists():
            actions.name_platform(by=request.user, area=area, valid_from=today, **form.cleaned_data)
            return done(request, _("Đã thêm nền tảng."), "skills:platforms", area.pk)
        form.add_error("name", _("Nền tảng này đã có trong danh sách."))
    own_ones = LocalPlatform.objects.visible_to(request.user).filter(area=area).on(today)
    context = {
        "area": area,
        "form": form,
        "platforms": own_ones,
        "meant": meant,
        "crumbs": area.trail(request.user),
    }
    return render(request, "skills/platforms.html", context)


@territory("skills.change_localplatform")
@require_POST
def end_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop naming a platform from today on."""
    platform = visible_or_404(request, LocalPlatform, "area", pk=pk, valid_to=None)
    actions.end_platform(by=request.user, platform=platform, on=timezone.localdate())
    return done(request, _("Đã ngừng áp dụng nền tảng này."), "skills:platforms", platform.area_id)
