"""Every write to devices."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices.queries import wrong_lately
from accounts.devices.rules import key_of, new_token, token_of
from accounts.models import Device

# In the session: which device it was opened on.
DEVICE = "device"


@transaction.atomic
def remember(*, request: HttpRequest, user: Any, address: str | None) -> str:
    """Remember that this person is signed in on this browser, and return what its cookie says.

    The session that the same browser had before ends: one device, one session.
    """
    token = token_of(request) or new_token()
    known = Device.unscoped.select_for_update(of=("self",)).of(user).known()
    device = known.filter(key=key_of(token)).first() or Device(user=user, key=key_of(token))
    end_session(device)
    device.browser = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    device.address, device.used_at = address, timezone.now()
    device.wrong, device.wrong_at = 0, None
    device.session_key = request.session.session_key or ""
    device.save()
    request.session[DEVICE] = device.pk
    return token


def follow_session(*, request: HttpRequest) -> None:
    """Note the session's new key (a new password changes it)."""
    Device.unscoped.filter(pk=request.session.get(DEVICE)).update(
        session_key=request.session.session_key or ""
    )


def end_session(device: Device) -> None:
    """End the session that is open on a device."""
    if device.session_key:
        Session.objects.filter(session_key=device.session_key).delete()
        device.session_key = ""


@transaction.atomic
def count_wrong(*, device: Device) -> None:
    """Count one more wrong password on a known device."""
    device = Device.unscoped.select_for_update(of=("self",)).get(pk=device.pk)
    device.wrong = wrong_lately(device) + 1
    device.wrong_at = timezone.now()
    device.save(update_fields=["wrong", "wrong_at"])
