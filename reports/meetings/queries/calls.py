"""Calls as a frozen page keeps them: which commune, why, and how much; neither the person nor his number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from figures.adoption import BY_SLUG
from reports.calls.queries.calls import Call
from reports.targets.queries.wording import why_called
from reports.units.queries.needs import NO_TEAM, REASONS


@dataclass(frozen=True)
class FrozenCall:
    """One commune of the list of calls, as the list had it."""

    name: str
    missing: int
    homes: int
    villages: list[str]
    state: str
    promised_on: date | None
    # Their keys; a page frozen before they were kept knew of villages without a team alone.
    reason: str = NO_TEAM.key
    step: str = ""

    @property
    def why(self) -> str:
        """Say why it is called: its step, how many registers wait, how many villages lack a team."""
        return why_called(REASONS[self.reason], self.missing, BY_SLUG.get(self.step))


def call_out(call: Call) -> dict[str, Any]:
    """Note a call without the person and his number: those are for today, not for the record."""
    return {
        "name": str(call.commune),
        "reason": call.reason.key,
        "step": call.step.slug if call.step is not None else "",
        "missing": call.missing,
        "homes": call.homes,
        "villages": [village.short_name for village in call.villages],
        "state": call.state,
        "promised_on": call.promised_on.isoformat() if call.promised_on else None,
    }


def call_in(row: Mapping[str, Any]) -> FrozenCall:
    """Read what was noted."""
    promised = row["promised_on"]
    return FrozenCall(**{**row, "promised_on": date.fromisoformat(promised) if promised else None})
