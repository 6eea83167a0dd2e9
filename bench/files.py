"""A file of households from its bytes to the register, while others save; and as if typed row by row."""

import io
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import xlsxwriter
from django.test import override_settings

from accounts.models import User
from areas.models import Area
from bench import generate
from bench.measuring import Timed
from bench.table import Line, Verdict, at_least, at_most
from bench.workers import together
from households.models import Household
from households.register.actions import add_household, add_resident
from households.survey.actions import set_result
from imports.jobs.actions import confirm, read, receive, work
from imports.models import Import, RowResult
from skills.catalogue import Result

HEADINGS = (
    "TT", "Thôn", "Họ và tên", "Quan hệ", "Năm sinh", "Giới tính", "Xóm", "Điện thoại",
    "KN1", "KN2", "KN3", "KN4", "Ngày khảo sát",
)  # fmt: skip
GIVEN = ("Ửng", "Thảo", "Đạt", "Hơ", "Kiều", "Lộc", "Mí", "Ngân", "Oanh", "Phú", "Quý", "Rin")
# Rows of a household in turn: two heads, the second with a child.
PATTERN = 3
# Seconds between two saves of one person who types fast, and how long he is watched alone.
PACE, ALONE = 0.02, 4.0
BY_HAND = 60
# How much longer nineteen of twenty saves of others may take meanwhile.
WAITING = 2


@dataclass(frozen=True)
class Asked:
    """What is asked of a file: rows, rows read and households written per second, against by hand."""

    rows: int
    read: float
    written: float
    by_hand: float


@dataclass(frozen=True)
class Place:
    """A commune with the villages it has."""

    commune: Area
    villages: list[Area]


def file_lines(asked: Asked) -> list[Line]:
    """Bring one file in and say how fast it was read and written, and how long others waited."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        user, ours, other = User.unscoped.get(username="bench"), _place(0), _place(1)
        began = time.perf_counter()
        source = _received(user, ours, asked.rows, "A")
        checked = asked.rows / (time.perf_counter() - began)
        written = source.found["households"] / _seconds(lambda: work(source.uuid))
        lines = [
            _speed("a file: rows read and checked per s", checked, asked.read),
            _speed("a file: households written per s", written, asked.written),
            _against(written, _by_hand(user, ours), asked.by_hand),
            _whole(source, asked.rows),
        ]
        second = _received(user, ours, asked.rows, "B")
        places = [ours.villages[0], other.villages[0]]
        alone = together(_beside(places, lambda: time.sleep(ALONE)), 1 + len(places))
        during = together(_beside(places, lambda: work(second.uuid)), 1 + len(places))
    lines += [
        _waits("saves in the commune of a file, before and meanwhile", alone[1], during[1]),
        _waits("saves in another commune, before and meanwhile", alone[2], during[2]),
    ]
    return lines


def _received(user: User, place: Place, rows: int, mark: str) -> Import:
    data = _workbook(place, rows, mark)
    source = receive(by=user, commune=place.commune, name="bench.xlsx", data=data)
    read(source.uuid)
    return confirm(by=user, source=source)


def _seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def _place(number: int) -> Place:
    first = Area.unscoped.get(pk=generate.COMMUNE + 1 + number)
    return Place(first, list(Area.unscoped.filter(commune=first).villages().order_by("pk")))


def _workbook(place: Place, rows: int, mark: str) -> bytes:
    """Write a sheet as a commune has it: sorted by village, two rows in three with a head."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for n in range(rows):
            sheet.write_row(n + 1, 0, _row(place, n, rows, mark))
    return target.getvalue()


def _row(place: Place, n: int, rows: int, mark: str) -> list[Any]:
    village = place.villages[n * len(place.villages) // rows].full_name
    middle, last = divmod(n, len(GIVEN))
    name = f"Nguyễn {mark} {GIVEN[middle % len(GIVEN)]} {GIVEN[middle // len(GIVEN) % len(GIVEN)]} {GIVEN[last]}"
    is_head = n % PATTERN != PATTERN - 1
    home = ["Chủ hộ", 1930 + n % 70] if is_head else ["Con", 1990 + n % 20]
    where = [f"Xóm {n % 7}", f"0905{n:06d}"] if is_head else ["", ""]
    skills = [("x", "có", "h", "chưa", "")[n * k % 5] for k in range(1, 5)]
    return [n + 1, village, name, *home, "Nữ" if n % 2 else "Nam", *where, *skills, "03/04/2026"]


def _beside(places: list[Area], job: Callable[[], object]) -> Callable[[int], list[float]]:
    """Return the work of each process: the first does the job, the others save until it is done."""
    over = multiprocessing.get_context("fork").Event()

    def run(index: int) -> list[float]:
        if index:
            return _saves(places[index - 1], over)
        try:
            return [_seconds(job)]
        finally:
            over.set()

    return run


def _saves(village: Area, over: Any) -> list[float]:
    """Tick and untick skills, one after the other, until it is over; return the seconds of each."""
    random, user = Random(village.pk), User.unscoped.get(username="bench")  # noqa: S311 - repeatable
    keys = list(Household.unscoped.filter(village=village).values_list("pk", flat=True)[:200])
    found = []
    while not over.is_set():
        household = Household.unscoped.get(pk=random.choice(keys))
        number, result = random.randint(1, 4), random.choice(list(Result))
        began = time.perf_counter()
        set_result(by=user, household=household, number=number, result=result)
        found.append(time.perf_counter() - began)
        time.sleep(PACE)
    return found


def _by_hand(user: User, place: Place) -> float:
    """Write some of such rows by the actions of the pages; return the households per second."""
    village, results = place.villages[-1], (2, 2, 0, 2, None)
    began, households = time.perf_counter(), 0
    home = None
    for n in range(BY_HAND):
        if n % PATTERN == PATTERN - 1 and home is not None:
            add_resident(by=user, household=home, full_name=f"Con {n}", relation="child")
            continue
        home = add_household(by=user, village=village, head_name=f"Tay {n}", results=results)
        households += 1
    return households / (time.perf_counter() - began)


def _speed(measure: str, speed: float, least: float) -> Line:
    verdict = at_least(speed, least)
    return Line(measure, f"{speed:,.0f}", target=f">= {least:,.0f}", verdict=verdict)


def _against(speed: float, by_hand: float, least: float) -> Line:
    ratio = speed / by_hand
    return Line(
        "a file: households written against one by one",
        f"{speed:,.0f} / {by_hand:,.0f} per s",
        to_baseline=ratio,
        target=f">= {least:g}x",
        verdict=at_least(ratio, least),
    )


def _waits(measure: str, before: list[float], during: list[float]) -> Line:
    """Compare what nineteen of twenty saves stay under."""
    ratio = Timed(during).p95 / Timed(before).p95
    return Line(
        f"{measure}, p95",
        f"{Timed(before)} -> {Timed(during)}, {len(during)} saves",
        to_baseline=ratio,
        target=f"<= {WAITING:g}x",
        verdict=at_most(ratio, WAITING),
    )


def _whole(source: Import, rows: int) -> Line:
    """Say whether each row of the file was read and written, once."""
    source.refresh_from_db()
    written = RowResult.unscoped.filter(row__source=source, outcome="written").count()
    is_whole = source.state == "done" and written == source.rows_read == rows
    return Line(
        "rows of the file that were not written",
        f"{rows - written} of {rows}",
        target="0",
        verdict=Verdict.PASS if is_whole else Verdict.FAIL,
        correctness=True,
    )
