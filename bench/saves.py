"""Saves with and without the counts, by one and by many processes; and pages read after each of some."""

import re
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from unittest.mock import patch

from django.db import OperationalError, transaction
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from areas.models import Area
from bench.generate import OFFICER, READER, VILLAGE
from bench.measuring import Line, none_wrong
from bench.pages import AREAS, PAGES, reader
from bench.workers import together
from households.counts.rollup import HOUSEHOLDS
from households.models import Household
from households.survey.actions import set_result
from rollup.counts import lock, recount
from skills.catalogue import Result

# Villages between the ones two processes work in, so that they are of different communes.
APART = 97
# Saves of each process before the clock runs: what a new connection costs is no part of a save.
WARM = 3
# With counts against without, alone and by writers in different communes; then many writers against few.
ALONE, SPREAD, CROWD = 0.7, 0.5, 0.7
FEW, MANY = 16, 64
_CARD = "Chỉ tiêu 2."
# "1.234 / 5.678 hộ" of that card; nobody is known to be covered where it says "Chưa rõ / 3 hộ".
_SHOWN = re.compile(r"([\d.]+|Chưa rõ)\s*/\s*[\d.]+\s*hộ")
_COLUMNS = ("", "village__province", "village__district", "village__commune", "village")


@dataclass(frozen=True)
class Load:
    """What each process does: for how long, whether in one commune, and whether counts are kept."""

    seconds: float
    same: bool
    counted: bool
    at_least: int = 0

    def village(self, index: int) -> int:
        """Return the key of the village that the `index`th process saves in."""
        return VILLAGE + 1 + (index % 5 if self.same else index * APART)


@dataclass
class Saver:
    """Somebody who ticks and unticks skills of the households of one village."""

    village: int
    seed: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - repeatable on purpose
        self.user = User.unscoped.get(username=READER)
        rows = Household.unscoped.filter(village=self.village)
        self.keys = list(rows.values_list("pk", flat=True)[:200])

    def save(self) -> bool:
        """Save one result; returns False where it was so before."""
        household = Household.unscoped.get(pk=self.random.choice(self.keys))
        number, result = self.random.randint(1, 4), self.random.choice(list(Result))
        done = set_result(by=self.user, household=household, number=number, result=result)
        return done is not None


def work(load: Load) -> Callable[[int], tuple[int, int]]:
    """Return the work of one process: how often it saved, and met a lock error."""

    def save_on(index: int) -> tuple[int, int]:
        saver, saves, locked = Saver(load.village(index), index), 0, 0
        with ExitStack() as stack:
            if not load.counted:
                for name in (
                    "households.register.actions.steps.recount",
                    "households.register.actions.steps.lock_counts",
                ):
                    stack.enter_context(patch(name))
            end = time.perf_counter() + load.seconds
            while time.perf_counter() < end or saves < load.at_least:
                try:
                    saves += saver.save()
                except OperationalError:
                    locked += 1
        return saves, locked

    return save_on


def save_lines(processes: Sequence[int], seconds: float, rounds: int = 1) -> list[Line]:
    """Compare the saves per second with and without counts, and many writers with few."""
    lines, locked, spread = list[Line](), 0, dict[int, float]()
    for number in processes:
        for same in (False, True) if number > 1 else (False,):
            plain, ours, errors = _in_turn(number, Load(seconds, same, counted=False), rounds)
            locked += errors
            if not same:
                spread[number] = ours
            where = (
                "alone"
                if number == 1
                else f"{number} in {'one commune' if same else 'different communes'}"
            )
            least = 0 if same else ALONE if number == 1 else SPREAD
            what, value = (
                f"saves with counts against without, {where}",
                f"{ours:,.0f} / {plain:,.0f} per s",
            )
            lines.append(Line(what, value, ours / (plain or 1), at_least=least))
    if MANY in spread:
        value = f"{spread[MANY]:,.0f} / {spread[FEW]:,.0f} per s"
        what = f"saves with counts, {MANY} against {FEW}, different communes"
        lines.append(Line(what, value, spread[MANY] / (spread[FEW] or 1), at_least=CROWD))
    return [*lines, Line("lock errors of all saves", str(locked), wrong=locked)]


def _in_turn(number: int, load: Load, rounds: int) -> tuple[float, float, int]:
    """Save without and with counts by turns, so that a slow minute slows both; per second, and lock errors."""
    saves, locked = {False: 0, True: 0}, 0
    for counted in (False, True) * rounds:
        here = replace(load, counted=counted)
        try:
            done = together(work(here), number, work(replace(here, seconds=0, at_least=WARM)))
        finally:
            if not counted:
                _recount({load.village(index) for index in range(number)})
        saves[counted] += sum(one for one, _ in done)
        locked += sum(errors for _, errors in done)
    return saves[False] / load.seconds / rounds, saves[True] / load.seconds / rounds, locked


def _recount(keys: set[int]) -> None:
    """Count again what was saved without counting."""
    villages = list(Area.unscoped.filter(pk__in=keys).order_by("pk"))
    with transaction.atomic():
        lock(villages)
        recount(*villages, of=[HOUSEHOLDS])


def fresh_lines(saves: int) -> list[Line]:
    """Save in another process, each time, and look whether a page here shows what was before."""
    # Whoever stands above is not shown the figures of a village of few households.
    clients, stale = dict.fromkeys(PAGES, reader()) | {"village": reader(OFFICER)}, 0
    for number in range(saves):
        together(partial(_save_once, number), 1)
        stale += sum(shown != truth for shown, truth in zip(_shown(clients), _truth(), strict=True))
    what = f"stale pages of {saves} saves of another process, at five levels"
    return [none_wrong(what, stale, saves * len(PAGES))]


def _save_once(seed: int, _: int) -> bool:
    return Saver(VILLAGE + 1, seed).save()


def _shown(clients: dict[str, Client]) -> list[int]:
    """Read the covered households off each page, as a person would."""
    pages = (clients[name].get(page) for name, page in PAGES.items())
    texts = (strip_tags(page.content.decode()) for page in pages)
    cards = (text.partition(_CARD)[2] for text in texts)
    shown = (_SHOWN.findall(card)[0].replace(".", "") for card in cards)
    return [int(one) if one.isdecimal() else 0 for one in shown]


def _truth() -> list[int]:
    """Count the covered households of each page's unit, from the households themselves."""
    rows = Household.unscoped.filter(closed_on=None, covered=True)
    units = zip(_COLUMNS, AREAS.values(), strict=True)
    return [rows.filter(**({column: key} if column else {})).count() for column, key in units]
