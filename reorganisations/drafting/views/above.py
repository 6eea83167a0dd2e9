"""A change of communes, districts or provinces is written on one page, as one of villages is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from areas.kinds import Level, level_of
from areas.models import Area
from reorganisations.applying.queries.checks_above import is_above
from reorganisations.drafting.forms.above import ABOVE_FORMS, AboveForm
from reorganisations.drafting.queries.units import UNITS, WORDS, levels_of, words_of_kind
from reorganisations.drafting.views.keeping import first_of, kept
from reorganisations.models import Operation, Reorganisation

_WORD_OF = {level: word for word, level in WORDS.items()}


def asked_level(request: HttpRequest, place: Area) -> Level | None:
    """Return the level that is asked for; None for villages. No page is there for what is not this unit's to decide."""
    word = request.POST.get("cap") or request.GET.get("cap")
    if not word:
        return None
    if word not in levels_of(place):
        raise Http404
    return WORDS[word]


def level_of_change(operation: Operation) -> Level | None:
    """Return the level of the units that a change is of, or that it makes; None of villages."""
    parts = list(operation.parts.select_related("area").order_by("-side", "pk"))
    sources = [part.area for part in parts if part.side == "from" and part.area]
    if not is_above(operation.kind, sources):
        return None
    return level_of(parts[0].kind) if parts[0].kind else Level(sources[0].level)


def written(
    request: HttpRequest,
    place: Area,
    level: Level,
    decision: Reorganisation | None = None,
    operation: Operation | None = None,
) -> HttpResponse:
    """Show the form of one change of units of a level, and keep it in the draft, which is shown next."""
    what = _what(request, operation)
    form = ABOVE_FORMS[what](
        request.POST or None,
        user=request.user,
        place=place,
        level=level,
        decision=decision,
        operation=operation,
        initial=first_of(decision),
    )
    if draft := kept(request, form, place, decision, operation):
        return redirect(_next(draft, form))
    return _shown(request, form, what, operation, decision)


def _next(decision: Reorganisation, form: AboveForm) -> str:
    """Return where the writer goes on: of a split the units inside are given first."""
    if form.kind_of_change == Operation.Kind.SPLIT:
        latest = decision.operations.latest("pk")
        return reverse("reorganisations:allot", args=[decision.uuid, latest.pk])
    return reverse("reorganisations:detail", args=[decision.uuid])


def _what(request: HttpRequest, operation: Operation | None) -> str:
    """Return which change the form is of: that of the operation, else the one that the address names."""
    if operation:
        by_kind = {str(form.kind_of_change): key for key, form in ABOVE_FORMS.items()}
        return by_kind[operation.kind]
    what = request.POST.get("viec") or request.GET.get("viec") or next(iter(ABOVE_FORMS))
    if what not in ABOVE_FORMS:
        raise Http404
    return what


def _shown(
    request: HttpRequest,
    form: AboveForm,
    what: str,
    operation: Operation | None,
    decision: Reorganisation | None,
) -> HttpResponse:
    kinds = [] if operation else [(key, words_of_kind(key, form.level)) for key in ABOVE_FORMS]
    context = {
        "place": form.place,
        "asked": ("cap", _WORD_OF[form.level]),
        "form": form,
        "what": what,
        "title": words_of_kind(what, form.level),
        "units": UNITS[form.level],
        "kinds": kinds,
        "crumbs": form.place.trail(request.user, itself=True),
        "back": back_to(decision),
    }
    return render(request, "reorganisations/drafting/form.html", context)


def back_to(decision: Reorganisation | None) -> str:
    """Return where one goes back to from a form: the draft, or the list where there is none yet."""
    if decision is None:
        return reverse("reorganisations:list")
    return reverse("reorganisations:detail", args=[decision.uuid])
