"""Addresses for rows that are drawn in Python: one look-up for all keys of a route."""

from functools import cache

from django.urls import get_script_prefix, reverse


def around(route: str) -> tuple[str, str]:
    """Return a route's address before and after its key, a whole number; raises `NoReverseMatch`."""
    return _around(route, get_script_prefix())


# All addresses begin with the prefix, which a server has for good.
@cache
def _around(route: str, prefix: str) -> tuple[str, str]:
    head, tail = reverse(route, args=[0]).split("0", 1)
    return head, tail
