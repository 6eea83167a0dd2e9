"""A team founded at one go: its decision with a scan, its people, the accounts some of them are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.people.actions import Issued, invite
from accounts.queries import free_username
from accounts.roles import Role
from areas.models import Area
from rollup.counts import lock
from teams.documents.rules.files import Checked
from teams.founding.actions.corrections import add_scan
from teams.founding.actions.decisions import Paper, found_teams
from teams.models import Decision, Team
from teams.register.actions import in_order


@dataclass(frozen=True)
class Founded:
    """What was made: the team, its decision, and new accounts with codes that are nowhere kept."""

    team: Team
    decision: Decision
    accounts: Sequence[Issued]


@in_order()
def found_with_members(
    *,
    by: Any,
    area: Area,
    paper: Paper,
    members: Sequence[Mapping[str, Any]],
    also: Sequence[Area] = (),
    scan: Checked | None = None,
) -> Founded:
    """Found a team with its people, accounts and scan: all of it or nothing.

    `members` are the fields of `join` without its day, and `with_account` for whoever is to sign in.
    Raises as `found_teams` does, and BeyondOwnPowers or NeedsSecondPerson where `by` may not invite, or not alone.
    """
    lock([area])
    accounts: list[Issued] = []
    people = [_person(by, area, fields, accounts) for fields in members]
    places = [(area, people)]
    decision = found_teams(by=by, paper=paper, places=places, also={area: also})
    if scan:
        add_scan(by=by, decision=decision, checked=scan)
    return Founded(decision.teams.select_related("area").get(), decision, accounts)


def _person(
    by: Any, area: Area, fields: Mapping[str, Any], accounts: list[Issued]
) -> dict[str, Any]:
    """Return the fields of a person, with the account they are given."""
    person = {name: value for name, value in fields.items() if name != "with_account"}
    if fields.get("with_account"):
        name = str(person["full_name"])
        issued = invite(
            by=by,
            username=free_username(name),
            full_name=name,
            role=Role.MEMBER,
            area=area,
            phone=person.get("phone", ""),
        )
        accounts.append(issued)
        person["account"] = issued.person
    return person
