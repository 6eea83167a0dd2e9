"""What second factor a person has."""

from base64 import b32encode
from typing import Any

from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice


def phone_of(user: Any, *, confirmed: bool) -> TOTPDevice | None:
    """Return the telephone that shows a person's codes, or the one being set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).order_by("-pk").first()


def paper_of(user: Any) -> StaticDevice | None:
    """Return the paper with a person's recovery codes."""
    return StaticDevice.objects.filter(user=user).first()


def codes_left(user: Any) -> int:
    """Count the recovery codes that are not used."""
    return int(StaticToken.objects.filter(device__user=user).count())


def typed_key(phone: TOTPDevice) -> str:
    """Return the key of a telephone as apps take it by hand."""
    return b32encode(phone.bin_key).decode().rstrip("=")
