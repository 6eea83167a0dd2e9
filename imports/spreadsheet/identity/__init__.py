"""What of a sheet identifies a person to the state or a bank, and is never kept: one rule, by headings and by cells.

Without Django and the database: it works inside the sandbox, before anything is laid down (imports.sandbox.inside.cutting).
"""

from imports.spreadsheet.identity.columns import Seen, Use, must_go
from imports.spreadsheet.identity.headings import Heading, heading_of
from imports.spreadsheet.identity.numbers import (
    MARK,
    covered,
    digits_of,
    is_long,
    masked,
    unmarked,
    without,
)

__all__ = [
    "MARK",
    "Heading",
    "Seen",
    "Use",
    "covered",
    "digits_of",
    "heading_of",
    "is_long",
    "masked",
    "must_go",
    "unmarked",
    "without",
]
