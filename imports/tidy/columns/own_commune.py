"""The importer's own commune, in a column of its own whose heading nobody knows."""

from collections.abc import Sequence

from imports.tidy.columns.fits import MOST
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known
from imports.tidy.units import Whose

# Of these a row may say its commune.
_OF_COMMUNES = frozenset({"households", "teams", "activities", "villages"})


def own_commune(columns: Sequence[Column], kind: str, known: Known) -> None:
    """Tell a column without a heading that is known in whose every cell the importer's own commune stands."""
    if kind not in _OF_COMMUNES or known.commune is None:
        return
    if any(column.is_sure("commune") for column in columns):
        return
    for column in columns:
        is_open = not sure_of(column.means) and column.seen.share("commune") >= MOST
        if is_open and all(known.commune.read(text) is Whose.OWN for text in column.seen.texts):
            column.means = {"commune": SURE}
