"""Somebody who reads every public page of several days and takes numbers from each other."""

import itertools
import re
from functools import cache

# What a commune has that a page could give away, by the numbers it is the difference of.
NUMBERS = ("households", "surveyed", "covered")
DERIVED = (
    ("households", "surveyed"),
    ("households", "covered"),
    ("surveyed", "covered"),
)
# More than any commune has.
ANY = (0, 10**6)


def narrowed(known, sums):
    """Carry what is known of sums to their parts and back, until nothing new follows.

    `known` is key → (least, most) and is changed; `sums` are (parts, least, most).
    """
    moved = True
    while moved:
        moved = False
        for parts, least, most in sums:
            low, high = (sum(known[part][end] for part in parts) for end in (0, 1))
            for part in parts:
                a, b = known[part]
                found = max(a, least - (high - b)), min(b, most - (low - a))
                if found != (a, b):
                    known[part], moved = found, True
                    low, high = low + found[0] - a, high + found[1] - b
    return known


@cache
def widths_of_rounded(counts, base):
    """Return how many values each number of a commune, and each difference, may have: all cases are tried.

    `counts` are the lower ends of the three numbers as they are published, rounded down to `base`.
    """
    few = tuple(n - min(counts) for n in counts)
    cases = [
        (n, s, c)
        for n, s, c in itertools.product(*(range(one, one + base) for one in few))
        if c <= s <= n
    ]
    numbers = [[case[at] for case in cases] for at in range(len(NUMBERS))]
    pairs = [(NUMBERS.index(a), NUMBERS.index(b)) for a, b in DERIVED]
    numbers += [[case[a] - case[b] for case in cases] for a, b in pairs]
    return [len(set(values)) for values in numbers]


ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
PART = re.compile(r"^(chưa rõ|rất ít|hầu hết|[\d.]+)/([\d.]+)(?: · ([\d,]+)(?:–([\d,]+))?%| · —)?$")


def rows_of(page):
    """Return name → the two cells of households, of every row of a page; None where they are hidden."""
    found = {}
    for row in ROW.findall(page.split("<tbody>")[1]):
        cells = [" ".join(TAG.sub(" ", cell).split()) for cell in CELL.findall(row)]
        found[cells[0]] = [read(cell) for cell in cells[3:]] if len(cells) == 5 else None
    return found


def read(cell):
    """Return part and whole as a cell says them; what stands beside them must follow from them."""
    n, of, share, high = PART.match(cell).groups()
    whole = int(of.replace(".", ""))
    part = {"chưa rõ": 0, "rất ít": 0, "hầu hết": whole}.get(n)
    part = int(n.replace(".", "")) if part is None else part
    if share:
        shown = min(max(round(100 * part / whole, 1), 0.1), 99.9) if 0 < part < whole else 0.0
        assert f"{shown:.1f}".replace(".", ",") == share, cell
    if n == "chưa rõ":
        # The range from none to all, in words.
        return part, whole, 100.0
    return part, whole, float(high.replace(",", ".")) if high else None
