"""Files that no row counts on: what a save left that was cut off between its file and its row, or a removal that was lost.

They are noted, and go a week later.
"""

from datetime import datetime

from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from operations.retention.queries import is_named, loose_files
from operations.retention.rules import LOOSE_KEPT, LOOSE_SINCE
from web.keeping import remove_unnamed


def note_loose(now: datetime) -> int:
    """Remember files that no row counts on, to be removed if none does a week later either; return how many are new.

    Not at once: whether a commit was done that nobody answered is known once a standby is there again. And in a
    database that was put back beside the files of today, all that came since looks loose; nobody goes on for a week
    with one that stands there for trial. Raises NotOurFiles.
    """
    rows = DBTaskResult.objects.filter(task_path=remove_loose.module_path)
    waiting = rows.filter(status=TaskResultStatus.READY).values_list("args_kwargs", flat=True)
    known = {given["args"][0] for given in waiting}
    found = [name for name in loose_files(now - LOOSE_SINCE) if name not in known]
    for name in found:
        remove_loose.using(run_after=now + LOOSE_KEPT).enqueue(name)
    return len(found)


@task()
def remove_loose(name: str) -> None:
    """Remove a file on which no row counted a week ago, where none does now."""
    if not is_named(name):
        remove_unnamed(name)
