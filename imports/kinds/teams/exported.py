"""Somebody of a team on a sheet of ours that comes back: whom their code means, and what of them was changed in it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from imports.kinds.reconcile import exported_values, is_still, leave, reconcile_cell
from imports.kinds.teams.people import FIELDS, Paper
from imports.kinds.verdicts import refuse_other_person
from imports.spreadsheet.lines import Line
from teams.models import Member, Team, Tier

_CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "role": dict(Member.Role.choices),
    "organisation": dict(Member.Organisation.choices),
    "sex": dict(Member.Sex.choices),
    "tier": dict(Tier.choices),
}
# What no row changes of a team. The day of joining neither; but a row that is put in between needs its cell.
FIXED = frozenset({"village", "tier", "number", "founded_on", "signer"})


def as_registered(team: Team, paper: Paper, member: Member | None) -> dict[str, Any]:
    """Return what a row says, by field, as the register keeps it; who sends somebody by its own name."""
    number, signer = paper
    said = {
        "village": team.area.full_name,
        "tier": team.tier,
        "number": number,
        "founded_on": team.founded_on,
        "signer": signer,
    }
    if member is None:
        return said
    said |= {name: getattr(member, name) for name in ("full_name", *FIELDS, "joined_on")}
    return said | ({"organisation": member.further.name} if member.further else {})


def reconcile(line: Line, team: Team, paper: Paper, member: Member | None) -> None:
    """Leave in a row of ours only what it changes; say what is not taken of it, and why."""
    is_lost = line.exported is None
    now = as_registered(team, paper, member)
    exported = exported_values(line, now, team.version)
    leave(line, exported, ("village", "tier"), _("Chuyển tổ thì chuyển ở trang của tổ."))
    leave(line, exported, ("number", "signer"), _("Quyết định của tổ đã có: sửa ở trang của tổ."))
    if member is None:
        _await(line, exported, team)
    else:
        leave(line, exported, ("founded_on",), _("Ngày thành lập: sửa ở trang của tổ."))
        leave(line, exported, ("joined_on",), _("Ngày vào tổ: sửa ở trang của tổ."))
        was = str(exported["full_name"] or "")
        said = str(line.values.get("full_name", was))
        if not is_still(said, was, is_lost=is_lost):
            refuse_other_person(line, was, said)
        for name in ("full_name", *FIELDS):
            reconcile_cell(line, name, exported[name], now[name], _CHOICES)
        line.values.setdefault("full_name", member.full_name)


def _await(line: Line, exported: Mapping[str, Any], team: Team) -> None:
    """Leave in a row that waits for somebody what was typed; what is said to be exported there never was."""
    for name in ("full_name", *FIELDS, "joined_on"):
        if exported.get(name) is not None:
            line.values.pop(name, None)
    line.values["founded_on"] = team.founded_on
