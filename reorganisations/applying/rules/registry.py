"""What becomes of each row that points to a unit when the unit ends and another one follows it.

One registry: a foreign key to a unit, or a stored path, without a rule fails tests/reorganisations/applying/test_registry.py.
Decisions are carried out by it, so a row whose rule is missing stays behind in a unit that stands no more. What stands below a
unit above the village goes along as it is: its rows keep pointing to it.
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
    FOLLOWS = "follows"  # Of units above the village: goes along to the one that follows, while it is open (OPEN_ROWS).
    RENEWED = (
        "renewed"  # What one unit laid down: stays with it, and whoever follows lays down its own.
    )
    STAYS = "stays"  # Was said of the unit as it was, and is read there.
    OWN = "own"  # The decision's own rows.


_U, _H, _T, _R, _O = Rule.UNIT, Rule.HOUSEHOLDS, Rule.TEAMS, Rule.REGISTERS, Rule.OPEN
_P, _C, _F, _N, _S = Rule.PEOPLE, Rule.COUNTED, Rule.FOLLOWS, Rule.RENEWED, Rule.STAYS
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
    "rollup.CommuneCount.area": _C,
    "rollup.CommuneCount.province": _C,
    "rollup.CommuneCount.district": _C,
    "rollup.CommuneCount.commune": _C,
    "figures.Snapshot.area": _C,
    "reports.PublishedCount.commune": _C,
    "households.Transfer.from_village": _O,
    "imports.Import.village": _O,
    "imports.ImportRow.village": _O,
    # Of communes, districts, provinces and the country: what people go on with follows, names and ways to work of both units
    # side by side; two rules, rates or contacts of which one holds stay, for nobody knows which.
    "skills.LocalPlatform.area": _F,
    "teams.FurtherOrganisation.province": _F,
    "households.Transfer.to_commune": _F,
    "privacy.Breach.area": _F,
    "privacy.SubjectRequest.commune": _F,
    "offline.SentOperation.commune": _F,
    "periodic.Form.area": _F,
    "periodic.Schedule_chosen.area": _F,
    "periodic.RequestDraft.area": _F,
    "imports.Import.commune": _F,
    "teams.EquipmentNorm.province": _N,
    "teams.TeamTitle.province": _N,
    "teams.CompositionRule.province": _N,
    "teams.SupportPolicy.province": _N,
    "teams.SupportTopUp.commune": _N,
    "privacy.ProcessingNotice.province": _N,
    "periodic.Schedule.area": _N,
    "periodic.WordTemplate.province": _N,
    "guide.HelpContact.province": _N,
    # The place among the others of then, and what a commune said that a word means, which may mean another village now.
    "reports.Tile.area": _S,
    "imports.AnswerMemory.commune": _S,
    # By whose key the name was hashed; who read and called whom, who paid, taught and reported what.
    "households.Erased.commune": _S,
    "reading.Reading.commune": _S,
    "reading.UnusualReading.commune": _S,
    "teams.SupportSheet.commune": _S,
    "teams.Course.area": _S,
    "periodic.Reopening.area": _S,
    "periodic.Extension.area": _S,
    "periodic.PublishedFigure.area": _S,
    "periodic.Report.area": _S,
    "reports.Contact.commune": _S,
    "reports.Event.area": _S,
    "reports.Meeting.area": _S,
    "reports.StepSpan.commune": _S,
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
    "households.Transfer.to_village": _S,
    # What its author had in hand; where it belongs now is asked of the units themselves (offline.sending).
    "offline.SentOperation.village": _S,
    "offline.CarriedVillage.village": _S,
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
    "reorganisations.Allotment.area": Rule.OWN,
}
# Which rows are open, of the columns that go along while they are.
OPEN_ROWS: dict[str, Q] = {
    "accounts.AccountRequest.area": Q(answer=""),
    "teams.Need.area": Q(status__in=("new", "looking")),
    "imports.Import.village": Q(state__in=("checked", "unread", "reading")),
    # One that is being written goes on in the successor; one that was broken off may go on.
    "imports.ImportRow.village": ~Q(source__state__in=("done", "undoing", "undone")),
    # One that is being written goes on where it is: its rows are of villages, which live on.
    "imports.Import.commune": Q(state__in=("checked", "unread", "reading", "failed")),
    "skills.LocalPlatform.area": Q(valid_to=None),
    "teams.FurtherOrganisation.province": Q(ended_on=None),
    # Offered and not answered: the household counts where it stands, and whoever follows the other commune answers.
    "households.Transfer.from_village": Q(state="offered"),
    "households.Transfer.to_commune": Q(state="offered"),
    "privacy.Breach.area": Q(closed_at=None),
    "offline.SentOperation.commune": Q(state="waiting"),
    # One that was answered, too, while a household is kept unused because of it.
    "privacy.SubjectRequest.commune": Q(decision="")
    | Q(restricted_on__isnull=False, lifted_on=None),
    "periodic.Form.area": Q(retired_on=None),
    "periodic.Schedule_chosen.area": Q(schedule__ended_on=None, schedule__withdrawn_at=None),
    "periodic.RequestDraft.area": Q(),
}
# Of those that follow, by which columns two are the same: one whose like is there already stays.
ALIKE: dict[str, tuple[str, ...]] = {
    "skills.LocalPlatform.area": ("name",),
    "teams.FurtherOrganisation.province": ("search_key",),
    "periodic.Schedule_chosen.area": ("schedule",),
}
# Those that follow their household's village, where they have one: so they do when a unit is split, too.
BY_HOUSEHOLD = ("privacy.SubjectRequest.commune",)


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
