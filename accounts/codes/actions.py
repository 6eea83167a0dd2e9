"""Every write about one-time codes. Whoever calls has checked that they may be given."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.codes.rules import GOOD_FOR_DAYS
from accounts.codes_typed import is_of, keyed_hash, new_code
from accounts.models import CardSheet, Code, CodeTry, User
from areas.names import digits_of
from audit.actions import locked, record
from web.bulk import NewRows

# Wrong codes of one name from one address within the window; and how many of an address make that one.
WINDOW = timedelta(minutes=15)
# What is compared where there is no code, so that it takes as long.
NO_HASH = "0" * 64
TRIES, TRIES_OF_AN_ADDRESS = 5, 20


class TooManyTries(Exception):
    """Codes of this name were tried too often from this address; it must wait."""


class CodeIsOver(Exception):
    """The code was used, revoked or has expired meanwhile."""


@dataclass(frozen=True)
class Issued:
    """A code that was just made, with the words that are shown once and kept nowhere."""

    person: User
    code: Code
    # Not in what is written down of a fault.
    words: str = field(repr=False)


def give_code(*, by: Any, person: User, kind: str, needs_phone: bool) -> Issued:
    """Make a new code of a person; one that waits from before is revoked."""
    revoke_open(person=person)
    words, now = new_code(), timezone.now()
    code = Code.unscoped.create(
        person=person,
        kind=kind,
        keyed_hash=keyed_hash(person.pk, words),
        needs_phone=needs_phone,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=GOOD_FOR_DAYS),
    )
    return Issued(person, code, words)


def give_codes(*, by: Any, people: Sequence[User], sheet: CardSheet) -> list[Issued]:
    """Make an invitation's code for each of many locked people, for one sheet of cards; those before are revoked."""
    now = timezone.now()
    Code.unscoped.filter(person__in=[one.pk for one in people]).open().update(revoked_at=now)
    words = [new_code() for _person in people]
    until = now + timedelta(days=GOOD_FOR_DAYS)
    codes = [
        Code(
            person=person,
            kind=Code.Kind.INVITATION,
            keyed_hash=keyed_hash(person.pk, one),
            made_by=by,
            sheet=sheet,
            made_at=now,
            expires_at=until,
        )
        for person, one in zip(people, words, strict=True)
    ]
    made = NewRows(Code, codes).insert()
    return [Issued(*one) for one in zip(people, made, words, strict=True)]


def revoke_open(*, person: User) -> int:
    """Revoke the code of a person that waits, if there is one; return how many."""
    return Code.unscoped.filter(person=person).open().update(revoked_at=timezone.now())


def try_code(*, name: str, words: str, phone: str, address: str) -> Code | None:
    """Return the code that is meant, or None: whatever is wrong, nobody learns which part.

    Raises TooManyTries, of this name from this address only: nobody else's code waits, nor any password.
    """
    found = User.unscoped.filter(username__iexact=name, is_active=True).first()
    # One key for the look-up and for what is counted, in whatever way the name was written.
    row = count_try(name=found.username.lower() if found else name.lower()[:60], address=address)
    code = _matching(found, words, phone)
    if code:
        CodeTry.unscoped.filter(pk=row.pk).update(wrong=0)
    return code


def _matching(person: User | None, words: str, phone: str) -> Code | None:
    code = Code.unscoped.filter(person=person).open().first() if person else None
    is_right = is_of(code.keyed_hash if code else NO_HASH, person.pk if person else 0, words)
    if not code or not is_right or not code.is_waiting:
        return None
    known = digits_of(person.phone, least=0) if person else ""
    typed = digits_of(phone, least=0)
    if code.needs_phone and (not known or not hmac.compare_digest(known, typed)):
        return None
    return code


@transaction.atomic
def count_try(*, name: str, address: str) -> CodeTry:
    """Count a try before it is looked at, so that many at once are counted, too. Raises TooManyTries."""
    now = timezone.now()
    row, is_new = CodeTry.unscoped.get_or_create(name=name, address=address)
    if is_new:
        CodeTry.unscoped.filter(since__lt=now - WINDOW).exclude(pk=row.pk).delete()
    row = locked(row)
    if row.since < now - WINDOW:
        row.wrong, row.since = 0, now
    lately = CodeTry.unscoped.filter(address=address, since__gte=now - WINDOW)
    all_ = lately.aggregate(n=Sum("wrong"))["n"] or 0
    if row.wrong >= (TRIES if all_ < TRIES_OF_AN_ADDRESS else 1):
        raise TooManyTries
    row.wrong += 1
    row.save()
    return row


@transaction.atomic
def choose_password(*, code: Code, password: str) -> User:
    """Set the password a person chose with their code; the code and all sessions of before are over.

    Raises CodeIsOver. A second factor stays as it is.
    """
    person = locked(User(pk=code.person_id))
    code = locked(code)
    if not code.is_waiting or not person.is_active:
        raise CodeIsOver
    person.set_password(password)
    person.end_sessions()
    person.save(update_fields=["password", "session_stamp"])
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    verb = gettext_noop("Nhận tài khoản bằng mã")
    if code.kind == Code.Kind.RENEWAL:
        verb = gettext_noop("Đặt lại mật khẩu bằng mã")
    record(person, verb, person)
    return person
