"""The one channel there is: e-mail, by Django's mailer of the settings (EMAIL_URL)."""

from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, mailers

from accounts.models import Message
from accounts.outbox.rules import IN_HEAD, Letter, LineDown, fault_of, trouble_of


class ByEmail:
    """A line to the mail server for as long as the block lasts: opened when first needed, and anew after a fault.

    What may have been taken is never sent again: `repeats` is for channels that know a message again by its key.
    """

    repeats = False

    def __init__(self) -> None:
        self.mailer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        """Make sure of a line. Raises LineDown: the server is away, or does not let us in."""
        if self.mailer is not None:
            return
        try:
            mailer = mailers.default
            mailer.open()
        except (OSError, ImproperlyConfigured) as error:
            raise LineDown(fault_of(error)) from None
        self.mailer = mailer

    def close(self) -> None:
        """End the line, whatever is left of it."""
        mailer, self.mailer = self.mailer, None
        if mailer is not None:
            with suppress(OSError):
                mailer.close()

    def send(self, message: Message, letter: Letter) -> None:
        """Send one letter. Raises the Trouble it had; the text of the server's answer goes nowhere: it may name people."""
        headers = {
            "Message-ID": f"<{message.uuid}@{settings.MAIL_FROM.rpartition('@')[2].rstrip('>')}>",
            "Auto-Submitted": "auto-generated",
        }
        # Longer ones would be written in another code, which nobody reads there.
        if 0 < len(letter.stop) <= IN_HEAD:
            headers["List-Unsubscribe"] = f"<{letter.stop}>"
        mail = EmailMessage(
            letter.subject, letter.text, settings.MAIL_FROM, [message.to.email], headers=headers
        )
        try:
            self.mailer.send_messages([mail])
        except (OSError, ValueError) as error:
            self.close()
            raise trouble_of(error) from None
