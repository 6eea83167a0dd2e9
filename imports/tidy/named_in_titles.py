"""Which villages a title names: "các thôn, buôn" and "thôn năm 2026" are none, nor is "ban hành"."""

import re

from areas.names import fold
from imports.spreadsheet.caches import of_file

_KINDS = r"(?:thon|buon|khu pho|khoi pho|to dan pho|tdp|kp)"
# What follows the word for a kind where no name does.
_NO_NAME = r"(?:thon|buon|khu|khoi|to|tdp|kp|cua|tren|trong|tai|va|thuoc|o|theo|kem|ban hanh|xa|phuong|dac khu|nam 20\d\d)\b"
_NAMED = re.compile(rf"(?<!cac )(?<!cap )\b{_KINDS} (?!{_NO_NAME})\w+(?: \w+)?")


@of_file(1_024)
def villages_named(text: str) -> tuple[str, ...]:
    """Return what a text says of villages by their names, folded: the kind and a word or two of each."""
    return tuple(_NAMED.findall(fold(text)))
