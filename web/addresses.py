"""Addresses of routes, worked out once: a page has dozens, and most are a route with a key in it."""

from functools import cache

from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString


def around(route: str) -> tuple[str, str]:
    """Return a route's address before and after its key, a whole number; raises `NoReverseMatch`."""
    return _around(route, get_script_prefix())


def address(route: str) -> str:
    """Return the address of a route without values; raises `NoReverseMatch`."""
    return _address(route, get_script_prefix())


def asset(name: str) -> SafeString:
    """Return the address of a static file, ready to stand in a page."""
    return _asset(name, get_script_prefix())


# All addresses begin with the prefix, which a server has for good.
@cache
def _around(route: str, prefix: str) -> tuple[str, str]:
    head, tail = reverse(route, args=[0]).split("0", 1)
    return head, tail


@cache
def _address(route: str, prefix: str) -> str:
    return reverse(route)


@cache
def _asset(name: str, prefix: str) -> SafeString:
    return escape(static(name))
