"""Spellings of headings: none is lost where many are kept in little room."""

import pytest

from imports.tidy.columns import spelling, vocabulary
from imports.tidy.columns.spelling import (
    HINT,
    MAYBE,
    SURE,
    bare,
    known,
    looked_up,
    misspelled,
    spelled,
)

LISTS = {"HINTS": HINT, "MAYBE": MAYBE, "SURE": SURE}


@pytest.fixture(scope="module")
def written():
    """Return bare letters → (role, text) → how sure, as the vocabulary says it."""
    found = {}
    for name, sureness in LISTS.items():
        for module in vocabulary.MODULES:
            for role, listed in getattr(module, name, {}).items():
                for text in spelled(listed):
                    found.setdefault(bare(text), {})[role, text] = sureness
    return found


def test_every_spelling_of_the_vocabulary_is_kept_once_with_its_surest(written):
    kept = {
        key: [(one.role, one.text, one.sureness) for one in spelling._spellings(lines)]
        for key, lines in known().items()
    }
    assert kept.keys() == written.keys() - {""}
    for key, ones in kept.items():
        assert sorted(ones) == sorted((*of, sure) for of, sure in written[key].items())


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Platform", {"local_platform": SURE, "platform": MAYBE}),
        ("Th", {"born_month": MAYBE, "month": MAYBE}),
    ],
)
def test_a_role_whose_name_ends_another_is_told_beside_it(text, roles):
    assert dict(looked_up(text)) == roles


def test_a_letter_that_is_another_one_tells_both_too():
    assert misspelled("Platfrom").keys() == {"local_platform", "platform"}
