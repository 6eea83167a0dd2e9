"""“Chọn bản đúng”: two people wrote one skill differently without knowing of each other; whoever works there says which is right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from households.models import Household
from households.register.actions import NoPlatform, Refused, StillRefuses
from households.register.rules import Key
from households.register.views import CHANGE, SHOW, household_of
from offline.pending.actions import choose
from offline.pending.queries.choosing import Differing, differing_in, merged_into, open_in
from offline.sending.actions.settling import NotAmong
from skills.catalogue import NO_PLATFORM
from web.answers import done
from web.scope import territory

_VALUES = {"-": None, "0": 0, "1": 1, "2": 2}


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_right(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Show what differs in a household, each value with who wrote it and when; take what was chosen."""
    household = household_of(request, uuid)
    if kept := merged_into(request.user, household):
        return redirect("offline:choose", kept.uuid)
    differing = differing_in(open_in(request.user, household))
    if request.method != "POST" or not differing:
        return _page(request, household, differing)
    chosen = _chosen(request, differing)
    if not chosen:
        return _page(request, household, differing, _("Chọn ít nhất một bản, hoặc bấm Để sau."))
    try:
        n = choose(by=request.user, household=household, chosen=chosen)
    except NotAmong:
        return _page(request, household, differing, _("Sổ vừa được ghi thêm. Xem lại rồi chọn."))
    except StillRefuses:
        return _page(request, household, differing, _("Hộ đã từ chối khảo sát nên chưa ghi thêm."))
    except Refused as refused:
        return _page(request, household, differing, str(refused))
    except NoPlatform:
        return _page(request, household, differing, str(NO_PLATFORM))
    words = ngettext(
        "Đã lưu lựa chọn ở %(n)s chỗ. Bản không chọn nằm trong lịch sử hộ.",
        "Đã lưu lựa chọn ở %(n)s chỗ. Bản không chọn nằm trong lịch sử hộ.",
        n,
    )
    return done(request, words % {"n": n}, "households:detail", household.uuid)


def _chosen(request: HttpRequest, differing: list[Differing]) -> dict[int, int | None]:
    """Return what was chosen, by the key of each conflict; what was left alone is left."""
    asked = ((one, request.POST.get(f"c{one.pk}")) for one in differing)
    return {one.pk: _VALUES[sent] for one, sent in asked if sent in _VALUES}


def _page(
    request: HttpRequest, household: Household, differing: list[Differing], error: str = ""
) -> HttpResponse:
    names = {version.who for one in differing for version in one.versions}
    others = User.objects.visible_to(request.user).filter(
        full_name__in=names - {""}, is_active=True
    )
    me: Any = request.user
    context = {
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "differing": differing,
        "others": list(others.exclude(phone="").exclude(pk=me.pk)[:3]),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "offline/pending/choose.html", context, status=status)
