"""Much that waits of one person or village is decided on in one press, looked at before, and taken back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from households.register.views import CHANGE, SHOW, uuid_of
from offline.models import SentOperation
from offline.pending import actions
from offline.pending.actions.many import Done
from offline.pending.forms import LeaveOutForm
from offline.pending.queries.together import MANY, Of, decided_of, parts_of, waiting_of
from offline.pending.queries.waiting import DECIDE, decidable
from web.answers import is_sent
from web.scope import key_of, note_names, territory

# What is pressed.
WRITE, LEAVE, BACK = "ghi", "bo", "hoan-tac"
# So many that could not be decided on are named.
NAMED = 10


@territory(SHOW)
@territory(CHANGE)
@territory(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Show what waits of somebody, ticked; write all that is ticked, leave it out with one reason, or take back what was decided."""
    of = Of(key_of(request.GET.get("nguoi")), key_of(request.GET.get("thon")))
    pressed, has_why = request.POST.get("viec"), bool(request.POST.get("why", "").strip())
    form = LeaveOutForm(request.POST if pressed == LEAVE or has_why else None)
    if request.method == "POST":
        chosen = _chosen(request.user, request.POST)
        if not chosen:
            messages.error(request, _("Chọn ít nhất một mục."))
        elif has_why and pressed != LEAVE:
            # Enter in the box of the reason presses the first button of the form, which writes.
            words = _("Đã gõ lý do không ghi. Bấm “Không ghi”, hoặc xóa lý do rồi bấm lại.")
            messages.error(request, words)
        elif pressed in (WRITE, BACK) or (pressed == LEAVE and is_sent(request, form)):
            _tell(request, _decide(request, chosen, form))
            named = {name: key for name, key in (("nguoi", of.author), ("thon", of.village)) if key}
            return redirect(f"{reverse('offline:many')}?{urlencode(named)}".rstrip("?"))
    return _page(request, of, form)


def _chosen(user: Any, sent: QueryDict) -> list[SentOperation]:
    """Return what was ticked, as far as it is the reader's to decide on, in the order in which it came."""
    keys = [key for key in map(uuid_of, sent.getlist("muc")) if key]
    return list(decidable(user).filter(uuid__in=keys[:MANY]).order_by("received_at", "pk"))


def _decide(request: HttpRequest, chosen: list[SentOperation], form: LeaveOutForm) -> Done:
    """Do what was pressed."""
    told: dict[str, Any] = {"by": request.user, "operations": chosen}
    if request.POST.get("viec") == LEAVE:
        return actions.leave_out_many(why=form.cleaned_data["why"], **told)
    if request.POST.get("viec") == BACK:
        return actions.take_back_many(**told)
    return actions.write_many(**told)


def _tell(request: HttpRequest, found: Done) -> None:
    """Say how many are done, and which are not: by their codes, for this lies in the session."""
    n = found.done
    words = ngettext("Đã xong %(n)s mục.", "Đã xong %(n)s mục.", n) % {"n": n} if n else ""
    for left in (found.left,) if found.left else ():
        named = "; ".join(f"{one.operation.code} ({one.words})" for one in left[:NAMED])
        rest = ngettext("%(n)s mục chưa được", "%(n)s mục chưa được", len(left)) % {"n": len(left)}
        words = f"{words} {rest}: {named}{'…' if left[NAMED:] else '.'}".strip()
    (messages.success if n else messages.error)(request, words)


def _page(request: HttpRequest, of: Of, form: LeaveOutForm) -> HttpResponse:
    user: Any = request.user
    lines = waiting_of(user, of)
    for one in lines:
        if one.line.names:
            note_names(request, one.operation.village.path, ("gui", one.operation.pk))
    context = {
        "area": user.area,
        "crumbs": user.area.trail(user, itself=True),
        "of": of,
        "parts": parts_of(user),
        "lines": lines,
        "decided": decided_of(user, of),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "offline/pending/many.html", context, status=status)
