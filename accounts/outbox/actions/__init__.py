"""Every write of the outbox: queued once, sent, and what became of it; whoever is written to says where, and whether at all."""

from accounts.outbox.actions.queueing import queue_digests
from accounts.outbox.actions.sending import send_due
from accounts.outbox.actions.telling import change_mail, stop_mail

__all__ = ["change_mail", "queue_digests", "send_due", "stop_mail"]
