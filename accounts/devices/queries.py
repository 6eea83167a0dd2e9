"""Which device of whom asks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices.rules import (
    CLOSED_MINUTES,
    address_words,
    browser_words,
    keys_of,
    token_of,
)
from accounts.models import Device, DeviceQuerySet, User
from accounts.names import sign_in_name
from accounts.roles import Role

# How many devices and sign-ins a page shows; the name under which a session notes its use.
SHOWN, LATELY, LAST_SEEN = 20, 8, "last_seen"


@dataclass(frozen=True)
class Seen:
    """A device as its owner sees it."""

    pk: int
    words: str
    address: str
    at: datetime | None
    is_open: bool
    is_here: bool
    is_phone: bool


@dataclass(frozen=True)
class Tried:
    """One sign-in, or a wrong password."""

    at: datetime
    words: str
    address: str
    is_right: bool


def known_device(request: HttpRequest, name: str) -> Device | None:
    """Return the remembered device of the person of this sign-in name that the request comes from."""
    if not name.isascii() or not (token := token_of(request)):
        return None
    return (
        Device.unscoped.known().filter(key__in=keys_of(token), user__username__iexact=name).first()
    )


def must_be_let_in(request: HttpRequest, user: User) -> bool:
    """Say whether somebody of a team signs in on a device that is not theirs yet; the first one is."""
    is_asked = settings.SECOND_FACTOR and user.role == Role.MEMBER and not user.second_factor_at
    return bool(is_asked and has_devices(user) and not known_device(request, user.username))


def is_forgotten(request: HttpRequest, pk: int) -> bool:
    """Say whether a device, which the request comes from, is known no more: somebody ended it, or stopped its owner's account."""
    if not pk or not (token := token_of(request)):
        return False
    rows = Device.unscoped.filter(pk=pk, key__in=keys_of(token))
    return rows.filter(Q(ended_at__isnull=False) | Q(user__is_active=False)).exists()


def has_devices(user: Any) -> bool:
    """Say whether any device of the person was ever remembered."""
    return Device.unscoped.of(user).filter(code_until=None).exists()


def known_of(user: Any) -> DeviceQuerySet:
    """Return the remembered devices of a person, the one used last first."""
    return Device.unscoped.of(user).known().order_by("-used_at", "-pk")


def devices_of(user: Any, here: int | None) -> list[Seen]:
    """Return a person's devices as they are shown, this one first."""
    devices = list(known_of(user)[:SHOWN])
    keys = [device.session_key for device in devices if device.session_key]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    used = {one.session_key: one.get_decoded().get(LAST_SEEN) for one in sessions}
    shown = [_seen(device, used, here) for device in devices]
    return sorted(shown, key=lambda one: not one.is_here)


def lately(user: Any) -> list[Tried]:
    """Return when and where somebody signed in last under this name, or gave a wrong password."""
    came = AccessLog.objects.filter(username=user.username).order_by("-attempt_time")
    failed = AccessFailureLog.objects.filter(username=sign_in_name(user.username))
    rows = [(one, True) for one in came[:LATELY]]
    rows += [(one, False) for one in failed.order_by("-attempt_time")[:LATELY]]
    found = [
        Tried(one.attempt_time, browser_words(one.user_agent), address_words(one.ip_address), right)
        for one, right in rows
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LATELY]


def _seen(device: Device, used: dict[str, int | None], here: int | None) -> Seen:
    stamp = used.get(device.session_key)
    at = datetime.fromtimestamp(stamp, UTC) if stamp else device.used_at
    words = browser_words(device.browser)
    is_phone = any(word in words for word in ("Android", "iPhone"))
    return Seen(
        device.pk,
        words,
        address_words(device.address),
        at,
        is_open=device.session_key in used,
        is_here=device.pk == here,
        is_phone=is_phone,
    )


def wrong_lately(device: Device) -> int:
    """Return how many wrong passwords in a row came from a known device in the last quarter of an hour."""
    since = timezone.now() - timedelta(minutes=CLOSED_MINUTES)
    return device.wrong if device.wrong_at and device.wrong_at > since else 0
