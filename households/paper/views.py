"""The village's sheet on paper: printed, listed, keyed back row by row, the rest confirmed."""

import uuid as uuids
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from households.models import Household, PrintedSheet
from households.paper import actions
from households.paper.exports import pages_of
from households.paper.forms import KeyingForm
from households.paper.queries import Line, added_since, asks_fifth, lines_of
from households.paper.rules import TAKE_BACK, Unreadable, read
from households.register import actions as register_actions
from households.register.views import (
    CHANGE,
    SHOW,
    can_assess_5,
    sheet_of,
    unit_of,
    uuid_of,
)
from skills.catalogue import SKILLS
from web.once import KeyTaken
from web.qr import qr_of
from web.scope import key_of, note_households, territory

# Sheets shown in the list of a village.
RECENT = 20


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """List a village's recent sheets; POST makes a new one and leads to its page."""
    village = unit_of(request, pk)
    if request.method == "POST":
        try:
            sheet = actions.print_sheet(
                by=request.user, village=village, uuid=uuid_of(request.POST.get("uuid"))
            )
        except KeyTaken:
            messages.error(request, _("Trang mở quá lâu. Tải lại trang rồi in lại."))
            return redirect("households:print_sheet", village.pk)
        return redirect("households:sheet_paper", sheet.uuid)
    sheets = PrintedSheet.objects.visible_to(request.user).filter(village=village)
    keyed = Count("keyed__number", filter=Q(keyed__withdrawn_at=None), distinct=True)
    here = Household.objects.visible_to(request.user).filter(village=village).open()
    context = {
        "village": village,
        "crumbs": village.trail(request.user),
        "sheets": sheets.select_related("printed_by")
        .annotate(n_keyed=keyed)
        .order_by("-id")[:RECENT],
        "households": here.to_ask(timezone.localdate()).count(),
        "alone": here.left_alone(timezone.localdate()).count(),
        "uuid": uuids.uuid4(),
    }
    return render(request, "households/paper/sheets.html", context)


def _lines(request: HttpRequest, sheet: PrintedSheet, number: int | None = None) -> list[Line]:
    """Return the rows of a sheet, or the one with this number; the answer names their households."""
    lines = lines_of(sheet, request.user, number)
    note_households(request, (line.first for line in lines if line.first))
    return lines


