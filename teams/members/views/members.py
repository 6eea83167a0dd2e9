"""Pages of the people of a team: who joins, what is known of him, that he leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from teams.founding.forms.teams import MemberForm, NewMemberForm
from teams.members import actions
from teams.members.queries.accounts import accounts_for
from teams.models import Member, Team
from teams.provincial import actions as provincial_actions
from teams.provincial.queries.organisations import further_for
from teams.register import actions as register_actions
from web.scope import territory

CHANGE = "teams.change_team"
KNOWN = ("full_name", "role", "organisation", "further", "phone", "birth_year", "sex")
TAKEN = gettext_lazy("Tài khoản này vừa được gắn với người khác hoặc đã ngừng. Chọn lại.")
ENDED = gettext_lazy("Đơn vị này vừa được tỉnh thôi dùng. Chọn lại.")


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to a team; a new leader takes over from the one before."""
    teams = Team.objects.visible_to(request.user).select_related("area__commune")
    team = get_object_or_404(teams, pk=pk)
    accounts, further = accounts_for(request.user, team), further_for(team)
    form = NewMemberForm(request.POST or None, accounts=accounts, further=further)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(by=request.user, team=team, **form.cleaned_data)
        except register_actions.OutOfOrder:
            form.add_error("joined_on", _("Sau ngày này tổ đã có tổ trưởng khác."))
        except actions.WrongAccount:
            form.add_error("account", TAKEN)
        except provincial_actions.WrongOrganisation:
            form.add_error("organisation", ENDED)
        else:
            messages.success(request, _("Đã thêm vào tổ."))
            return redirect("teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Thêm người vào tổ")}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def member_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a member: name, role, organisation, telephone, year, sex, account."""
    member = _member(request, pk)
    form = _form(request, member)
    if request.method == "POST" and form.is_valid():
        # An account that cannot be chosen any more is not shown, and stays.
        said = {*KNOWN, *form.changed_data}
        facts = {name: value for name, value in form.cleaned_data.items() if name in said}
        try:
            actions.change_member(by=request.user, member=member, **facts)
        except actions.WrongAccount:
            form.add_error("account", TAKEN)
        except provincial_actions.WrongOrganisation:
            form.add_error("organisation", ENDED)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("teams:detail", member.team_id)
    context = {"form": form, "team": member.team, "title": _("Sửa thành viên"), "member": member}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_POST
def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave the team today."""
    member = _member(request, pk)
    actions.leave(by=request.user, member=member, on=timezone.localdate())
    messages.success(request, _("Đã ghi: %(name)s rời tổ.") % {"name": member.full_name})
    return redirect("teams:detail", member.team_id)


def _form(request: HttpRequest, member: Member) -> MemberForm:
    accounts = accounts_for(request.user, member.team, but=member)
    initial: dict[str, Any] = {name: getattr(member, name) for name in KNOWN}
    initial["organisation"] = member.further_id or member.organisation
    if accounts.filter(pk=member.account_id or 0).exists():
        initial["account"] = member.account_id
    further = further_for(member.team, but=member)
    return MemberForm(request.POST or None, initial=initial, accounts=accounts, further=further)


def _member(request: HttpRequest, pk: int) -> Member:
    members = Member.objects.visible_to(request.user).filter(left_on=None)
    return get_object_or_404(members.select_related("team__area__commune", "further"), pk=pk)
