from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Nobody sets another's password here: use first_administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        """Lead to the command that prints a code instead."""
        raise CommandError(
            "Use first_administrator: it prints a code, and its owner chooses a password."
        )
