"""A large sheet is read and understood within its budget of time and memory, and row by row.

CI reads 5,000 rows; READ_ROWS=100000 in the environment reads what the budget is for.
"""

import json
import os
import subprocess
import sys

import pytest
import xlsxwriter

pytestmark = pytest.mark.once
ROWS = int(os.environ.get("READ_ROWS", "5000"))
SECONDS, MEGABYTES = 30, 300
HEADINGS = [
    "TT", "Thôn", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Xóm", "Điện thoại",
    "KN1", "KN2", "KN3", "KN4", "KN5", "Ngày khảo sát",
]  # fmt: skip

# In a small process of its own, so that its memory is not hidden under what the tests hold.
READ = """
import json, os, resource, time, django
from datetime import date
django.setup()
from imports import cage, values
from imports.body import Use, body
from imports.columns import HOUSEHOLDS
from imports.fonts import judge
from imports.headings import cell_of, find
from imports.units import Kind, Village, Villages

villages = Villages([Village(n, ((Kind.THON, str(n)),)) for n in range(1, 41)])
today = date(2026, 11, 26)
readers = {
    "village": lambda cell: villages.find(cell).pk, "head_name": values.person,
    "birth_year": lambda cell: values.birth_year(cell, today=today), "sex": values.sex,
    "hamlet": lambda cell: values.text(cell, longest=120), "phone": values.phone,
    "assessed_on": lambda cell: values.day(cell, latest=today), "public_services": values.skill,
    "shopping": values.skill, "payment": values.skill, "safety": values.skill,
    "local_platform": values.skill,
}
began = time.monotonic()
sheet = cage.read(os.environ["FILE"]).sheets[0]
assert judge(cell for row in sheet.rows for cell in row.cells if isinstance(cell, str)) is None
headings = find(sheet.rows, HOUSEHOLDS)
facts = 0
for row, use in body(sheet, headings, HOUSEHOLDS):
    facts += use is Use.FACT
    for key, match in headings.matches.items():
        assert readers[key](cell_of(row, match.column, spreads=False)) is not None
seconds = time.monotonic() - began
with open("/proc/self/status") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
cage_takes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([facts, round(seconds, 1), (own + cage_takes) // 1024]))
"""


def test_a_large_sheet_is_read_and_understood_within_its_budget(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, ROWS):
            head = [
                n,
                f"Thôn {n % 40 + 1}",
                f"Nguyễn Thị Ửng {n:X}",
                1940 + n % 60,
                "Nữ",
                f"Xóm {n % 7}",
            ]
            skills = [("x", "", 1, "có", "h")[n * k % 5] for k in range(1, 6)]
            sheet.write_row(n, 0, [*head, f"0905{n:06d}", *skills, "03/04/2026"])
    environment = os.environ | {"FILE": str(path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-W", "ignore", "-c", READ]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    facts, seconds, megabytes = json.loads(told)
    assert facts == ROWS - 1
    assert seconds < SECONDS, (seconds, megabytes)
    assert megabytes < MEGABYTES, (seconds, megabytes)
