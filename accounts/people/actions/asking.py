"""What one person asks about an account and a second approves: never the asker, nor the person concerned."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.actions import Issued
from accounts.codes.rules import GOOD_FOR_DAYS
from accounts.inbox.actions import notify
from accounts.models import AccountRequest, Notice, User
from accounts.people.actions.changing import change, invite, make, write_change
from accounts.people.actions.grants import (
    BeyondOwnPowers,
    NeedsSecondPerson,
    check_grant,
    met,
    present,
)
from accounts.people.actions.renewing import renew, write_renewal
from areas.models import Area
from audit.actions import locked, record

Answer, Kind = AccountRequest.Answer, AccountRequest.Kind


class RequestIsOver(Exception):
    """The request was answered or has expired meanwhile."""


@transaction.atomic
def ask_invite(*, by: User, role: str, area: Area, **facts: str) -> AccountRequest:
    """Ask for a new account."""
    by = present(by)
    check_grant(by=by, role=role, area=area)
    return _ask(by, Kind.INVITE, role=role, area=area, **facts)


@transaction.atomic
def ask_change(*, by: User, user: User, role: str, area: Area) -> AccountRequest:
    """Ask for another role or area of a person."""
    by, user = met(by=by, user=user)
    check_grant(by=by, role=user.role, area=user.area)
    check_grant(by=by, role=role, area=area)
    if user.pk == by.pk:
        raise BeyondOwnPowers
    return _ask(by, Kind.CHANGE, person=user, role=role, area=area)


@transaction.atomic
def ask_renewal(*, by: User, user: User) -> AccountRequest:
    """Ask for a new code of a person."""
    by, user = met(by=by, user=user)
    check_grant(by=by, role=user.role, area=user.area)
    if user.pk == by.pk or not user.is_active:
        raise BeyondOwnPowers
    return _ask(by, Kind.RENEW, person=user, role=user.role, area=user.area)


def _ask(by: User, kind: str, **facts: Any) -> AccountRequest:
    now = timezone.now()
    until = now + timedelta(days=GOOD_FOR_DAYS)
    request = AccountRequest(kind=kind, asked_by=by, asked_at=now, expires_at=until, **facts)
    request.save()
    record(by, gettext_noop("Đề nghị về tài khoản"), request, {"role": [None, request.role]})
    return request


@transaction.atomic
def invite_or_ask(*, by: User, role: str, area: Area, **facts: str) -> Issued | AccountRequest:
    """Make an account, or ask for it where a second person must approve."""
    try:
        return invite(by=by, role=role, area=area, **facts)
    except NeedsSecondPerson:
        return ask_invite(by=by, role=role, area=area, **facts)


@transaction.atomic
def change_or_ask(*, by: User, user: User, **fields: Any) -> AccountRequest | None:
    """Change a person; another role or area is asked where a second person must approve."""
    try:
        change(by=by, user=user, **fields)
    except NeedsSecondPerson:
        role = fields.pop("role", user.role)
        area = fields.pop("area", user.area)
        change(by=by, user=user, **fields)
        return ask_change(by=by, user=user, role=role, area=area)
    return None


@transaction.atomic
def renew_or_ask(*, by: User, user: User) -> Issued | AccountRequest:
    """Give a person a new code, or ask for it where a second person must approve."""
    try:
        return renew(by=by, user=user)
    except NeedsSecondPerson:
        return ask_renewal(by=by, user=user)


@transaction.atomic
def approve(*, by: User | None, request: AccountRequest) -> Issued | None:
    """Approve a request and do it; return the code to hand over, where there is one.

    `by` is the second person, nobody for the command on the server. Raises BeyondOwnPowers for whoever
    asked, is concerned or lacks the power, and where the asker has lost it; NameTaken.
    """
    request = _waiting(request)
    by, user = _both(by, request.person)
    _check_answer(by, request, user)
    _answer(by, request, Answer.APPROVED)
    done = _carry_out(by, request, user)
    _tell_asker(by, request, Notice.Kind.APPROVED)
    record(by, gettext_noop("Duyệt đề nghị về tài khoản"), request, _asked(request))
    return done


def _both(by: User | None, user: User | None) -> tuple[User | None, User | None]:
    """Read and lock whoever approves and whoever is concerned, as far as there are any."""
    if by and user:
        return met(by=by, user=user)
    return by and present(by), user and locked(user, "area")


def _carry_out(by: User | None, request: AccountRequest, user: User | None) -> Issued | None:
    if user is None:
        names = ("username", "full_name", "phone", "email", "title")
        facts = {name: getattr(request, name) for name in names}
        issued = make(by=by, role=request.role, area=request.area, **facts)
        AccountRequest.unscoped.filter(pk=request.pk).update(person=issued.person)
        return issued
    if request.kind == Kind.RENEW:
        return write_renewal(by=by, user=user)
    write_change(by=by, user=user, role=request.role, area=request.area)
    return None


@transaction.atomic
def refuse(*, by: User, request: AccountRequest) -> AccountRequest:
    """Refuse what somebody asked; the asker withdraws it."""
    request, by = _waiting(request), present(by)
    if by.pk != request.asked_by_id:
        _check_power(by, request)
        _answer(by, request, Answer.REFUSED)
        _tell_asker(by, request, Notice.Kind.REFUSED)
        record(by, gettext_noop("Không duyệt đề nghị về tài khoản"), request, _asked(request))
    else:
        _answer(by, request, Answer.WITHDRAWN)
        record(by, gettext_noop("Rút đề nghị về tài khoản"), request)
    return request


def _waiting(request: AccountRequest) -> AccountRequest:
    request = locked(request, "area", "person", "asked_by__area")
    if request.answer or request.expires_at <= timezone.now():
        raise RequestIsOver
    return request


def _check_answer(by: User | None, request: AccountRequest, user: User | None) -> None:
    """Hold both people against what is asked: as they are today."""
    asker = request.asked_by
    if by and by.pk in {asker.pk, user.pk if user else None}:
        raise BeyondOwnPowers
    if not asker.is_active or (user and not user.is_active):
        raise BeyondOwnPowers
    for one in filter(None, (asker, by)):
        _check_power(one, request)
        if user:
            check_grant(by=one, role=user.role, area=user.area)


def _check_power(by: User, request: AccountRequest) -> None:
    """Raise BeyondOwnPowers unless `by` may do themself what is asked: who invites alone renews and changes nobody."""
    check_grant(by=by, role=request.role, area=request.area)
    if request.kind != Kind.INVITE and not by.has_perm("accounts.change_user"):
        raise BeyondOwnPowers


def _answer(by: User | None, request: AccountRequest, answer: str) -> None:
    request.answer, request.answered_by, request.answered_at = answer, by, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])


def _tell_asker(by: User | None, request: AccountRequest, kind: str) -> None:
    """Tell whoever asked how it was answered, unless what was done has told them that just now."""
    told = Notice.unscoped.of(request.asked_by).filter(at__gte=request.answered_at)
    if not told.filter(by=by).exists():
        notify(to=[request.asked_by_id], kind=kind, by=by)


def _asked(request: AccountRequest) -> dict[str, list[str | None]]:
    return {"asked_by": [None, str(request.asked_by)]}
