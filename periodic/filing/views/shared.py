"""How the pages of filing find a report, and what they answer when something cannot be done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from periodic.filing.actions.commenting import NotYours
from periodic.filing.actions.deciding import Replaced
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.redacting import Rewritten
from periodic.filing.actions.sending import Elsewhere, NoReason, NotAsked, NotOver, Over
from periodic.filing.actions.writing import NoForm, Outdated
from periodic.filing.rules.states import NotNow
from periodic.models import Period, Report
from periodic.naming.rules import Named
from periodic.periods.queries import addressed, is_asked, readable

ALONG = ("area", "period__schedule__area", "form_version__form", "opened_by")
# What is said where it cannot be done, most particular first.
REFUSED: dict[type[Exception], str | Promise] = {
    Named: _("Nhận xét có họ tên một người dân của địa bàn. Bỏ tên rồi gửi lại."),
    PeriodLocked: _("Kỳ này đã khóa. Muốn sửa thì đề nghị cấp trên mở lại kỳ."),
    Replaced: _("Nơi gửi vừa gửi bản khác thay bản này. Xem bản mới rồi duyệt."),
    Elsewhere: _("Đã có bản khác thay bản này. Xem bản mới; còn sai thì gửi bản thay thế bản ấy."),
    NotYours: _("Báo cáo này do người khác duyệt, hoặc do chính tài khoản này gửi."),
    NoReason: _("Ghi lý do."),
    Rewritten: _(
        "Ở đây chỉ bỏ tên, không viết thêm. Muốn sửa nội dung thì gửi bản thay thế kèm lý do."
    ),
    Over: _(
        "Có số tự ghi nay lớn hơn số mà nó phải so theo. Mở báo cáo, sửa số tự ghi rồi gửi lại."
    ),
    NotOver: _("Kỳ chưa hết, chưa gửi được."),
    NotAsked: _("Đơn vị đã sắp xếp lại trước ngày chốt số, không phải gửi kỳ này."),
    NoForm: _("Biểu mẫu của báo cáo này chưa có chỉ tiêu nào."),
    NotNow: _("Báo cáo vừa được gửi, duyệt hoặc trả lại. Xem lại bên dưới."),
    Outdated: _("Báo cáo này vừa được sửa ở nơi khác. Xem lại bên dưới."),
}


def period_or_404(request: HttpRequest, uuid: UUID) -> Period:
    """Return a period that concerns the reader."""
    found: Period = get_object_or_404(readable(request.user), uuid=uuid)
    return found


def report_or_404(request: HttpRequest, **which: Any) -> Report:
    """Return a report of the reader's territory."""
    rows = Report.objects.visible_to(request.user).select_related(*ALONG)
    return get_object_or_404(rows, **which)


def report_of_or_404(request: HttpRequest, period: UUID, code: str) -> Report:
    """Return the report for a period of the unit that an address names; of several with one code, of the one asked."""
    rows = Report.objects.visible_to(request.user).select_related(*ALONG)
    found = list(rows.filter(addressed(code, "area"), period__uuid=period).order_by("pk"))
    if not found:
        raise Http404
    return next((one for one in found[1:] if is_asked(one.period, one.area)), found[0])


def copy_address(report: Report, number: int) -> str:
    """Return where a copy stands."""
    return reverse("periodic:copy", args=[report.period.uuid, report.area.address, number])


def own_or_404(request: HttpRequest, report: Report) -> Report:
    """Return a report if it is for the reader to write it: one of their own unit."""
    user: Any = request.user
    if user.area_id != report.area_id:
        raise Http404
    return report


def refused(request: HttpRequest, error: Exception, to: str) -> HttpResponse:
    """Say why something cannot be done, and lead where it can be seen."""
    words = next(said for kind, said in REFUSED.items() if isinstance(error, kind))
    messages.error(request, str(words))
    return redirect(to)
