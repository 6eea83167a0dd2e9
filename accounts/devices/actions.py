"""Every write to devices."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes_typed import is_of, kept, new_code
from accounts.devices.queries import wrong_lately
from accounts.devices.rules import (
    CODE_HOURS,
    TRIES,
    browser_words,
    key_of,
    keys_of,
    new_token,
    token_of,
)
from accounts.models import Device, DeviceQuerySet, User
from accounts.people.actions import BeyondOwnPowers
from accounts.people.actions.grants import check_grant
from audit.actions import locked, record

# In the session: which device it was opened on.
DEVICE = "device"


@transaction.atomic
def remember(
    *, request: HttpRequest, user: Any, address: str | None, waiting: Device | None = None
) -> str:
    """Remember that this person is signed in on this browser, and return what its cookie says.

    The session that the same browser had before ends: one device, one session. `waiting` is the row whose
    code was given here: it becomes this device.
    """
    token = token_of(request) or new_token()
    known = Device.unscoped.select_for_update(of=("self",)).of(user).known()
    device = known.filter(key__in=keys_of(token)).first() or waiting or Device(user=user)
    end_session(device)
    device.key, device.code_until = key_of(token), None
    device.browser = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    device.address, device.used_at = address, timezone.now()
    device.wrong, device.wrong_at = 0, None
    device.session_key = request.session.session_key or ""
    device.save()
    request.session[DEVICE] = device.pk
    return token


def follow_session(*, request: HttpRequest) -> None:
    """Note the session's new key (a new password changes it)."""
    Device.unscoped.filter(pk=request.session.get(DEVICE, 0)).update(
        session_key=request.session.session_key or ""
    )


@transaction.atomic
def let_in(*, by: User, user: User) -> str:
    """Return a code with which a person may sign in on one new device, once; the code is not kept."""
    user = locked(user, "area")
    if by.pk == user.pk:
        raise BeyondOwnPowers
    check_grant(by=by, role=user.role, area=user.area)
    now, code = timezone.now(), new_code()
    _waiting(user).update(ended_at=now)
    until = now + timedelta(hours=CODE_HOURS)
    Device.unscoped.create(user=user, key=kept(user.pk, code), let_in_by=by, code_until=until)
    record(by, gettext_noop("Cấp mã cho máy mới"), user)
    return code


@transaction.atomic
def spend_code(*, user: User, typed: str) -> Device | None:
    """Return the device that waits for this code; None for a wrong one, five of which end the code."""
    device = _waiting(user).select_for_update(of=("self",)).first()
    if device is None:
        return None
    if is_of(device.key, user.pk, typed):
        record(user, gettext_noop("Đăng nhập máy mới bằng mã"), user)
        return device
    device.wrong += 1
    device.ended_at = timezone.now() if device.wrong >= TRIES else None
    device.save(update_fields=["wrong", "ended_at"])
    return None


@transaction.atomic
def forget(*, by: User, device: Device) -> None:
    """End the session on a device, and know it no more."""
    end_session(device)
    device.ended_at = timezone.now()
    device.save(update_fields=["session_key", "ended_at"])
    record(
        by,
        gettext_noop("Đăng xuất thiết bị"),
        by,
        {"browser": [browser_words(device.browser), None]},
    )


@transaction.atomic
def forget_all(*, by: User, but: int | None) -> None:
    """End every session of a person, and know no device of theirs any more but one."""
    end_sessions(user=by)
    Device.unscoped.of(by).known().exclude(pk=but or 0).update(ended_at=timezone.now())
    record(by, gettext_noop("Đăng xuất mọi nơi"), by)


def _waiting(user: User) -> DeviceQuerySet:
    now = timezone.now()
    return Device.unscoped.of(user).filter(ended_at=None, code_until__gt=now)


def end_session(device: Device) -> None:
    """End the session that is open on a device."""
    if device.session_key:
        Session.objects.filter(session_key=device.session_key).delete()
        device.session_key = ""


def end_sessions(*, user: Any) -> None:
    """End every session of a person for good, and those open on devices at once."""
    owner = locked(User(pk=user.pk))
    owner.end_sessions()
    owner.save(update_fields=["session_stamp"])
    open_on = Device.unscoped.of(user).exclude(session_key="")
    keys = list(open_on.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    open_on.update(session_key="")


@transaction.atomic
def count_wrong(*, device: Device) -> None:
    """Count one more wrong password on a known device."""
    device = Device.unscoped.select_for_update(of=("self",)).get(pk=device.pk)
    device.wrong = wrong_lately(device) + 1
    device.wrong_at = timezone.now()
    device.save(update_fields=["wrong", "wrong_at"])
