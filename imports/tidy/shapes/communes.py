"""The communes of a table."""

from collections.abc import Iterator, Sequence

from imports.tidy.asking import Asking
from imports.tidy.model import Known, Record, Table


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each row that says something."""
    yield from ()
