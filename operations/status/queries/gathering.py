"""What is known of the server now: each fact asked for once, in few queries, for the checks to judge."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import Error, connection
from django.db.models import Case, Max, Min, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.inbox.rules import sends_mail
from accounts.outbox.queries import outbox
from areas.dated import last_day
from audit.models import AuditEntry
from erasure.models import Erasure
from figures.models import Snapshot
from figures.months import finished
from households.models import Movement
from imports.models import Import
from imports.models.incoming import ImportQuerySet
from operations.models import Backup, Block, DailyRun, Heartbeat, Part
from operations.sealing.queries.waiting import tail
from operations.status.queries.machine import database_time, disks, replicas
from operations.status.rules.facts import Backups, Facts, Journal, Mail, Run
from operations.versions.queries import versions
from web.keeping import removals_that_fail, store_fault

# Daily tasks that nobody began for so long are none any more.
FORGOTTEN = timedelta(days=40)


def gather() -> Facts:
    """Ask for all of it; a database that does not answer, or lacks tables, is a fact too."""
    now = timezone.now()
    try:
        missing, unknown, _is_empty = versions()
    except Error:
        return Facts(now=now, is_answering=False, disks=disks(), store=store_fault())
    known: dict[str, Any] = {"now": now, "missing": missing, "unknown": unknown, "disks": disks()}
    known["store"] = store_fault()
    known["engine"] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    try:
        return Facts(**known, **_of_work(now), **_of_database(now))
    except Error:
        return Facts(**known, is_readable=False)


def _of_work(now: datetime) -> dict[str, Any]:
    """Return what is known of the work behind the pages."""
    # What was put off waits since its time came.
    since = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    waiting = DBTaskResult.objects.ready().aggregate(oldest=Min(since))
    month = finished(timezone.localdate(now), 1)[0]
    began = Movement.unscoped.filter(day__lte=last_day(month)).exists()
    return {
        "worker_seen": worker_seen(),
        "daily_seen": _seen(Part.DAILY),
        "waiting_files": waiting_files().count(),
        "waiting_tasks": DBTaskResult.objects.ready().count(),
        "oldest_task": waiting["oldest"],
        "removals": removals_that_fail(),
        "sessions": Session.objects.filter(expire_date__gt=now).count(),
        "runs": runs(now),
        "month": month if began else None,
        "is_month_taken": Snapshot.unscoped.filter(month=month).exists(),
    }


def _of_database(now: datetime) -> dict[str, Any]:
    latest = AuditEntry.unscoped.order_by("-pk").values_list("at", flat=True).first()
    return {
        "backups": backups(),
        "journal": journal(),
        "mail": mail(now),
        "database_time": database_time(),
        "latest": latest,
        "replicas": replicas(),
    }


def _seen(part: str) -> datetime | None:
    found = Heartbeat.unscoped.filter(part=part).aggregate(seen=Max("seen_at"))["seen"]
    return found if isinstance(found, datetime) else None


def worker_seen() -> datetime | None:
    """Return when anybody was last seen to work on files."""
    return _seen(Part.WORKER)


def waiting_files() -> ImportQuerySet:
    """Return files that wait to be read, written or taken back, or are on their way."""
    return Import.unscoped.active() | Import.unscoped.being_read()


def runs(now: datetime) -> Sequence[Run]:
    """Return the last run of each daily task, with the day for which it last ended well; of backups more is known."""
    rows = DailyRun.unscoped.filter(started_at__gt=now - FORGOTTEN).exclude(task="backup")
    last, well = dict[str, DailyRun](), dict[str, date]()
    for row in rows.order_by("day", "pk"):
        last[row.task] = row
        if row.finished_at:
            well[row.task] = row.day
    return [
        Run(task=task, tries=row.tries, fault=row.fault, well_on=well.get(task))
        for task, row in sorted(last.items())
    ]


def backups() -> Backups:
    """Return the last backup that ended well, and what went wrong since."""
    rows = Backup.unscoped.order_by("-started_at", "-pk")
    good = rows.filter(finished_at__isnull=False, fault="", removed_at=None).first()
    failed = rows.exclude(fault="").first()
    is_newer = failed and (good is None or failed.started_at > good.started_at)
    return Backups(
        is_set_up=bool(settings.BACKUP_DIR and (settings.BACKUP_KEY or settings.BACKUP_PLAIN)),
        has_second_place=bool(settings.BACKUP_COPY),
        finished_at=good.finished_at if good else None,
        verified_at=good.verified_at if good else None,
        copied_at=good.copied_at if good else None,
        fault=failed.fault if failed and is_newer else "",
        unlisted=Erasure.unscoped.done().filter(listed_at=None).count(),
    )


def mail(now: datetime) -> Mail:
    """Return how letters are sent; nothing is asked where none are."""
    return Mail(is_set_up=True, **asdict(outbox(now))) if sends_mail() else Mail()


def journal() -> Journal:
    """Return when the journal was sealed last, and what waits to be."""
    last, waits = Block.unscoped.last(), tail()
    return Journal(
        sealed_at=last.sealed_at if last else None, waiting=waits.entries, oldest=waits.oldest
    )
