"""What the officer says and decides of a file."""

import uuid as uuids
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from imports.jobs import actions
from imports.jobs.exports import workbook
from imports.jobs.forms import ColumnsForm, DayForm, MendForm, SheetForm, VillagesForm
from imports.jobs.views.detail import preview_page
from imports.jobs.views.lookups import BRINGS, NAMES, import_of, villages_of
from imports.kinds import KINDS
from imports.models import Import, ImportRow, State
from imports.spreadsheet.fonts import Encoding
from web.cells import TYPE


@NAMES
@BRINGS
@require_POST
def columns(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say which column is which; the file is checked anew, and this is remembered."""
    source = import_of(request, uuid)
    form = partial(ColumnsForm, request.POST, source=source)
    return _said(request, source, "columns", form, lambda said: said.columns)


@NAMES
@BRINGS
@require_POST
def sheet(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say which sheet of the workbook is to be read; the file is checked anew."""
    source = import_of(request, uuid)
    form = partial(SheetForm, request.POST, source=source)
    return _said(request, source, "sheet", form, lambda said: said.cleaned_data["sheet"])


@NAMES
@BRINGS
@require_POST
def villages(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say which villages the names mean that were not known; this is remembered, too."""
    source = import_of(request, uuid)
    form = partial(VillagesForm, request.POST, source=source, villages=villages_of(request))
    return _said(request, source, "villages", form, lambda said: said.villages)


@NAMES
@BRINGS
@require_POST
def cells(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Type wrong cells of a row anew, right where it is shown."""
    source = import_of(request, uuid)
    form = MendForm(request.POST, source=source)
    if source.state == State.CHECKED and form.is_valid():
        actions.check_again(by=request.user, source=source, cells=form.cells)
    return redirect(f"{reverse('imports:detail', args=[source.uuid])}?loc=error")


@NAMES
@BRINGS
@require_POST
def day(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say the day of the rows that say none: a decision's day often stands in a letter, not in its list."""
    source, form = import_of(request, uuid), partial(DayForm, request.POST)
    return _said(request, source, "day", form, lambda said: said.cleaned_data["day"])


@NAMES
@BRINGS
@require_POST
def font(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Convert the text of an old font, as it was shown, or leave it as it stands again."""
    source = import_of(request, uuid)
    wanted = request.POST.get("font", "")
    if source.state == State.CHECKED and wanted in {"", *(one.value for one in Encoding)}:
        actions.check_again(by=request.user, source=source, convert=wanted)
    return _back(source)


@NAMES
@BRINGS
@require_POST
def confirm(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Let the rows that can be written be written."""
    return _decided(request, import_of(request, uuid), actions.confirm)


@NAMES
@BRINGS
@require_POST
def stop(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Write no further row; read none."""
    return _decided(request, import_of(request, uuid), actions.stop)


@NAMES
@BRINGS
@require_POST
def again(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Have a file read that was stopped, or whose reader died."""
    return _decided(request, import_of(request, uuid), actions.read_again)


@NAMES
@BRINGS
@require_POST
def undo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back what was written."""
    return _decided(request, import_of(request, uuid), actions.undo)


def _decided(request: HttpRequest, source: Import, action: Any) -> HttpResponse:
    if not request.user.has_perms(KINDS[source.kind].needs):
        raise PermissionDenied
    try:
        action(by=request.user, source=source)
    except actions.Busy:
        messages.error(request, _("Xã đang nhập một tệp khác. Chờ tệp đó xong rồi bấm lại."))
    except actions.TooLate:
        messages.error(request, _("Tệp này không còn làm được việc đó. Xem tình trạng bên dưới."))
    return _back(source)


@NAMES
@BRINGS
@require_safe
def mend(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Send the rows that were left out as a workbook, with what is wrong and how to mend it."""
    source = import_of(request, uuid)
    if source.is_unchecked:
        return _back(source)
    rows = ImportRow.objects.visible_to(request.user).filter(source=source).left_out()
    body = workbook(source, rows.select_related("result").order_by("number"))
    if request.method == "GET":
        actions.note_download(by=request.user, source=source)
    response = HttpResponse(body, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="dong-loi-{source.pk}.xlsx"'
    return response


def _said(
    request: HttpRequest,
    source: Import,
    name: str,
    form: Callable[[], Any],
    read: Callable[[Any], Any],
) -> HttpResponse:
    """Check a file anew with what a form of the preview says, or show what is wrong with it."""
    if source.state != State.CHECKED:
        return _back(source)
    said = form()
    if not said.is_valid():
        return preview_page(request, source, **{f"{name}_form": said})
    actions.check_again(by=request.user, source=source, **{name: read(said)})
    return _back(source)


def _back(source: Import) -> HttpResponse:
    return redirect("imports:detail", source.uuid)
