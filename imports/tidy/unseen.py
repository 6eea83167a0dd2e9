"""Questions about texts of rows of which nothing is shown: they are forgotten once it is known which rows these are."""

from imports.tidy.asking import Asking, about

# In which rows each text stands that is asked about before it is known whose its row is.
_ROWS = "rows of texts to repair"


def note(text: str, sheet: int, row: int, asking: Asking) -> None:
    """Note where a text stands that is asked about."""
    noted = asking.memory.setdefault(_ROWS, {})
    noted.setdefault(about("repair", text), set()).add((sheet, row))


def forget(asking: Asking) -> None:
    """Ask nothing about texts that stand in rows of which nothing is shown, and nowhere else."""
    for key, rows in asking.memory.get(_ROWS, {}).items():
        if all(row in asking.hidden.get(sheet, ()) for sheet, row in rows):
            asking.questions.pop(key, None)
