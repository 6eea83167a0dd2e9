"""Heads of the chains go out of the database: each day all of them, and the last block whenever entries were sealed."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from operations.models import Block, Cut
from operations.sealing.queries.blocks import true_cut
from operations.sealing.queries.heads import NotHeads, differing, heads, kept, read
from operations.sealing.rules.files import ASIDE, heads_of, last_of, too_old
from operations.sealing.rules.hashing import secrets_by_name


def folders() -> list[Path]:
    """Return where backups lie, as far as these places are there."""
    named = [Path(one) for one in (settings.BACKUP_DIR, settings.BACKUP_COPY) if one]
    return [one for one in named if one.is_dir()]


def export() -> list[Path]:
    """Write the heads of today beside the backups, and remove what is old; return the files. Raises OSError."""
    now, written = timezone.now(), list[Path]()
    for folder in folders():
        path = folder / heads_of(timezone.localdate(now))
        part = folder / f".{path.name}.part"
        with part.open("w", encoding="utf-8") as file:
            part.chmod(0o600)
            file.writelines(f"{line}\n" for line in heads(now))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        written.append(path)
        for name in too_old((one.name for one in folder.iterdir()), timezone.localdate(now)):
            (folder / name).unlink(missing_ok=True)
    return written


def note_last() -> None:
    """Add the last block to the file of the day: whoever takes back what was sealed since cannot take it back there."""
    last = Block.unscoped.last()
    for folder in folders() if last else ():
        line = json.dumps({"serial": last.serial, "hash": last.hash})  # type: ignore[union-attr]  # there is one
        with (folder / last_of(timezone.localdate())).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def set_aside() -> list[Path]:
    """Set aside heads of what the database no longer knows, because an older backup was put back; return the files."""
    cut, aside = true_cut(secrets_by_name()), list[Path]()
    for path in kept():
        if _is_of_another(path, cut):
            aside.append(path.rename(path.with_name(f"{path.name}.{ASIDE}")))
    return aside


def _is_of_another(path: Path, cut: Cut | None) -> bool:
    try:
        return any(differing(read(path), cut))
    except NotHeads:
        return True
