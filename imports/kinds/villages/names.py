"""How a village is called: the word for what it is, and its name."""

import re

from django.utils.translation import gettext as _

from areas.kinds import VILLAGE_KINDS, Kind
from areas.models import Area
from areas.names import fold
from imports.spreadsheet import values
from imports.spreadsheet.book import Cell
from imports.spreadsheet.values import Understood, Wrong

# What stands for a kind, folded, longest first: "to dan pho" before "to".
_KINDS = {fold(str(label)): Kind(value) for value, label in VILLAGE_KINDS}
_KINDS |= {"tdp": Kind.TO_DAN_PHO, "to dp": Kind.TO_DAN_PHO}
_NUMBERED = re.compile(r"^\d{1,3}\s*[.)]\s+(?=\D)")
_HEADS = sorted(_KINDS, key=len, reverse=True)


def kind_of(cell: Cell) -> Understood[str]:
    """Read what a village is: thôn, buôn, khu phố; blank is ""."""
    text = values.text(cell, longest=60).value
    if not text:
        return Understood("")
    if (kind := _KINDS.get(fold(text))) is None:
        how = _("Ghi Thôn, Buôn, Khu phố, Tổ dân phố…")
        raise Wrong(_("Không hiểu “%(text)s”.") % {"text": text}, how)
    return Understood(kind.value)


def split(text: str) -> tuple[str, str]:
    """Return the kind that stands before a name, "" for none, and the name, without its row number."""
    words = _NUMBERED.sub("", text).split()
    for head in _HEADS:
        length = len(head.split())
        if len(words) > length and fold(" ".join(words[:length])) == head:
            rest = words[length:]
            is_numbered = len(rest) > 1 and fold(rest[0]) == "so" and rest[1].isdecimal()
            return _KINDS[head].value, " ".join(rest[1:] if is_numbered else rest)
    return "", " ".join(words)


def is_named(village: Area, kind: str, name: str) -> bool:
    """Say whether a village is called so, marks aside."""
    return village.kind == kind and fold(village.name) == fold(name)
