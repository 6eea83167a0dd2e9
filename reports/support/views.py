"""A commune's month of support as a workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.dated import read_month
from areas.kinds import Level
from reports.dashboard.exports.workbook import Cell, Head, Page, send, written
from reports.page_cache import area_of
from teams.models import SupportLine
from teams.support.queries.board import Board, TeamRow, board_of
from web.ruled import Top, office_of
from web.scope import territory


@territory("teams.view_supportline")
@require_safe
def support_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a month team by team, and every amount with what it rests on."""
    area, month = area_of(request, pk), read_month(request.GET.get("thang"))
    if area.level != Level.COMMUNE or month is None:
        raise Http404
    board = board_of(area, month)
    if board.worked.policy is None:
        raise Http404
    said = {"month": f"{month:%m/%Y}", "name": area.full_name}
    title = _("Hỗ trợ tổ tháng %(month)s, %(name)s") % said
    top = Top(title, [_stamp(board)], [office_of(request.user)], is_official=True)
    body = written(top, [_teams(board), _lines(board)])
    return send(request, body, f"ho-tro-{area.pk}-{month:%Y-%m}", title=title, area=area)


def _stamp(board: Board) -> str:
    if board.sheet:
        at = date_format(timezone.localtime(board.sheet.approved_at), "d/m/Y H:i")
        said = {"at": at, "code": board.code, "number": board.sheet.policy.number}
        return _("Duyệt lúc %(at)s, mã kiểm tra %(code)s, theo %(number)s") % said
    now = date_format(timezone.localtime(), "d/m/Y H:i")
    return _("Bản nháp, chưa duyệt, tải lúc %(at)s") % {"at": now}


def _teams(board: Board) -> Page:
    heads = [_("Tổ"), _("Tổ trưởng"), _("Ngày công"), _("Khoán tổ"), _("Khoán người")]
    heads += [_("Tiền công"), _("Xã thêm"), _("Cộng (đồng)")]
    sums = board.sums
    last: list[Cell] = [_("Cộng"), "", sums.days, sums.team_money, sums.member_money]
    last += [sums.day_money, sums.top_up, sums.total]
    return Page(
        _("Từng tổ"), [Head(words) for words in heads], map(_row, board.rows), [last], numbered=True
    )


def _row(row: TeamRow) -> list[Cell]:
    money: list[Cell] = [row.team_money, row.member_money, row.day_money, row.top_up, row.total]
    return [row.name, row.payee, row.days, *money]


def _lines(board: Board) -> Page:
    heads = [_("Tổ"), _("Khoản"), _("Người"), _("Ngày"), _("Theo mức (đồng)")]
    heads += [_("Được chi (đồng)"), _("Buổi"), _("Căn cứ")]
    rows = [_amount(line) for line in board.lines]
    due = sum(line.due for line in board.lines)
    last: list[Cell] = [_("Cộng"), "", "", "", due, board.sums.total]
    return Page(_("Từng khoản"), [Head(words) for words in heads], rows, [last], numbered=True)


def _amount(line: SupportLine) -> list[Cell]:
    who: list[Cell] = [line.team_name, line.get_kind_display(), line.payee, line.day or ""]
    rests_on = ["; ".join(map(str, line.held)), "; ".join(line.said)]
    return [*who, line.due, line.amount, *rests_on]
