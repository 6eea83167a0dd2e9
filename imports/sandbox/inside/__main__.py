"""Read one file inside the sandbox: `python -m imports.sandbox.inside FILE FOLDER ROWS MEMORY SECONDS`.

Leaves `book.json` in the folder, with the sheets or with why the file was refused.
"""

import json
import sys
from pathlib import Path
from typing import Any

from imports.sandbox.inside.limits import Limits, Refused


def read(path: Path, folder: Path, limits: Limits) -> dict[str, Any]:
    """Judge the file, then write its rows; say what kind of file it was."""
    # Only now, under the limits: what reads strangers' bytes.
    from imports.sandbox.inside import kinds, out, text, workbook  # noqa: PLC0415

    kind, encoding = kinds.kind_of(path), ""
    writer = out.Writer(folder, limits)
    if kind == "csv":
        encoding = text.write_text(path, writer)
    else:
        if kind != "xls":
            kinds.judge(path)
        workbook.write_sheets(path, kind, writer)
    return {"kind": kind, "encoding": encoding, "sheets": writer.sheets}


def main(file: str, folder: str, *numbers: str) -> None:
    """Answer in any case: whatever goes wrong with a stranger's file is the file's fault."""
    limits = Limits(*map(int, numbers))
    limits.enforce()
    try:
        answer = read(Path(file), Path(folder), limits)
    except Refused as refused:
        answer = {"refused": refused.why, "facts": refused.facts}
    except MemoryError:
        answer = {"refused": "memory"}
    except BaseException as error:  # a panic of the parser is no Exception
        answer = {"refused": "broken", "error": type(error).__name__}
    (Path(folder) / "book.json").write_text(json.dumps(answer))


main(*sys.argv[1:])
