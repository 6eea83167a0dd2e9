"""Names of the files in which heads of chains lie beside the backups, and which of them stay."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

# Each day of a month; of what is older the first of each month.
DAILY = timedelta(days=31)
# Added to the name of a file that tells of what a restored backup does not know.
ASIDE = "truoc-khoi-phuc"
_NAME = re.compile(r"to-so-nhat-ky-(dau|cuoi)-(\d{4}-\d{2}-\d{2})\.jsonl")


def heads_of(day: date) -> str:
    """Name the file of all heads of a day."""
    return f"to-so-nhat-ky-dau-{day:%Y-%m-%d}.jsonl"


def last_of(day: date) -> str:
    """Name the file to which the last block of all is added whenever entries were sealed."""
    return f"to-so-nhat-ky-cuoi-{day:%Y-%m-%d}.jsonl"


def day_of(name: str) -> date | None:
    """Return the day of a file of heads, by its name; None for any other file."""
    found = _NAME.fullmatch(name)
    return date.fromisoformat(found[2]) if found else None


def too_old(names: Iterable[str], today: date) -> list[str]:
    """Return the files that go."""
    days = {name: day for name in names if (day := day_of(name))}
    return [
        name
        for name, day in days.items()
        if today - day > DAILY and (day.day != 1 or name == last_of(day))
    ]
