"""A telephone with an app that shows codes."""

from django.utils import timezone
from django_otp.oath import TOTP

from accounts.second_factor.actions import start, turn_on
from accounts.second_factor.queries import phone_of


def code_now(user, *, confirmed=True):
    """Return the six digits that the app shows at this moment."""
    phone = phone_of(user, confirmed=confirmed)
    totp = TOTP(phone.bin_key, phone.step, phone.t0, phone.digits, phone.drift)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def turned_on(user):
    """Turn the second factor of a person on, and return their recovery codes."""
    begun = start(user=user).pk
    codes = turn_on(user=user, begun=begun, typed=code_now(user, confirmed=False))
    user.refresh_from_db()
    return codes
