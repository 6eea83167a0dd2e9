"""What each column of a table is, by its headings and by what stands below them; what kind of table that makes."""

from imports.tidy.columns.headings import meanings, skill_number
from imports.tidy.columns.naive import assign

__all__ = ["assign", "meanings", "skill_number"]
