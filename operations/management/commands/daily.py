"""`manage.py daily`: does the work of each day, once on all machines together, and goes on."""

import logging
import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from operations.daily.actions import do_due
from operations.heartbeat.actions import Beating
from operations.models import Part
from operations.starting.queries import refuse_another_version

logger = logging.getLogger(__name__)

# Seconds between two looks at what is due.
EVERY = 30


class Command(BaseCommand):
    help = "Làm việc hằng ngày sau giờ DAILY_AT, mỗi việc một lần trên mọi máy; chạy mãi, hỏng thì thử lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to end when nothing is due any more."""
        parser.add_argument("--once", action="store_true", help="làm việc đang đến hạn rồi thôi")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is due, now and whenever something is."""
        refuse_another_version()
        if options["once"]:
            do_due(say=self.stdout.write)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        with Beating(Part.DAILY) as beating:
            while True:
                self._turn(beating)
                time.sleep(EVERY)

    def _turn(self, beating: Beating) -> None:
        """Do what is due; a database that is away is asked again at the next turn."""
        close_old_connections()
        try:
            do_due(beating=beating, say=self.stdout.write)
        except Error as error:
            logger.warning("daily: the database is away: %s", type(error).__name__)
