"""A real mail server on this machine, which takes letters or is made to fail."""

import email
import socket
from email.message import Message

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


class Letters:
    """What the server does with a letter: keeps it, unless told what to answer at a step."""

    def __init__(self):
        self.taken: list[Message] = []
        # By step (RCPT, DATA): the answer instead of taking it; a callable is called, with the server's session.
        self.answers: dict[str, object] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, self.answers.get("RCPT"))
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.get("DATA")
        if callable(answer):
            answer = answer(server)
        if answer is None or str(answer).startswith("250"):
            found = email.message_from_bytes(envelope.content)
            found["X-To"] = ", ".join(envelope.rcpt_tos)
            self.taken.append(found)
        return answer or "250 OK"


def cut(server):
    """Cut the line in the middle of a letter: nothing is answered."""
    server.transport.abort()
    return "451 cut"


def cut_after(letters):
    """Take a letter, and cut the line before it is said."""

    def act(server):
        server.transport.abort()
        return "250 cut"

    letters.answers["DATA"] = act


def serving(letters, port=0):
    """Return a mail server, not started yet, on this port, or on a free one."""
    with socket.socket() as free:
        free.bind((HOST, port))
        port = free.getsockname()[1]
    return Controller(letters, hostname=HOST, port=port, ready_timeout=10)


def mailers(port):
    """Return the settings of a mailer to this port."""
    options = {"host": HOST, "port": port, "timeout": 5}
    return {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }


def text_of(letter):
    return letter.get_payload(decode=True).decode()
