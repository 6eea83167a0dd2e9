"""Where a request comes from."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What one household or office with IPv6 is given as a whole.
NETWORK = 64


def client_ip(request: HttpRequest) -> str | None:
    """Return the visitor's address; of IPv6 the network, for everybody has as many addresses in it as they like.

    Only what our own proxies added to `X-Forwarded-For` is believed: setting PROXY_COUNT says how
    many they are, and what stands further left was written by the visitors themselves. Some proxies
    add a port; what is no address counts as the proxy's own.
    """
    here = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if settings.PROXY_COUNT and len(hops) >= settings.PROXY_COUNT:
        return _network(hops[-int(settings.PROXY_COUNT)]) or _network(here)
    return _network(here)


def _network(text: str) -> str | None:
    """Return an address without its port, a zone or the bits that its owner chooses; None for no address."""
    bare = text.strip('"').partition("%")[0]
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, NETWORK), strict=False).network_address)
