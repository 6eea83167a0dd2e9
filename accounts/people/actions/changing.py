"""People are invited, changed, stopped and let in again. Nobody grants beyond their own powers, nor to themself."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import Issued, give_code, revoke_open
from accounts.inbox.actions import notify
from accounts.inbox.queries import caretakers_of
from accounts.models import Code, Notice, User
from accounts.people.actions.grants import (
    BeyondOwnPowers,
    NeedsSecondPerson,
    check_grant,
    from_above,
    is_high,
    met,
    needs_second,
    present,
)
from areas.ended import hold_standing
from areas.models import Area
from areas.names import digits_of
from audit.actions import changes_to, record, revise, save_next
from web.once import Outdated


class NameTaken(Exception):
    """Somebody else has got the sign-in name meanwhile."""


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
    email: str = "",
) -> Issued:
    """Make an account that opens with a one-time code, and return the code: it is shown once.

    Raises NeedsSecondPerson where it must be asked (`asking.ask_invite`), NameTaken where two press at once.
    """
    by = present(by)
    check_grant(by=by, role=role, area=area)
    if needs_second(by=by, role=role, area=area):
        raise NeedsSecondPerson
    facts = {"username": username, "full_name": full_name, "phone": phone, "title": title}
    return make(by=by, role=role, area=area, email=email, **facts)


def make(*, by: User | None, role: str, area: Area, **facts: Any) -> Issued:
    """Make an account without a password, with its code; whoever calls has checked the powers. Raises NameTaken."""
    hold_standing(area)
    user = User(role=role, area=area, **facts)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise NameTaken from error
    record(by, gettext_noop("Mời người dùng"), user, {"role": [None, role]})
    tell(by=by, person=user, kind=Notice.Kind.MADE)
    asks = is_high(role, area) and bool(digits_of(user.phone, least=0))
    return give_code(by=by, person=user, kind=Code.Kind.INVITATION, needs_phone=asks)


def tell(*, by: User | None, person: User, kind: str, always: bool = False) -> None:
    """Tell the commune what somebody from above did; a renewal `always`, and the person themself, too."""
    above = from_above(by, person.area)
    if not (above or always):
        return
    readers = [key for keys in caretakers_of([person.area]).values() for key in keys]
    if kind == Notice.Kind.MADE:
        # The card has told them; read of oneself on the first page it alarms.
        readers = [key for key in readers if key != person.pk]
    if kind == Notice.Kind.RENEWED:
        readers.append(person.pk)
    notify(to=readers, kind=kind, person=person, by=by, from_above=above)


@transaction.atomic
def change(*, by: User, user: User, version: int | None = None, **fields: Any) -> User:
    """Change a person's name, telephone, e-mail, title, role or area.

    `version` is that of the page on which it was typed: raises Outdated where somebody else changed the person since.

    Both what they are and what they become must lie within `by`'s own powers; name and telephone of
    oneself are everybody's to change, role and area of oneself nobody's. Raises NeedsSecondPerson
    where another role or area must be asked (`asking.ask_change`).
    """
    by, user = met(by=by, user=user)
    if version not in (None, user.version) and changes_to(user, fields):
        raise Outdated(user)
    role, area = fields.get("role", user.role), fields.get("area", user.area)
    moves = (role, area) != (user.role, user.area)
    if user.pk == by.pk:
        if moves:
            raise BeyondOwnPowers
    else:
        check_grant(by=by, role=user.role, area=user.area)
    if moves:
        check_grant(by=by, role=role, area=area)
        was_high = is_high(user.role, user.area)
        if was_high or not area or needs_second(by=by, role=role, area=area):
            raise NeedsSecondPerson
    return write_change(by=by, user=user, **fields)


def write_change(*, by: User | None, user: User, **fields: Any) -> User:
    """Write what changes of a locked person; whoever calls has checked the powers."""
    was_there = user.area
    if fields.get("area") not in (None, user.area):
        hold_standing(fields["area"])
    changes = revise(user, fields)
    if {"role", "area"} & changes.keys():
        user.end_sessions()
        revoke_open(person=user)
    if "phone" in changes and by != user:
        user.phone_changed_at = timezone.now()
        # It may ask for the telephone that stood here before.
        revoke_open(person=user)
    if "email" in changes:
        user.email_refused_at = None
    save_next(user)
    record(by, gettext_noop("Sửa tài khoản"), user, changes)
    if changes and by != user and (from_above(by, was_there) or from_above(by, user.area)):
        tell(by=by, person=user, kind=Notice.Kind.CHANGED)
    return user


@transaction.atomic
def stop(*, by: User, user: User) -> User:
    """Stop an account. What the person entered stays; their sessions and their code end for good."""
    by, user = met(by=by, user=user)
    _check_other(by, user)
    return write_stop(by=by, user=user) if user.is_active else user


def write_stop(*, by: User, user: User) -> User:
    """Stop a locked person in use; whoever calls has checked the powers."""
    user.is_active, user.stopped_at = False, timezone.now()
    user.end_sessions()
    revoke_open(person=user)
    user.save(update_fields=["is_active", "stopped_at", "session_stamp"])
    record(by, gettext_noop("Ngừng tài khoản"), user, {"is_active": [True, False]})
    tell(by=by, person=user, kind=Notice.Kind.CHANGED)
    return user


@transaction.atomic
def resume(*, by: User, user: User) -> User:
    """Let a stopped account in again, by its password: no session of before revives."""
    by, user = met(by=by, user=user)
    _check_other(by, user)
    if not user.is_active:
        user.is_active, user.stopped_at, user.kept_at = True, None, timezone.now()
        user.end_sessions()
        user.save(update_fields=["is_active", "stopped_at", "kept_at", "session_stamp"])
        record(by, gettext_noop("Mở lại tài khoản"), user, {"is_active": [False, True]})
        tell(by=by, person=user, kind=Notice.Kind.CHANGED)
    return user


def _check_other(by: User, user: User) -> None:
    check_grant(by=by, role=user.role, area=user.area)
    if user.pk == by.pk:
        raise BeyondOwnPowers
