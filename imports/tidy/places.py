"""Which village a row is of, by its cells and what stands around it; rows of other communes are left out unseen."""

from imports.tidy.asking import Asking
from imports.tidy.model import Known, Record


def settle(record: Record, known: Known, asking: Asking) -> bool:
    """Give a record its village, as a key in `cells["village"]`; say whether the record is taken.

    One that waits for an answer, or that is of another commune, is not.
    """
    text = str(record.cells.get("village") or "")
    found = known.villages.find(text)
    key = str(found.pk or "") or asking.ask(
        "village",
        text,
        [str(pk) for pk in known.villages.keys()] + ["skip"],
        spot=record.spots.get("village"),
    )
    if not key or key == "skip":
        return False
    record.cells["village"] = int(key)
    return True
