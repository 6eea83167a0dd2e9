"""Count what six requests pass through, the last of them in three steps: `python tools/flows.py` prints a Markdown table.

Calls, functions and files are those of this repository (templates are not counted, nor the sandbox, which is
another process); queries are all. The data is a demo built in a directory to throw away, or, to be quicker,
a copy of a demo that is there: `python tools/flows.py path/to/demo.sqlite3`.
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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_OTHERS = (".venv", "tests", "tools")
# Functions that begin a step of their own, which is counted by itself with all that they call: a worker takes up a file
# that was confirmed; and what comes once at the end of a file, whatever it held.
_STEPS = {
    ("imports/jobs/actions/running.py", "write_file"): "row",
    ("imports/jobs/actions/running.py", "_finish"): "end",
    ("imports/jobs/actions/keeping.py", "narrow_due"): "end",
}


type Function = tuple[str, str]


@dataclass
class Passed:
    """What one request passed, or a step of it."""

    calls: int = 0
    functions: set[Function] = field(default_factory=set)
    queries: int = 0

    @property
    def files(self) -> set[str]:
        """The files of its functions."""
        return {file for file, _ in self.functions}

    def __add__(self, other: "Passed") -> "Passed":
        """Put two steps together."""
        functions = self.functions | other.functions
        return Passed(self.calls + other.calls, functions, self.queries + other.queries)


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


def people(*, of_demo: bool) -> People:
    """Return them as the demo has them, or from the small world of the tests."""
    from accounts.models import User

    if of_demo:
        find = User.unscoped.select_related("area").get
        return People(find(username="canbo"), find(username="tinh"))
    from django.core.management import call_command

    from teams.founding.actions import found_team
    from tests.world import FOUNDED, World

    call_command("migrate", verbosity=0)
    world = World.build()
    officer, other = world.own.officer, world.own.villages[1]
    leader = {"full_name": "Lê Lan", "role": "leader"}
    found_team(by=officer, area=other, on=FOUNDED, number="2", members=[leader])
    return People(officer, world.committee)


def passed(request: Callable[[], Any]) -> Passed:
    """Send a request and count what it passes."""
    return in_steps(request, {})[""]


def in_steps(request: Callable[[], Any], steps: Mapping[Function, str]) -> dict[str, Passed]:
    """Send a request and count what each step of it passes, the request itself is "".

    It must be answered, or lead to another page.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection):
        trace = Trace(steps, lambda: len(connection.queries_log))
        sys.setprofile(trace.note)
        try:
            response = request()
        finally:
            sys.setprofile(None)
        trace.count_queries()
    if response.status_code not in {200, 302}:
        raise SystemExit(f"{response.status_code}: {response.content.decode()[:2000]}")
    return trace.found


class Trace:
    """What a request passes, told by the interpreter call by call, step by step."""

    def __init__(self, steps: Mapping[Function, str], queries: Callable[[], int]) -> None:
        self.steps, self.queries, self.seen = steps, queries, queries()
        self.found = {step: Passed() for step in ("", *steps.values())}
        # The steps we are in, each with the frame that began it.
        self.within: list[tuple[FrameType | None, str]] = [(None, "")]
        self.ours = dict[CodeType, Function | None]()

    def note(self, frame: FrameType, event: str, _: Any) -> None:
        """Take a call, or the return from one."""
        if event == "call":
            code = frame.f_code
            if code not in self.ours:
                self.ours[code] = _own(code)
            if function := self.ours[code]:
                if step := self.steps.get(function):
                    self.count_queries()
                    self.within.append((frame, step))
                self.now.calls += 1
                self.now.functions.add(function)
        elif event == "return" and frame is self.within[-1][0]:
            self.count_queries()
            self.within.pop()

    @property
    def now(self) -> Passed:
        """What was passed of the step that we are in."""
        return self.found[self.within[-1][1]]

    def count_queries(self) -> None:
        """Add the queries since the last look to the step that we are in."""
        seen = self.queries()
        self.now.queries += seen - self.seen
        self.seen = seen


def _own(code: CodeType) -> Function | None:
    """Return file and name of a function of this repository; a generator expression is part of its function."""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT):
        return None
    file = path.relative_to(ROOT)
    if file.parts[0] in _OTHERS or code.co_name == "<module>":
        return None
    return str(file), code.co_qualname.removesuffix(".<locals>.<genexpr>")


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
        rows = flows(people(of_demo=bool(given)))
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
