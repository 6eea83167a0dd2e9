"""Whose unit has ended: the page for the level above, and that for who it happened to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.moved.actions import Settled, settle
from accounts.moved.queries import helpers_in, moved_people
from areas.ended import ended_words, heirs_of
from areas.models import Area
from web.scope import key_of, own, territory

# What comes before the key of a person in the form, and how its choice begins that stops them.
FIELD, STOPS = "p", "ngung"
# So many are confirmed at once; a form of a thousand choices does not come in.
MOST = 200


@territory("accounts.add_user")
@require_http_methods(["GET", "HEAD", "POST"])
def moved(request: HttpRequest) -> HttpResponse:
    """List the people of ended units with the unit that the rule gives each; confirm many at once."""
    by: Any = request.user
    if request.method == "POST":
        choices = {
            key_of(name[len(FIELD) :]): 0 if value == STOPS else key_of(value)
            for name, value in request.POST.items()
            if name.startswith(FIELD) and (value == STOPS or key_of(value))
        }
        _say(request, settle(by=by, choices=choices))
        return redirect("accounts:moved")
    rows = moved_people(by)
    context = {"rows": rows[:MOST], "more": len(rows[MOST:]), "area": by.area}
    return render(request, "accounts/moved/moved.html", context)


def _say(request: HttpRequest, done: Settled) -> None:
    words = (
        (
            ngettext("Đã chuyển %(n)s tài khoản.", "Đã chuyển %(n)s tài khoản.", len(done.moved)),
            done.moved,
        ),
        (
            ngettext("Đã ngừng %(n)s tài khoản.", "Đã ngừng %(n)s tài khoản.", len(done.stopped)),
            done.stopped,
        ),
    )
    for said, people in words:
        if people:
            messages.success(request, said % {"n": len(people)})
    if not (done.moved or done.stopped or done.left):
        messages.info(request, _("Chưa có gì thay đổi. Chọn nơi làm việc mới rồi xác nhận."))
    if done.left:
        names = ", ".join(str(one) for one in done.left)
        messages.error(
            request, _("Cần người thứ hai duyệt, chưa chuyển: %(names)s.") % {"names": names}
        )


@own
@require_safe
def my_unit(request: HttpRequest) -> HttpResponse:
    """Tell somebody whose unit has ended what it is now, what they may do meanwhile, and whom to ask."""
    user: Any = request.user
    if not user.area:
        raise Http404
    if user.area.is_open:
        return render(request, "accounts/moved/my_unit.html", {"area": user.area})
    heirs = heirs_of([user.area])[user.area.pk]
    context = {
        "area": user.area,
        "words": ended_words(user.area, heirs),
        "heirs": heirs,
        "read_on": Area.objects.visible_to(user).exclude(pk=user.area.pk).in_order()[:50],
        "helpers": helpers_in(heirs),
    }
    return render(request, "accounts/moved/my_unit.html", context)
