"""How many taps away each page is from where a person lands: a walk along links, menus opened on the way."""

import heapq
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Parts that a page brings in by itself.
BY_ITSELF = re.compile(r"\b(load|revealed|intersect)\b")
# Addresses of files, or that only lead on.
FILES = re.compile(r"/excel/|tep=excel|/mau/|/static/|/ban-chup/|/anh/|^/quan-tri/.+")

# What is opened: an address gives the address it ended at and its text, or None where there is no page.
type Fetch = Callable[[str], tuple[str, str] | None]


class Links(HTMLParser):
    """The links of a page, each with the taps it takes: one, and one for each closed fold it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self.parts: list[str] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a part brought in, or a fold."""
        said = dict(attrs)
        href = said.get("href") or said.get("xlink:href")
        if tag == "a" and href:
            self.found.append((href, 1 + sum(folds for _, folds in self._open)))
        if said.get("hx-get") and BY_ITSELF.search(said.get("hx-trigger") or ""):
            self.parts.append(str(said["hx-get"]))
        if tag not in VOID:
            self._open.append((tag, int(tag == "details" and "open" not in said)))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        while self._open:
            if self._open.pop()[0] == tag:
                break


def links_of(address: str, text: str, fetch: Fetch) -> Iterator[tuple[str, int]]:
    """Yield the addresses a page leads to with the taps each takes, those of its later parts too."""
    page = Links()
    page.feed(text)
    yield from ((urljoin(address, href), taps) for href, taps in page.found)
    for part in page.parts:
        if found := fetch(urljoin(address, part)):
            yield from links_of(address, found[1], lambda _: None)


def depths(
    start: str, fetch: Fetch, name_of: Callable[[str], str], enough: int = 2
) -> dict[str, int]:
    """Return the fewest taps to each named page; of one name the first few addresses are walked on from."""
    waiting, found, opened = [(0, start)], dict[str, int](), dict[str, int]()
    seen = set[str]()
    while waiting:
        taps, address = heapq.heappop(waiting)
        place = urlsplit(address)
        path, query = place.path, f"?{place.query}" if place.query else ""
        name = name_of(path)
        if path + query in seen or FILES.search(path + query) or not name:
            continue
        seen.add(path + query)
        opened[name] = opened.get(name, 0) + 1
        if opened[name] > enough or not (page := fetch(path + query)):
            continue
        for reached in {name, name_of(urlsplit(page[0]).path) or name}:
            found[reached] = min(found.get(reached, taps), taps)
        for link, more in links_of(page[0], page[1], fetch):
            if urlsplit(link).netloc == place.netloc:
                heapq.heappush(waiting, (taps + more, link))
    return found
