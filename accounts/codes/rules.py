"""What a one-time code looks like, and what is kept of it."""

import re
import secrets

from django.utils.crypto import salted_hmac

# Letters and digits that cannot be taken for one another: no I, O, 0, 1.
CLEAR = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
# Days in which a code can be used.
GOOD_FOR_DAYS = 14
# The shortest telephone number there is.
PHONE_DIGITS = 8


def new_code() -> str:
    """Return a new code, as it is printed: K7M4-2Q9X."""
    letters = "".join(secrets.choice(CLEAR) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def keyed_hash(person: int, code: str) -> str:
    """Return what is kept of a code: a hash under the secret key, of this person alone."""
    letters = re.sub(r"[^0-9A-Z]", "", code.upper())
    return salted_hmac("accounts.codes", f"{person}:{letters}", algorithm="sha256").hexdigest()


def digits_of(phone: str) -> str:
    """Return a telephone number in digits, from 0 on: +84 905 and 0905 are one."""
    digits = re.sub(r"\D", "", phone)
    if phone.strip().startswith("+84") or (digits.startswith("84") and len(digits) > 10):
        digits = f"0{digits[2:]}"
    return digits if digits.isascii() else ""
