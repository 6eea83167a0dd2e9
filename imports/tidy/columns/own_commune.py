"""Communes in a column whose heading nobody knows: the importer's own, or below a word that still says "Xã"."""

import re
from collections import Counter
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.fits import MOST
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known
from imports.tidy.roles import KINDS
from imports.tidy.spelling import HAMLET, VILLAGE, parts
from imports.tidy.units import Whose

# Of these a row may say its commune.
_OF_COMMUNES = frozenset({"households", "teams", "activities", "villages"})
_WORDS = frozenset({"xa", "phuong"})


def own_commune(columns: Sequence[Column], kind: str, known: Known) -> None:
    """Tell a column without a heading that is known in whose every cell the importer's own commune stands, or any below "Xã"."""
    if kind not in _OF_COMMUNES or known.commune is None:
        return
    if any(column.is_sure("commune") for column in columns):
        return
    for column in columns:
        is_said = _says_commune(column) or _names_own(column.seen.texts, known)
        if is_said and _is_open(column, kind):
            column.means = {"commune": SURE}


def _is_open(column: Column, kind: str) -> bool:
    """Tell a column of units whose heading says no role of such a table: "Đơn vị" of households is no organisation."""
    is_told = any(role in KINDS[kind] for role in sure_of(column.means))
    return not is_told and column.seen.share("commune", "unit") >= MOST


def _says_commune(column: Column) -> bool:
    """Tell a heading that was mistyped, in which a commune is still read, above communes: "Xã, phưng"."""
    said = re.split(r"\W+", fold(column.heading))
    return column.seen.share("commune") >= MOST and bool(_WORDS & {*said})


def _names_own(texts: Counter[str], known: Known) -> bool:
    """Tell names of the importer's commune, also of before, that sound like a village ("Buôn Triết") and are none of theirs.

    The heading may stand between them once more; what names a village, a team or another commune may not.
    """
    own = known.commune
    if own is None:
        return False
    told = {text: own.read(text) for text in texts}
    named = sum(often for text, often in texts.items() if told[text] is Whose.OWN)
    if named < MOST * texts.total() or not {*told.values()} <= {Whose.OWN, Whose.UNSAID}:
        return False
    within = {
        part.text for text in texts for part in parts(text) if part.level in {VILLAGE, HAMLET}
    }
    return all(own.read(text) is Whose.OWN for text in within) and not any(
        known.villages.find(text).pk for text in texts
    )
