"""Judge a template and fill it: `python -m … FILE FOLDER MEMORY SECONDS WRITTEN`.

The folder holds what may be filled in; it is left with the filled file, or the answer says why there is none.
"""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from web.sandbox.inside.answering import answer
from web.sandbox.inside.limits import Limits

CONTEXT, MADE = "context.json", "made.docx"


def fill(path: Path, folder: Path) -> dict[str, Any]:
    """Return which placeholders the template has; the filled file lies in the folder then."""
    # Only now, under the limits: what reads strangers' bytes.
    from periodic.documents.rules.inside import engine, package  # noqa: PLC0415 - only what is needed is loaded

    told = json.loads((folder / CONTEXT).read_bytes())
    try:
        package.judge(path)
        return {"names": engine.fill(path, folder / MADE, told)}
    except package.Bad as bad:
        return {"refused": bad.why, "words": bad.words}


def main(file: str, folder: str, *numbers: str) -> None:
    """Answer what came of a template."""
    answer(Path(folder), Limits(*map(int, numbers)), partial(fill, Path(file), Path(folder)))


main(*sys.argv[1:])
