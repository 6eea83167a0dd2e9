"""The guide: the tasks of each role, one of them beside a form, the sheet for a team, whom to ask."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from guide import glossary
from guide.actions import CONTACT_FACTS, set_contact
from guide.forms import ContactForm
from guide.models import contact_for
from guide.tasks import BY_KEY, TASKS, of_role
from guide.tasks.card import AWAY, NEVER, VISIT
from guide.tasks.places import WORDS, place_of
from skills.catalogue import SKILLS
from web.answers import done, is_sent
from web.scope import own, public, territory, visible_or_404

# What the address says to have every task unfolded: the whole guide, to read or print.
WHOLE = "tat-ca"


def _shown_role(request: HttpRequest) -> Role:
    """Return the role asked for, else the reader's own; a stranger reads what a member does."""
    own_role = getattr(request.user, "role", Role.MEMBER)
    return WORDS.get(request.GET.get("vai-tro", ""), Role(own_role))


def _may_set_contact(user: Any) -> bool:
    """Say whether this person sets whom the people of their province ask."""
    area = getattr(user, "area", None)
    at_province = bool(area and area.level == Level.PROVINCE)
    return at_province and bool(user.has_perm("guide.change_helpcontact"))


def _own_commune(user: Any) -> int | None:
    """Return the key of the commune whose sheet for a meeting this person prints; None of all others."""
    area = getattr(user, "area", None)
    if not area or area.level != Level.COMMUNE or not user.has_perm("reports.view_dashboard"):
        return None
    return int(area.pk)


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the tasks of a role step by step, what the words mean, and whom to ask."""
    role, asked = _shown_role(request), request.GET.get("viec", "")
    tasks = [(task, task.page_for(request.user)) for task in of_role(TASKS, role)]
    first = [one for one in tasks if one[0].key == asked]
    context = {
        "role": role,
        "role_word": next(word for word, one in WORDS.items() if one == role),
        "roles": list(WORDS.items()),
        "tasks": tasks,
        # The one that was asked for stands alone; the others behind one line.
        "first": first,
        "others": [one for one in tasks if one not in first],
        "whole": asked == WHOLE,
        "asked": asked,
        "glossary": glossary.GROUPS,
        "contact": contact_for(request.user),
        "sets_contact": _may_set_contact(request.user),
        "commune": _own_commune(request.user),
    }
    return render(request, "guide/index.html", context)


@public
@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """Lead from the other word for it to the guide."""
    return redirect("guide:index")


@public
@require_safe
def part(request: HttpRequest, key: str) -> HttpResponse:
    """Show one task beside the form it belongs to; opened by itself, lead to its place in the guide."""
    task = BY_KEY.get(key)
    if task is None:
        raise Http404
    guide = place_of(task, request.user)
    if request.headers.get("HX-Request"):
        return render(request, "guide/part.html", {"task": task, "guide": guide})
    return redirect(guide)


@own
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """Show the sheet for members of a team, to print and hand out."""
    context = {
        "visit": VISIT,
        "skills": SKILLS,
        "never": NEVER,
        "away": AWAY,
        "contact": contact_for(request.user),
    }
    return render(request, "guide/card.html", context)


@territory("guide.change_helpcontact")
@require_http_methods(["GET", "HEAD", "POST"])
def contact_change(request: HttpRequest) -> HttpResponse:
    """Set whom the people of one's province ask."""
    mine = getattr(request.user, "area_id", None)
    province = visible_or_404(request, Area, pk=mine, level=Level.PROVINCE)
    contact = contact_for(request.user)
    initial = {name: getattr(contact, name, "") for name in CONTACT_FACTS}
    form = ContactForm(request.POST or None, initial=initial)
    if is_sent(request, form):
        set_contact(by=request.user, province=province, **form.cleaned_data)
        return done(request, _("Đã lưu người trả lời câu hỏi."), "guide:index")
    return render(request, "guide/contact_form.html", {"form": form, "province": province})
