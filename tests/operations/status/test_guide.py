"""Whoever sees a fault finds it in the operator's guide."""

import re
from pathlib import Path

from operations.status.rules import KEYS

FAULTS = (Path(__file__).parents[3] / "docs" / "operations" / "faults.md").read_text()


def test_every_check_has_a_line_in_the_guide_and_every_line_a_check():
    lines = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", FAULTS, re.MULTILINE)
    assert sorted(key for key, _, _ in lines) == sorted(KEYS)
    assert [key for key, seen, do in lines if len(seen) < 20 or len(do) < 20] == []
