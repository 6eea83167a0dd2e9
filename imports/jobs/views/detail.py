"""One file: what would happen, what is happening, what happened. One address, by how far it is."""

import uuid as uuids
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from areas.models import Area
from figures.rates import signed_count
from households.models import Household
from households.register.queries.duplicates import twins_among
from imports.jobs import actions
from imports.jobs.actions.remembering import is_remembered
from imports.jobs.actions.running import NOBODY, outcomes_of
from imports.jobs.forms import QUESTIONS
from imports.jobs.queries import left, preview
from imports.jobs.queries.around import around_of
from imports.jobs.queries.fields import roles_in_words
from imports.jobs.queries.outcome import go_notes, outcome_of, written_of
from imports.jobs.queries.questions import answered_of, asked_of
from imports.jobs.views.lookups import file_or_404, files_of, takes_files, units_of
from imports.kinds import KINDS, WHY
from imports.models import Import, ImportRow, Kind, Outcome, RowResult, State
from imports.spreadsheet.reasons import PASSING, in_words
from web.paging import AFTER, BEFORE, page_of
from web.scope import note_names

PAGE, REASONS = 50, 50
# Columns of which examples are names.
NAMING = frozenset({"full_name", "head_name", "name", "head"})
# Questions that are answered by a press each; after how many the others fold.
PRESSED, FOLDED = 3, 8
# More rows than these, with a note or in all, are opened by hand.
FEW_ROWS = 10


@takes_files
@require_safe
def detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show a file: how far it is read, its preview, its progress or its result."""
    source = file_or_404(request, uuid)
    if request.method == "GET":
        actions.note_opened(by=request.user, source=source)
    if source.state == State.CHECKED:
        return preview_page(request, source)
    if source.state == State.READING:
        template, facts = "imports/jobs/reading.html", _reading(source)
    elif source.is_active:
        template, facts = "imports/jobs/progress.html", _progress(source)
    else:
        if source.state == State.UNREAD:
            template, facts = "imports/jobs/unread.html", _unread(source)
        else:
            template, facts = "imports/jobs/result.html", _result(request, source)
        if request.method == "GET":
            actions.note_seen(by=request.user, source=source)
    return render(request, template, {**base(request, source), **facts})


def base(request: HttpRequest, source: Import) -> dict[str, Any]:
    """Return what every page of a file shows."""
    return {"source": source, "crumbs": source.commune.trail(request.user, itself=True)}


def preview_page(request: HttpRequest, source: Import, **forms: Any) -> HttpResponse:
    """Show what would happen row by row, and what must be said first."""
    wanted = request.GET.get("loc") or _first_looked_at(source)
    rows = ImportRow.objects.visible_to(request.user).filter(source=source)
    shown = rows.filtered(wanted).order_by("sheet", "kind", "line", "number")
    page = page_of(shown, request.GET, PAGE, among=rows)
    same = files_of(request).filter(sha256=source.sha256, done__gt=0)
    villages = units_of(request, source)
    context = {
        **base(request, source),
        **_counted(source),
        **asking(request, source, villages),
        **_words(source),
        "page": page,
        "groups": preview.shown(source, note_rows(request, source, page)),
        "wanted": wanted,
        "opened": _opened(request, source),
        **{
            f"{name}_form": form(source=source, villages=villages)
            for name, form in QUESTIONS.items()
        },
        "same": same.exclude(pk=source.pk).first(),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "imports/jobs/preview.html", context, status=status)


def _words(source: Import) -> dict[str, Any]:
    """Return what is said of its rows and columns."""
    return {
        "rows_said": preview.rows_in_words(source),
        "missing": preview.missing_in_words(source),
        "doubtful": preview.doubtful_in_words(source),
    }


def _first_looked_at(source: Import) -> str:
    """Return which rows are shown when none were asked for: those with something wrong, then those with a note."""
    found = source.counts
    return next((one for one in ("error", "note") if found[one]), "all")


def _opened(request: HttpRequest, source: Import) -> bool:
    """Tell whether the rows stand open: asked for, with something wrong, or few and no question before them."""
    found = source.counts
    asked = {"loc", AFTER, BEFORE} & set(request.GET)
    few = (found["note"] or source.rows_read) <= FEW_ROWS and not source.unanswered
    return bool(asked or found["error"] or few)


def asking(request: HttpRequest, source: Import, villages: Any) -> dict[str, Any]:
    """Return what is asked of a file, what is taken and left, which answers are in use.

    Few questions are answered by a press each; of more, all are marked and sent by one (`nhieu` asks for either).
    """
    asked = asked_of(source, villages)
    _note_asked(request, source)
    many = request.GET.get("nhieu", str(int(len(asked) > PRESSED)))
    return {
        "questions": asked[:FOLDED],
        "folded": asked[FOLDED:],
        "many": many == "1",
        "remembers": any(is_remembered(one.kind, one.subject) for one in asked),
        "used": answered_of(source, villages),
        "said": outcome_of(source),
        "around": around_of(source, villages),
        "taken": left.taken_in_words(source),
        "left": left.left_in_words(source),
        "roles": roles_in_words(),
    }


def _note_asked(request: HttpRequest, source: Import) -> None:
    """Note that the answer names people although it shows no row: in examples of columns, and who stands there twice."""
    if Kind.HOUSEHOLDS not in source.kinds or source.rows_read:
        return
    shown = [one for one in source.layout.get("taken", []) if one["field"] in NAMING]
    most = max((len(one["examples"]) for one in shown), default=0)
    twice = sum(one["kind"] == "same" for one in source.layout.get("questions", []))
    if most + twice:
        note_names(request, source.commune.path, ("file", source.pk), people=most + twice)


def note_rows[R: Iterable[ImportRow]](request: HttpRequest, source: Import, rows: R) -> R:
    """Note that the answer shows rows of a file, where those are of residents, and return them."""
    if Kind.HOUSEHOLDS in source.kinds:
        note_names(request, source.commune.path, *(("row", row.pk) for row in rows))
    return rows


def _counted(source: Import) -> dict[str, Any]:
    """Return how many rows each chip names, what the file was typed for, and what of it was not kept."""
    found, layout = source.counts, source.layout
    return {
        "errors": found["error"],
        "notes": found["note"],
        "valid": source.rows_read - found["error"] - found["note"],
        "font": layout.get("font"),
        "converted": layout.get("convert", ""),
        "go_notes": go_notes(source),
        "cut": preview.cut_in_words(source),
        "preview_days": int(settings.IMPORT_PREVIEW_DAYS),
    }


def _reading(source: Import) -> dict[str, Any]:
    """Say how far its reading is: every row is read, then gets its verdict."""
    steps, of = source.rows_read + source.rows_checked, 2 * source.rows_in_sheet
    dead = source.beat_at is not None and not actions.is_held(source)
    return {"percent": 100 * min(steps, of) // of if of else 0, "dead": dead}


def _unread(source: Import) -> dict[str, Any]:
    """Say why it is not read, and whether it may be all the same."""
    said = source.layout.get("unread", {})
    why = said.get("why", "ended")
    return {
        "reason": in_words(why, said.get("facts", {})),
        "stopped": why == "stopped",
        "again": why in PASSING and bool(source.stored_as),
    }


def _progress(source: Import) -> dict[str, Any]:
    """Say how far it is, and how long it may take yet."""
    back = source.state == State.UNDOING
    done, of = (source.undone, source.done) if back else (source.done, source.to_write)
    left = None
    if source.started_at and done and not back:
        taken = (timezone.now() - source.started_at).total_seconds()
        left = round(taken * (of - done) / done)
    percent = 100 * done // of if of else 0
    return {"back": back, "done": done, "of": of, "percent": percent, "left": left}


@takes_files
@require_safe
def progress(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Return the bar of a file that is being read or written; when it is over, the page itself anew."""
    source = file_or_404(request, uuid)
    if source.state == State.READING:
        return render(request, "imports/jobs/read.html", {"source": source, **_reading(source)})
    if not source.is_active:
        return HttpResponseClientRefresh()
    return render(request, "imports/jobs/bar.html", {"source": source, **_progress(source)})


