"""New households in bulk through the product's own action, with and without the counts."""

import time
from contextlib import ExitStack
from unittest.mock import patch

from django.db import transaction

from accounts.models import User
from areas.models import Area
from bench import generate
from bench.table import Line, Verdict, at_least
from households.counts.rollup import HOUSEHOLDS
from households.register.actions import NewHousehold, add_many
from rollup.counts import lock, recount

# Households of one file, and how many villages it is for.
FILE, VILLAGES = 5_000, 18


def import_lines(files: int, least: float, least_per_second: float) -> list[Line]:
    """Import so many files each way, in turn; `least_per_second` 0 only reports the speed."""
    user = User.unscoped.get(username="bench")
    seconds = {True: 0.0, False: 0.0}
    for number in range(files):
        for counted in (False, True):
            seconds[counted] += _import(user, number * 2 + counted, counted=counted)
    speed = {counted: files * FILE / taken for counted, taken in seconds.items()}
    ratio = speed[True] / speed[False]
    return [
        Line(
            "import with counts against without",
            f"{speed[True]:,.0f} / {speed[False]:,.0f} households per s",
            to_baseline=ratio,
            target=f">= {least:g}",
            verdict=at_least(ratio, least),
        ),
        Line(
            "import through the product's action",
            f"{speed[True]:,.0f} households per s",
            target=f">= {least_per_second:,.0f}" if least_per_second else "",
            verdict=at_least(speed[True], least_per_second) if least_per_second else Verdict.NONE,
        ),
    ]


def _import(user: User, number: int, *, counted: bool) -> float:
    """Import one file and return the seconds; what was not counted is counted after the clock stops."""
    first = generate.VILLAGE + 1 + number * VILLAGES
    villages = list(Area.unscoped.filter(pk__range=(first, first + VILLAGES - 1)))
    rows = [
        NewHousehold(
            village=villages[index % len(villages)],
            head_name=f"Nguyễn Thị Nhập {number} {index}",
            hamlet=f"Xóm {index % 9}",
            birth_year=1970,
            results=(2, 2, 0, 2, None) if index % 5 else None,
        )
        for index in range(FILE)
    ]
    with ExitStack() as stack:
        if not counted:
            stack.enter_context(patch("households.register.actions.bulk.recount"))
        began = time.perf_counter()
        add_many(by=user, rows=rows)
        seconds = time.perf_counter() - began
    if not counted:
        with transaction.atomic():
            lock(villages)
            recount(*villages, of=[HOUSEHOLDS])
    return seconds
