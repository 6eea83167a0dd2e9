"""A new code for a person: of whom nobody has opened the account yet, or who lost the password."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import Issued, give_code, revoke_open
from accounts.models import Code, Notice, User
from accounts.people.actions.changing import tell
from accounts.people.actions.grants import (
    BeyondOwnPowers,
    NeedsSecondPerson,
    check_grant,
    is_high,
    met,
    needs_second,
)
from areas.names import digits_of
from audit.actions import record

# Days in which a telephone that somebody else wrote is not relied on.
PHONE_SETTLES = timedelta(days=30)


@transaction.atomic
def renew(*, by: User, user: User) -> Issued:
    """Give another person a new code, and return it: it is shown once.

    With it they replace their password and nothing else. Without a second factor it opens only together with
    the telephone they are known by. Raises NeedsSecondPerson where there is none, and for accounts
    that two people make (`asking.ask_renewal`).
    """
    by, user = met(by=by, user=user)
    check_grant(by=by, role=user.role, area=user.area)
    if user.pk == by.pk or not user.is_active:
        raise BeyondOwnPowers
    if needs_approval(by=by, user=user):
        raise NeedsSecondPerson
    return write_renewal(by=by, user=user)


def needs_approval(*, by: User, user: User) -> bool:
    """Say whether a second person must approve a new code of this person."""
    if is_high(user.role, user.area):
        return True
    if kind_of(user) == Code.Kind.INVITATION:
        return bool(user.area and needs_second(by=by, role=user.role, area=user.area))
    return not user.has_second_factor and (was_bared(user) or not has_settled_phone(user))


def write_renewal(*, by: User | None, user: User) -> Issued:
    """Give a locked person a new code; whoever calls has checked the powers."""
    kind = kind_of(user)
    is_renewal = kind == Code.Kind.RENEWAL
    asks = (is_renewal or is_high(user.role, user.area)) and not user.has_second_factor
    verb = gettext_noop("Cấp mã đặt lại mật khẩu") if is_renewal else gettext_noop("Cấp lại mã mời")
    record(by, verb, user)
    tell(by=by, person=user, kind=Notice.Kind.RENEWED, always=is_renewal)
    return give_code(
        by=by, person=user, kind=kind, needs_phone=asks and bool(digits_of(user.phone, least=0))
    )


def kind_of(user: User) -> str:
    """Say what a code is for: who never had a password of their own is still being invited."""
    is_new = user.last_login is None and not user.has_usable_password()
    return Code.Kind.INVITATION if is_new else Code.Kind.RENEWAL


def has_settled_phone(user: User) -> bool:
    """Say whether a telephone is known that nobody else wrote lately."""
    changed = user.phone_changed_at
    settled = changed is None or changed < timezone.now() - PHONE_SETTLES
    return settled and bool(digits_of(user.phone))


def was_bared(user: User) -> bool:
    """Say whether a colleague took the second factor away lately: the next code takes two people."""
    removed = user.second_factor_removed_at
    return removed is not None and removed > timezone.now() - PHONE_SETTLES


@transaction.atomic
def revoke(*, by: User, user: User) -> bool:
    """Revoke the code of a person that waits; say whether there was one."""
    by, user = met(by=by, user=user)
    check_grant(by=by, role=user.role, area=user.area)
    if not revoke_open(person=user):
        return False
    record(by, gettext_noop("Thu hồi mã"), user)
    return True
