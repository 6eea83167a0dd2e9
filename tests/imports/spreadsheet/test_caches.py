"""What texts of a file mean is kept while it is read, and nowhere longer: names of people are among them."""

import gc
from functools import _lru_cache_wrapper

import imports.tidy.file  # noqa: F401 loads everything that reads
from imports.spreadsheet import caches
from imports.tidy.cells.names import name
from imports.tidy.columns.evidence import looks_of_text


def test_nothing_of_a_text_is_kept_when_its_file_was_read():
    made = []
    kept = caches.of_file(8)(lambda text: made.append(text) or text)
    assert (kept("Lê An"), kept("Lê An"), made) == ("Lê An", "Lê An", ["Lê An"])
    caches.forget()
    kept("Lê An")
    assert made == ["Lê An", "Lê An"]


def test_every_cache_of_texts_is_of_a_file():
    """Caches without end, and those of more than one result, hold patterns and vocabularies only."""
    looks_of_text("Lê Thị Bảy"), name("Lê Thị Bảy")
    caches.forget()
    gc.unfreeze()  # what stands until the end of the tests is not listed else
    every = [one for one in gc.get_objects() if type(one) is _lru_cache_wrapper]
    gc.freeze()
    own = [one for one in every if str(one.__module__).startswith("imports.tidy")]
    assert own
    for one in own:
        bounded = one.cache_info().maxsize
        assert bounded in {None, 1} or not one.cache_info().currsize, one
