"""Count what six requests pass through, the last of them in three steps: `python tools/flows.py` prints a Markdown table.

Calls, functions and files are those of this repository (templates are not counted, nor the sandbox, which is
another process); queries are all. The data is the tests' small world, built in a directory to throw away, or a copy of
a demo that is there: `python tools/flows.py path/to/demo.sqlite3`; a file of tables alone is filled with that world.
"""

# Models are there once Django is set up, for a database that is made first.
# ruff: noqa: PLC0415

import io
import logging
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from flows_trace import ROOT, Passed, in_steps

# Functions that begin a step of their own, which is counted by itself with all that they call: a worker takes up a file
# that was confirmed; and what comes once at the end of a file, whatever it held.
_STEPS = {
    ("imports/jobs/actions/running.py", "write_file"): "row",
    ("imports/jobs/actions/running.py", "_finish"): "end",
    ("imports/jobs/actions/keeping.py", "narrow_due"): "end",
}


class People(NamedTuple):
    """Who sends the requests: an officer of a commune with two teams, and one who reads a province."""

    officer: Any
    reader: Any


@contextmanager
def database(given: str | None) -> Iterator[None]:
    """Open a database in a directory that goes with it: a copy of the given one, or an empty one."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "flows.sqlite3"
        os.environ.update(
            DEBUG="1",
            DATABASE_URL=f"sqlite:///{file}",
            MEDIA_ROOT=directory,
            DJANGO_SETTINGS_MODULE="config.settings",
        )
        if given:
            shutil.copy(given, file)
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        yield


def people() -> People:
    """Return them as the demo has them, or from the small world of the tests."""
    from django.core.management import call_command

    from accounts.models import User
    from teams.founding.actions import found_team
    from tests.world import FOUNDED, World

    call_command("migrate", verbosity=0)
    if User.unscoped.exists():
        find = User.unscoped.select_related("area").get
        return People(find(username="canbo"), find(username="tinh"))
    world = World.build()
    officer, other = world.own.officer, world.own.villages[1]
    leader = {"full_name": "Lê Lan", "role": "leader"}
    found_team(by=officer, area=other, on=FOUNDED, number="2", members=[leader])
    return People(officer, world.committee)


def passed(request: Callable[[], Any]) -> Passed:
    """Send a request and count what it passes."""
    return in_steps(request, {})[""]


def client_of(user: Any) -> Any:
    """Return a client signed in as somebody; its session was used just now."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="accounts.sessions.RoleBackend")
    client.get("/cach-tinh/")
    return client


def entry(officer: Any) -> Passed:
    """Send the form of a new household, as a phone does."""
    client, address = client_of(officer), f"/thon/{_village(officer).pk}/ho/moi/"

    def send(name: str) -> Any:
        form = {"uuid": str(uuid.uuid4()), "head_name": name, "how": "knows_all"}
        return client.post(address, form, headers={"HX-Request": "true"})

    send("Lê Văn Trước")
    return passed(lambda: send("Trần Thị Sau"))


def dashboards(reader: Any) -> tuple[Passed, Passed]:
    """Open the page of a province, which a word in its address makes another page; and once more."""
    client, address = client_of(reader), f"/tong-quan/{reader.area_id}/"
    client.get(address, {"trang": "1"})
    fresh = passed(lambda: client.get(address, {"trang": "2"}))
    return fresh, passed(lambda: client.get(address, {"trang": "2"}))


def decision(officer: Any) -> Passed:
    """Reconstitute one team by a decision."""
    from teams.models import Team

    client, teams = client_of(officer), Team.unscoped.inside(officer.area.path)
    first, second = teams.filter(dissolved_on=None).order_by("pk")[:2]

    def send(team: Any, number: str) -> Any:
        form = {"number": number, "signed_on": "", "to": [team.pk]}
        for member in team.members.filter(left_on=None):
            form[f"t{team.pk}-m{member.pk}"] = member.role
        return client.post("/to/quyet-dinh/kien-toan/", form)

    send(first, "901/QĐ-UBND")
    return passed(lambda: send(second, "902/QĐ-UBND"))


def imports(officer: Any) -> dict[str, Passed]:
    """Send a file with one household, which is read and checked; then have the row written."""
    from imports.models import Import

    client, village = client_of(officer), _village(officer)

    def send(name: str) -> Any:
        return client.post("/nhap-excel/", {"file": _workbook(village.name, name)})

    def write() -> Any:
        return client.post(f"/nhap-excel/{Import.unscoped.latest('pk').uuid}/nhap/")

    passed(lambda: send("Lê Thị Trước"))
    passed(write)
    checked, written = passed(lambda: send("Trần Văn Sau")), in_steps(write, _STEPS)
    if not Import.unscoped.latest("pk").done:
        raise SystemExit("the row was not written")
    return {
        "Import: upload, read, check one row": checked,
        "Import: confirm": written[""],
        "Import: write one row": written["row"],
        "Import: the end of a file": written["end"],
        "these three together": sum(written.values(), Passed()),
    }


def _village(officer: Any) -> Any:
    from areas.models import Area

    return Area.unscoped.villages().filter(commune=officer.area_id).order_by("pk")[0]


def _workbook(village: str, name: str) -> Any:
    import xlsxwriter
    from django.core.files.uploadedfile import SimpleUploadedFile

    from skills.catalogue import SKILLS

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        # Nothing is asked of such a file: a question would stop it before a row is written.
        skills = [str(skill.name) for skill in SKILLS]
        sheet.write_row(0, 0, ["Thôn", "Họ tên chủ hộ", "Năm sinh", *skills])
        sheet.write_row(1, 0, [village, name, 1980, "x", "", "x", "", ""])
    return SimpleUploadedFile("ho.xlsx", target.getvalue())


def flows(who: People) -> dict[str, Passed]:
    """Send all; what goes on behind the pages is done at once."""
    from django.test import override_settings

    backend = "django.tasks.backends.immediate.ImmediateBackend"
    logging.getLogger("django.tasks").setLevel(logging.WARNING)
    with override_settings(TASKS={"default": {"BACKEND": backend}}):
        fresh, cached = dashboards(who.reader)
        phone, team = entry(who.officer), decision(who.officer)
        files = imports(who.officer)
    return {
        "Phone entry, POST": phone,
        "Province dashboard, not cached": fresh,
        "the same, cached": cached,
        "Team decision (reconstitute)": team,
        **files,
    }


def main() -> None:
    """Count all and print."""
    given = sys.argv[1] if len(sys.argv) > 1 else None
    with database(given):
        rows = flows(people())
    write = sys.stdout.write
    write("| Flow | calls | functions | files | queries |\n|---|---|---|---|---|\n")
    for name, one in rows.items():
        numbers = f"{one.calls:,} | {len(one.functions)} | {len(one.files)} | {one.queries}"
        write(f"| {name} | {numbers} |\n")
    flow = os.environ.get("FLOW", "")
    for file, function in sorted(rows[flow].functions if flow else ()):
        write(f"{file} {function}\n")


if __name__ == "__main__":
    main()
