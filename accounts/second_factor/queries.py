"""What second factor a person has."""

from base64 import b32encode
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.sessions import SIGNED_IN

# In the session: when the password was given again; for how long nobody asks for it anew.
GIVEN, GIVEN_SECONDS = "password_given", 10 * 60


def gave_password_lately(request: HttpRequest) -> bool:
    """Say whether the password was given a moment ago, at sign-in or since: nobody else sits at this session."""
    given = max(request.session.get(GIVEN, 0), request.session.get(SIGNED_IN, 0))
    return bool(timezone.now().timestamp() - given <= GIVEN_SECONDS)


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
