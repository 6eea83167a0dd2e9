"""Where a visitor comes from, for the lock after wrong passwords."""

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's address.

    Only what our own proxies added to `X-Forwarded-For` is believed: setting PROXY_COUNT says how
    many they are, and what stands further left was written by the visitor himself.
    """
    here = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not settings.PROXY_COUNT or len(hops) < settings.PROXY_COUNT:
        return here
    return hops[-int(settings.PROXY_COUNT)]
