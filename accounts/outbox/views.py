"""The page on which people say where letters reach them, and switch them off."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.inbox.rules import sends_mail
from accounts.outbox import actions
from accounts.outbox.forms import MailForm
from accounts.outbox.queries import last_words
from web.answers import done, is_sent
from web.scope import own


@own
@require_http_methods(["GET", "POST"])
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