def _result(request: HttpRequest, source: Import) -> dict[str, Any]:
    """Say what came of it, figure by figure, and what is left to do."""
    counts = outcomes_of(source)
    results = RowResult.objects.visible_to(request.user).filter(row__source=source)
    stays = results.filter(outcome__in=(Outcome.REFUSED, Outcome.KEPT)).order_by("row__number")
    return {
        "counts": counts,
        "let_go": source.state == State.CANCELLED and source.layout.get("ended") == NOBODY,
        "left_out": (out := source.skipped + counts[Outcome.REFUSED]),
        "written": written_of(source, out),
        "left": left.left_in_words(source),
        "unanswered": asked_of(source, units_of(request, source)) if source.unanswered else [],
        "goes_on": source.state in {State.CANCELLED, State.FAILED} and not source.cleared_at,
        "figures": _figures(source),
        "twins": _twins(request, source, results),
        "reasons": [
            (one, WHY.get(one.why, ""))
            for one in stays.select_related("row", "household", "activity", "team__area", "place")[
                :REASONS
            ]
        ],
    }


def _twins(request: HttpRequest, source: Import, results: Any) -> list[tuple[Area, int]]:
    """Return the villages in which households that the file brought may be there twice, with how many.

    Three queries at most, however many villages and households.
    """
    came = results.filter(outcome=Outcome.WRITTEN, is_new=True).exclude(household=None)
    keys = set(came.order_by().values_list("household", flat=True))
    found = twins_among(Household.objects.visible_to(request.user), source.commune, keys)
    counted = Counter(found.values())
    villages = units_of(request, source).filter(pk__in=counted) if counted else []
    return [(village, counted[village.pk]) for village in villages]


def _figures(source: Import) -> list[tuple[Any, int, int, str]]:
    """Return each figure before and after, and the difference with its sign; none not known of both."""
    return [
        (words, before, after, signed_count(after - before))
        for kind in source.kinds
        for name, words in KINDS[kind].figures.items()
        if (before := source.before.get(name)) is not None
        and (after := source.after.get(name)) is not None
    ]
