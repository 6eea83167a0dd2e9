"""Which device of whom asks."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.devices.rules import CLOSED_MINUTES, key_of, token_of
from accounts.models import Device


def known_device(request: HttpRequest, name: str) -> Device | None:
    """Return the remembered device of the person of this sign-in name that the request comes from."""
    if not name.isascii() or not (key := key_of(token_of(request))):
        return None
    return Device.unscoped.known().filter(key=key, user__username__iexact=name).first()


def has_devices(user: Any) -> bool:
    """Say whether any device of the person was ever remembered."""
    return Device.unscoped.of(user).filter(code_until=None).exists()


def wrong_lately(device: Device) -> int:
    """Return how many wrong passwords in a row came from a known device in the last quarter of an hour."""
    since = timezone.now() - timedelta(minutes=CLOSED_MINUTES)
    return device.wrong if device.wrong_at and device.wrong_at > since else 0
