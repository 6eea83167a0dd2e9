"""A sheet of changes is sent, mended on its page, and written as drafts."""

import tempfile
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from imports.jobs.forms import MEGABYTE, most_bytes
from imports.sandbox import run
from imports.spreadsheet.reasons import Unreadable
from reorganisations.drafting.views.lists import WRITE
from reorganisations.sheet import actions
from reorganisations.sheet.exports import SHEET, write
from reorganisations.sheet.forms import MOST_ROWS, MendingForm, RowsForm, SheetForm
from reorganisations.sheet.queries.preview import Preview, preview_of
from reorganisations.sheet.rules import rows as sheet_rows
from reorganisations.sheet.rules.rows import Row
from web.cells import TYPE
from web.sandbox.turns import PAGES, Busy
from web.scope import territory

# Of whom a sheet may be: the whole country's decisions are made below.
_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@territory(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a sheet, or say why it is not read; nothing of it is kept but what its page brings along."""
    place = place_of(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(form.cleaned_data["file"].read())
        except Unreadable as unreadable:
            form.add_error("file", unreadable.reason)
        else:
            if 0 < len(rows) <= MOST_ROWS:
                return shown(request, place, rows)
            form.add_error("file", _not_rows(rows))
    context = {
        "form": form,
        "place": place,
        "crumbs": place.trail(request.user, itself=True),
        "megabytes": most_bytes() // MEGABYTE,
        "rows": MOST_ROWS,
    }
    status = 422 if form.errors else 200
    return render(request, "reorganisations/sheet/upload.html", context, status=status)


def place_of(request: HttpRequest) -> Area:
    """Return the unit whose villages a sheet of this person may name."""
    user: Any = request.user
    place: Area | None = user.area
    if place is None or place.level not in _LEVELS:
        raise Http404
    return place


def _read(data: bytes) -> list[Row]:
    try:
        return sheet_rows.read(run.read_bytes(data, PAGES))
    except Busy as busy:
        raise Unreadable("busy", {}) from busy


def _not_rows(rows: Sequence[Row]) -> str:
    if rows:
        return _("Bảng có hơn %(n)s dòng. Tách thành nhiều tệp.") % {"n": MOST_ROWS}
    return _("Không thấy cột “Thôn cũ” và cột “Thôn mới”. Ghi hai tên cột ấy rồi gửi lại.")


def shown(
    request: HttpRequest, place: Area, rows: Sequence[Row], form: MendingForm | None = None
) -> HttpResponse:
    """Show what the rows would do, with what is to be mended; what was typed amiss as it was typed."""
    preview = preview_of(place, rows)
    context = {
        "preview": preview,
        "place": place,
        "mending": form or MendingForm(rows=preview.rows, problems=preview.problems),
        "rows": RowsForm(user=request.user, place=place).signed(rows),
        "crumbs": place.trail(request.user, itself=True),
    }
    return render(request, "reorganisations/sheet/preview.html", context)


@territory(WRITE)
@require_POST
def mend(request: HttpRequest) -> HttpResponse:
    """Put right what was chosen or typed, and show the sheet again."""
    place = place_of(request)
    rows = _sent(request, place)
    if rows is None:
        return redirect("reorganisations:sheet")
    form = _mending(request, preview_of(place, rows))
    if not form.is_valid():
        return shown(request, place, rows, form)
    return shown(request, place, form.put_right())


@territory(WRITE)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Write what is right as drafts; where something was chosen that the page did not count yet, show it first."""
    place = place_of(request)
    rows = _sent(request, place)
    if rows is None:
        return redirect("reorganisations:sheet")
    preview = preview_of(place, rows)
    form = _mending(request, preview)
    if not form.is_valid():
        return shown(request, place, rows, form)
    again = form.put_right()
    if again != list(rows) or not preview.new:
        messages.info(request, _("Xem lại sau khi sửa rồi bấm soạn."))
        return shown(request, place, again)
    made = actions.draft(by=request.user, works=[one.work for one in preview.new])
    words = ngettext(
        "Đã soạn %(n)s quyết định. Mở từng quyết định để xem trước và trình.",
        "Đã soạn %(n)s quyết định. Mở từng quyết định để xem trước và trình.",
        len(made),
    )
    messages.success(request, words % {"n": len(made)})
    return redirect("reorganisations:many" if len(made) > 1 else "reorganisations:list")


def _sent(request: HttpRequest, place: Area) -> list[Row] | None:
    form = RowsForm(request.POST, user=request.user, place=place)
    if form.is_valid():
        return list(form.cleaned_data["rows"])
    messages.error(request, _("Trang này đã cũ. Gửi lại tệp."))
    return None


def _mending(request: HttpRequest, preview: Preview) -> MendingForm:
    return MendingForm(request.POST, rows=preview.rows, problems=preview.problems)


@territory(WRITE)
@require_safe
def template(request: HttpRequest) -> FileResponse:
    """Send the sheet to fill in."""
    place = place_of(request)
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write(handle, place)
    handle.seek(0)
    name = f"{SHEET.file_name}-{place.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=TYPE)
