"""Saves through Django with and without the counts, by one and by many processes; then all recounted."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from random import Random
from unittest.mock import patch

from django.db import OperationalError, transaction

from accounts.models import User
from areas.models import Area
from bench import generate
from bench.table import Line, Verdict, at_least
from bench.workers import together
from households.counts.rollup import HOUSEHOLDS
from households.models import Household
from households.survey.actions import set_result
from rollup.counts import lock, recount
from skills.catalogue import Result

# Villages between the ones two processes work in, so that they are of different communes.
APART = 97
# Saves of each process before the clock runs.
WARM = 3
# Writers of whom more is asked: as many as share two cores, and far more than that.
FEW, MANY = 16, 64


@dataclass(frozen=True)
class Least:
    """The smallest shares that pass; 0 only reports.

    With counts against without: one process, `FEW` and `MANY` in different communes; then `MANY` against `FEW`.
    """

    alone: float
    spread: float = 0
    crowd: float = 0


@dataclass(frozen=True)
class Load:
    """What one process does: for how long, in which village, and whether the counts are kept."""

    seconds: float
    same_commune: bool
    counted: bool


@dataclass(frozen=True)
class Done:
    """What one process did."""

    saves: int
    locked: int


def village_of(index: int, *, same_commune: bool) -> int:
    """Return the key of the village that the `index`th process saves in."""
    return generate.VILLAGE + 1 + (index % 5 if same_commune else index * APART)


def save_for(load: Load, at_least: int = 0) -> Callable[[int], Done]:
    """Return the work of one process: tick and untick skills until the time is up, and so often at least."""

    def work(index: int) -> Done:
        random, user = Random(index), User.unscoped.get(username="bench")  # noqa: S311 - repeatable on purpose
        village = village_of(index, same_commune=load.same_commune)
        keys = list(Household.unscoped.filter(village=village).values_list("pk", flat=True)[:200])
        saves = locked = 0
        with ExitStack() as stack:
            if not load.counted:
                stack.enter_context(patch("households.register.actions.steps.recount"))
                stack.enter_context(patch("rollup.models.CommuneCountQuerySet.lock"))
            end = time.perf_counter() + load.seconds
            while time.perf_counter() < end or saves < at_least:
                try:
                    saves += _save(user, random, keys)
                except OperationalError:
                    locked += 1
        return Done(saves, locked)

    return work


def _save(user: User, random: Random, keys: list[int]) -> int:
    household = Household.unscoped.get(pk=random.choice(keys))
    number, result = random.randint(1, 4), random.choice(list(Result))
    return int(set_result(by=user, household=household, number=number, result=result) is not None)


def save_lines(
    processes: tuple[int, ...], seconds: float, least: Least, rounds: int = 1
) -> list[Line]:
    """Compare the saves per second with and without counts, and many writers with few."""
    lines, locked, spread = list[Line](), 0, dict[int, float]()
    for number in processes:
        for same in (False, True) if number > 1 else (False,):
            without, counted = _in_turn(number, seconds, rounds, same=same)
            locked += sum(done.locked for done in [*without, *counted])
            plain, ours = (
                sum(done.saves for done in found) / seconds / rounds for found in (without, counted)
            )
            if not same:
                spread[number] = ours
            asked = {1: least.alone, FEW: least.spread, MANY: least.spread}
            target = asked.get(number, 0) if not same else 0
            lines.append(_line(f"{number} at once{_where(number, same=same)}", ours, plain, target))
    if MANY in spread:
        lines.append(_crowded(spread[MANY], spread[FEW], least.crowd))
    return [*lines, _unlocked(locked)]


def _in_turn(
    number: int, seconds: float, rounds: int, *, same: bool
) -> tuple[list[Done], list[Done]]:
    """Save without and with counts by turns, so that a slow minute slows both alike."""
    without, counted = list[Done](), list[Done]()
    for _ in range(rounds):
        without += _saved(number, Load(seconds, same, counted=False))
        _mend(number, same_commune=same)
        counted += _saved(number, Load(seconds, same, counted=True))
    return without, counted


def _saved(number: int, load: Load) -> list[Done]:
    """Let processes save that have saved before: what a new connection costs is no part of a save."""
    return together(save_for(load), number, save_for(replace(load, seconds=0), at_least=WARM))


def _line(what: str, ours: float, plain: float, least: float) -> Line:
    ratio = ours / plain if plain else 0.0
    return Line(
        f"saves with counts against without, {what}",
        f"{ours:,.0f} / {plain:,.0f} per s",
        to_baseline=ratio,
        target=f">= {least:g}" if least else "",
        verdict=at_least(ratio, least) if least else Verdict.NONE,
    )


def _crowded(many: float, few: float, least: float) -> Line:
    """Say whether more writers than the machine can serve still get as much done together."""
    ratio = many / few if few else 0.0
    return Line(
        f"saves with counts, {MANY} at once against {FEW}, different communes",
        f"{many:,.0f} / {few:,.0f} per s",
        to_baseline=ratio,
        target=f">= {least:g}",
        verdict=at_least(ratio, least),
    )


def _unlocked(locked: int) -> Line:
    return Line(
        "lock errors of all saves",
        str(locked),
        target="0",
        verdict=Verdict.FAIL if locked else Verdict.PASS,
        correctness=True,
    )


def _where(number: int, *, same: bool) -> str:
    if number == 1:
        return ""
    return ", one commune" if same else ", different communes"


def _mend(number: int, *, same_commune: bool) -> None:
    """Count again what was saved without counting."""
    keys = {village_of(index, same_commune=same_commune) for index in range(number)}
    villages = list(Area.unscoped.filter(pk__in=keys).order_by("pk"))
    with transaction.atomic():
        lock(villages)
        recount(*villages, of=[HOUSEHOLDS])
