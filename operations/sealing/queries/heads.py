"""Heads of the chains: what goes out of the database each day, and whether it still agrees with what went out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from operations.models import Block, Cut
from operations.sealing.rules.files import day_of
from operations.sealing.rules.wrongs import Wrong

_AT_ONCE = 500
_FACTS = ("chain", "number", "serial", "hash")
_LEAST = {"serial", "hash"}


class NotHeads(Exception):
    """A file that holds no heads of chains."""


def heads(now: datetime) -> Iterator[str]:
    """Yield lines of JSON: when and how much, then the last block of each chain."""
    last = Block.unscoped.last()
    about: dict[str, Any] = {"at": timezone.localtime(now).isoformat(timespec="seconds")}
    about |= {"serial": last.serial if last else 0, "hash": last.hash if last else ""}
    yield json.dumps(about)
    newest = Block.unscoped.values("chain").annotate(serial=Max("serial")).values_list("serial")
    keys = sorted(serial for (serial,) in newest if last and serial <= last.serial)
    for some in batched(keys, _AT_ONCE, strict=False):
        for facts in Block.unscoped.filter(pk__in=some).order_by("pk").values(*_FACTS):
            yield json.dumps(facts, sort_keys=True)


def kept() -> list[Path]:
    """Return the files of heads that lie beside the backups, oldest first."""
    named = [Path(one) for one in (settings.BACKUP_DIR, settings.BACKUP_COPY) if one]
    found = [one for folder in named if folder.is_dir() for one in folder.iterdir()]
    return sorted((one for one in found if day_of(one.name)), key=lambda one: one.name)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the heads that a file holds. Raises NotHeads, OSError."""
    *lines, end = path.read_text(encoding="utf-8").split("\n")
    # A line that was cut off while it was written tells nothing; nobody's heads end like that.
    try:
        found = [json.loads(line) for line in (lines or [end])]
        if any(_LEAST - set(one) for one in found):
            raise NotHeads
    except (ValueError, TypeError) as fault:
        raise NotHeads from fault
    return [one for one in found if one["serial"]]


def all_kept() -> Iterator[dict[str, Any]]:
    """Yield the heads in all files beside the backups. Raises NotHeads, OSError."""
    for path in kept():
        yield from read(path)


def differing(found: Iterable[Mapping[str, Any]], cut: Cut | None) -> Iterator[Wrong]:
    """Yield each head that went out and stands no more: what is before it was made anew, or what is after it is gone."""
    for some in batched(found, _AT_ONCE, strict=False):
        blocks = Block.unscoped.filter(pk__in=[one["serial"] for one in some])
        now = {facts["serial"]: facts for facts in blocks.values(*_FACTS)}
        for head in some:
            serial = head["serial"]
            is_gone = serial not in now and cut is not None and serial <= cut.through
            said = {name: head[name] for name in _FACTS if name in head}
            if not is_gone and not said.items() <= now.get(serial, {}).items():
                yield Wrong(
                    kind="head",
                    chain=head.get("chain", ""),
                    number=head.get("number"),
                    serial=serial,
                )
