"""A workbook of a province is sent, looked at, written and taken back by the pages; and counted by itself."""

import io
import time
from collections import Counter

import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from imports.models import Import

# What is in force, counted by a statement of its own for each kind.
COUNTS = {
    "accounts": "select count(*) from accounts_user u join areas_area a on a.id = u.area_id"
    " where u.is_active and a.level = 3",
    "villages": "select count(*) from areas_area where level = 4 and closed_on is null",
    "communes": "select count(distinct area_id) from households_declaration d join areas_area a on a.id = d.area_id"
    " where d.withdrawn_at is null and a.level = 3",
    "teams": "select count(*) from teams_member m join teams_team t on t.id = m.team_id"
    " where m.left_on is null and t.dissolved_on is null",
    "platforms": "select count(*) from skills_localplatform where valid_to is null",
}
SHEETS = {
    "Người dùng": "accounts",
    "Thôn": "villages",
    "Khai báo": "communes",
    "Tổ": "teams",
    "Nền tảng": "platforms",
}


def rows_of(content):
    """Count the rows below the headings of each sheet of a tidy workbook, by kind."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        SHEETS[name]: sum(
            any(cell != "" for cell in row) for row in book.get_sheet_by_name(name).to_python()[1:]
        )
        for name in book.sheet_names
    }


def counted(kinds):
    """Count what is in force of each kind."""
    found = {}
    with connection.cursor() as cursor:
        for kind in kinds:
            cursor.execute(COUNTS[kind])
            found[kind] = cursor.fetchone()[0]
    return found


def declared():
    """Return how many households and villages communes declare, all together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(d.households), 0), coalesce(sum(d.villages), 0) from households_declaration d"
            " join areas_area a on a.id = d.area_id where d.withdrawn_at is null and a.level = 3"
        )
        return tuple(map(int, cursor.fetchone()))


def sent(client, content):
    """Send a workbook; return its file."""
    file = SimpleUploadedFile("tinh.xlsx", content)
    answer = client.post(reverse("imports:upload"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()[:5_000]
    return Import.unscoped.latest("pk")


def pressed(client, source, name, **said):
    """Press a button of a file, and say how many seconds it took."""
    began = time.monotonic()
    answer = client.post(reverse(f"imports:{name}", args=[source.uuid]), said)
    assert answer.status_code == 302, answer.content.decode()[:5_000]
    source.refresh_from_db()
    return time.monotonic() - began


def told(source):
    """Return what is asked and left of a file, shortly: for whoever reads why a proof failed."""
    asked = Counter((one["kind"], one["subject"]) for one in source.layout.get("questions", ()))
    left = Counter((one["why"], one["sheet"], one["name"]) for one in source.layout.get("left", ()))
    wrong = [
        (row.number, [one["what"] for one in row.problems])
        for row in source.rows.filter(verdict="error")[:5]
    ]
    return {"asked": list(asked)[:9], "left": dict(left), "wrong": wrong, "found": source.found}
