"""A breach: opened, gone through step by step, told, closed."""

import uuid as uuids
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.models import words_of
from privacy.breach import actions
from privacy.breach.exports import NAMED, PLACED
from privacy.breach.forms import BreachForm, CloseForm
from privacy.breach.queries import people_seen
from privacy.breach.rules import BY_KEY, STEPS, notice_text, number_words, report_text, what_words
from privacy.models import Breach
from web.answers import done, is_sent, refusals_on
from web.exports import Book, send_book, wants_book, with_book
from web.once import KeyTaken
from web.paging import page_of
from web.scope import territory, visible_or_404

PAGE = 20


@territory("privacy.add_breach")
@require_http_methods(["GET", "HEAD", "POST"])
def breaches(request: HttpRequest) -> HttpResponse:
    """List the breaches of one's territory, and open one."""
    user: Any = request.user
    initial = {
        "uuid": uuids.uuid4(),
        "kind": Breach.Kind.ACCOUNT,
        "account": request.GET.get("tai-khoan", "")[:60],
    }
    form = BreachForm(request.POST or None, by=user, initial=initial)
    if is_sent(request, form):
        late = _("Trang mở quá lâu. Tải lại trang rồi mở vụ lại.")
        with refusals_on(form, {KeyTaken: (None, late)}):
            breach = _opened(form, user)
            words = _("Đã mở vụ. Làm các bước ở dưới từ trên xuống.")
            return done(request, words, "privacy:breach", breach.pk)
    mine = Breach.objects.visible_to(user).select_related("area")
    page = page_of(mine.order_by("-opened_at", "-id"), request.GET, PAGE, among=mine)
    rows = [(one, what_words(one)) for one in page]
    return render(request, "privacy/breach/list.html", {"form": form, "page": page, "rows": rows})


def _opened(form: BreachForm, user: Any) -> Breach:
    return actions.open_breach(
        by=user,
        case=form.case(),
        found_at=form.found,
        story=form.cleaned_data["story"],
        device=form.chosen_device,
        uuid=form.cleaned_data["uuid"],
    )


@with_book
@territory("privacy.view_breach")
@require_safe
def breach(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a breach: whom it may concern, the steps with their hours, the texts to copy."""
    found = visible_or_404(request, Breach, "area", "opened_by", "closed_by", "account", pk=pk)
    if wants_book(request):
        return _book(request, found)
    return _page(request, found, CloseForm())


def _page(request: HttpRequest, found: Breach, form: CloseForm) -> HttpResponse:
    context = {
        "breach": found,
        "what": what_words(found),
        "numbers": number_words(found),
        "steps": [_step(found, step) for step in STEPS],
        "places": [
            {**one, "first": _at(one["first"]), "last": _at(one["last"])}
            for one in found.figures["places"]
        ],
        "files": [
            {**one, "at": _at(one["at"]), "what": words_of(one["what"])}
            for one in found.figures["files"]
        ],
        "report": report_text(found),
        "notice": notice_text(found),
        "form": form,
    }
    return render(request, "privacy/breach/breach.html", context)


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _step(found: Breach, step: Any) -> dict[str, Any]:
    """Return a step as it is shown: until when, whether that is over, when and by whom it was done."""
    due, was = step.due(found.found_at), found.steps.get(step.key)
    late = bool(step.hours and due and not was and found.is_open and due < timezone.now())
    said = was and {"at": _at(was["at"]), "by": was["by"]}
    return {"step": step, "due": due, "done": said, "is_late": late}


def _book(request: HttpRequest, found: Breach) -> HttpResponseBase:
    names = request.user.has_perm("households.view_names")
    columns = (*PLACED, *NAMED) if names else PLACED
    title = _("Người có thể bị ảnh hưởng, vụ %(pk)s") % {"pk": found.pk}
    book = Book(title, f"su-co-{found.pk}", columns, names=names)
    return send_book(request, book, people_seen(found, request.user), subject=found.area)


@territory("privacy.change_breach")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a step was done, or was not after all."""
    found = visible_or_404(request, Breach, pk=pk)
    key = request.POST.get("step", "")
    if key not in BY_KEY:
        raise Http404
    try:
        actions.mark_step(
            by=request.user, breach=found, step=key, is_done=request.POST.get("done") == "1"
        )
    except actions.IsClosed:
        return done(request, _("Vụ này đã đóng."), "privacy:breach", pk)
    return redirect("privacy:breach", pk)


@territory("privacy.change_breach")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a breach with what came of it."""
    found = visible_or_404(request, Breach, "area", "opened_by", "closed_by", "account", pk=pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.close_breach(by=request.user, breach=found, outcome=form.cleaned_data["outcome"])
    except actions.IsClosed:
        return done(request, _("Vụ này đã đóng."), "privacy:breach", pk)
    return done(request, _("Đã đóng vụ."), "privacy:breach", pk)
