"""Which skill is the lowest: of those that were asked in nearly all households, and of no few."""

import pytest

from figures.figures import Figures, sums_of
from skills.catalogue import SKILLS


def figures(surveyed, *skills):
    """Return a unit whose skills are (known, asked), in their order; those left out were not asked."""
    sums = {"households": surveyed, "surveyed": surveyed}
    for skill, (known, asked) in zip(SKILLS, skills, strict=False):
        sums |= {skill.column: known, skill.asked_column: asked}
    return Figures(sums=sums_of(sums))


@pytest.mark.parametrize(
    ("surveyed", "skills", "lowest"),
    [
        (1000, [(500, 1000), (400, 1000), (600, 1000), (700, 1000), (800, 1000)], 2),
        # A platform was named when all but five had been surveyed.
        (1000, [(500, 1000), (400, 1000), (600, 1000), (700, 1000), (1, 5)], 2),
        (1000, [(500, 1000), (400, 1000), (600, 1000), (700, 1000), (1, 899)], 2),
        (1000, [(500, 1000), (400, 1000), (600, 1000), (700, 1000), (1, 900)], 5),
        # Households asked in part are asked, too.
        (1000, [(500, 1080), (400, 1050), (600, 1000), (700, 1000)], 2),
        # Two are equal; one has nothing to be compared with; so few rank nothing.
        (1000, [(400, 1000), (400, 1000), (600, 1000)], None),
        (1000, [(400, 1000), (1, 5)], None),
        (29, [(5, 29), (6, 29), (7, 29), (8, 29), (9, 29)], None),
        (30, [(5, 30), (6, 30), (7, 30), (8, 30), (9, 30)], 1),
    ],
)
def test_the_lowest_skill_was_asked_nearly_everywhere(surveyed, skills, lowest):
    found = figures(surveyed, *skills).weakest
    assert (found and found.number) == lowest


def test_where_much_is_unknown_no_skill_is_the_lowest():
    unit = figures(100, *[(10 + n, 100) for n in range(5)])
    unit.sums = sums_of({**dict.fromkeys(["surveyed"], 100), "households": 2862})
    assert unit.weakest is None
