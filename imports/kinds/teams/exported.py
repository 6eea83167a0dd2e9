"""Somebody of a team on a sheet of ours that comes back: whom his code means, and what of him was changed in it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from imports.kinds.reconcile import given_out, is_still, leave, settle_cell, words_of
from imports.kinds.teams.party import FIELDS
from imports.spreadsheet.lines import Line
from teams.models import Member, Team, Tier

_WORDS = words_of(
    {
        "role": dict(Member.Role.choices),
        "organisation": dict(Member.Organisation.choices),
        "sex": dict(Member.Sex.choices),
        "tier": dict(Tier.choices),
    }
)
# What no row changes of a team. The day of joining neither; but a row that is put in between needs its cell.
FIXED = frozenset({"village", "tier", "number", "founded_on", "signer"})
# Number and signer of the decision that founded a team.
type Paper = tuple[str, str]


def code_of(member: int) -> str:
    """Return how a sheet of ours names somebody of a team: by his code, never by his name."""
    return f"V{member:07d}"


def code_of_team(team: int) -> str:
    """Return how it names a team in which nobody serves: its row waits for a name."""
    return f"O{team:07d}"


def stands(team: Team, paper: Paper, member: Member | None) -> dict[str, Any]:
    """Return what a row says, by field, as the register keeps it; who sends somebody by his own name for it."""
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


def settle(line: Line, team: Team, paper: Paper, member: Member | None) -> None:
    """Leave in a row of ours only what it changes; say what is not taken of it, and why."""
    is_lost = line.given is None
    now = stands(team, paper, member)
    given = given_out(line, now, team.version)
    leave(line, given, ("village", "tier"), _("Chuyển tổ thì chuyển ở trang của tổ."))
    leave(line, given, ("number", "signer"), _("Quyết định của tổ đã có: sửa ở trang của tổ."))
    if member is None:
        _await(line, given, team)
    else:
        leave(line, given, ("founded_on",), _("Ngày thành lập: sửa ở trang của tổ."))
        leave(line, given, ("joined_on",), _("Ngày vào tổ: sửa ở trang của tổ."))
        _refuse_another(line, str(given["full_name"] or ""), is_lost=is_lost)
        for name in ("full_name", *FIELDS):
            settle_cell(line, name, given[name], now[name], _WORDS)
        line.values.setdefault("full_name", member.full_name)
    line.given, line.is_settled = None, True


def _await(line: Line, given: Mapping[str, Any], team: Team) -> None:
    """Leave in a row that waits for somebody what was typed; what is said to be given out there never was."""
    for name in ("full_name", *FIELDS, "joined_on"):
        if given.get(name) is not None:
            line.values.pop(name, None)
    line.values["founded_on"] = team.founded_on


def _refuse_another(line: Line, was: str, *, is_lost: bool) -> None:
    """Refuse a row that must be about somebody else: rows were typed over, or a code was typed by hand."""
    said = str(line.values.get("full_name", was))
    if is_still(said, was, is_lost=is_lost):
        return
    line.wrong(
        "full_name",
        _("Tên khác hẳn người ở dòng này lúc tải mẫu, là %(name)s.") % {"name": was},
        _("Nếu là người khác thì ghi thành dòng mới, trả dòng này về như cũ."),
        said,
    )
