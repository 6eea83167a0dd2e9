"""What people write about their own account."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.actions import locked, record


@transaction.atomic
def change_own_password(*, user: User, password: str) -> User:
    """Set the password a person chose for themself; every session but the one that sets it ends."""
    user = locked(user, "area")
    user.set_password(password)
    user.end_sessions()
    user.save(update_fields=["password", "session_stamp"])
    record(user, gettext_noop("Đổi mật khẩu"), user)
    return user


def note_first_sign_in(*, user: User) -> None:
    """Write down that a person signed in for the first time: how far their commune has come shows it."""
    changes = {"last_login": [None, str(timezone.localdate())]}
    record(user, gettext_noop("Đăng nhập lần đầu"), user, changes)
