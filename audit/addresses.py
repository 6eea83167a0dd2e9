"""Addresses of routes, worked out once: a page has dozens, and most are a route with a key in it."""

from functools import cache

from django.urls import get_script_prefix, reverse


def around(route: str) -> tuple[str, str]:
    """Return a route's address before and after its key, a whole number; raises `NoReverseMatch`."""
    return _around(route, get_script_prefix())


def address(route: str) -> str:
    """Return the address of a route without values; raises `NoReverseMatch`."""
    return _address(route, get_script_prefix())


# All addresses begin with the prefix, which a server has for good.
@cache
def _around(route: str, prefix: str) -> tuple[str, str]:
    head, tail = reverse(route, args=[0]).split("0", 1)
    return head, tail


@cache
def _address(route: str, prefix: str) -> str:
    return reverse(route)
