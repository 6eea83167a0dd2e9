"""What a person is called at sign-in: one spelling, for the look-up and for the locks alike."""

import re
import unicodedata

_ALLOWED = re.compile(r"[a-z0-9._-]{3,60}")


def sign_in_name(typed: str) -> str:
    """Return the one spelling of what was typed as a sign-in name, in whatever case and form."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_sign_in_name(name: str) -> bool:
    """Say whether an account may be called so.

    Of these letters each database makes the same capitals; of others (a dotless "ı") it does not, and
    a lock would count one name where the look-up finds another.
    """
    return bool(_ALLOWED.fullmatch(name))
