"""A file of households from its bytes to the register, while others save; and as if typed row by row."""

import io
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from typing import Any

import xlsxwriter
from django.conf import settings
from django.test import override_settings

from accounts.models import User
from areas.models import Area
from bench.generate import COMMUNE, OFFICER
from bench.measuring import Line, Timed, none_wrong, seconds_of
from bench.saves import Saver
from bench.workers import together
from households.register.actions import add_household, add_resident
from imports.jobs.actions import confirm, read_file, receive, write_file
from imports.models import Import, RowResult, State

HEADINGS = (
    "TT", "Thôn", "Họ và tên", "Quan hệ", "Năm sinh", "Giới tính", "Xóm", "Điện thoại",
    "Dịch vụ công", "Mua sắm", "Thanh toán", "Tự bảo vệ", "Ngày khảo sát",
)  # fmt: skip
GIVEN = ("Ửng", "Thảo", "Đạt", "Hơ", "Kiều", "Lộc", "Mí", "Ngân", "Oanh", "Phú", "Quý", "Rin")
# Rows of two households in turn: two heads, the second with a child.
PATTERN = 3
# Seconds between two saves of one person who types fast, and how long they are watched alone.
PACE, ALONE = 0.02, 4.0
BY_HAND = 40
# Rows read and households written per second; against by hand; how much longer others' saves may take.
READ, WRITTEN, AGAINST, WAITING = 3_334, 1_500, 8, 2


def file_lines(rows: int) -> list[Line]:
    """Bring one file in: how fast it was read and written, and how long others waited meanwhile."""
    # The limit counts the heading, too.
    rows = min(rows, int(settings.IMPORT_MAX_ROWS) - 1)
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        ours, other = _villages()
        source, checked = _received(ours, rows)
        written = source.found["households"] / seconds_of(lambda: write_file.call(str(source.uuid)))
        by_hand = _by_hand(ours[-1])
        lines = [
            _speed("rows read and checked", rows / checked, READ),
            _speed("households written", written, WRITTEN),
            Line(
                "a file: against one by one",
                f"{by_hand:,.0f} per s",
                written / by_hand,
                at_least=AGAINST,
            ),
            _whole(source, rows),
        ]
        second, _ = _received(ours, rows)
        beside = [ours[0].pk, other[0].pk]
        alone = together(_beside(beside, lambda: time.sleep(ALONE)), 1 + len(beside))
        during = together(
            _beside(beside, lambda: write_file.call(str(second.uuid))), 1 + len(beside)
        )
    places = ("the same commune", "another commune")
    return [*lines, *map(_waits, places, alone[1:], during[1:])]


def _villages() -> list[list[Area]]:
    """Return the villages of two communes."""
    villages = Area.unscoped.villages().order_by("pk")
    return [list(villages.filter(commune_id=COMMUNE + n)) for n in (1, 2)]


def _received(villages: list[Area], rows: int) -> tuple[Import, float]:
    """Send a file, have it read and confirm it; returns the seconds too."""
    # Its people have names of their own: what is there already would not be written.
    number = Import.unscoped.count()
    mark = f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"
    data = _workbook([one.full_name for one in villages], rows, mark)
    user, commune = (
        User.unscoped.get(username=OFFICER),
        Area.unscoped.get(pk=villages[0].commune_id or 0),
    )
    began = time.perf_counter()
    source = receive(by=user, commune=commune, name="bench.xlsx", data=data)
    read_file.call(str(source.uuid))  # does nothing where it was read at once
    seconds = time.perf_counter() - began
    source.refresh_from_db()
    if source.state != State.CHECKED:
        raise RuntimeError(f"the file was not read: {source.state}, {source.layout}")
    return confirm(by=user, source=source), seconds


def _workbook(villages: list[str], rows: int, mark: str) -> bytes:
    """Write a sheet as a commune has it: sorted by village, two rows in three with a head."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for n in range(rows):
            # A household is of one village: whoever is no head follows one.
            place = n // PATTERN * PATTERN * len(villages) // rows
            sheet.write_row(n + 1, 0, row_of(villages[place], n, mark))
    return target.getvalue()


def row_of(village: str, n: int, mark: str) -> list[Any]:
    """Return the `n`th row of a file."""
    rest, last = divmod(n, len(GIVEN))
    first, middle = divmod(rest, len(GIVEN))
    name = f"Nguyễn {mark} {GIVEN[middle]} {GIVEN[first % len(GIVEN)]} {GIVEN[last]}"
    is_head = n % PATTERN != PATTERN - 1
    home = ["Chủ hộ", 1930 + n % 70] if is_head else ["Con", 1990 + n % 20]
    where = [f"Xóm {n % 7}", f"0905{n:06d}"] if is_head else ["", ""]
    skills = [("x", "có", "h", "chưa", "")[n * k % 5] for k in range(1, 5)]
    return [n + 1, village, name, *home, "Nữ" if n % 2 else "Nam", *where, *skills, "03/04/2026"]


def _beside(villages: list[int], job: Callable[[], object]) -> Callable[[int], list[float]]:
    """Return the work of each process: the first does the job, the others save until it is done."""
    over = multiprocessing.get_context("fork").Event()

    def run(index: int) -> list[float]:
        found = list[float]()
        if not index:
            try:
                job()
            finally:
                over.set()
            return found
        saver = Saver(villages[index - 1])
        while not over.is_set():
            found.append(seconds_of(saver.save))
            time.sleep(PACE)
        return found

    return run


def _by_hand(village: Area) -> float:
    """Write such households, every other with a child, by the actions of the pages; return them per second."""
    user, results = User.unscoped.get(username=OFFICER), (2, 2, 0, 2, None)
    began = time.perf_counter()
    for n in range(BY_HAND):
        home = add_household(by=user, village=village, head_name=f"Tay {n}", results=results)
        if n % 2:
            add_resident(by=user, household=home, full_name=f"Con {n}", relation="child")
    return BY_HAND / (time.perf_counter() - began)


def _speed(what: str, speed: float, least: float) -> Line:
    return Line(f"a file: {what} per s, of {least:,}", f"{speed:,.0f}", speed / least, at_least=1)


def _waits(where: str, before: list[float], during: list[float]) -> Line:
    """Compare what nineteen of twenty saves stay under."""
    ratio = Timed(during).p95 / Timed(before).p95
    value = f"{Timed(before)} -> {Timed(during)}, {len(during)} saves"
    return Line(
        f"saves in {where}, before a file and meanwhile, p95", value, ratio, at_most=WAITING
    )


def _whole(source: Import, rows: int) -> Line:
    """Say whether each row of the file was read and written, once."""
    source.refresh_from_db()
    written = RowResult.unscoped.filter(row__source=source, outcome="written").count()
    lost = rows - written or int(source.state != State.DONE or source.rows_read != rows)
    return none_wrong("rows of the file that were not written", lost, rows)
