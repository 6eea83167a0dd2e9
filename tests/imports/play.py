"""Show what our reader makes of files: `python -m tests.imports.play FILE …`, for a commune of four villages."""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import django

from web.sandbox import turns


def commune():
    """Return Tuy An Đông, which has three villages of today's names and one that was called otherwise."""
    from tests.imports.corpus.facts import Thing
    from tests.imports.corpus.truth import Commune

    own = Commune(
        kind="Xã",
        name="Tuy An Đông",
        province="Đắk Lắk",
        former=("An Ninh Đông", "An Hải"),
        neighbours=("Tuy An Bắc", "Ô Loan"),
        today=date(2026, 9, 25),
        platform="Đắk Lắk Số",
    )
    for name, former in (
        ("Phú Hội", ""),
        ("Phú Lương", ""),
        ("Hội Phú", ""),
        ("Phú Lợi Mới", "Phú Lợi"),
    ):
        facts = {"kind": "Thôn", "name": name, "former": former, "households": 100, "people": 400}
        own.villages.append(Thing("village", facts))
    return own


def show(path):
    """Print the rows that would be written, what is asked, what is left and what is taken."""
    from tests.imports.product import ProductReading

    reading = ProductReading(path.read_bytes(), path.name, commune())
    sys.stdout.write(f"\n===== {path.name} {reading.refused}\n")
    for kind, line in reading.lines:
        said = {key: str(value) for key, value in line.values.items()}
        wrong = [one["what"] for one in [*line.problems, *line.notes]]
        sys.stdout.write(
            f"  {kind[:5]} {line.sheet}:{line.number} {line.block} {'head' if line.is_head else ''} {said} {wrong}\n"
        )
    for one in reading.asking.questions.values():
        sys.stdout.write(
            f"  ? {one.kind} {one.subject!r} {list(one.choices)[:9]} ×{one.count} {one.proposal} {one.source}\n"
        )
    for one in reading.asking.left:
        sys.stdout.write(
            f"  - {one.why} {one.sheet} {one.rows} {one.columns} ×{one.count} {one.name}\n"
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    turns.FOLDER = Path(tempfile.mkdtemp())
    for name in sys.argv[1:]:
        show(Path(name))
