"""What a level asks for, and whether enough is known of a unit to hold it against one.

Registers and lists of villages that wait for a confirmation may lack households and villages: a unit is in
doubt only where these could change what is said of it.
"""

from decimal import Decimal

from figures.figures import Figures
from figures.indicators import VILLAGE, Indicator


def goal_of(level: Decimal, whole: int) -> int:
    """Return how many of a whole a level asks for, rounded up."""
    return -(-int(level * 10) * whole // 1000)


def is_sure(indicator: Indicator, figures: Figures, level: Decimal) -> bool:
    """Say whether enough is known of a unit to judge it by its target.

    Reached is nothing that what waits could bring back under the level.
    """
    rate, missing = indicator.rate(figures), _missing(indicator, figures)
    if not indicator.is_known_enough(figures):
        return False
    if rate.n < goal_of(level, rate.of):
        return True
    return missing is not None and rate.n >= goal_of(level, rate.of + missing)


def is_sure_of_side(indicator: Indicator, figures: Figures, level: Decimal) -> bool:
    """Say whether a unit may be counted among those above or under a level.

    Whichever side it stands on, it is left out where what waits could bring it to the other one.
    """
    rate, missing = indicator.rate(figures), _missing(indicator, figures)
    if missing is None or not indicator.is_known_enough(figures):
        return False
    return not rate.n < goal_of(level, rate.of + missing) <= rate.n + missing


def _missing(indicator: Indicator, figures: Figures) -> int | None:
    """Return how many the whole may lack where something waits; None where nobody can tell how many.

    Also those of registers that were confirmed: both numbers of these stand together with the others.
    """
    if indicator.noun is VILLAGE:
        return None if figures.waiting_lists else 0
    if not figures.waiting:
        return 0
    declared, registered = figures.short_declared, figures.short_registered
    if figures.undeclared_waiting or declared is None or registered is None:
        return None
    return declared - registered