@territory(SHOW)
@require_safe
def sheet_paper(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show a printed sheet as it goes on A4."""
    sheet = sheet_of(request, uuid)
    lines = _lines(request, sheet)
    address = request.build_absolute_uri(reverse("households:key_back", args=[sheet.uuid]))
    context = {
        "sheet": sheet,
        "village": sheet.village,
        "crumbs": sheet.village.trail(request.user),
        "pages": pages_of(lines),
        "changed": sum(line.has_changed for line in lines),
        "qr": qr_of(address),
        "skills": SKILLS,
        "asks_fifth": sheet.asks_fifth,
    }
    return render(request, "households/paper/sheet_paper.html", context)


# How many households that came after the printing are listed.
ADDED = 50
# What an answer means: written; not readable or not allowed; changed since, ask first.
SAVED, REFUSED, ASK = 200, 422, 409


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def key_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Key a sheet back; each row is saved by itself."""
    sheet = sheet_of(request, uuid)
    if request.method != "POST":
        return _page(request, sheet, KeyingForm(sheet=sheet))
    form = KeyingForm(request.POST, sheet=sheet)
    if request.headers.get("HX-Request"):
        return _one_row(request, sheet, form)
    if not form.is_valid():
        return _page(request, sheet, form, _as_typed(request, sheet))
    if "rest" in request.POST:
        return _rest(request, sheet, form.cleaned_data["on"])
    return _all_rows(request, sheet, form)


def _one_row(request: HttpRequest, sheet: PrintedSheet, form: KeyingForm) -> HttpResponse:
    """Key one row and answer with it as it stands then."""
    number = key_of(request.POST.get("row"))
    line = _line(request, sheet, number)
    line.typed = request.POST.get("typed", "")[:20]
    if form.is_valid():
        key, seen = uuid_of(request.POST.get("uuid")), key_of(request.POST.get("seen"))
        status = _key(request, sheet, line, form.cleaned_data["on"], key, seen)
    else:
        line.problem, status = str(form.errors["on"][0]), REFUSED
    shown = _line(request, sheet, number)
    if status != SAVED:
        shown.problem, shown.typed = line.problem, line.typed
    return render(request, "households/paper/key_back.html#row", {"line": shown}, status=status)


def _line(request: HttpRequest, sheet: PrintedSheet, number: int) -> Line:
    lines = _lines(request, sheet, number) if number else []
    if not lines:
        raise Http404
    return lines[0]


def _key(
    request: HttpRequest,
    sheet: PrintedSheet,
    line: Line,
    on: date,
    uuid: uuids.UUID | None,
    seen: int,
) -> int:
    """Write what was typed of a row; its problem says why not."""
    try:
        what = _read(sheet, line, on)
        if line.household is None:
            line.problem = _("Hộ không còn trong địa bàn, không nhập được.")
        elif what == TAKE_BACK:
            _take_back(request, line)
        else:
            told: dict[str, Any] = {"what": what, "on": on, "uuid": uuid, "seen": seen}
            told["agreed"] = _has_agreed(request, line)
            actions.key_row(by=request.user, sheet=sheet, line=line, **told)
    except register_actions.Conflict:
        line.problem = _("Chưa ghi: hộ đã sửa sau khi in.")
        return ASK
    except register_actions.StillRefuses as question:
        line.problem = str(question)
        return ASK
    except actions.NotKeyable as refusal:
        line.problem = _not_keyable(refusal)
    except KeyTaken:
        line.problem = _("Trang mở quá lâu. Tải lại trang rồi nhập lại dòng này.")
    except (Unreadable, register_actions.Refused) as error:
        line.problem = str(error)
    return REFUSED if line.problem else SAVED


def _has_agreed(request: HttpRequest, line: Line) -> bool:
    """Say whether the page was told that the household of a row, which refused, agrees now."""
    return bool(request.POST.get(f"agreed{line.number}") or request.POST.get("agreed"))


def _read(sheet: PrintedSheet, line: Line, on: date) -> str:
    village = line.household.village if line.household else sheet.village
    return read(line.typed, fifth=asks_fifth(sheet, village, on), taken=can_assess_5(village, on))


def _take_back(request: HttpRequest, line: Line) -> None:
    if line.keyed is None:
        raise Unreadable(_("Dòng này chưa nhập, không có gì để bỏ."))
    actions.unkey_row(by=request.user, keyed=line.keyed)


def _not_keyable(refusal: actions.NotKeyable) -> str:
    if refusal.household.is_closed:
        return _("Hộ đã ra khỏi sổ: chỉ ghi được kỹ năng vào lịch sử.")
    return _("Hộ chưa khảo sát lần nào nên không có gì để giữ nguyên. Gõ chữ số kỹ năng, 0 hoặc v.")


def _all_rows(request: HttpRequest, sheet: PrintedSheet, form: KeyingForm) -> HttpResponse:
    """Key every filled row of the plain form; those that were not saved stay filled, with the reason."""
    page = uuid_of(request.POST.get("page")) or uuids.uuid4()
    saved, open_ = 0, dict[int, Line]()
    for line in _as_typed(request, sheet):
        if not line.typed:
            continue
        key = uuids.uuid5(page, str(line.number))
        seen = key_of(request.POST.get(f"seen{line.number}"))
        if _key(request, sheet, line, form.cleaned_data["on"], key, seen) == SAVED:
            saved += 1
        else:
            open_[line.number] = line
    if saved:
        words = ngettext("Đã ghi %(n)s dòng.", "Đã ghi %(n)s dòng.", saved)
        messages.success(request, words % {"n": saved})
    if not open_:
        return redirect("households:key_back", sheet.uuid)
    lines = _lines(request, sheet)
    for line in lines:
        if left := open_.get(line.number):
            line.problem, line.typed = left.problem, left.typed
    return _page(request, sheet, form, lines)


def _as_typed(request: HttpRequest, sheet: PrintedSheet) -> list[Line]:
    lines = _lines(request, sheet)
    for line in lines:
        line.typed = request.POST.get(f"r{line.number}", "").strip()[:20]
    return lines


def _rest(request: HttpRequest, sheet: PrintedSheet, on: date) -> HttpResponse:
    """Confirm the rows that were not mentioned."""
    n = len(actions.key_rest(by=request.user, sheet=sheet, on=on))
    if n:
        words = ngettext(
            "Đã xác nhận %(n)s dòng không đổi.", "Đã xác nhận %(n)s dòng không đổi.", n
        )
        messages.success(request, words % {"n": n})
    else:
        messages.success(request, _("Không còn dòng nào để xác nhận."))
    return redirect("households:key_back", sheet.uuid)


def _page(
    request: HttpRequest,
    sheet: PrintedSheet,
    form: KeyingForm,
    lines: Sequence[Line] | None = None,
) -> HttpResponse:
    """Show the sheet; `lines` hold what was typed and not saved."""
    status = REFUSED if lines is not None else SAVED
    lines = _lines(request, sheet) if lines is None else lines
    added = list(added_since(sheet, request.user).select_related("village")[: ADDED + 1])
    note_households(request, added[:ADDED])
    asks = asks_fifth(sheet, sheet.village, sheet.printed_on)
    context: dict[str, Any] = {
        "sheet": sheet,
        "village": sheet.village,
        "crumbs": sheet.village.trail(request.user),
        "form": form,
        "lines": lines,
        "skills": SKILLS,
        "page": uuids.uuid4(),
        "asks_fifth": asks,
        "can_assess_5": asks or can_assess_5(sheet.village, sheet.printed_on),
        "added": added[:ADDED],
        "more_added": len(added) > ADDED,
        "done": sum(line.keyed is not None for line in lines),
        "rest": sum(line.can_be_confirmed for line in lines),
    }
    return render(request, "households/paper/key_back.html", context, status=status)
