"""What is known of the codes of people."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Code, User


def latest_codes(people: Iterable[User]) -> dict[int, Code]:
    """Return the latest code of each person, by person. One query."""
    codes = Code.unscoped.filter(person__in=[one.pk for one in people]).order_by("pk")
    return {code.person_id: code for code in codes}


def state_of(code: Code | None) -> str:
    """Say what became of a code: nothing of one that never was."""
    if code is None:
        return ""
    if code.used_at:
        return _("Mã đã dùng %(day)s") % {"day": date_format(localtime(code.used_at))}
    if code.revoked_at:
        return _("Mã đã thu hồi %(day)s") % {"day": date_format(localtime(code.revoked_at))}
    if not code.is_waiting:
        return _("Mã hết hạn %(day)s") % {"day": date_format(localtime(code.expires_at))}
    return _("Mã đang chờ nhận, hạn %(day)s") % {"day": date_format(localtime(code.expires_at))}
