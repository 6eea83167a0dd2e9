"""What waits for a second person: approved, refused or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.codes.exports import send_cards
from accounts.models import AccountRequest
from accounts.people import actions
from accounts.people.queries import request_lines
from web.answers import done
from web.scope import territory, visible_or_404

MOST = 200
REFUSALS = {
    actions.BeyondOwnPowers: gettext_lazy(
        "Không duyệt được: người đề nghị và người được cấp không tự duyệt, và cả hai phải còn quyền."
    ),
    actions.RequestIsOver: gettext_lazy("Đề nghị này đã có người trả lời hoặc đã hết hạn."),
    actions.NameTaken: gettext_lazy(
        "Tên đăng nhập này vừa có người dùng. Đề nghị lại với tên khác."
    ),
}


@territory("accounts.add_user")
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person in one's territory."""
    by: Any = request.user
    rows = AccountRequest.objects.visible_to(by).waiting().order_by("-pk")
    rows = rows.select_related("person__area", "area", "asked_by")[:MOST]
    context = {"lines": request_lines(rows, by), "area": by.area, "crumbs": by.area.trail(by)}
    return render(request, "accounts/people/requests.html", context)


@territory("accounts.add_user")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a request, or refuse it; whoever asked withdraws it."""
    by: Any = request.user
    asked = visible_or_404(request, AccountRequest, pk=pk)
    try:
        if "duyet" not in request.POST:
            actions.refuse(by=by, request=asked)
            return done(request, _("Đã bỏ đề nghị."), "accounts:requests")
        issued = actions.approve(by=by, request=asked)
    except tuple(REFUSALS) as error:
        messages.error(request, str(REFUSALS[type(error)]))
        return redirect("accounts:requests")
    if issued:
        return send_cards(request, [issued])
    return done(request, _("Đã duyệt và đổi tài khoản."), "accounts:requests")
