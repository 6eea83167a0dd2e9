"""What a letter says, how long one waits that failed, and what a fault of a mail server means."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.codes_typed import secrets

# Who sends a message and is not heard of for so long has lost it: longer than a mail server may take in all.
LEASE = timedelta(minutes=10)
# What failed is tried again after five minutes, then after twice as long each time, after two hours at last.
FIRST, LAST = timedelta(minutes=5), timedelta(hours=2)
# So often, and for so long: a digest of yesterday is of use to nobody, and tomorrow's says it all.
MOST_TRIES, OLD = 8, timedelta(hours=20)
# So many signs of a mark are kept: 96 bits. An address stands in a line of a letter's head up to this length.
MARK, IN_HEAD = 24, 74
# What a mail server answers about an address: there is no such one, or never will be.
_NO_SUCH = frozenset({550, 551, 553, 556})


@dataclass(frozen=True)
class Letter:
    """What is written to somebody."""

    subject: str
    text: str
    # The address by which its reader wants no more of them; "" where the site has none.
    stop: str = ""


def mark_of(person: Any, secret: str | None = None) -> str:
    """Return what proves that somebody reads the letters of this person: of one address, and opening nothing.

    With another address the letters of before stop nothing any more.
    """
    of_whom = f"{person.pk}:{person.email}"
    whole = salted_hmac("accounts.outbox.stop", of_whom, secret=secret, algorithm="sha256")
    return whole.hexdigest()[:MARK]


def is_marked(person: Any, mark: str) -> bool:
    """Say whether such a mark is this person's, made with any key that is good."""
    return any(constant_time_compare(mark, mark_of(person, secret)) for secret in secrets())


class Trouble(Exception):
    """A message was not sent; the text is the kind of fault, without a word of the other server."""


class LineDown(Trouble):
    """Nothing can be sent by this channel just now: nobody was asked to take anything."""


class NotNow(Trouble):
    """It was not taken, and may be another time."""


class Never(Trouble):
    """It was refused for good; the address itself may be right."""


class NoSuchAddress(Never):
    """It was refused because nobody has this address."""


class Unsure(Trouble):
    """The line was cut after it may have been taken."""


def wait_after(tries: int) -> timedelta:
    """Return how long a message waits that failed so many times."""
    return min(FIRST * (1 << min(max(tries, 1) - 1, 10)), LAST)


def fault_of(error: BaseException) -> str:
    """Name the kind of a fault, with the number that the other server gave."""
    code = _answer(error)[0]
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def trouble_of(error: Exception) -> Trouble:
    """Say what a fault at sending means for the message.

    A number below 500 is for now. A sender that is refused is a setting of ours: the message waits until it is
    mended. No number: the line was cut, perhaps after the message was taken.
    """
    code, words = _answer(error)
    if isinstance(error, ValueError):
        return NoSuchAddress(fault_of(error))
    if not code:
        return Unsure(fault_of(error))
    if code < 500 or isinstance(error, smtplib.SMTPSenderRefused):
        return NotNow(fault_of(error))
    # 5.7 are rules of the other server, such as whom it takes letters from: nothing is wrong with the address.
    is_address = isinstance(error, smtplib.SMTPRecipientsRefused) and code in _NO_SUCH
    return (NoSuchAddress if is_address and b"5.7." not in words else Never)(fault_of(error))


def _answer(error: BaseException) -> tuple[int, bytes]:
    """Return number and words with which a mail server answered; 0 where it did not."""
    code: int = 0
    words: bytes | str = b""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (0, b""))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    # Below zero: it said nothing that could be read.
    return max(int(code), 0), words if isinstance(words, bytes) else words.encode()
