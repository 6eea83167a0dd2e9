"""What a new account may be called."""

import re

from accounts.models import User
from areas.names import fold

# The name of a person whose own name has no letter that a sign-in name may have.
NOBODY = "thanh.vien"
LONGEST = 50


def free_username(full_name: str) -> str:
    """Return a sign-in name for a person that nobody has: given name, family name, a number from 2 on."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(full_name)).split()
    stem = ".".join(dict.fromkeys([*words[-1:], *words[:1]]))[:LONGEST]
    stem = stem if len(stem) > 2 else NOBODY
    alike = User.unscoped.filter(username__istartswith=stem).values_list("username", flat=True)
    taken = {name.lower() for name in alike}
    n = next(n for n in range(1, len(taken) + 2) if _numbered(stem, n) not in taken)
    return _numbered(stem, n)


def _numbered(stem: str, n: int) -> str:
    return f"{stem}{n}" if n > 1 else stem
