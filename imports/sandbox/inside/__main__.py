"""Read one file inside the sandbox: `python -m imports.sandbox.inside FILE FOLDER MEMORY SECONDS WRITTEN ROWS OUT`.

Writes the rows to the open file OUT, and into the folder an answer: the sheets, or why the file was refused.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from imports.sandbox.inside.limits import BYTES_A_SECOND, Limits
from web.sandbox.inside.answering import answer


def read(path: Path, folder: Path, limits: Limits, rows: int, to: int) -> dict[str, Any]:
    """Judge the file, then write its rows; say what kind of file it was."""
    # Only now, under the limits: what reads strangers' bytes.
    from imports.sandbox.inside import kinds, old_xml, out, page, text, workbook  # noqa: PLC0415 - only what is needed is loaded

    by_size = path.stat().st_size // BYTES_A_SECOND
    limits.earn(by_size)
    kind, encoding = kinds.kind_of(path), ""
    with os.fdopen(to, "wb") as target:
        writer = out.Writer(folder, target, rows, lambda by_cells: limits.earn(by_size + by_cells))
        if kind == "csv":
            encoding = text.write_text(path, writer)
        elif kind == "html":
            encoding = page.write_page(path, writer)
        elif kind == "xml":
            old_xml.write_sheets(path, writer)
        else:
            if kind != "xls":
                kinds.judge(path)
            workbook.write_sheets(path, kind, writer)
    return {"kind": kind, "encoding": encoding, "sheets": writer.sheets}


def main(file: str, folder: str, *numbers: str) -> None:
    """Answer what stands in a file."""
    memory, seconds, written, rows, to = map(int, numbers)
    limits = Limits(memory, seconds, written)
    answer(Path(folder), limits, partial(read, Path(file), Path(folder), limits, rows, to))


main(*sys.argv[1:])
