"""What becomes of each row that points to a village when the village ends and another one follows it.

One registry: a foreign key to a unit, or a stored path, without a rule fails tests/reorganisations/applying/test_registry.py.
`carried` follows it column by column, so a row whose rule is missing stays behind in a unit that stands no more.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Q


class Rule(StrEnum):
    """What becomes of a column."""

    UNIT = "unit"  # The tree itself: written by the operation (areas.reorganising).
    HOUSEHOLDS = (
        "households"  # Households go along, with movements (households.lifecycle.actions.rehoming).
    )
    TEAMS = (
        "teams"  # Teams are for the successor from the day on (teams.founding.actions.following).
    )
    REGISTERS = "registers"  # What is said of a register ends, and is added up (households.declarations.actions.handing_over).
    OPEN = "open"  # Goes along while it is open (OPEN_ROWS); what is over stays.
    PEOPLE = "people"  # Accounts: the level above confirms where they work from now on (accounts.people).
    COUNTED = "counted"  # Counted anew.
    ABOVE = (
        "above"  # Never a village: what becomes of it when communes change is another operation's.
    )
    STAYS = "stays"  # Was said of the unit as it was, and is read there.
    OWN = "own"  # The decision's own rows.


_U, _H, _T, _R, _O = Rule.UNIT, Rule.HOUSEHOLDS, Rule.TEAMS, Rule.REGISTERS, Rule.OPEN
_P, _C, _A, _S = Rule.PEOPLE, Rule.COUNTED, Rule.ABOVE, Rule.STAYS
# By "app.Model.column" of each column that points to a unit, stores a path, or is JSON.
RULES: dict[str, Rule] = {
    "areas.Area.parent": _U,
    "areas.Area.province": _U,
    "areas.Area.district": _U,
    "areas.Area.commune": _U,
    "areas.Area.path": _U,
    "areas.Placement.area": _U,
    "areas.Placement.parent": _U,
    "areas.Succession.predecessor": _U,
    "areas.Succession.successor": _U,
    "households.Household.village": _H,
    "households.Movement.village": _H,
    "teams.Team.area": _T,
    "teams.TeamVillage.village": _T,
    "households.Declaration.area": _R,
    "households.Completion.area": _R,
    "accounts.User.area": _P,
    "accounts.AccountRequest.area": _O,
    "teams.Need.area": _O,
    "rollup.VillageCount.area": _C,
    "rollup.VillageCount.province": _C,
    "rollup.VillageCount.district": _C,
    "rollup.VillageCount.commune": _C,
    "rollup.CommuneCount.area": _A,
    "rollup.CommuneCount.province": _A,
    "rollup.CommuneCount.district": _A,
    "rollup.CommuneCount.commune": _A,
    "figures.Snapshot.area": _C,
    "imports.Import.village": _O,
    "imports.ImportRow.village": _O,
    # Of communes, districts, provinces and the country.
    "skills.LocalPlatform.area": _A,
    "reading.Reading.commune": _A,
    "reading.UnusualReading.commune": _A,
    "teams.FurtherOrganisation.province": _A,
    "teams.EquipmentNorm.province": _A,
    "teams.TeamTitle.province": _A,
    "teams.CompositionRule.province": _A,
    "teams.SupportPolicy.province": _A,
    "teams.SupportTopUp.commune": _A,
    "teams.SupportSheet.commune": _A,
    "teams.Course.area": _A,
    "households.Erased.commune": _A,
    "households.Transfer.to_commune": _A,
    "privacy.Breach.area": _A,
    "privacy.ProcessingNotice.province": _A,
    "privacy.SubjectRequest.commune": _A,
    "periodic.Form.area": _A,
    "periodic.Schedule.area": _A,
    "periodic.Schedule_chosen.area": _A,
    "periodic.Reopening.area": _A,
    "periodic.Extension.area": _A,
    "periodic.PublishedFigure.area": _A,
    "periodic.Report.area": _A,
    "periodic.RequestDraft.area": _A,
    "periodic.WordTemplate.province": _A,
    "reports.Contact.commune": _A,
    "reports.Event.area": _A,
    "reports.Meeting.area": _A,
    "reports.PublishedCount.commune": _A,
    "reports.StepSpan.commune": _A,
    "imports.Import.commune": _A,
    "imports.AnswerMemory.commune": _A,
    "guide.HelpContact.province": _A,
    # Said of the unit as it was: who read whom, what a card, a form, a report or a file said on its day.
    "audit.AuditEntry.place": _S,
    "audit.AuditEntry.above_2": _S,
    "audit.AuditEntry.above_3": _S,
    "audit.AuditEntry.above_4": _S,
    "audit.AuditEntry.changes": _S,
    "audit.PersonalValue.before": _S,
    "audit.PersonalValue.after": _S,
    "accounts.CardSheet.area": _S,
    "reading.Reading.area": _S,
    "teams.EarlierFact.village": _S,
    "teams.SupportLine.why": _S,
    "households.PrintedSheet.village": _S,
    "households.PrintedSheet.rows": _S,
    "households.Regrouping.before": _S,
    # The household says where it is; these where it was offered, and where it came in.
    "households.Transfer.from_village": _S,
    "households.Transfer.to_village": _S,
    "privacy.Breach.figures": _S,
    "privacy.Breach.steps": _S,
    "periodic.FormVersion.columns": _S,
    "periodic.Report.texts": _S,
    "periodic.Submission.content": _S,
    "periodic.Submission.brief": _S,
    "periodic.TypedValue.area": _S,
    "periodic.Comment.area": _S,
    "periodic.RequestDraft.said": _S,
    "reports.Meeting.page": _S,
    "reports.Meeting.proposals": _S,
    "reports.Target.area": _S,
    "reports.Tile.area": _S,
    "imports.Import.layout": _S,
    "imports.Import.answers": _S,
    "imports.Import.villages": _S,
    "imports.Import.found": _S,
    "imports.Import.before": _S,
    "imports.Import.after": _S,
    "imports.ImportRow.cells": _S,
    "imports.ImportRow.values": _S,
    "imports.ImportRow.changes": _S,
    "imports.ImportRow.problems": _S,
    "imports.ImportRow.notes": _S,
    "imports.RowResult.place": _S,
    "erasure.Erasure.found": _S,
    "erasure.Erasure.files": _S,
    "operations.Block.chain": _S,
    "django_tasks_database.DBTaskResult.args_kwargs": _S,
    "django_tasks_database.DBTaskResult.worker_ids": _S,
    "django_tasks_database.DBTaskResult.return_value": _S,
    "reorganisations.Reorganisation.area": Rule.OWN,
    "reorganisations.Operation.trace": Rule.OWN,
    "reorganisations.Part.area": Rule.OWN,
    "reorganisations.Part.parent": Rule.OWN,
}
# Which rows are open, of the columns that go along while they are.
OPEN_ROWS: dict[str, Q] = {
    "accounts.AccountRequest.area": Q(answer=""),
    "teams.Need.area": Q(status__in=("new", "looking")),
    "imports.Import.village": Q(state__in=("checked", "unread", "reading")),
    # One that is being written goes on in the successor; one that was broken off may go on.
    "imports.ImportRow.village": ~Q(source__state__in=("done", "undoing", "undone")),
}


def columns_of(rule: Rule) -> list[tuple[str, str]]:
    """Return the columns that have a rule: the model's label and the field's name of each."""
    found = [label.rpartition(".") for label, one in RULES.items() if one == rule]
    return [(model, field) for model, _dot, field in found]


def has_rule(label: str) -> bool:
    """Say whether somebody thought of a column."""
    return label in RULES


def rule_of(label: str) -> Any:
    """Return the rule of a column; None where it has none."""
    return RULES.get(label)
