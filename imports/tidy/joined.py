"""Words that are written as one: where each begins."""

import re

from areas.names import fold

_APOSTROPHE = re.compile(r"(?<=\w)\s?['`´‘’ʼ′]\s?(?=\w)")
# "KPChí Đức", "TTChí Thạnh", "Đ.khuPhú Quý": a capital begins a word.
_SHORT = re.compile(r"\b(KP|TDP|TT|TP|TX|ĐK|Tt|Tp|Tx)(?=[^\W\d_a-z][^\W\d_A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")
_WITHIN = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
# Words that a locked key writes "tHÔN", "bUÔN": nothing begins within them.
_LEVELS = frozenset(
    re.findall(
        r"\w+", "thon buon ban ap lang khu khoi to xom doi cum nhom khom xa phuong thi huyen"
    )
)


def apart(text: str) -> str:
    """Put blanks between words that are written as one ("KPChí Đức", "PhúHội"), and apostrophes away."""
    text = _SHORT.sub(r"\1 ", text)
    if not (text.islower() or text.isupper()):
        text = _LETTERS.sub(lambda match: _parted(match[0]), text)
    return _APOSTROPHE.sub("", text)


def _parted(word: str) -> str:
    if word[0].islower() and word[1:].isupper() and fold(word) in _LEVELS:
        return word
    return _WITHIN.sub(
        lambda at: " " if word[at.start() - 1].islower() and word[at.start()].isupper() else "",
        word,
    )
