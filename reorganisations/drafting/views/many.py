"""Many decisions proposed, or approved, at one press: those of a sheet, which are one for each commune."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting import actions
from reorganisations.drafting.forms.many import ManyForm
from reorganisations.drafting.queries.listing import APPROVES
from reorganisations.drafting.queries.many import APPROVE, PROPOSE, chosen, lines_of
from reorganisations.drafting.views.deciding import REFUSED
from reorganisations.drafting.views.lists import SHOW, WRITE
from reorganisations.models import Reorganisation
from web.answers import done, is_sent
from web.scope import territory

_NEEDS = {PROPOSE: WRITE, APPROVE: APPROVES}
_TITLES = {
    PROPOSE: gettext_lazy("Trình nhiều quyết định"),
    APPROVE: gettext_lazy("Duyệt nhiều quyết định"),
}


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Show the decisions that may be proposed or approved, all ticked, and do it with those that stay so."""
    user: Any = request.user
    what = request.POST.get("viec") or request.GET.get("viec") or PROPOSE
    if what not in _NEEDS or not user.has_perm(_NEEDS[what]):
        raise Http404
    form = ManyForm(request.POST or None)
    refused: list[tuple[Reorganisation, str]] = []
    if is_sent(request, form):
        n, refused = _each(user, what, chosen(user, what, form.cleaned_data["qd"]))
        if n and not refused:
            return done(request, _told(what, n), "reorganisations:list")
        if n:
            messages.success(request, _told(what, n))
    return _shown(request, what, form, refused)


def _each(
    user: Any, what: str, rows: Sequence[tuple[Reorganisation, int]]
) -> tuple[int, list[tuple[Reorganisation, str]]]:
    """Do it with each by itself: how many it was done with, and why it was not with the others."""
    refused = list[tuple[Reorganisation, str]]()
    for one, version in rows:
        facts: dict[str, Any] = {"by": user, "decision": one, "version": version}
        try:
            if what == PROPOSE:
                actions.propose(**facts)
            else:
                # Whoever presses once for many does not wait until all is carried out.
                actions.approve(**facts, behind=True)
        except Wrong as error:
            refused.append((one, " ".join(error.words)))
        except tuple(REFUSED) as error:
            refused.append((one, str(REFUSED[type(error)])))
    return len(rows) - len(refused), refused


def _told(what: str, n: int) -> str:
    if what == PROPOSE:
        words = ngettext("Đã trình %(n)s quyết định.", "Đã trình %(n)s quyết định.", n)
    else:
        words = ngettext(
            "Đã duyệt %(n)s quyết định; đến ngày hiệu lực thì thực hiện.",
            "Đã duyệt %(n)s quyết định; đến ngày hiệu lực thì thực hiện.",
            n,
        )
    return words % {"n": n}


def _shown(
    request: HttpRequest, what: str, form: ManyForm, refused: list[tuple[Reorganisation, str]]
) -> HttpResponse:
    user: Any = request.user
    lines, more = lines_of(user, what)
    failed = {one.pk for one, _words in refused}
    context = {
        "lines": [(one, not one.lacks and one.decision.pk not in failed) for one in lines],
        "n": len(lines),
        "more": more,
        "what": what,
        "title": _TITLES[what],
        "form": form,
        "refused": refused,
        "crumbs": user.area.trail(user, itself=True),
        "parent_url": reverse("reorganisations:list"),
    }
    return render(request, "reorganisations/drafting/many.html", context)
