"""A file of rows sent, confirmed and written by `manage.py worker`, which is killed on the way."""

import re
import uuid
from collections import Counter

from tests.faults import books
from tests.faults.people import Form
from tests.faults.servers import wait_until
from tests.imports.sheets import workbook

ENDED = {"done", "failed", "cancelled", "undone"}
WRITTEN = """
    SELECT head_name, (SELECT COUNT(*) FROM households_resident r WHERE r.household_id = h.id),
        (SELECT COUNT(*) FROM households_movement m WHERE m.household_id = h.id)
    FROM households_household h WHERE head_name LIKE 'Tệp %'
"""


def names(rows):
    """Return names that stand in no other file, unlike one another."""
    letters = "bcdghklmnp"
    return [
        "Tệp " + "".join(letters[int(digit)] + "a" for digit in f"{number:05d}").capitalize()
        for number in range(rows)
    ]


def multipart(fields, file):
    """Return the body of a form with a file, and what it is."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="ho.xlsx"\r\n\r\n'
    body = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
    return body, {"Content-Type": f"multipart/form-data; boundary={mark}"}


def send(person, village_name, rows):
    """Send a file of so many rows, one household each, and confirm it; returns its address."""
    people = names(rows)
    data = workbook(*([village_name, name, 1950 + at % 50] for at, name in enumerate(people)))
    page = Form(person.open("/nhap-excel/"), "")
    body, kind = multipart({**page.fields, "kind": "households", "empty": ""}, data)
    status, headers, text = person.ask("/nhap-excel/", body, kind)
    assert status == 302, re.sub(r"<[^>]+>", " ", text)[:500]
    return headers["Location"]


def press(person, address):
    """Confirm the file, or let it go on where it was broken off."""

    def once():
        form = Form(person.open(address), f"{address}nhap/")
        return person.ask(f"{address}nhap/", form.fields)[0] == 302 if form.action else True

    return person.until(once)


class File:
    """How far the file is, past Django."""

    def __init__(self, url, rows):
        self.url, self.rows = url, rows

    def at(self):
        try:
            ((state, done),) = books.read(self.url, "SELECT state, done FROM imports_import")
        except Exception:  # the database is away
            return "away", 0
        return state, done

    def reach(self, rows):
        """Wait until so many rows are written, or it has come to an end."""

        def is_there():
            state, done = self.at()
            return state in ENDED or done >= rows

        return wait_until(is_there, 600, pause=0.01)

    def wait(self, seconds=600):
        return wait_until(lambda: self.at()[0] in ENDED, seconds, pause=0.1)

    def verdict(self):
        """Return how many rows are there not at all, more than once, in part."""
        found = books.read(self.url, WRITTEN)
        times = Counter(row[0] for row in found)
        ((noted,),) = books.read(
            self.url, "SELECT COUNT(*) FROM imports_rowresult WHERE outcome = 'written'"
        )
        return {
            "missing": sum(times[name] == 0 for name in names(self.rows)),
            "doubled": sum(number > 1 for number in times.values()),
            "half": sum(row[1:] != (1, 1) for row in map(tuple, found)),
            "unnoted": self.rows - noted,
        }
