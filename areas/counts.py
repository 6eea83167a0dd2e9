"""Who counts the villages of communes is told here: the count rows belong to an app above the tree."""

from collections.abc import Callable, Iterable

from areas.models import Area

type Recount = Callable[[Area], None]
type AddRows = Callable[[Iterable[Area]], None]

_counters: list[tuple[Recount, AddRows]] = []


def counted_by(recount: Recount, add_rows: AddRows) -> None:
    """Take who recounts a commune, and who makes the rows of new ones. Called from `AppConfig.ready`."""
    _counters.append((recount, add_rows))


def recount_villages(commune: Area) -> None:
    """Have the open villages of one commune recounted, inside the caller's transaction."""
    for recount, _ in _counters:
        recount(commune)


def add_rows(communes: Iterable[Area]) -> None:
    """Have count rows made for new communes."""
    for _, add in _counters:
        add(communes)
