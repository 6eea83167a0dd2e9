"""Saves through Django with and without the counts, by one and by many processes; then all recounted."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from django.db import OperationalError

from accounts.models import User
from areas.models import Area
from households.actions import set_result
from households.counts import lock, recount
from households.models import Household
from reports.bench import generate
from reports.bench.table import Line, Verdict, at_least
from reports.bench.workers import together
from skills.catalogue import Result

# Villages between the ones two processes work in, so that they are of different communes.
APART = 97


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


def save_for(load: Load) -> Callable[[int], Done]:
    """Return the work of one process: tick and untick skills until the time is up."""

    def work(index: int) -> Done:
        random, user = Random(index), User.unscoped.get(username="bench")  # noqa: S311 - repeatable on purpose
        village = village_of(index, same_commune=load.same_commune)
        keys = list(Household.unscoped.filter(village=village).values_list("pk", flat=True)[:200])
        saves = locked = 0
        with ExitStack() as stack:
            if not load.counted:
                stack.enter_context(patch("households.actions.steps.recount"))
                stack.enter_context(patch("households.actions.steps.lock"))
            end = time.perf_counter() + load.seconds
            while time.perf_counter() < end:
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


def save_lines(processes: tuple[int, ...], seconds: float, least: float) -> list[Line]:
    """Compare the saves per second with and without counts; the ratio of one process has the target."""
    lines, locked = list[Line](), 0
    for number in processes:
        for same in (False, True) if number > 1 else (False,):
            without = together(save_for(Load(seconds, same, counted=False)), number)
            _mend(number, same_commune=same)
            with_counts = together(save_for(Load(seconds, same, counted=True)), number)
            locked += sum(done.locked for done in [*without, *with_counts])
            lines.append(
                _line(
                    number, _where(number, same_commune=same), without, with_counts, seconds, least
                )
            )
    lines.append(
        Line(
            "lock errors of all saves",
            str(locked),
            target="0",
            verdict=Verdict.FAIL if locked else Verdict.PASS,
            correctness=True,
        )
    )
    return lines


def _line(
    number: int,
    where: str,
    without: list[Done],
    counted: list[Done],
    seconds: float,
    least: float,
) -> Line:
    plain, ours = (sum(done.saves for done in found) / seconds for found in (without, counted))
    target = least if number == 1 else 0.0
    ratio = ours / plain if plain else 0.0
    return Line(
        f"saves with counts against without, {number} at once{where}",
        f"{ours:,.0f} / {plain:,.0f} per s",
        to_baseline=ratio,
        target=f">= {target:g}" if target else "",
        verdict=at_least(ratio, target) if target else Verdict.NONE,
    )


def _where(number: int, *, same_commune: bool) -> str:
    if number == 1:
        return ""
    return ", one commune" if same_commune else ", different communes"


def _mend(number: int, *, same_commune: bool) -> None:
    """Count again what was saved without counting."""
    keys = {village_of(index, same_commune=same_commune) for index in range(number)}
    villages = list(Area.unscoped.filter(pk__in=keys).order_by("pk"))
    lock(villages)
    recount(*villages)
