"""Save the pages that each role of a demo can open; `tools/compare_pages.py save` starts it in a checkout."""

import argparse
import logging
import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve

# Who signs in to the demo, one of each role, and who does not.
NOBODY = "nobody"
ROLES = (NOBODY, "canbo", "tovien", "huyen", "tinh", "trunguong", "quantri")
HOST = "127.0.0.1"
# A link with more query keys is followed without them.
QUERY_KEYS = 2
LINKS = ("href", "hx-get")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What differs between two answers to the same question.
CHANGING = (
    (re.compile(r'(nonce=")[^"]*'), r"\1*"),
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1*"),
    (re.compile(r'(X-CSRFToken(?:"|&quot;): ?(?:"|&quot;))[A-Za-z0-9]*'), r"\1*"),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?\b"), "hh:mm"),
)


class Kind(NamedTuple):
    """What makes two addresses the same kind: route and query keys."""

    route: str
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return it as a part of a file name."""
        words = f"{self.route}?{'&'.join(self.keys)}"
        return re.sub(r"[^\w.-]+", "-", words).strip("-") or "home"


class Links(HTMLParser):
    """Finds where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, or what the page fetches into itself."""
        named = dict(attrs)
        if tag != "link":
            self.found += [value for name in LINKS if (value := named.get(name))]


class Walk:
    """One role, who follows links from page to page."""

    def __init__(self, username: str, language: str, samples: int) -> None:
        self.client = Client(SERVER_NAME=HOST, raise_request_exception=False)
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if username != NOBODY:
            people = get_user_model()._base_manager  # noqa: SLF001 - its default one asks who is asking
            user = people.get(username=username)
            self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        self.samples = samples
        self.queue: deque[tuple[Kind, str]] = deque()
        self.seen: set[str] = set()
        self.queued: Counter[Kind] = Counter()
        self.opened: Counter[Kind] = Counter()

    def run(self, folder: Path) -> int:
        """Save every page in the folder; return how many there are."""
        folder.mkdir(parents=True)
        for address in plain_addresses():
            self.add("/", address)
        while self.queue:
            kind, address = self.queue.popleft()
            self.opened[kind] += 1
            name = f"{kind.name}.{self.opened[kind]}.html"
            (folder / name).write_text(self.open(address), encoding="utf-8")
        return self.opened.total()

    def open(self, address: str) -> str:
        """Return what is answered at an address, and queue where that leads."""
        with transaction.atomic():
            answer = self.client.get(address)
            body = b"" if answer.streaming else answer.content
            answer.close()
            transaction.set_rollback(True)
        kind = answer.headers.get("Content-Type", "")
        text = body.decode() if kind.startswith("text/html") else ""
        for link in links_of(text):
            self.add(address, link)
        lead = answer.headers.get("Location", "")
        if lead:
            self.add(address, lead)
        return settled(f"<!-- {address} -->\n<p>{answer.status_code} {kind} {lead}</p>\n{text}")

    def add(self, page: str, link: str) -> None:
        """Queue an address of a kind of which there are not yet enough."""
        parts = urlsplit(urljoin(f"http://{HOST}{page}", link))
        kind = kind_of(parts.path, parts.query)
        if parts.hostname != HOST or kind is None:
            return
        address = f"{parts.path}?{parts.query}" if kind.keys else parts.path
        if address not in self.seen and self.queued[kind] < self.samples:
            self.queued[kind] += 1
            self.seen.add(address)
            self.queue.append((kind, address))


def links_of(text: str) -> list[str]:
    """Return where a page leads."""
    parser = Links()
    parser.feed(text)
    return parser.found


def kind_of(path: str, query: str) -> Kind | None:
    """Return the kind of an address of the project; None of others, such as static files."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    keys = tuple(sorted({key for key, _ in parse_qsl(query, keep_blank_values=True)}))
    return Kind(match.route, keys if len(keys) <= QUERY_KEYS else ())


def plain_addresses() -> Iterator[str]:
    """Walk the routes that take no value."""

    def walk(resolver: Any, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            pattern = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, pattern)
            elif "<" not in pattern and "(?P" not in pattern:
                yield f"/{pattern}"

    return walk(get_resolver(), "")


def settled(text: str) -> str:
    """Return a page without what differs at each answer; its UUIDs are numbered."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    numbers: dict[str, str] = {}
    return UUID.sub(lambda m: numbers.setdefault(m[0], f"uuid-{len(numbers) + 1}"), text)


def main() -> None:
    """Save the pages of every role."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--samples", type=int, required=True)
    given = parser.parse_args()
    django.setup()
    settings.DEBUG = False  # pages of faults as readers see them
    logging.disable(logging.CRITICAL)
    for role in ROLES:
        count = Walk(role, given.language, given.samples).run(given.folder / role)
        print(role, count, "pages", flush=True)  # noqa: T201 - how far it has come


if __name__ == "__main__":
    main()
