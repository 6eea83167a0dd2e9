"""The page on which people say where letters reach them, and switch them off."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.addresses import client_ip
from accounts.codes.actions import TooManyTries, count_try
from accounts.inbox.rules import sends_mail
from accounts.outbox import actions
from accounts.outbox.forms import MailForm
from accounts.outbox.queries import last_words, reader_of
from web.answers import done, is_sent
from web.scope import own, public

# Under which wrong links are counted, by address, beside wrong codes: no sign-in name begins so.
_LINKS = "@thu"


@own
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Show and change one's own address, and whether letters are wanted."""
    user: Any = request.user
    start = {"email": user.email, "wants_mail": user.wants_mail}
    form = MailForm(request.POST or None, initial=start)
    if is_sent(request, form):
        actions.change_mail(by=user, **form.cleaned_data)
        return done(request, _("Đã lưu."), "accounts:mail")
    context = {"form": form, "is_on": sends_mail(), "at": settings.MAIL_AT}
    context["last"] = last_words(user)
    return render(request, "accounts/outbox/mail.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Ask whoever comes by the link of a letter whether they want no more, and do it; signs nobody in, names nobody.

    What opens links by itself, as mail servers do, changes nothing: it takes a press.
    """
    reader = reader_of(pk, mark)
    if not reader:
        return render(request, "accounts/outbox/stop.html", {}, status=_refused(request))
    if request.method == "POST":
        actions.stop_mail(by=reader)
        return redirect(request.path)
    context = {"is_right": True, "wants_mail": reader.wants_mail}
    return render(request, "accounts/outbox/stop.html", context)


def _refused(request: HttpRequest) -> int:
    """Count a link that is nobody's; say with which status it is refused."""
    try:
        count_try(name=_LINKS, address=client_ip(request) or "")
    except TooManyTries:
        return 429
    return 404
