"""Codes that people read out, print and type: one alphabet, one way to keep them."""

import hmac
import re
from typing import Any

from django.conf import settings
from django.utils.crypto import get_random_string, salted_hmac

# Letters and digits that cannot be taken for one another, on paper or read out.
CLEAR = "ABCDEFGHKMNPQRSTUVWXYZ23456789"
_SALT, SHORT = "accounts.code", 16


def plain(typed: Any) -> str:
    """Return a code as it is kept, however it was typed: no gaps, capitals."""
    return re.sub(r"[\s-]", "", str(typed)).upper()


def new_code() -> str:
    """Return a code of eight signs in two blocks."""
    code = get_random_string(8, CLEAR)
    return f"{code[:4]}-{code[4:]}"


def secrets() -> list[str]:
    """Return the keys under which something may be kept: that of now, then those of before."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def keyed_hash(user_pk: int, code: str, secret: str | None = None) -> str:
    """Return what is kept of a code: a hash under the secret key, of this person alone."""
    whole = f"{user_pk}:{plain(code)}"
    return salted_hmac(_SALT, whole, secret=secret, algorithm="sha256").hexdigest()


def kept(user_pk: int, code: str, secret: str | None = None) -> str:
    """Return it as short as the library's table takes it; 64 bits are enough beside a limit of tries."""
    return keyed_hash(user_pk, code, secret)[:SHORT]


def is_of(stored: str, user_pk: int, code: str) -> bool:
    """Say whether this is kept of that code, short or whole, under any of our keys."""
    hashes = [keyed_hash(user_pk, code, secret)[: len(stored)] for secret in secrets()]
    return len(stored) >= SHORT and any(hmac.compare_digest(stored, one) for one in hashes)
