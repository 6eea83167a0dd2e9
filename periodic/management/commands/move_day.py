"""`manage.py move_day`: write down what a decree says of a day, where nobody of the country is at hand to do it in admin."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from areas.models import MovedDay
from periodic.periods.actions import move_day


class Command(BaseCommand):
    """Write one day down; due days of periods that are not locked follow."""

    help = "Ghi một ngày nghỉ, ngày làm bù theo văn bản; hạn gửi của các kỳ chưa khóa lùi theo."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day, what offices do on it, and the document."""
        parser.add_argument("day", help="ngày, dạng 2027-02-11")
        parser.add_argument("how", choices=MovedDay.How.values, help="nghỉ, làm việc, như lịch")
        parser.add_argument("document", help="số văn bản")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it down, and say which due days moved."""
        try:
            day = date.fromisoformat(options["day"])
        except ValueError as error:
            raise CommandError("Ngày không đúng dạng, ví dụ 2027-02-11.") from error
        if not options["document"].strip():
            raise CommandError("Ghi số văn bản.")
        moved = move_day(by=None, day=day, how=options["how"], document=options["document"])
        self.stdout.write(f"Đã ghi {moved}.")
