"""Pages of the people of a team, and those of a place as a workbook: there is no page of so many people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.asked import asked_area
from teams.founding.forms.teams import MemberForm, NewMemberForm
from teams.members import actions
from teams.members.queries import accounts_for
from teams.models import PERSONAL, Member, Team, may_read_personal
from teams.provincial.actions import WrongOrganisation
from teams.provincial.queries import further_for
from teams.register.actions import OutOfOrder
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import Book, Column, choice_label, commune_name, send_list, with_book, year_of
from web.once import KeyTaken, Outdated, mark_of
from web.scope import territory, visible_or_404

# Of everybody, to those who work in the commune; to all others names, and how to reach a leader.
_WHO = (
    Column[Member](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Member](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
    Column[Member](gettext_lazy("Họ tên"), lambda one: one.full_name, 28),
    Column[Member](gettext_lazy("Vai trò"), choice_label(Member.Role, "role")),
    Column[Member](gettext_lazy("Đơn vị"), lambda one: one.organisation_label, 20),
)
_SINCE = Column[Member](gettext_lazy("Vào tổ ngày"), lambda one: one.joined_on)
MEMBERS = (
    *_WHO,
    Column[Member](gettext_lazy("Giới"), choice_label(Member.Sex, "sex"), 8),
    Column[Member](gettext_lazy("Năm sinh"), year_of("birth_year"), 10),
    Column[Member](gettext_lazy("Điện thoại"), lambda one: one.phone, 16),
    _SINCE,
)
MEMBERS_FOR_OTHERS = (
    *_WHO,
    Column[Member](
        gettext_lazy("Điện thoại tổ trưởng"),
        lambda one: one.phone if one.role == Member.Role.LEADER else None,
        20,
    ),
    _SINCE,
)
CHANGE = "teams.change_team"
KNOWN = ("full_name", "role", "organisation", "further", "phone", "birth_year", "sex")
# What a page of a person names of other rows.
ALONG = ("team__area__commune", "further")
REFUSALS: Refusals = {
    Outdated: (None, gettext_lazy("Người này vừa được người khác sửa. Tải lại trang rồi sửa.")),
    actions.WrongAccount: (
        "account",
        gettext_lazy("Tài khoản này vừa được gắn với người khác hoặc đã ngừng. Chọn lại."),
    ),
    WrongOrganisation: (
        "organisation",
        gettext_lazy("Đơn vị này vừa được tỉnh ngừng dùng. Chọn lại."),
    ),
}


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to a team; a new leader takes over from the one before."""
    team = visible_or_404(request, Team, "area__commune", pk=pk)
    accounts, further = accounts_for(request.user, team), further_for(team)
    form = NewMemberForm(request.POST or None, accounts=accounts, further=further)
    if is_sent(request, form):
        late = _("Sau ngày này tổ đã có tổ trưởng khác.")
        taken = _("Trang này đã dùng cho tổ khác. Tải lại trang rồi thêm lại.")
        refusals: Refusals = {
            OutOfOrder: ("joined_on", late),
            KeyTaken: (None, taken),
            **REFUSALS,
        }
        with refusals_on(form, refusals):
            member = actions.join(by=request.user, team=team, **form.cleaned_data)
            if "tiep" in request.POST:
                words = _("Đã thêm %(name)s vào tổ.") % {"name": member.full_name}
                return done(request, words, "teams:member_add", team.pk)
            return done(request, _("Đã thêm vào tổ."), "teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Thêm thành viên"), "one_more": True}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def member_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a member: name, role, organisation, telephone, year, sex, account."""
    member = visible_or_404(request, Member, *ALONG, pk=pk, left_on=None)
    form = _form(request, member)
    if is_sent(request, form):
        # An account that cannot be chosen any more is not shown, and stays.
        said = {*KNOWN, *form.changed_data, "seen"}
        facts = {name: value for name, value in form.cleaned_data.items() if name in said}
        with refusals_on(form, REFUSALS):
            actions.change_member(by=request.user, member=member, **facts)
            return done(request, _("Đã lưu."), "teams:detail", member.team_id)
    context = {"form": form, "team": member.team, "title": _("Sửa thành viên"), "member": member}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_POST
def team_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Make accounts for all members of a team in one press; their cards are drawn from here."""
    team = visible_or_404(request, Team, "area__commune", pk=pk)
    found = actions.invite_team(by=request.user, team=team)
    words = ngettext(
        "Đã lập %(n)s tài khoản. Bước sau: in giấy mời, hoặc gửi tin nhắn.",
        "Đã lập %(n)s tài khoản. Bước sau: in giấy mời, hoặc gửi tin nhắn.",
        len(found.made),
    )
    said = words % {"n": len(found.made)} if found.made else _("Không có ai để mời thêm.")
    context = {"team": team, "found": found, "said": said}
    return render(request, "teams/members/invited.html", context)


@territory(CHANGE)
@require_POST
def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave the team today."""
    member = visible_or_404(request, Member, *ALONG, pk=pk, left_on=None)
    actions.leave(by=request.user, member=member, on=timezone.localdate())
    return done(
        request,
        _("Đã ghi: %(name)s rời tổ.") % {"name": member.full_name},
        "teams:detail",
        member.team_id,
    )


def _form(request: HttpRequest, member: Member) -> MemberForm:
    accounts = accounts_for(request.user, member.team, but=member)
    initial: dict[str, Any] = {name: getattr(member, name) for name in KNOWN}
    initial["organisation"] = member.further_id or member.organisation
    initial["seen"] = mark_of(member, actions.SHOWN)
    if accounts.filter(pk=member.account_id or 0).exists():
        initial["account"] = member.account_id
    further = further_for(member.team, but=member)
    form = MemberForm(request.POST or None, initial=initial, accounts=accounts, further=further)
    if not may_read_personal(request.user):
        # What is not asked stays as it is.
        for name in PERSONAL:
            del form.fields[name]
    return form


@with_book
@territory("teams.view_team")
@require_safe
def member_book(request: HttpRequest) -> HttpResponseBase:
    """Hand out the people of all teams in force of a place, team by team."""
    area = asked_area(request)
    members = Member.objects.visible_to(request.user).inside(area.path or "-")
    serving = members.filter(left_on=None, team__dissolved_on=None)
    rows = serving.select_related("team__area__commune", "further").order_by(
        "team__area__commune__sort_key", "team__area__sort_key", "team", "sort_key", "pk"
    )
    columns = MEMBERS if may_read_personal(request.user) else MEMBERS_FOR_OTHERS
    book = Book(_("Thành viên các tổ, %(name)s"), "thanh-vien", columns)
    return send_list(request, area, book, rows)
