"""Whether a word could be a Vietnamese syllable as it is spelled: one onset, one nucleus, one tone."""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Only these tones stand on a syllable that is closed by a stop.
_OF_STOPS = frozenset("\u0301\u0323")
_ONSET = "(?:ngh?|gh|gi|kh|nh|ph|qu|t[hr]|ch?|[bdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|uyu|ươ[iu]|iêu|yêu|oa[iyo]|oeo|uây?|uôi|ia|iê|iu|yê|oa|oă|oe|oi|oo|ôi|ơi|"
    "ưa|ưi|ươ|ưu|ua|uê|ui|uô|uơ|uy|a[iouy]|âu|ây|eo|êu|[aăâeêioôơuưy])"
)
_CODA = "(?:ngh?|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}{_CODA}")
_STOPPED = re.compile(".*(?:ch|[cpt])")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any capitals, could be one written syllable."""
    signs = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in signs if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.fullmatch(bare) or bool(_OF_STOPS & set(tones))
