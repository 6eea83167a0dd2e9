"""The list of erasures that lies beside the backups, here and in the second place: a restore applies it.

A line is added when somebody was erased, and the whole list is written again each day. A line that the database
does not know (it was restored from before) stays: the list never becomes shorter.
"""

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from erasure.models import Erasure
from erasure.queries.listed import line_of, lines_of_all
from erasure.rules.listed import LIST, Listed, joined, read_all

logger = logging.getLogger(__name__)
_READABLE = 0o600


def places() -> list[Path]:
    """Return where backups lie; none where that was not said."""
    return [Path(one) for one in (settings.BACKUP_DIR, settings.BACKUP_COPY) if one]


def note_erased(erasure: Erasure) -> bool:
    """Add an erasure to the list in every place; say whether it is there. Where it cannot be, the day's work adds it."""
    if not places():
        return False
    line = line_of(erasure)
    # In every place that can be written, also where another cannot.
    written = [_written(place, [line]) for place in places()]
    if not all(written):
        return False
    Erasure.unscoped.filter(pk=erasure.pk).update(listed_at=timezone.now())
    return True


def write_all() -> int:
    """Write the whole list again in every place; return how many lines the database knows. Raises OSError."""
    now, lines = timezone.now(), lines_of_all()
    for place in places():
        with _alone_in(place):
            _replace(place, joined(_there(place), lines))
    if places():
        Erasure.unscoped.done().filter(confirmed_at__lte=now).update(listed_at=now)
    return len(lines)


def _written(place: Path, lines: list[Listed]) -> bool:
    try:
        with _alone_in(place):
            _replace(place, joined(_there(place), lines))
    except OSError as error:
        logger.error("the list of erasures could not be written: %s", type(error).__name__)  # noqa: TRY400 - its text may name people
        return False
    return True


@contextmanager
def _alone_in(place: Path) -> Iterator[None]:
    """Let nobody else write the list meanwhile. A second place that is not mounted is not made."""
    if str(place) == settings.BACKUP_DIR:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / f".{LIST}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _there(place: Path) -> list[Listed]:
    path = place / LIST
    return read_all(path.read_bytes())[0] if path.exists() else []


def _replace(place: Path, lines: Iterable[Listed]) -> None:
    """Write the list whole, or not at all; when it returns it outlasts a power cut."""
    part = place / f".{LIST}.part"
    try:
        with part.open("wb") as file:
            part.chmod(_READABLE)
            file.writelines(one.written() for one in lines)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, place / LIST)  # noqa: PTH105 - whole, or not at all
        _settle(place)
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
