"""How many households, and villages, a place has, from what is registered and what was declared.

Pure rules, without a database. "Declared" is None where nobody declared; blank is not 0.
"""

# A declared number and the register may differ by so many percent before both are to be looked at.
PARTING_PERCENT = 10
# Under so many percent of the declaration, "complete" needs a reason and a confirmation from above.
COMPLETE_PERCENT = 90


def expected(registered: int, declared: int | None, *, is_complete: bool) -> int:
    """Return how many households a village has.

    Those registered once its register is complete; before that the larger of the two numbers, so
    that the first registered household never drops what was declared.
    """
    return registered if is_complete else max(registered, declared or 0)


def unattributed(declared: int | None, explained: int, *, all_complete: bool) -> int:
    """Return how many of a commune's declared households, or villages, no village explains.

    `explained` is the sum of what the villages expect, or the number of open villages.
    """
    return 0 if all_complete else max((declared or 0) - explained, 0)


def parting(registered: int, declared: int | None) -> int:
    """Return by how much the two numbers differ; 0 where nothing is declared."""
    return 0 if declared is None else abs(registered - declared)


def parts(registered: int, declared: int | None) -> bool:
    """Say whether they differ by more than a tenth of what was declared."""
    return parting(registered, declared) * 100 > PARTING_PERCENT * (declared or 0)


def needs_reason(registered: int, declared: int | None) -> bool:
    """Say whether "complete" needs a reason: under 90 % of the declaration, or nothing registered.

    An empty register is complete without one only where 0 was declared.
    """
    if registered == 0:
        return declared != 0
    return registered * 100 < COMPLETE_PERCENT * (declared or 0)


def is_few(registered: int, declared: int, *, waits: bool) -> bool:
    """Say whether a complete register may lack households, so that both numbers stand side by side.

    So it is under 90 % of the declaration; and of fewer than declared while the act waits, for it was short
    when it was said, and one household more answers nothing.
    """
    return needs_reason(registered, declared) or (waits and registered < declared)
