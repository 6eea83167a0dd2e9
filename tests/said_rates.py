"""Percentages that a page says, and whether the part and the whole they come from stand beside them."""

import re
from html.parser import HTMLParser

from figures.rates import Rate

PERCENT = re.compile(r"(\d+,\d) ?%")
# Both ends of what is not known: "0,4–100%".
BOTH = re.compile(r"(\d+,\d)–(\d+(?:,\d)?) ?%")
# "12/86", "1.204 / 2.862", "12 trên 86" is none: a rate is written with a stroke.
PART = re.compile(r"(?<![\d/.,])(\d[\d.]*)\s*/\s*(\d[\d.]*)(?![\d/]|,\d)")
# Of whom it is not known: they could all be among the part.
UNSAID = re.compile(r"(\d[\d.]*) người chưa rõ")
# What a reader takes in at once: the cell, the item, the sentence, the line.
LINES = {"td", "th", "li", "p", "dd", "dt", "caption", "h1", "h2", "h3", "div", "option", "label"}
SILENT = {"script", "style", "title", "template", "head"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    """Gathers the visible text of each line; a line inside another one belongs to both."""

    def __init__(self):
        super().__init__()
        self.open, self.lines = [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        # A bar with its value beside it is no line of its own: the cell that it stands in is.
        beside = tag == "div" and "ib" in (dict(attrs).get("class") or "").split()
        line = [] if tag in LINES and not beside else None
        self.open.append((tag, line))
        # A piece of its own, unless it only weighs or colours letters.
        if tag not in {"i", "b", "tspan", "span", "small", "a"}:
            self._say(" ")

    def handle_endtag(self, tag):
        if tag in VOID or tag not in {name for name, _ in self.open}:
            return
        while self.open:
            name, line = self.open.pop()
            if line is not None:
                self.lines.append("".join(line))
            if name == tag:
                break
        self._say(" ")

    def handle_data(self, data):
        if not any(tag in SILENT for tag, _ in self.open):
            self._say(data)

    def _say(self, words):
        """Add words to the innermost line, and to the cell or the item that it stands in."""
        first = True
        for tag, line in reversed(self.open):
            if line is not None and (first or tag in {"td", "li"}):
                line.append(words)
                first = False


def lines_of(page):
    """Return the lines of a page as they are read."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [" ".join(line.split()) for line in reader.lines if line.strip()]


def number(text):
    return int(text.replace(".", ""))


def value(text):
    return float(text.replace(",", "."))


def unfounded(line, ends=()):
    """Return the percentages of a line that no part and whole in it gives.

    `ends` says of parts and wholes of which much is unknown what the upper end may be: of one
    indicator or another, {(12, 2862): {2856, 2862}}. Of those the lower end alone is unfounded, unless the
    part is among them: then another indicator has the same counts and is known. Another upper end is
    unfounded, and so is any of what is not among them.
    """
    pairs = [(number(n), number(of)) for n, of in PART.findall(line)]
    pairs = [(n, of) for n, of in pairs if of and n <= of]
    given = {Rate(*pair).shown for pair in pairs if pair not in ends or pair[0] in ends[pair]}
    highs = {
        Rate(n, of).shown: {Rate(most, of).shown for most in ends[n, of]}
        for n, of in pairs
        if (n, of) in ends
    }
    for k in map(number, UNSAID.findall(line)):
        for n, of in pairs:
            if n + k <= of:
                highs.setdefault(Rate(n, of).shown, set()).add(Rate(n + k, of).shown)
    alone = PERCENT.findall(BOTH.sub(" ", line))
    # Both ends may stand apart, as a sentence or a large number writes them.
    said = {value(share) for share in alone}
    for low, others in highs.items():
        given |= ({low} & said) | others if others & said else set()
    wrong = [share for share in alone if value(share) not in given]
    both = BOTH.findall(line)
    wrong += [f"{a}–{b}" for a, b in both if value(b) not in highs.get(value(a), ())]
    return wrong
