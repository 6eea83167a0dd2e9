"""What erasing does to each column of text or JSON of every model, and why to the others nothing.

One registry: a column without a rule fails tests/erasure/test_rules.py. Choices need none: they are words of ours.
"""

from enum import StrEnum

from django.apps import apps
from django.db import models


class Rule(StrEnum):
    """What becomes of a column when somebody is erased."""

    REGISTER = "register"  # Erased by households.erasing.
    JOURNAL = "journal"  # The value goes with its key, by audit.actions.forget.
    IMPORTS = "imports"  # Emptied by imports.jobs.actions.forgetting.
    PASSING = "passing"  # Sessions and tasks: emptied where they say the name (erasure.actions).
    SENT = "sent"  # Emptied, or sealed anew without them, by offline.pending.actions.
    REQUESTS = "requests"  # The register of requests, which has days of its own.
    DUTY = "duty"  # Members in decisions, who is paid, who did something: kept, and the answer says so.
    JUDGE = "judge"  # Free text: searched, and listed for a person to judge.
    NONE = "none"  # No names by construction; the reason stands beside it.


# By "app.Model.field" or "app.Model.*"; of NONE with its reason.
_R, _J, _I, _P = Rule.REGISTER, Rule.JOURNAL, Rule.IMPORTS, Rule.PASSING
_D, _F = Rule.DUTY, Rule.JUDGE
RULES: dict[str, Rule] = {
    "households.Household.*": _R,
    "households.Resident.*": _R,
    "households.Regrouping.before": _R,
    "households.Erased.*": _R,
    "households.Transfer.hamlet": _R,
    "audit.AuditEntry.changes": _J,
    "audit.PersonalValue.*": _J,
    "imports.Import.name": _I,
    "imports.Import.layout": _I,
    "imports.Import.villages": _I,
    "imports.Import.stored_as": _I,
    "imports.ImportRow.*": _I,
    "imports.Import.answers": _I,
    "imports.AnswerMemory.subject": _I,
    "sessions.Session.session_data": _P,
    "django_tasks_database.DBTaskResult.traceback": _P,
    "django_tasks_database.DBTaskResult.args_kwargs": _P,
    "django_tasks_database.DBTaskResult.return_value": _P,
    "privacy.SubjectRequest.*": Rule.REQUESTS,
    "audit.AuditEntry.actor": _D,
    "audit.AuditEntry.actor_name": _D,
    "audit.AuditEntry.subject_label": _D,
    "accounts.User.*": _D,
    "accounts.AccountRequest.*": _D,
    "accounts.CodeTry.*": _D,
    "axes.AccessAttempt.*": _D,
    "axes.AccessFailureLog.*": _D,
    "axes.AccessLog.*": _D,
    "guide.HelpContact.*": _D,
    "privacy.ProcessingNotice.*": _D,
    "teams.Member.*": _D,
    "teams.Decision.number": _D,
    "teams.Decision.signer": _D,
    "teams.Decision.abstract": _D,
    "teams.SupportLine.payee": _D,
    "teams.SupportLine.why": _D,
    "teams.SupportLine.team_name": _D,
    "teams.Decision.withdrawn_why": _F,
    "teams.Team.title": _F,
    "teams.Activity.place": _F,
    "teams.Activity.title": _F,
    "teams.Activity.note": _F,
    "teams.Activity.withdrawn_why": _F,
    "teams.Equipment.name": _F,
    "teams.Equipment.source": _F,
    "teams.Need.words": _F,
    "teams.Need.asked_by": _F,
    "teams.Need.answer": _F,
    "teams.SupportSheet.reopened_why": _F,
    "teams.Course.name": _F,
    "teams.Course.organiser": _F,
    "teams.ClassSession.place": _F,
    "households.Completion.reason": _F,
    "households.Completion.question": _F,
    "households.Completion.undone_reason": _F,
    "households.Declaration.source": _F,
    "households.Transfer.why": _F,
    "privacy.Breach.story": _F,
    "privacy.Breach.outcome": _F,
    "privacy.Breach.steps": _D,
    "reports.Contact.note": _F,
    "reports.Meeting.proposals": _F,
    "reports.Event.title": _F,
    "periodic.Reopening.reason": _F,
    "periodic.Extension.reason": _F,
    "periodic.RequestDraft.*": _F,
    "periodic.Schedule.withdrawn_why": _F,
    "periodic.Extension.decided_why": _F,
    "periodic.Report.texts": _F,
    "periodic.Submission.content": _F,
    "periodic.Submission.reason": _F,
    "periodic.Submission.decided_why": _F,
    "periodic.TypedValue.text": _F,
    "periodic.TypedValue.evidence": _F,
    "periodic.Comment.text": _F,
    "reorganisations.Reorganisation.returned_why": _F,
    "offline.SentOperation.sealed": Rule.SENT,
    "offline.SentOperation.decided_why": _F,
    "periodic.PublishedFigure.note": _F,
    "periodic.PublishedFigure.withdrawn_why": _F,
}
NO_NAMES: dict[str, str] = {
    "otp_static.StaticDevice.*": "a fixed word and codes",
    "otp_static.StaticToken.*": "a fixed word and codes",
    "otp_totp.TOTPDevice.*": "a fixed word and keys",
    "audit.AuditEntry.verb": "words of the code",
    "audit.AuditEntry.subject": "the name of a model",
    "audit.AuditEntry.subject_key": "a key",
    "audit.AuditEntry.place": "a path of keys",
    "audit.AuditEntry.above_2": "a path of keys",
    "audit.AuditEntry.above_3": "a path of keys",
    "audit.AuditEntry.above_4": "a path of keys",
    "audit.AuditEntry.document": "the number of a document of an authority",
    "audit.Block.*": "counts and hashes",
    "areas.Area.*": "names of units",
    "areas.Placement.*": "names of units, numbers of documents",
    "areas.Succession.*": "numbers of documents",
    "areas.MovedDay.*": "numbers of documents",
    "accounts.Code.*": "a keyed hash",
    "accounts.Notice.*": "kinds and keys of things",
    "accounts.Message.*": "kinds, days and kinds of faults; neither text nor address",
    "accounts.Device.*": "a browser, an address, keys",
    "skills.LocalPlatform.*": "names of platforms",
    "teams.FurtherOrganisation.*": "names of organisations",
    "teams.EquipmentNorm.*": "numbers of documents",
    "teams.Scan.*": "a random name and a check code; the picture itself is listed to be looked at",
    "teams.Photo.*": "a random name and a check code; the picture itself is listed to be looked at",
    "teams.TeamTitle.*": "what teams are called",
    "teams.CompositionRule.*": "numbers of documents",
    "teams.SupportPolicy.*": "numbers of documents, conditions set by a province",
    "teams.SupportTopUp.*": "numbers of documents",
    "teams.SupportSheet.code": "a code",
    "teams.Trainee.*": "the number of a certificate",
    "households.PrintedSheet.*": "keys, versions and skills",
    "households.KeyedRow.*": "numbers of skills",
    "households.Refusal.status_before": "a status",
    "reports.Event.document": "numbers of documents",
    "periodic.Schedule.*": "what a report is called, the number of a document",
    "periodic.Form.*": "what a form is called",
    "periodic.FormVersion.*": "names and definitions of indicators",
    "periodic.Submission.digest": "a check code",
    "periodic.Submission.brief": "made of the content, searched there and cut with it",
    "periodic.TypedValue.column": "the key of an indicator",
    "periodic.Comment.column": "the key of an indicator",
    "periodic.WordTemplate.digest": "a check code",
    "periodic.PublishedFigure.*": "an indicator, a source and its address",
    "reports.Meeting.code": "a code",
    "reports.Meeting.page": "figures of units",
    "reports.Target.*": "an indicator, the number of a document",
    "imports.Import.sha256": "a check code",
    "imports.Import.found": "counts",
    "imports.Import.before": "counts",
    "imports.Import.after": "counts",
    "imports.Import.writing": "a kind of rows",
    "imports.AnswerMemory.kind": "a kind of question",
    "imports.AnswerMemory.choice": "a meaning of ours, or the key of a village",
    "imports.RowResult.*": "keys of reasons",
    "erasure.Erasure.*": "counts, and random names of files",
    "privacy.Breach.*": "a device in words, names of places and lists",
    "reorganisations.Reorganisation.number": "the number of a document",
    "reorganisations.Operation.trace": "keys, days and names of units",
    "reorganisations.Part.*": "names of units",
    "offline.SentOperation.key": "the name of a key",
    "operations.*": "names of machines, tasks and kinds of faults",
    "admin.LogEntry.*": "codes of records and names of fields",
    "auth.*": "words of Django",
    "contenttypes.*": "names of models",
    "django_tasks_database.DBTaskResult.task_path": "names of the code",
    "django_tasks_database.DBTaskResult.worker_ids": "keys",
    "django_tasks_database.DBTaskResult.queue_name": "a fixed word",
    "django_tasks_database.DBTaskResult.backend_name": "a fixed word",
    "django_tasks_database.DBTaskResult.exception_class_path": "names of the code",
    "sessions.Session.session_key": "a random key",
}
_TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)

type Column = tuple[type[models.Model], str]


def columns() -> list[Column]:
    """Return every column in which somebody could be named: text and JSON of every model, but for choices."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, _TEXT) and not field.choices
    ]


def rule_of(model: type[models.Model], name: str) -> Rule | None:
    """Return what becomes of a column; None where nobody said it."""
    label = model._meta.label
    app = model._meta.app_label
    for key in (f"{label}.{name}", f"{label}.*", f"{app}.*"):
        if key in RULES:
            return RULES[key]
        if key in NO_NAMES:
            return Rule.NONE
    return None


def columns_under(rule: Rule) -> list[Column]:
    """Return the columns for which a rule stands."""
    return [(model, name) for model, name in columns() if rule_of(model, name) is rule]
