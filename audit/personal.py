"""What of an entry is personal, and the mark that stands in an entry for what is kept beside it.

One place decides for the whole project. What is personal is kept in a table of its own, from which it can be
erased; the entry keeps a keyed hash of it, whose key goes with the value. So an entry is never changed, and
still nobody can guess afterwards what was erased.
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

HOUSEHOLDS, TEAMS = "households.household", "teams.team"
# What may be read of a household by people who may not read the names in it; all else is personal.
IMPERSONAL = frozenset(
    {
        "status",
        "closed_on",
        "erased",
        "from_commune",
        "left_on",
        "merged",
        "merged_into",
        "moved_on",
        "not_asked_until",
        "origin",
        "other_household",
        "refused_on",
        "regrouped",
        "restricted_on",
        "reviewed_on",
        "split_off",
        "to_commune",
        "village",
        "public_services",
        "shopping",
        "payment",
        "safety",
        "local_platform",
        "smartphone",
        "internet",
    }
)
# What is personal of a member of a team, told under its name; read by those who may read names, as on the team's page.
PERSONAL = frozenset({"phone", "birth_year", "sex"})
# What names people, or what somebody wrote who may have named one: whoever reads the entry reads it.
NAMING: Mapping[str, frozenset[str]] = {
    "accounts.user": frozenset({"email", "phone"}),
    "areas.area": frozenset({"question", "reason", "source"}),
    "households.transfer": frozenset({"why"}),
    "offline.sentoperation": frozenset({"decided_why"}),
    "periodic.extension": frozenset({"decided_why", "reason"}),
    "periodic.period": frozenset({"reason"}),
    "periodic.publishedfigure": frozenset({"note", "withdrawn_why"}),
    "periodic.report": frozenset({"decided_why", "evidence", "reason", "text"}),
    "periodic.requestdraft": frozenset({"title"}),
    "periodic.schedule": frozenset({"reason", "withdrawn_why"}),
    "privacy.breach": frozenset({"outcome", "story"}),
    "privacy.subjectrequest": frozenset(
        {"answer", "extended_why", "lifted_why", "requester", "words"}
    ),
    "reports.contact": frozenset({"note"}),
    "reports.meeting": frozenset({"proposals"}),
    "teams.course": frozenset({"certificate", "member", "organiser", "place"}),
    "teams.equipment": frozenset({"custodian", "source"}),
    "teams.need": frozenset({"words", "asked_by", "answer"}),
    "teams.supportsheet": frozenset({"reopened_why"}),
    TEAMS: frozenset(
        {"account", "full_name", "leader", "member", "place", "title", "withdrawn_why"}
    ),
}
# Subjects of which anything is personal.
KEPT_APART = (HOUSEHOLDS, *NAMING)
HIDDEN = "•••"
# What is no value: nothing of it need be kept apart.
EMPTY = (None, "")
# Bytes of the key of one pair of values.
KEY_LENGTH = 32


class Apart(Enum):
    """Who reads what is kept apart: those who may read names, or whoever reads the entry."""

    NAMES = auto()
    ENTRIES = auto()


_MARK = re.compile(r"#[0-9a-f]{64}")


def apart(subject: str, name: str) -> Apart | None:
    """Say for whose eyes a field is kept apart from the entry, being about a person; None where it is not."""
    if subject == HOUSEHOLDS:
        return None if name in IMPERSONAL else Apart.NAMES
    if subject == TEAMS and name in PERSONAL:
        return Apart.NAMES
    return Apart.ENTRIES if name in NAMING.get(subject, ()) else None


def marks(key: str, pair: Iterable[Any]) -> list[Any]:
    """Return what stands in an entry for values kept beside it under a key; an empty one stays as it is."""
    found, secret = list(pair), bytes.fromhex(key)
    for at, value in enumerate(found):
        if value not in EMPTY:
            text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            found[at] = "#" + hmac.digest(secret, text.encode(), hashlib.sha256).hex()
    return found


def is_marked(pair: Any) -> bool:
    """Say whether marks stand for what was before, or for what came."""
    return any(isinstance(value, str) and _MARK.fullmatch(value) for value in pair)


def without_marks(pair: Any, word: str) -> list[Any]:
    """Return a pair with a word where marks stand."""
    return [word if is_marked([value]) else value for value in pair]


def folded(value: Any) -> str:
    """Return a value as texts are compared here: small letters and digits, without their signs."""
    plain = unicodedata.normalize("NFKD", str(value).lower().replace("đ", "d"))
    return "".join(char for char in plain if char.isalnum())
