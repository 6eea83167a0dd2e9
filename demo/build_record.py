"""What a demo was built as: the one journal entry by which its database is known for good."""

from dataclasses import dataclass

from areas.models import Area
from audit.actions import record
from config.every_page import BUILT, demo_entries, forget_demos


@dataclass(frozen=True)
class BuildRecord:
    """What a demo was built as."""

    map_year: int
    households: int
    # Whether the reform of 2025 was played over the map of 2024.
    reform: bool = False


def write_build_record(country: Area, built: BuildRecord) -> None:
    """Write the one journal entry for all that the demo wrote."""
    changes = {"map": [None, built.map_year], "households": [None, built.households]}
    if built.reform:
        changes["reform"] = [None, 1]
    record(by=None, verb=BUILT, subject=country, place=country.path or "", changes=changes)
    forget_demos()


def read_build_record() -> BuildRecord | None:
    """Return what this database was built as, or None when it is no demo."""
    entry = demo_entries().first()
    if entry is None:
        return None
    said = entry.changes
    return BuildRecord(said["map"][1], said["households"][1], "reform" in said)
