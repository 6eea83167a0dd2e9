"""How long a one-time code is good, and what of a telephone number is compared."""

import re

# Days in which a code can be used.
GOOD_FOR_DAYS = 14
# The shortest telephone number there is.
PHONE_DIGITS = 8


def digits_of(phone: str) -> str:
    """Return a telephone number in digits, from 0 on: +84 905 and 0905 are one."""
    digits = re.sub(r"\D", "", phone)
    if phone.strip().startswith("+84") or (digits.startswith("84") and len(digits) > 10):
        digits = f"0{digits[2:]}"
    return digits if digits.isascii() else ""
