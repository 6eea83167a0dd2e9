"""Judge a file inside the sandbox: `python -m … FILE FOLDER MEMORY SECONDS WRITTEN KIND SIDE`.

Leaves in the folder what may be kept, unless the file is kept as it is; or answers why it is not.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from web.sandbox.inside.answering import answer
from web.sandbox.inside.limits import Limits, Refused


def judge(path: Path, folder: Path, kind: str, side: int) -> dict[str, Any]:
    """Return whether there is a new file to be kept in place of this one."""
    # Only now, under the limits: what reads strangers' bytes.
    from teams.documents.rules.inside.mixed import is_mixed  # noqa: PLC0415 - only what is needed is loaded

    data = path.read_bytes()
    if is_mixed(data, kind):
        raise Refused("mixed")
    kept = folder / "kept"
    if kind != "pdf":
        from teams.documents.rules.inside.picture import redraw  # noqa: PLC0415 - only what is needed is loaded

        redraw(data, kind, side, kept)
        return {"anew": True}
    from teams.documents.rules.inside.pdf import clean  # noqa: PLC0415 - only what is needed is loaded

    return {"anew": clean(data, kept)}


def main(file: str, folder: str, *told: str) -> None:
    """Answer what may be kept of a file."""
    memory, seconds, written, side = (int(number) for number in (*told[:3], told[4]))
    limits = Limits(memory, seconds, written)
    answer(Path(folder), limits, partial(judge, Path(file), Path(folder), told[3], side))


main(*sys.argv[1:])
