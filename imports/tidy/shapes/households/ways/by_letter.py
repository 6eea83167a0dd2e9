"""A letter or Roman number before the head, numbers before the others; or the other way about."""

from collections.abc import Iterator, Sequence

from imports.tidy.shapes.households.labels import label_kind
from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import INFERRED, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that begin at a label of another kind than those below it."""
    for key in ("letter", "stt", "number"):
        column = signs.labels.get(key)
        if not column or not any(column):
            continue
        kinds = [label_kind(text) for text in column]
        for kind in ("alpha", "word", "int"):
            if kinds[0] == kind and _counts(column, kinds, kind):
                yield Way("letter", INFERRED, begin([one == kind for one in kinds]))
                return


def _counts(column: Sequence[str], kinds: Sequence[str], kind: str) -> bool:
    """Tell whether labels of this kind count households: others stand between, and none comes twice in a row."""
    others = set(kinds) - {kind}
    own = [text for text, one in zip(column, kinds, strict=True) if one == kind]
    is_counted = all(text != before for text, before in zip(own[1:], own, strict=False))
    return bool(others - {"dotted"}) and is_counted and (kind != "int" or "" not in others)
