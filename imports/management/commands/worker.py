"""`manage.py worker`: does the work behind the pages, and takes over what a dead worker left."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from imports.jobs.actions import read_file, write_file
from imports.jobs.actions.running import LEASE
from imports.models import Import


class Command(BaseCommand):
    help = "Chạy việc nền: đọc tệp lớn, nhập tệp, hoàn tác; tiếp tục tệp mà lần chạy trước bỏ dở."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to end when there is nothing left to do."""
        parser.add_argument("--batch", action="store_true", help="hết việc thì dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take up what was left, now and once its last worker must be dead; then serve."""
        left = ((write_file, Import.unscoped.active()), (read_file, Import.unscoped.being_read()))
        for task, files in left:
            for key in map(str, files.order_by("pk").values_list("uuid", flat=True)):
                task.enqueue(key)
                task.using(run_after=timezone.now() + LEASE).enqueue(key)
        call_command(
            "db_worker",
            batch=options["batch"],
            reload=False,
            verbosity=max(options["verbosity"] - 1, 0),
        )
