"""The page that founds one team: decision, scan, people and their accounts, saved at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.codes.exports import card_of
from accounts.people.actions import BeyondOwnPowers, NeedsSecondPerson
from accounts.roles import Role, grants_of
from areas.kinds import Level
from areas.models import Area
from areas.models.area import AreaQuerySet
from areas.names import lower_first
from rollup.models import VillageCount
from teams.founding import actions
from teams.founding.forms.founding import FoundingForm
from teams.provincial.actions import WrongOrganisation
from teams.provincial.queries import further_of
from teams.register.actions import CONTRADICTS, OutOfOrder, Twice
from web.answers import Refusals, done, refusals_on
from web.scope import key_of, territory

REFUSALS: Refusals = {
    Twice: ("number", gettext_lazy("Quyết định này đã ghi rồi.")),
    OutOfOrder: ("signed_on", CONTRADICTS),
    WrongOrganisation: (None, gettext_lazy("Đơn vị này vừa được tỉnh ngừng dùng. Chọn lại.")),
    BeyondOwnPowers: (None, gettext_lazy("Không cấp được tài khoản: vượt quyền.")),
    NeedsSecondPerson: (
        None,
        gettext_lazy(
            "Không cấp được tài khoản ở đây: xã đã dùng, cấp trên mời thêm người thì cần người thứ hai "
            "duyệt. Bỏ chọn “cấp tài khoản”, lập tổ rồi mời ở trang Tài khoản."
        ),
    ),
}


@territory("teams.add_team")
@require_http_methods(["GET", "HEAD", "POST"])
def team_add(request: HttpRequest) -> HttpResponse:
    """Found a team: a village and a leader are enough, all else may come at once or later."""
    form = _form(request)
    if "xem" in request.POST:
        return render(request, "teams/founding/found.html#checks", {"form": form})
    if form.is_bound and form.is_valid():
        with refusals_on(form, REFUSALS):
            return _answer(request, _found(request, form))
    user: Any = request.user
    context = {
        "form": form,
        "crumbs": user.area.trail(user, itself=True),
        "is_commune": user.area.level == Level.COMMUNE,
        "asked": request.GET.get("thon", ""),
        "file_again": bool(request.FILES) and "file" not in form.errors,
    }
    return render(request, "teams/founding/found.html", context)


def _form(request: HttpRequest) -> FoundingForm:
    """Return the form: new, as it was sent, or as it was typed with a row more and nothing checked."""
    user: Any = request.user
    free = _free_villages(request)
    area = user.area if user.area.province_id else free.first()
    known: dict[str, Any] = {
        "villages": free,
        "further": further_of(area.province_id) if area else [],
        "may_invite": user.has_perm("accounts.add_user")
        and Role.MEMBER in grants_of(user.role, user.area),
    }
    if "them" in request.POST:
        return FoundingForm(typed=request.POST, **known)
    if request.method == "POST":
        return FoundingForm(request.POST, request.FILES, **known)
    only = free[:2]
    asked = request.GET.get("thon") or (only[0].pk if len(only) == 1 else None)
    return FoundingForm(initial={"area": asked}, **known)


def _free_villages(request: HttpRequest) -> AreaQuerySet:
    """Return the villages without a team; above a commune only the one asked for."""
    user: Any = request.user
    covered = VillageCount.objects.visible_to(user).filter(teams__gt=0)
    villages = Area.objects.visible_to(user).villages().filter(closed_on=None)
    free = villages.exclude(pk__in=covered.values("pk")).in_order()
    if user.area.level < Level.COMMUNE:
        free = free.filter(pk=key_of(request.POST.get("area") or request.GET.get("thon")))
    return free


def _found(request: HttpRequest, form: FoundingForm) -> actions.Founded:
    said = form.cleaned_data
    return actions.found_with_members(
        by=request.user,
        area=said["area"],
        also=said["also"],
        paper=form.paper(),
        members=form.members(),
        scan=said["file"],
    )


def _answer(request: HttpRequest, founded: actions.Founded) -> HttpResponse:
    """Say in one line what was done: on the team's page, or above cards that are shown once."""
    words = said_of(founded)
    if not founded.accounts:
        return done(request, words, "teams:detail", founded.team.pk)
    cards = [card_of(request, issued) for issued in founded.accounts]
    context = {"team": founded.team, "words": words, "cards": cards}
    return render(request, "teams/founding/founded.html", context)


def said_of(founded: actions.Founded) -> str:
    """Say what was founded: which team, how many people, by which decision, with a scan or not."""
    team, decision = founded.team, founded.decision
    parts = [
        _("Đã lập %(team)s") % {"team": lower_first(str(team))},
        _("%(n)s thành viên") % {"n": team.members.count()},
        _("quyết định %(number)s") % {"number": decision.number}
        if decision.number
        else _("quyết định chưa có số"),
    ]
    parts += [_("có bản chụp")] if decision.scans.exists() else []
    return ", ".join(parts) + "."
