"""`manage.py queue_digests`: the daily letters are queued; the worker sends them."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.inbox.rules import sends_mail
from accounts.outbox.actions import queue_digests


class Command(BaseCommand):
    help = "Lập thư tóm tắt cho ai có tin chưa đọc (EMAIL_URL); bộ xử lý gửi lúc MAIL_AT. Chạy mỗi ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Queue them, and say how many."""
        if not sends_mail():
            self.stdout.write("Chưa đặt EMAIL_URL: không lập thư nào.")
            return
        self.stdout.write(f"Lập {queue_digests()} thư tóm tắt.")
