"""Every write to accounts. Nobody grants a role or an area beyond their own."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.roles import powers_of
from areas.kinds import Level
from areas.models import Area
from audit.actions import locked, record, revise, save_next
from web.scope import may_see

# Letters and digits that cannot be taken for one another when read out on the telephone.
_CLEAR = "abcdefghkmnpqrstuvwxyz23456789"
# What a new password writes; the rest of the row may have changed since the page was read.
_PASSWORD = ("password", "must_change_password", "temporary_until")


class BeyondOwnPowers(Exception):
    """The grant asks for more than the granter has."""


def temporary_password() -> str:
    """Return a new password in three blocks, easy to read out."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(3))


def check_grant(*, by: User, role: str, area: Area | None) -> None:
    """Raise BeyondOwnPowers unless `by` may give this role in this area."""
    if role not in powers_of(by.role).invites or not area or not may_see(by, area.path):
        raise BeyondOwnPowers
    if Level(area.level) not in powers_of(role).levels:
        raise BeyondOwnPowers


@transaction.atomic
def invite(
    *,
    by: User,
    username: str,
    full_name: str,
    role: str,
    area: Area,
    phone: str = "",
    title: str = "",
) -> tuple[User, str]:
    """Make an account with a temporary password, and return both; the password is not kept."""
    check_grant(by=by, role=role, area=area)
    user = User(
        username=username, full_name=full_name, role=role, area=area, phone=phone, title=title
    )
    password = _set_temporary(user)
    user.save()
    record(by, gettext_noop("Mời người dùng"), user, {"role": [None, role]})
    return user, password


@transaction.atomic
def change(*, by: User, user: User, **fields: Any) -> User:
    """Change a person's name, telephone, title, role or area.

    Both what they are and what they become must lie within `by`'s own powers; name and telephone of
    oneself are everybody's to change.
    """
    user = locked(user, "area")
    if user.pk != by.pk:
        check_grant(by=by, role=user.role, area=user.area)
    role, area = fields.get("role", user.role), fields.get("area", user.area)
    if (role, area) != (user.role, user.area):
        check_grant(by=by, role=role, area=area or user.area)
    changes = revise(user, fields)
    save_next(user)
    record(by, gettext_noop("Sửa tài khoản"), user, changes)
    return user


@transaction.atomic
def renew_password(*, by: User, user: User) -> str:
    """Give another person a new temporary password, and return it."""
    check_grant(by=by, role=user.role, area=user.area)
    if user.pk == by.pk:
        raise BeyondOwnPowers
    password = _set_temporary(user)
    user.save(update_fields=_PASSWORD)
    record(by, gettext_noop("Cấp lại mật khẩu tạm"), user)
    return password


@transaction.atomic
def stop(*, by: User, user: User) -> User:
    """Stop an account. What the person entered stays; their sessions end at once."""
    check_grant(by=by, role=user.role, area=user.area)
    if user.pk == by.pk:
        raise BeyondOwnPowers
    user.is_active, user.stopped_at = False, timezone.now()
    user.save(update_fields=["is_active", "stopped_at"])
    record(by, gettext_noop("Ngừng tài khoản"), user, {"is_active": [True, False]})
    return user


@transaction.atomic
def resume(*, by: User, user: User) -> User:
    """Let a stopped account in again."""
    check_grant(by=by, role=user.role, area=user.area)
    user.is_active, user.stopped_at, user.kept_at = True, None, timezone.now()
    user.save(update_fields=["is_active", "stopped_at", "kept_at"])
    record(by, gettext_noop("Mở lại tài khoản"), user, {"is_active": [False, True]})
    return user


@transaction.atomic
def change_own_password(*, user: User, password: str) -> User:
    """Set the password a person chose for themself; it is no longer temporary."""
    user.set_password(password)
    user.must_change_password, user.temporary_until = False, None
    user.save(update_fields=_PASSWORD)
    record(user, gettext_noop("Đổi mật khẩu"), user)
    return user


def note_first_sign_in(*, user: User) -> None:
    """Write down that a person signed in for the first time: how far their commune has come shows it."""
    changes = {"last_login": [None, str(timezone.localdate())]}
    record(user, gettext_noop("Đăng nhập lần đầu"), user, changes)


def _set_temporary(user: User) -> str:
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.temporary_until = timezone.now() + timedelta(days=settings.TEMPORARY_PASSWORD_DAYS)
    return password
