"""People say where letters reach them, and whether they want any."""

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.actions import locked, record, revise, save_next


@transaction.atomic
def stop_mail(*, by: User) -> User:
    """Send somebody no more letters, as whoever reads them said by the link in one; said twice, it is one."""
    user = locked(by, "area")
    changes = revise(user, {"wants_mail": False})
    if changes:
        save_next(user)
        record(user, gettext_noop("Ngừng nhận thư bằng đường dẫn trong thư"), user, changes)
    return user


@transaction.atomic
def change_mail(*, by: User, email: str, wants_mail: bool) -> User:
    """Write down one's own address, and whether letters are wanted; an address that was refused is tried again."""
    user = locked(by, "area")
    user.email_refused_at = None
    changes = revise(user, {"email": email, "wants_mail": wants_mail})
    save_next(user)
    if changes:
        record(user, gettext_noop("Sửa thư điện tử"), user, changes)
    return user
