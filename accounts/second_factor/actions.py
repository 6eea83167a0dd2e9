"""Every write to second factors. What is turned on, off or printed anew is written to the journal."""

from enum import Enum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.codes.actions import revoke_open
from accounts.codes_typed import is_of, kept, new_code, plain
from accounts.devices.actions import end_sessions
from accounts.models import User
from accounts.people.actions.grants import check_grant
from accounts.second_factor.queries import paper_of, phone_of
from accounts.second_factor.rules import CODES, DIGITS, due_from, needs_factor
from audit.actions import locked, record

# What of an account says whether it has a second factor.
_STATE = ("second_factor_at", "second_factor_due", "second_factor_removed_at")


class Verdict(Enum):
    """What became of a code."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"


@transaction.atomic
def start(*, user: User) -> TOTPDevice:
    """Return the telephone that is being set up, with a key that is new unless one is waiting."""
    waiting = phone_of(user, confirmed=False)
    return waiting or TOTPDevice.objects.create(user=user, name="điện thoại", confirmed=False)


@transaction.atomic
def turn_on(*, user: User, typed: str) -> list[str] | None:
    """Turn the second factor on by a code of the new telephone; return recovery codes, None for a wrong code."""
    user = locked(user)
    phone = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if user.second_factor_at or not phone or not phone.verify_token(plain(typed)):
        return None
    phone.confirmed = True
    phone.save(update_fields=["confirmed"])
    user.second_factor_at = timezone.now()
    user.second_factor_due = user.second_factor_removed_at = None
    user.save(update_fields=_STATE)
    record(user, gettext_noop("Bật lớp bảo vệ thứ hai"), user)
    return _new_codes(user)


@transaction.atomic
def print_codes(*, user: User) -> list[str]:
    """Return new recovery codes; those of before are worth nothing."""
    record(user, gettext_noop("Lập mã dự phòng mới"), user)
    return _new_codes(user)


@transaction.atomic
def turn_off(*, by: User, user: User) -> None:
    """Take a person's second factor away: their own, or that of a colleague who lost telephone and paper.

    They set up a new one at their next sign-in, and are told there who did it. Their sessions end.
    """
    user = locked(user, "area")
    if by.pk != user.pk:
        check_grant(by=by, role=user.role, area=user.area)
        end_sessions(user=user)
        user.second_factor_removed_at = timezone.now()
    # One that was made while there was a second factor asks for no telephone.
    revoke_open(person=user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    user.second_factor_at = None
    user.second_factor_due = timezone.now() if needs_factor(user) else None
    user.save(update_fields=_STATE)
    record(by, gettext_noop("Gỡ lớp bảo vệ thứ hai"), user)


def verify(*, user: Any, typed: str) -> Verdict:
    """Judge a code of the telephone or of the paper; each works once, and wrong ones make the next wait longer."""
    code = plain(typed)
    on_phone = bool(DIGITS.fullmatch(code))
    device = phone_of(user, confirmed=True) if on_phone else paper_of(user)
    if device is None:
        return Verdict.WRONG
    if not device.verify_is_allowed()[0]:
        return Verdict.WAIT
    token = code if on_phone else _as_kept(device, user, code)
    return Verdict.RIGHT if verify_token(user, device.persistent_id, token) else Verdict.WRONG


def _as_kept(paper: StaticDevice, user: Any, code: str) -> str:
    """Return how a printed code is kept: under a key of before, where the paper was printed then."""
    if not settings.SECRET_KEY_FALLBACKS:
        return kept(user.pk, code)
    tokens = paper.token_set.values_list("token", flat=True)
    return next((one for one in tokens if is_of(one, user.pk, code)), kept(user.pk, code))


def grant_grace(*, user: User) -> None:
    """Note at the first sign-in until when the second factor may be put off."""
    if needs_factor(user) and not user.second_factor_at and not user.second_factor_due:
        user.second_factor_due = due_from(timezone.now())
        user.save(update_fields=["second_factor_due"])


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name="giấy")
    codes = [new_code() for _ in range(CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=paper, token=kept(user.pk, code)) for code in codes
    )
    return codes
