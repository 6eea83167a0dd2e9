"""The page of one decision: what it would do or did; proposed by one person, decided on by another one above."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reorganisations.applying.actions import BuiltOn, NotEqual
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting import actions
from reorganisations.drafting.forms.deciding import GiveBackForm, SeenForm
from reorganisations.drafting.queries.listing import APPROVES, reaches
from reorganisations.drafting.queries.page import may_withdraw, page_of_decision
from reorganisations.drafting.views.lists import SHOW, WRITE
from reorganisations.models import Reorganisation, State
from web.answers import done
from web.scope import territory, visible_or_404


class TooFar(Exception):
    """A decision gives something to a unit that is not below whoever decides."""


REFUSED: dict[type[Exception], Any] = {
    actions.Stale: gettext_lazy("Quyết định này vừa thay đổi. Xem lại rồi bấm lần nữa."),
    actions.NotAnother: gettext_lazy(
        "Người trình không tự duyệt. Một người khác của cấp trên duyệt."
    ),
    TooFar: gettext_lazy("Có xã ở ngoài địa bàn của đơn vị: cấp trên của các xã ấy duyệt."),
    NotEqual: gettext_lazy("Trước và sau không bằng nhau nên chưa làm gì. Báo người quản trị."),
}
# So often the page of a decision that is being carried out is loaded again.
SECONDS = "5"
ALONG = ("area__commune", "made_by", "proposed_by", "decided_by", "undone_by")


@territory(SHOW)
@require_safe
def detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show a decision: before it is done what it would do, afterwards what it did."""
    return shown(request, visible_or_404(request, Reorganisation, *ALONG, uuid=uuid))


def shown(
    request: HttpRequest, decision: Reorganisation, form: GiveBackForm | None = None
) -> HttpResponse:
    """Draw the page of a decision, with the form by which it is given back as it was filled in."""
    page = page_of_decision(request.user, decision)
    crumbs = decision.area.trail(request.user, itself=True)
    context = {"page": page, "decision": decision, "crumbs": crumbs, "form": form or GiveBackForm()}
    answer = render(request, "reorganisations/drafting/detail.html", context)
    if page.is_underway:
        # Without a script, too, the page follows what is being done.
        answer["Refresh"] = SECONDS
    return answer


@territory(WRITE)
@require_POST
def propose(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask the level above to decide."""
    return _acted(request, uuid, actions.propose, _("Đã trình. Cấp trên duyệt thì mới thực hiện."))


@territory(APPROVES)
@require_POST
def approve(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Approve a decision: it is carried out on its day, at once where that has come."""
    return _acted(request, uuid, _approve)


def _approve(*, by: Any, decision: Reorganisation, **facts: Any) -> Reorganisation:
    if not reaches(by, decision):
        raise TooFar
    return actions.approve(by=by, decision=decision, **facts)


@territory(APPROVES)
@require_POST
def give_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Give a decision back with a reason."""
    decision = visible_or_404(request, Reorganisation, *ALONG, uuid=uuid)
    form = GiveBackForm(request.POST)
    if not form.is_valid():
        return shown(request, decision, form)
    return _acted(request, uuid, actions.give_back, _("Đã trả lại."), why=form.cleaned_data["why"])


@territory(APPROVES)
@require_POST
def undo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take a decision back that was carried out, while nothing was recorded since."""
    decision = visible_or_404(request, Reorganisation, uuid=uuid)
    if not reaches(request.user, decision):
        raise Http404
    try:
        held = actions.take_back(by=request.user, decision=decision)
    except (BuiltOn, NotEqual):
        messages.error(
            request, _("Không hoàn tác được: đã có số liệu mới. Soạn quyết định ngược lại.")
        )
        return redirect("reorganisations:detail", decision.uuid)
    words = _("Đã hoàn tác: đơn vị, hộ, tổ như trước quyết định.")
    if held.state == State.UNDOING:
        words = _("Đang hoàn tác. Nhiều hộ nên làm dần; trang này tự tải lại.")
    # Nothing to go on from: with more words of its kind no next step is told under it.
    messages.success(request, words, extra_tags="undone")
    return redirect("reorganisations:detail", decision.uuid)


@territory(APPROVES)
@require_POST
def leave_rest(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Leave undone for good what is still to be done of a decision that was begun."""
    decision = visible_or_404(request, Reorganisation, uuid=uuid)
    if not reaches(request.user, decision):
        raise Http404
    actions.leave_rest(by=request.user, decision=decision)
    words = _("Đã bỏ phần chưa làm. Phần đã làm giữ nguyên.")
    return done(request, words, "reorganisations:detail", decision.uuid)


@territory(WRITE)
@require_POST
def reverse(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Begin a decision the other way round."""
    decision = visible_or_404(request, Reorganisation, "area", uuid=uuid)
    draft = actions.reverse(by=request.user, decision=decision)
    if draft is None:
        messages.error(request, _("Không có việc nào đi ngược lại được nữa."))
        return redirect("reorganisations:detail", decision.uuid)
    words = _("Đã soạn quyết định ngược lại. Ghi số và ngày, xem trước rồi trình.")
    return done(request, words, "reorganisations:detail", draft.uuid)


@territory(WRITE)
@require_POST
def withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Withdraw a decision of which nothing was done; an approved one is withdrawn by whoever may approve."""
    decision = visible_or_404(request, Reorganisation, uuid=uuid)
    if not may_withdraw(request.user, decision):
        raise Http404
    facts = {"version": decision.version}
    return _acted(request, uuid, actions.withdraw, _("Đã rút quyết định này."), **facts)


def _acted(
    request: HttpRequest, uuid: uuids.UUID, action: Any, words: str = "", **facts: Any
) -> HttpResponse:
    """Do one thing with a decision as it was seen, and say on its page what came of it."""
    decision = visible_or_404(request, Reorganisation, *ALONG, uuid=uuid)
    seen = SeenForm(request.POST)
    if action in (actions.propose, _approve) and seen.is_valid():
        facts["version"] = seen.cleaned_data["version"]
    try:
        held = action(by=request.user, decision=decision, **facts)
    except Wrong as error:
        wrong = " ".join(error.words)
    except tuple(REFUSED) as error:
        wrong = str(REFUSED[type(error)])
    else:
        return done(request, words or _approved(held), "reorganisations:detail", decision.uuid)
    messages.error(request, wrong)
    return redirect("reorganisations:detail", decision.uuid)


def _approved(decision: Reorganisation) -> str:
    """Say what came of an approval: done, or to be done on its day."""
    if decision.state == State.APPLIED:
        return _("Đã duyệt và thực hiện xong.")
    if decision.effective_on and decision.effective_on <= timezone.localdate():
        return _("Đã duyệt. Nhiều hộ nên thực hiện dần; trang này tự tải lại.")
    day = date_format(decision.effective_on) if decision.effective_on else ""
    return _("Đã duyệt. Thực hiện ngày %(day)s; trước ngày đó mọi trang vẫn theo đơn vị cũ.") % {
        "day": day
    }
