"""What communes write above columns: spellings by role, those that are sure and those that may mean it.

Spellings stand with their marks; `spelling.expanded` explains brackets and bars. Signs, spaces and capitals do not
matter, abbreviations with dots are those without: "N.sinh" is "nsinh".
"""

from imports.tidy.columns.vocabulary import (
    homes,
    nothing,
    people,
    platforms,
    sessions,
    skills,
    teams,
    units,
)

MODULES = (people, homes, units, skills, teams, sessions, platforms, nothing)
