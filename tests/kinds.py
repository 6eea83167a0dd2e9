"""Which kinds of elements a page has: what two pages that differ only by their data have in common."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SAID = ("class", "type", "role")


def kinds_of(text):
    """Return each tag with what styles it, the names of its attributes, and what it stands in."""
    reader = _Reader()
    reader.feed(text)
    return reader.kinds


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.kinds = [("", None)], set()

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class")))

    def handle_startendtag(self, tag, attrs):
        said = tuple(dict(attrs).get(name) for name in SAID)
        names = tuple(sorted(name for name, _ in attrs))
        self.kinds.add((self.open[-1], tag, said, names))

    def handle_endtag(self, tag):
        while len(self.open) > 1:
            if self.open.pop()[0] == tag:
                break
