"""`manage.py worker`: does the work behind the pages, and takes over what a dead worker left."""

from argparse import ArgumentParser
from contextlib import ExitStack
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from accounts.inbox.rules import sends_mail
from imports.jobs.actions import ENDING, read_file, write_file
from imports.jobs.actions.running import LEASE
from imports.models import Import
from operations.heartbeat.actions import Beating
from operations.models import Part
from operations.posting.actions import Posting
from operations.sealing.actions.thread import Sealing
from operations.starting.queries import refuse_another_version
from web.sandbox.rooms import sweep


class Worker(db_worker.Worker):
    """The library's worker; asked to end, it leaves a long file after the chunk it is at."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Let whoever writes a file know, then end as the library does."""
        ENDING.set()
        super().shutdown(signum, frame)


class Command(BaseCommand):
    help = "Chạy việc nền: đọc tệp lớn, nhập tệp, hoàn tác; tiếp tục tệp mà lần chạy trước bỏ dở."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to end when there is nothing left to do."""
        parser.add_argument("--batch", action="store_true", help="hết việc thì dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take up what was left, now and once its last worker must be dead; then serve."""
        refuse_another_version()
        ENDING.clear()
        sweep()
        left = ((write_file, Import.unscoped.active()), (read_file, Import.unscoped.being_read()))
        for task, files in left:
            for key in map(str, files.order_by("pk").values_list("uuid", flat=True)):
                task.enqueue(key)
                task.using(run_after=timezone.now() + LEASE).enqueue(key)
        db_worker.Command().configure_logging(max(options["verbosity"] - 1, 0))
        with ExitStack() as beside:
            # What ends by itself is not waited for.
            if not options["batch"]:
                beside.enter_context(Beating(Part.WORKER))
                beside.enter_context(Sealing())
                if sends_mail():
                    beside.enter_context(Posting())
            worker = self._worker(batch=options["batch"])
            worker.configure_signals()
            worker.run()

    def _worker(self, *, batch: bool) -> Worker:
        return Worker(
            queue_names=["default"],
            interval=1,
            batch=batch,
            backend_name="default",
            startup_delay=not batch,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
