"""`manage.py tell_late`: whoever is to answer is told what is overdue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from privacy.requests.actions import tell_overdue
from teams.needs.actions import tell_late


class Command(BaseCommand):
    help = "Báo cho người phải trả lời: đề nghị của xã, yêu cầu của người dân đã quá hạn. Chạy mỗi ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them; each number once."""
        today = timezone.localdate()
        tell_late(today=today)
        tell_overdue(today=today)
