"""`manage.py serve`: the whole site by one command: pages, files, daily work; each begun again when it dies."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from operations.serving.door import Closed, opened
from operations.serving.supervisor import Child, Supervisor
from operations.starting.actions import make_ready
from operations.starting.queries import faults
from operations.starting.rules import Fault


class Command(BaseCommand):
    help = (
        "Chạy trọn Tổ số: trang web, xử lý tệp, việc hằng ngày; phần nào chết thì chạy lại. "
        "Xem xét máy chủ trước khi chạy; Ctrl-C hoặc SIGTERM thì dừng êm."
    )
    # Ours say it in words, with what to do.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to serve, what to leave out, and which fault to run despite of."""
        parser.add_argument(
            "--bind", default="127.0.0.1:8000", help="máy:cổng (mặc định 127.0.0.1:8000)"
        )
        parser.add_argument("--no-worker", action="store_true", help="không xử lý tệp ở máy này")
        parser.add_argument("--no-daily", action="store_true", help="không làm việc hằng ngày")
        parser.add_argument(
            "--despite", action="append", default=[], metavar="LỖI", help="vẫn chạy dù có lỗi này"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at the machine, open the door, and keep the parts alive until asked to stop."""
        try:
            door = opened(options["bind"])
        except Closed as closed:
            raise CommandError(str(closed)) from closed
        with door:
            make_ready(say=self._say)
            self._refuse(faults(options["bind"]), set(options["despite"]))
            # Nobody here asks the database any more.
            connections.close_all()
            supervisor = Supervisor(children(door.fileno(), options))
            supervisor.run(lambda: self._say(where(options["bind"])))

    def _say(self, words: str) -> None:
        """Say it at once, to a log as well."""
        self.stdout.write(words)
        self.stdout.flush()

    def _refuse(self, found: list[Fault], despite: set[str]) -> None:
        """Say every fault; end where one of them forbids to begin."""
        for fault in found:
            self.stderr.write(f"[{fault.key}] {fault.words}\n    → {fault.do}")
        if stops := [fault.key for fault in found if fault.stops_despite(despite)]:
            raise CommandError(f"Chưa chạy được: {', '.join(stops)}. Sửa như trên rồi chạy lại.")


def where(bind: str) -> str:
    """Say at which address a site is there for people, and where it waits for the web server in front."""
    if settings.DEBUG:
        return f"Tổ số đang chạy tại http://{bind}/"
    site = next(iter(settings.ALLOWED_HOSTS), "")
    return f"Tổ số đang chạy, chờ máy chủ web phía trước tại {bind}. Mở https://{site}/"


def children(fd: int, options: dict[str, Any]) -> list[Child]:
    """Return the processes of a site that is served at an open socket."""
    # What they say is in the log at once.
    python = [sys.executable, "-u"]
    manage = [*python, str(settings.BASE_DIR / "manage.py")]
    gunicorn = [*python, "-m", "gunicorn", "--chdir", str(settings.BASE_DIR)]
    serving = ["-c", "python:config.serving", "--bind", f"fd://{fd}", "config.wsgi"]
    found = [Child("web", [*gunicorn, *serving], [fd])]
    if not options["no_worker"]:
        found.append(Child("worker", [*manage, "worker"]))
    if not options["no_daily"]:
        found.append(Child("daily", [*manage, "daily"]))
    return found
