"""How a row of a printed sheet is typed: digits of the known skills, or one sign."""

from collections.abc import Sequence

from django.utils.translation import gettext

from skills.catalogue import ALL_FIVE, BY_NUMBER, NO_PLATFORM, SKILLS, Result

NOBODY_KNOWS, AWAY, SAME = "0", "v", "k"
# Typed instead of a finding: take back what was keyed from this row.
TAKE_BACK = "x"
_ALIASES = {"=": SAME, "-": TAKE_BACK}


class Unreadable(ValueError):
    """What was typed is no finding; the message says what to type instead."""


def read(typed: str, *, fifth: bool, taken: bool) -> str:
    """Return what was typed in its one spelling: "*" as digits, digits in order.

    `fifth` says whether the sheet asks skill 5, `taken` whether a 5 written by hand is. Raises Unreadable.
    """
    word = "".join(sign for sign in typed.lower() if sign not in " ,.;")
    word = _ALIASES.get(word, word)
    if word in {NOBODY_KNOWS, AWAY, SAME, TAKE_BACK}:
        return word
    if word == "*":
        return "12345" if fifth else "1234"
    if not word or set(word) - {str(number) for number in BY_NUMBER}:
        raise Unreadable(
            gettext("Không đọc được “%(typed)s”. Gõ chữ số 1 đến 5, hoặc *, 0, v, k.")
            % {"typed": typed[:20]}
        )
    if "5" in word and not taken:
        raise Unreadable(str(NO_PLATFORM))
    return "".join(sorted(set(word)))


def results_of(what: str, now: Sequence[int | None], *, fifth: bool) -> list[int | None]:
    """Return five results of what was read; who needed help and has no tick still needs help.

    Skill 5 was not asked where it cannot be.
    """
    ticked = [str(skill.number) in what for skill in SKILLS]
    found: list[int | None] = [
        Result.ALONE if tick else _without_tick(what, before)
        for tick, before in zip(ticked, now, strict=True)
    ]
    return found if fifth else [*found[:-1], None]


def _without_tick(what: str, before: int | None) -> int:
    helped = before == Result.WITH_HELP and what != NOBODY_KNOWS
    return Result.WITH_HELP if helped else Result.NONE


def digits(mask: int) -> str:
    """Return a mask of skills as a typist writes it: "1 3 5", "0" of none."""
    known = [str(skill.number) for skill in SKILLS if mask & skill.bit]
    return " ".join(known) or NOBODY_KNOWS


def in_words(what: str) -> str:
    """Say what was keyed."""
    match what:
        case "v":
            return gettext("Vắng nhà")
        case "k":
            return gettext("Không đổi")
        case "0":
            return gettext("Không ai biết")
        case _:
            all_five = what == digits(ALL_FIVE).replace(" ", "")
            return (
                gettext("Biết cả 5")
                if all_five
                else gettext("Biết %(digits)s") % {"digits": " ".join(what)}
            )
