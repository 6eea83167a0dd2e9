"""The one table of a run: measure, value, ratios, target, verdict."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

# A ratio beyond its target by so much has failed; up to there the machine may have been busy.
NOISE = 1.5


class Verdict(StrEnum):
    """What a line says of its target."""

    PASS = "PASS"  # noqa: S105 - a verdict, no password
    NEAR = "NEAR"
    FAIL = "FAIL"
    NONE = ""


@dataclass(frozen=True)
class Line:
    """One measure. `value` is text with its unit; the ratio decides where there is a target."""

    measure: str
    value: str
    to_floor: float | None = None
    to_baseline: float | None = None
    target: str = ""
    verdict: Verdict = Verdict.NONE
    correctness: bool = False


def at_most(ratio: float, target: float) -> Verdict:
    """Judge a ratio that should be small."""
    if ratio <= target:
        return Verdict.PASS
    return Verdict.NEAR if ratio <= target * NOISE else Verdict.FAIL


def at_least(ratio: float, target: float) -> Verdict:
    """Judge a ratio that should be large."""
    if ratio >= target:
        return Verdict.PASS
    return Verdict.NEAR if ratio * NOISE >= target else Verdict.FAIL


def none_wrong(measure: str, wrong: int, of: int) -> Line:
    """Write a line of correctness: nothing may be wrong, and something must have been compared."""
    verdict = Verdict.PASS if of and not wrong else Verdict.FAIL
    return Line(measure, f"{wrong} of {of}", target="0", verdict=verdict, correctness=True)


def text_of(lines: list[Line]) -> str:
    """Lay the lines out as a Markdown table."""
    rows = [("measure", "value", "to floor", "to baseline", "target", "")]
    rows += [
        (
            line.measure,
            line.value,
            _ratio(line.to_floor),
            _ratio(line.to_baseline),
            line.target,
            line.verdict.value,
        )
        for line in lines
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    shown = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return "\n".join([shown[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *shown[1:]])


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2f}"


def write_json(lines: list[Line], about: dict[str, object], path: Path) -> None:
    """Write what was measured, and about which machine and data, for other programs."""
    path.write_text(
        json.dumps({"about": about, "lines": [asdict(line) for line in lines]}, indent=1) + "\n"
    )
