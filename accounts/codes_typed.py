"""Codes that people read out, print and type: one alphabet, one way to keep them."""

import re
from typing import Any

from django.utils.crypto import get_random_string, salted_hmac

# Letters and digits that cannot be taken for one another, on paper or read out.
CLEAR = "ABCDEFGHKMNPQRSTUVWXYZ23456789"
_SALT = "accounts.code"


def plain(typed: Any) -> str:
    """Return a code as it is kept, however it was typed: no gaps, capitals."""
    return re.sub(r"[\s-]", "", str(typed)).upper()


def new_code() -> str:
    """Return a code of eight signs in two blocks."""
    code = get_random_string(8, CLEAR)
    return f"{code[:4]}-{code[4:]}"


def keyed_hash(user_pk: int, code: str) -> str:
    """Return what is kept of a code: a hash under the secret key, of this person alone."""
    return salted_hmac(_SALT, f"{user_pk}:{plain(code)}", algorithm="sha256").hexdigest()


def kept(user_pk: int, code: str) -> str:
    """Return it as short as the library's table takes it; 64 bits are enough beside a limit of tries."""
    return keyed_hash(user_pk, code)[:16]
