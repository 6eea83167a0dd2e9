"""Who has not come yet, their cards and texts, and the sheets that were drawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.cards import actions
from accounts.cards.exports import pdf_of
from accounts.cards.forms import REVOKE, TEXTS, DrawForm
from accounts.cards.queries import (
    COMMUNES,
    PEOPLE,
    Line,
    cut_words,
    is_above,
    lines_of,
    not_come,
    said_of,
    sheets_of,
    units_of,
)
from accounts.codes.exports import card_of
from accounts.models import CardSheet
from areas.kinds import Level
from areas.models import Area
from web.answers import done
from web.exports import Book, Column, commune_name, send_book, wants_book, with_book
from web.scope import key_of, territory, visible_or_404

COLUMNS = (
    Column[Line](gettext_lazy("Xã"), lambda line: commune_name(line.person.area), 24),
    Column[Line](gettext_lazy("Họ tên"), lambda line: line.person.full_name, 28),
    Column[Line](gettext_lazy("Vai trò"), lambda line: line.person.get_role_display(), 24),
    Column[Line](gettext_lazy("Tên đăng nhập"), lambda line: line.person.username, 24),
    Column[Line](gettext_lazy("Điện thoại"), lambda line: line.person.phone, 16),
    Column[Line](gettext_lazy("Lập tài khoản"), lambda line: line.person.created_at, 16),
    Column[Line](gettext_lazy("Giấy mời"), lambda line: line.words, 32),
)


@with_book
@territory("accounts.add_user")
@require_safe
def cards(request: HttpRequest) -> HttpResponseBase:
    """List who has not come yet: by commune, and by name in a commune; and the sheets drawn last."""
    user, area = _place(request)
    people = not_come(user, area).select_related("area__commune").by_place()
    if wants_book(request):
        book = Book(_("Chưa đến nhận tài khoản"), "chua-den-nhan", COLUMNS)
        return send_book(request, book, lines_of(people), subject=area)
    units = [one for one in units_of(user) if one.area.path.startswith(area.path)]
    by_unit = is_above(area) and len(units) > 1
    listed = units[:COMMUNES] if by_unit else []
    lines = [] if by_unit else lines_of(people[:PEOPLE])
    whole = len(units) if by_unit else sum(one.not_come for one in units)
    context = {
        "area": area,
        "is_part": area.pk != user.area_id,
        "crumbs": user.area.trail(user),
        "said": said_of(units),
        "units": listed,
        "lines": lines,
        "cut": cut_words(len(listed or lines), whole),
        "sheets": [] if area.pk != user.area_id else sheets_of(user),
    }
    return render(request, "accounts/cards/cards.html", context)


def _place(request: HttpRequest) -> tuple[Any, Area]:
    """Return who asks, and the place asked for: a commune or a larger unit of the territory, or all of it."""
    user: Any = request.user
    asked = key_of((request.POST or request.GET).get("don-vi"))
    if not asked:
        return user, user.area
    return user, visible_or_404(request, Area, pk=asked, level__lt=Level.VILLAGE)


@territory("accounts.add_user")
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw cards or texts of the people ticked, this once, or take their cards back."""
    user, area = _place(request)
    form = DrawForm(request.POST, by=user, area=area)
    if not form.is_valid():
        wrong = [str(one) for errors in form.errors.values() for one in errors]
        return _again(request, area, " ".join(wrong))
    do, people = form.cleaned_data["do"], form.people()
    if do == REVOKE:
        n = actions.revoke_cards(by=user, people=people)
        return _again(request, area, _("Đã thu hồi %(n)s giấy mời.") % {"n": n}, messages.SUCCESS)
    try:
        drawn = actions.draw(by=user, people=people, form=do)
    except actions.TooMany:
        words = _("Mỗi lần in nhiều nhất %(n)s giấy. Chọn ít xã hơn.")
        return _again(request, area, words % {"n": actions.MOST})
    return _handed_out(request, area, drawn)


def _handed_out(request: HttpRequest, area: Area, drawn: actions.Drawn) -> HttpResponse:
    """Answer with what was drawn, and say for whom nothing was."""
    left_out = _left_out_words(drawn)
    if drawn.sheet is None:
        nobody = _("Ai chưa đến nhận cũng đang có giấy còn hạn. Chọn tên người cần in lại.")
        return _again(request, area, left_out or nobody)
    if drawn.sheet.form == TEXTS:
        return _texts(request, drawn, left_out)
    if left_out:
        messages.error(request, left_out)
    return _pdf(request, drawn)


def _again(
    request: HttpRequest, area: Area, words: str, level: int = messages.ERROR
) -> HttpResponse:
    messages.add_message(request, level, words)
    user: Any = request.user
    part = f"?don-vi={area.pk}" if area.pk != user.area_id else ""
    page: HttpResponse = redirect("accounts:cards")
    page["Location"] += part
    return page


def _left_out_words(drawn: actions.Drawn) -> str:
    """Say for whom nothing was drawn, and what to do."""
    if not drawn.left_out:
        return ""
    names = "; ".join(f"{one}, {one.area}" for one in drawn.left_out[:10])
    more = len(drawn.left_out) - 10
    names += f" … (+{more})" if more > 0 else ""
    return _(
        "Chưa in cho: %(names)s. Tài khoản trên cấp xã cần người thứ hai duyệt; ở xã đã có người dùng thì xã tự in."
    ) % {"names": names}


def _texts(request: HttpRequest, drawn: actions.Drawn, left_out: str) -> HttpResponse:
    cards = [card_of(request, one) for one in drawn.issued]
    context = {"cards": cards, "sheet": drawn.sheet, "left_out": left_out}
    return render(request, "accounts/cards/texts.html", context)


def _pdf(request: HttpRequest, drawn: actions.Drawn) -> HttpResponse:
    """Send the sheet; it is made in memory and kept nowhere."""
    data = pdf_of([card_of(request, one) for one in drawn.issued], str(drawn.sheet))
    answer = HttpResponse(data, content_type="application/pdf")
    name = f"giay-moi-to-{drawn.sheet.pk if drawn.sheet else 0}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@territory("accounts.add_user")
@require_POST
def revoke_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a lost sheet."""
    sheet = visible_or_404(request, CardSheet, pk=pk)
    n = actions.revoke_sheet(by=request.user, sheet=sheet)  # type: ignore[arg-type]  # who is signed in
    words = ngettext(
        "%(sheet)s: đã thu hồi %(n)s giấy chưa dùng.",
        "%(sheet)s: đã thu hồi %(n)s giấy chưa dùng.",
        n,
    )
    return done(request, words % {"sheet": sheet, "n": n}, "accounts:cards")
