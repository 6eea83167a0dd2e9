"""Pages of erasing: what would go and what stays, asked by one person, confirmed by another, and what was done."""

import uuid as uuids
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.own_password.views import ended_by_guesses
from accounts.second_factor.forms import PasswordForm
from areas.models import Area
from erasure import actions
from erasure.models import Erasure
from erasure.queries.decisions import covered_of, is_erased, second_people
from erasure.queries.held import held_of
from erasure.queries.judging import free_texts, kept_by_duty, pictured, said_again
from erasure.queries.subject import Subject, subject_of
from erasure.rules.words import (
    ANSWER,
    about_words,
    did_words,
    done_words,
    figures_words,
    goes_words,
    second_words,
    stays_words,
    whose_words,
    withdrawn_words,
)
from households.models import Household, Resident
from privacy.models import SubjectRequest
from web.answers import done, is_sent
from web.paging import page_of
from web.scope import note_names, territory, visible_or_404

NAMES, MAY = territory("households.view_names"), territory("erasure.add_erasure")
ALONG = (
    "household__village__commune",
    "resident__household__village__commune",
    "asked_by",
    "confirmed_by",
    "withdrawn_by",
)
PAGE = 50


@NAMES
@MAY
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """List the erasures of the reader's territory, those that wait first."""
    rows = Erasure.objects.visible_to(request.user).select_related(*ALONG).in_order()
    page = page_of(rows, request.GET, PAGE)
    context = {"page": page, "crumbs": request.user.area.trail(request.user, itself=True)}  # type: ignore[union-attr]  # who is signed in has one
    return render(request, "erasure/list.html", context)


@NAMES
@MAY
@require_http_methods(["GET", "HEAD", "POST"])
def for_request(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show what an erasure would do that a person requested, and ask for it."""
    along = ("household__village__commune", "resident__household__village__commune")
    asked = visible_or_404(request, SubjectRequest, *along, uuid=uuid)
    if asked.household is None:
        raise Http404
    return _asking(request, asked.household, asked.resident, asked)


@NAMES
@MAY
@require_http_methods(["GET", "HEAD", "POST"])
def for_resident(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what erasing a person would do, and ask for it."""
    person = visible_or_404(request, Resident, "household__village__commune", pk=pk)
    return _asking(request, person.household, person)


@NAMES
@MAY
@require_http_methods(["GET", "HEAD", "POST"])
def for_household(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show what erasing a household with all its people would do, and ask for it."""
    household = visible_or_404(request, Household, "village__commune", uuid=uuid)
    return _asking(request, household, None)


def _asking(
    request: HttpRequest,
    household: Household,
    person: Resident | None,
    asked: SubjectRequest | None = None,
) -> HttpResponse:
    """Show the preview; ask a second person, or do it with one's password where there is none."""
    rows = Erasure.objects.visible_to(request.user).of(household, person)
    if known := rows.waiting().first() or (is_erased(household, person) and rows.done().first()):
        return redirect("erasure:decision", known.uuid)
    user: Any = request.user
    others = second_people(household, user)
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and (others or form.is_valid()):
        erasure = actions.ask(by=user, household=household, resident=person, request=asked)
        if others:
            words = _("Đã gửi. Chưa xóa gì cho tới khi người thứ hai xác nhận.")
            return done(request, words, "erasure:decision", erasure.uuid)
        return _confirmed(request, erasure, alone=True)
    return ended_by_guesses(request, form) or _shown(
        request, subject_of(household, person), form=form, others=others, asked=asked
    )


def _stays(found: Any, household: Household, person: Resident | None) -> list[str]:
    """Say what stays of a household when one person of it goes, or all of it."""
    return stays_words(found, household.code, nameless=person is None or person.is_head)


def _figures(commune: Area | None) -> str:
    """Say the figure of the commune that does not change; "" where there is none."""
    return figures_words(covered_of(commune)) if commune else ""


def _confirmed(request: HttpRequest, erasure: Erasure, *, alone: bool) -> HttpResponse:
    """Do it, and lead to what was done; whoever may not, or comes late, sees how it stands."""
    try:
        actions.confirm(by=request.user, erasure=erasure, alone=alone)
    except actions.NeedsSecondPerson:
        words = _("Chưa xóa: xã có người thứ hai, người đó xác nhận.")
    except actions.NotWaiting:
        words = _("Việc này đã có người làm xong hoặc rút lại.")
    else:
        words = _("Đã xóa. In phần trả lời cho người yêu cầu.")
    return done(request, words, "erasure:decision", erasure.uuid)


def _shown(request: HttpRequest, subject: Subject, **context: Any) -> HttpResponse:
    """Show what would go, what stays and what somebody must look at."""
    village = subject.household.village
    note_names(request, village.path, subject.household.pk, people=len(subject.people))
    found = held_of(subject)
    members, users = kept_by_duty(subject.communes, subject.named)
    facts = {
        "subject": subject,
        "about": about_words(subject.household, context.get("asked"), context.get("erasure")),
        "name": whose_words(subject.household, subject.resident),
        "crumbs": village.trail(request.user),
        "goes": goes_words(found, whole=subject.whom.whole),
        "stays": _stays(found, subject.household, subject.resident),
        "members": members,
        "users": users,
        "texts": free_texts(subject.communes, subject.named, request.user),
        "pictured": pictured(subject.communes),
        "figures": _figures(village.commune),
        "second": second_words([str(one) for one in context["others"]]),
    }
    return render(request, "erasure/preview.html", {**facts, **context})


@NAMES
@MAY
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show an erasure: the preview with its question while it waits, what was done afterwards."""
    erasure = visible_or_404(request, Erasure, *ALONG, uuid=uuid)
    if not erasure.is_waiting:
        return _result(request, erasure)
    user: Any = request.user
    is_own = user.pk == erasure.asked_by_id
    others = second_people(erasure.household, user) if is_own else []
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and not is_own:
        return _confirmed(request, erasure, alone=False)
    if is_own and not others and is_sent(request, form):
        return _confirmed(request, erasure, alone=True)
    return ended_by_guesses(request, form) or _shown(
        request,
        subject_of(erasure.home, erasure.resident),
        form=form,
        others=others,
        erasure=erasure,
        is_own=is_own,
    )


def _result(request: HttpRequest, erasure: Erasure) -> HttpResponse:
    """Say what was done and what remains to be judged; of one that was withdrawn, by whom."""
    village = erasure.household.village
    communes = [village.commune] if village.commune else []
    context = {
        "erasure": erasure,
        "about": about_words(erasure.household, erasure=erasure),
        "withdrawn": withdrawn_words(erasure) if erasure.withdrawn_at else "",
        "crumbs": village.trail(request.user),
        "did": did_words(erasure.found),
        "stays": _stays(erasure.found, erasure.household, erasure.resident),
        "texts": said_again(erasure.found.get("judge", []), request.user),
        "pictured": pictured(communes) if erasure.confirmed_at else [],
        "figures": _figures(village.commune),
        "answer": ANSWER,
        "done_words": done_words(erasure) if erasure.confirmed_at else "",
    }
    return render(request, "erasure/result.html", context)


@NAMES
@MAY
@require_POST
def withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back what was asked, or refuse to confirm it."""
    erasure = visible_or_404(request, Erasure, uuid=uuid)
    try:
        actions.withdraw(by=request.user, erasure=erasure)
    except actions.NotWaiting:
        return redirect("erasure:decision", uuid)
    return done(request, _("Đã rút. Không xóa gì."), "erasure:list")
