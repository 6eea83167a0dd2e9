"""Every address of the project, read from the URL configuration."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "quan-tri/"


class Route(NamedTuple):
    """One address: its pattern, its name with namespaces, and the view behind it."""

    pattern: str
    name: str
    view: Callable[..., Any]

    @property
    def scope(self) -> str:
        """What the view declared: territory, own or public; Django admin guards itself."""
        return "admin" if self.pattern.startswith(ADMIN) else getattr(self.view, "scope", "")


def routes() -> list[Route]:
    """Return every route; a new one is in it the moment it is written."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Route(pattern, f"{space}{entry.name}", entry.callback)
