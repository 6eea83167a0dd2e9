"""A large sheet is opened, cut and checked against a register within its budget of work and memory.

`make test` reads 2,000 rows; PROVE=1 reads what the budget is for: a foreign sheet of
households, and our own one with its hidden cells, against a commune with as many people as the sheet has rows.
"""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
import xlsxwriter
from django.db import connection

from households.models import Household
from households.register.actions import NewHousehold, NewPerson, add_many
from imports.models import Verdict
from imports.own_sheets.kinds import SHEETS, rows_of
from imports.own_sheets.sheet import write
from skills.actions import name_platform
from tests.factories import CommuneFactory, UserFactory, VillageFactory
from tests.imports.papers import citizen
from tests.proving import sample_or_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS = sample_or_all(2000, 100_000)
# 20,000 rows may take ten seconds.
SECONDS, MEGABYTES, PEOPLE, DAY = sample_or_all(10, 50), 300, 4, date(2026, 3, 1)
HEADINGS = [
    "TT", "Thôn", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Xóm", "Điện thoại",
    "Dịch vụ công", "Mua sắm", "Thanh toán", "An toàn số", "Nền tảng số", "Ngày khảo sát", "CCCD",
]  # fmt: skip
FAMILY = ["Nguyễn", "Lê", "Trần", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi"]
MIDDLE = ["Thị", "Văn", "Hữu", "Ngọc", "Thanh", "Minh", "Đức", "Kim"]
GIVEN = ["An", "Bình", "Cường", "Dung", "Ửng", "Hạnh", "Khoa", "Lành", "Mỹ", "Phước", "Quý", "Sửu"]

# In a process of its own, so that its memory is not hidden under what the tests hold. Counted is what it works, and the
# sandbox, for by the clock that takes as long as others leave it; and what it holds: pages of the database's file that
# are mapped into memory are the system's. What a child was given at its birth is its parent's, so that the sandbox is
# asked itself how much it has come to.
READ = """
import json, os, sys, threading, django
from dataclasses import replace
django.setup()
from accounts.models import User
from imports.jobs import actions
from imports.models import Import
from imports.sandbox import run as reader
from web.sandbox import run

reader.CAGE = replace(reader.CAGE, wait=85)

def kilobytes(what, pid="self"):
    with open(f"/proc/{pid}/status") as status:
        return next((int(line.split()[1]) for line in status if line.startswith(what + ":")), 0)

class Peak(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.program, self.most, self.ended = kilobytes("RssFile"), 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            self.most = max(self.most, self.program + kilobytes("RssAnon"))

sandbox, work_of = [0], run._work_of

def watched(pid):
    sandbox.append(kilobytes("VmHWM", pid))
    return work_of(pid)

run._work_of = watched
peak = Peak()
peak.start()
by = User.unscoped.select_related("area").order_by("-pk")[0]
with open(sys.argv[1], "rb") as file:
    data = file.read()
began = os.times()
source = actions.receive(by=by, commune=by.area, name="a.xlsx", data=data)
received, at_once = os.times(), peak.most + max(sandbox)
actions.read_file.call(source.uuid)
ended, most = os.times(), peak.most
peak.ended.set()
source.refresh_from_db()
assert source.state == "checked", source.layout
# Households that clash with one of the register wait until it is told whether they are the same.
assert all(one["kind"] == "same" for one in source.layout.get("questions", [])), source.layout["questions"]
cut = [one["count"] for one in source.layout.get("left", []) if one["why"] == "identity"]
waiting = source.layout.get("waiting", 0)
print(json.dumps({
    "found": source.found, "cut": cut, "waiting": waiting,
    "sandbox": received.children_user + received.children_system,
    "process": ended.user + ended.system - began.user - began.system,
    "clock": ended.elapsed - began.elapsed,
    "megabytes": max(at_once, most) // 1024,
    "of the sandbox": max(sandbox) // 1024,
}))
"""


def called(n):
    """Return a name of its own, of words as names have them."""
    rest, words = divmod(n, 64)
    given = [GIVEN[rest // len(GIVEN) ** power % len(GIVEN)] for power in range(3)]
    return " ".join([FAMILY[words % 8], MIDDLE[words // 8], *given])


@pytest.fixture
def commune():
    """Return a commune with as many people as the sheet has rows."""
    commune = CommuneFactory()
    commune.villages = [VillageFactory(parent=commune) for _ in range(20)]
    name_platform(by=None, area=commune, name="Nền tảng", valid_from=commune.opened_on)
    homes = (ROWS - 100) // PEOPLE  # and headings, and what our sheet offers to choose from
    for start in range(0, homes, 1000):
        every = range(start, min(start + 1000, homes))
        add_many(by=None, rows=[household(commune, n, homes) for n in every])
    return commune


def household(commune, n, of):
    people = [NewPerson(called(n * PEOPLE + k), "child", 1990 + k, "m") for k in range(1, PEOPLE)]
    return NewHousehold(
        village=commune.villages[n * 20 // of],
        head_name=called(n * PEOPLE),
        hamlet=f"Xóm {n % 40}",
        phone=f"090{n:07d}",
        birth_year=1940 + n % 50,
        results=[2, 1, 0, 2, n % 3],
        on=DAY,
        people=people,
    )


def foreign(commune, path):
    """Write a sheet of as many households, a fourth of whose names are in the register."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, ROWS):
            village = commune.villages[n * 20 // ROWS].full_name
            head = [n, village, called(n), 1940 + n % 60, "Nữ", f"Xóm {n % 7}", f"091{n:07d}"]
            skills = [("x", "", 1, "có", "h")[n * k % 5] for k in range(1, 6)]
            sheet.write_row(n, 0, [*head, *skills, "03/04/2026", citizen(n)])
    return ROWS - 1


def ours(commune, path):
    """Write the sheet with all households of the commune."""
    homes = Household.unscoped.filter(village__commune=commune)
    with path.open("wb") as file:
        return write(
            file, commune, commune.villages, rows_of(homes, commune.villages), SHEETS["households"]
        )


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("sheet", [foreign, ours])
def test_a_large_sheet_is_read_and_checked_within_its_budget(commune, tmp_path, sheet):
    path, base = tmp_path / "a.xlsx", tmp_path / "base.sqlite3"
    rows = sheet(commune, path)
    UserFactory(area=commune)
    base.write_bytes(connection.connection.serialize())
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{base}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MEDIA_ROOT": str(tmp_path),
        # Our own sheet of so many is larger than an upload may be: its hidden cells cannot be packed.
        "IMPORT_MAX_BYTES": str(2**25),
    }
    command = [sys.executable, "-W", "ignore", "-c", READ, str(path)]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    cost = json.loads(told)
    found, waiting = cost["found"], cost["waiting"]
    sys.stdout.write(f"{sheet.__name__}: {rows} rows, {cost}\n")
    assert cost["cut"] == ([rows] if sheet is foreign else [])
    # A household that clashes with one of the register waits for an answer.
    assert sum(found.get(one, 0) for one in Verdict.values) + waiting == rows
    assert waiting < rows / 100
    assert found.get("identical", 0) == (rows if sheet is ours else 0)
    assert cost["sandbox"] + cost["process"] < SECONDS, cost
    assert cost["megabytes"] < MEGABYTES, cost
