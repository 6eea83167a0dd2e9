"""Names of villages as people write them: what is matched is right, what is not sure is asked."""

import re
import unicodedata
from pathlib import Path

import pytest

from areas.kinds import Kind
from imports.tidy.villages import Found, Villages

FILE = Path(__file__).parent / "village_names.txt"
# Matched without asking, of the names that mean one village.
SHARE = 0.98
ROMAN = re.compile(r"\b[IVX]+\b")


def load():
    """Return for each commune its title, keys by village, villages and (written, expected)."""
    communes = []
    for line in FILE.read_text().splitlines():
        if line.startswith("== "):
            communes.append((line[3:], {}, {}, []))
        elif line.startswith("= "):
            key, *names = [part.strip() for part in line[2:].split("|")]
            _, keys, villages, _ = communes[-1]
            keys[len(keys) + 1] = key
            pairs = zip(names[::2], names[1::2], strict=True)
            villages[len(keys)] = [(Kind(kind), name) for kind, name in pairs]
        elif " > " in line and not line.startswith("#"):
            written, _, expected = line.rpartition(" > ")
            communes[-1][3].append((written, expected))
    return communes


COMMUNES = load()
CASES = [
    (commune, written, expected)
    for commune, (_, _, _, cases) in enumerate(COMMUNES)
    for written, expected in cases
]
ASKED = [Villages(villages) for _, _, villages, _ in COMMUNES]


def answer(commune, written):
    """Return the key matched, or None, and the keys proposed."""
    keys, found = COMMUNES[commune][1], ASKED[commune].find(written)
    return keys.get(found.pk), {keys[pk] for pk in found.proposals}


def test_the_set_is_large_and_has_no_line_twice():
    assert len(CASES) >= 300
    assert len({case[:2] for case in CASES}) == len(CASES)


FORMS = {
    "as written": lambda text: text,
    "in NFD": lambda text: unicodedata.normalize("NFD", text),
    "with hard spaces": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_name_is_matched_wrongly_and_few_are_asked(form):
    wrong, matched, meant = [], 0, 0
    for commune, written, expected in CASES:
        key, proposals = answer(commune, form(written))
        named = expected.lstrip("?")
        if expected.startswith(("?", "-")):
            fine = key is None and (named in ("", "-") or named in proposals)
            wrong += [] if fine else [(written, expected, key, proposals)]
        else:
            meant, matched = meant + 1, matched + (key == expected)
            fine = key == expected or (key is None and expected in proposals)
            wrong += [] if fine else [(written, expected, key, proposals)]
    assert wrong == []
    assert matched >= SHARE * meant, (matched, meant)


def test_capitals_change_nothing():
    for commune, written, _ in CASES:
        if not ROMAN.search(written.upper()):
            assert answer(commune, written.upper()) == answer(commune, written.upper().lower())


def test_without_villages_nothing_is_found():
    assert Villages({}).find("Phú Hội") == Found(None)
    assert Villages({1: []}).find("") == Found(None)
    assert Villages({1: [(Kind.THON, "²")]}).find("Thôn ³") == Found(None)


@pytest.mark.parametrize("text", ["UBND An Phú, xóm 2", "Công an An Phú"])
def test_an_office_without_the_word_for_its_unit_names_no_village(text):
    said = Villages({1: [(Kind.THON, "Phú Hội")]}).read_among(text)
    assert said is None or said.found.pk is None


@pytest.mark.parametrize(
    ("text", "named"),
    [("nhà thôn trưởng", None), ("nha buon truong", None), ("thôn Nam Trường", "thôn Nam Trường")],
)
def test_the_house_of_an_office_is_no_village_and_a_name_that_sounds_like_one_is(text, named):
    said = Villages({1: {(Kind.THON, "Hội Phú")}}).read_among(text)
    assert (said and said.named) == named


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("Phú Hội (cũ: Phú Hội 1 + Phú Hội 2)", 1),
        ("Thôn Phú Hội (sáp nhập thôn Phú Hội, thôn 4)", 1),
        ("Thôn 2 (giữ nguyên)", 2),
        ("Thôn 3 (giữ nguyên)", None),
    ],
)
def test_what_a_village_was_before_stands_in_brackets_behind_its_name(text, pk):
    villages = Villages({1: [(Kind.THON, "Phú Hội")], 2: [(Kind.THON, "2")]})
    assert villages.read(text).found.pk == pk
