"""How a process in the sandbox answers, whatever happens to it: a file of JSON, or the number it ends with."""

import errno
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from web.sandbox.inside.limits import FULL, Limits, Refused

ANSWER = "answer.json"
# How it ends where not even an answer can be written.
DISK_FULL = 28


def answer(folder: Path, limits: Limits, read: Callable[[], dict[str, Any]]) -> None:
    """Read under the limits and answer in any case: what goes wrong with a stranger's file is the file's fault."""
    limits.enforce()
    said = _said(read)
    try:
        (folder / ANSWER).write_text(json.dumps(said))
    except OSError as error:
        sys.exit(DISK_FULL if error.errno in FULL else 1)


def _said(read: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return read()
    except Refused as refused:
        return {"refused": refused.why, "facts": refused.facts}
    except MemoryError:
        return {"refused": "memory"}
    except OSError as error:
        told = {errno.EFBIG: "inflated", errno.ENOMEM: "memory"} | dict.fromkeys(FULL, "disk")
        return {"refused": told.get(error.errno or 0, "broken"), "error": type(error).__name__}
    except BaseException as error:  # a panic of a parser is no Exception
        return {"refused": "broken", "error": type(error).__name__}
