"""A morning of offices on a server of its own, played by Locust; what it took, minute by minute, and what gave out first."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from bench.generate import COUNTRY
from bench.http import serving
from bench.measuring import Line, none_wrong
from bench.watching import (
    Look,
    Watch,
    busiest,
    child_named,
    cores,
    cores_here,
    parent_named,
    watching,
)
from rollup.models import VillageCount

PLAY = "load/morning.py"
PASSWORD = "mot-buoi-sang-thu-2026"  # noqa: S105 - of people who are made up, in a database that goes again
# Of so many officers one of a committee reads; a request may take so many milliseconds, and memory grow so much.
OF_READERS, MOST_MS, GROWN = 10, 1000, 1.1
# How much of a resource is as good as all.
ALL_OF_IT = 0.85

type Asked = tuple[float, str, float, str]


@dataclass(frozen=True)
class Minute:
    """One stretch of the play: officers there by then, requests, their times, cores of each group, share of the disk."""

    people: int
    asked: int
    saves: int
    p50: float
    p95: float
    cores: dict[str, float]
    disk: float
    memory: int
    seconds: float
    busy: float

    @property
    def row(self) -> str:
        """Return it as a line of the table."""
        used = " / ".join(f"{self.cores.get(name, 0):.2f}" for name in ("web", "database", "tool"))
        return (
            f"{self.asked / self.seconds:.1f} requests and {self.saves / self.seconds:.1f} saves a second, "
            f"p50 {self.p50:.0f} p95 {self.p95:.0f} ms, cores of web / database / tool {used}, "
            f"disk {self.disk:.0%}, {self.memory / 2**20:.0f} MB"
        )


def people_of(officers: int) -> dict[str, Any]:
    """Make the accounts: each officer has a village of their own, committees stand at every level above.

    All have one password, hashed once: what a sign-in costs is in checking it.
    """
    word = make_password(PASSWORD)
    villages = list(Area.unscoped.filter(level=Level.VILLAGE).values_list("pk", "commune_id"))
    chosen = villages[:: max(len(villages) // officers, 1)][:officers]
    made = [
        User(
            username=f"sang{n}", role=Role.OFFICER, area_id=commune, full_name=f"Cán bộ {n}", password=word
        )
        for n, (_, commune) in enumerate(chosen)
    ]  # fmt: skip
    places = [(COUNTRY, Level.COUNTRY), *_above(max(officers // OF_READERS, 4))]
    for n, (area, _) in enumerate(places):
        made.append(
            User(username=f"xem{n}", role=Role.COMMITTEE, area_id=area, full_name=f"Người xem {n}", password=word)
        )  # fmt: skip
    for one in made:
        one.search_key = one.new_search_key
    _bring(made)
    known = dict(VillageCount.unscoped.values_list("area_id", "households"))
    return {
        "officers": [(f"sang{n}", pk, known.get(pk, 0)) for n, (pk, _) in enumerate(chosen)],
        "readers": [
            (f"xem{n}", pk, Level(level).name.lower()) for n, (pk, level) in enumerate(places)
        ],
    }


def _bring(people: list[User]) -> None:
    """Make the accounts; of a country that stayed some are there already, at the villages of that time."""
    known, set_anew = ["username"], ["area", "role", "password"]
    User.unscoped.bulk_create(
        people, update_conflicts=True, unique_fields=known, update_fields=set_anew
    )


def _above(number: int) -> Iterator[tuple[int, int]]:
    """Yield so many units by turns of the levels that committees have."""
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        found = Area.unscoped.filter(level=level).values_list("pk", flat=True)
        yield from ((pk, level) for pk in found[: number // 3])


def morning_lines(officers: int, minutes: float, ramp: float, tool: str = "locust") -> list[Line]:
    """Let so many officers come within `ramp` minutes and work until `minutes` are over, on the database in use."""
    if not shutil.which(tool):
        return [Line("a morning of offices", "not run: locust is not installed (make load)")]
    cast, database = people_of(officers), _postmaster()
    connection.close()
    with tempfile.TemporaryDirectory() as folder, serving(settings.PAGE_CACHE_BYTES) as port:
        cast |= {"report": str(Path(folder) / "asked.json"), "password": PASSWORD}
        play = _started(tool, port, cast, minutes, ramp, Path(folder) / "tool.log")
        web = child_named("gunicorn", os.getpid())
        with watching(web=web, tool=play.pid, database=database) as watch:
            play.wait()
        report = Path(cast["report"])
        if not report.exists():
            raise RuntimeError((Path(folder) / "tool.log").read_text()[-2_000:])
        told = json.loads(report.read_text())
    return told_of(told, watch, officers, minutes)


def _started(
    tool: str, port: int, cast: dict[str, Any], minutes: float, ramp: float, log: Path
) -> subprocess.Popen[bytes]:
    number = len(cast["officers"]) + len(cast["readers"])
    words = [tool, "-f", PLAY, "--headless", "--only-summary", "-H", f"http://127.0.0.1:{port}"]
    words += ["-u", str(number), "-r", f"{number / (ramp * 60):.3f}", "-t", f"{minutes * 60:.0f}s"]
    # Thousands of names are more than one word of an environment may be long.
    told = log.with_name("cast.json")
    told.write_text(json.dumps(cast))
    env = {**os.environ, "MORNING_CAST": str(told), "PYTHONPATH": str(settings.BASE_DIR)}
    with log.open("wb") as out:
        return subprocess.Popen(words, cwd=settings.BASE_DIR, env=env, stdout=out, stderr=out)  # noqa: S603 - ours


def _postmaster() -> int:
    """Return the head of the database where it runs on this machine; 0 for SQLite or another machine."""
    here = connection.settings_dict["HOST"] in {"", "localhost", "127.0.0.1"}
    if connection.vendor != "postgresql" or not here:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_named("postgres", int(cursor.fetchone()[0]))


def told_of(told: dict[str, Any], watch: Watch, officers: int, minutes: float) -> list[Line]:
    """Make lines of what was asked and what was used."""
    asked: list[Asked] = told["asked"]
    found = list(_minutes(asked, told["began"], watch))
    lines = [Line(f"{one.people} people there", one.row) for one in found]
    fast = (one for one in found[: _slow_from(found)] if one.p95 <= MOST_MS)
    good = max((one.people for one in fast), default=0)
    each = 2 / cores_here()
    wrong = [one for one in asked if one[1].startswith("wrong")]
    faults = [one for one in asked if one[3] and one not in wrong]
    lines += [
        Line(f"people for two cores with p95 <= {MOST_MS} ms", f"{good}", good * each, at_least=1_000),
        Line("what gives out first", first_to_go(found)),
        none_wrong("saves or pages that were wrong or stale", len(wrong), len(asked)),
        none_wrong("answers that were no pages", len(faults), len(asked)),
        *_sign_ins(asked),
        *_memory(found),
    ]  # fmt: skip
    lines += [
        Line("what was wrong", text, wrong=1) for text in sorted({o[3] for o in wrong + faults})[:5]
    ]
    return lines


def _minutes(asked: list[Asked], began: list[float], watch: Watch) -> Iterator[Minute]:
    """Cut the play into stretches of a minute (a short one into five); what was noted beside requests is left out."""
    real = [one for one in asked if not one[1].startswith("wrong")]
    if not real:
        return
    begin, end = began[0], max(one[0] for one in real)
    step = min(60.0, (end - begin) / 5)
    for at in range(int((end - begin) / step)):
        since, until = begin + at * step, begin + (at + 1) * step
        seen, looks = [one for one in real if since <= one[0] < until], watch.between(since, until)
        if seen and looks:
            yield _minute(seen, sum(one < until for one in began), looks, step)


def _minute(seen: list[Asked], people: int, looks: tuple[Look, Look], step: float) -> Minute:
    first, last = looks
    times = sorted(one[2] for one in seen)
    return Minute(
        people,
        len(seen),
        sum(one[1].startswith("save") for one in seen),
        times[len(times) // 2],
        times[min(int(len(times) * 0.95), len(times) - 1)],
        {name: cores(first, last, name) for name in last.cpu},
        busiest(first, last),
        last.memory.get("web", 0),
        step,
        sum(times) / 1000 / step,
    )


def _slow_from(found: list[Minute]) -> int:
    """Return which stretch is the first of two slow ones (of one, where it is the last); their number where none is."""
    slow = [one.p95 > MOST_MS for one in found]
    pairs = zip(slow, [*slow[1:], True], strict=False)
    return next((at for at, pair in enumerate(pairs) if all(pair)), len(found))


def first_to_go(found: list[Minute]) -> str:
    """Name what was used up in the first stretch that was too slow, or what is nearest to it in the last one."""
    if not found:
        return "nothing was measured"
    at, machine = _slow_from(found), cores_here()
    one = found[min(at, len(found) - 1)]
    used = {
        "processor": one.cores.get("all", 0) / machine,
        "disk": one.disk,
        "processes of the web server": one.busy / (machine + 2),
    }
    # Processes that wait for another resource are all busy, too: it is the other one that gave out.
    full = (name for name, share in used.items() if share >= ALL_OF_IT)
    name = next(full, max(used, key=lambda key: used[key]))
    word = "" if at < len(found) else "nothing yet; nearest: "
    shares = ", ".join(f"{key} {min(share, 9.99):.0%}" for key, share in used.items())
    return f"{word}{name} at {one.people} people ({shares})"


def _sign_ins(asked: list[Asked]) -> Iterator[Line]:
    times = sorted(one[2] for one in asked if one[1] == "sign in")
    if times:
        p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
        yield Line(
            "sign-ins, p95 in ms", f"{len(times)} sign-ins, {p95:.0f} ms", p95 / MOST_MS, at_most=1
        )


def _memory(found: list[Minute]) -> Iterator[Line]:
    """Compare the memory of the web server at the end with that in the middle."""
    if len(found) > 3:
        middle, last = found[len(found) // 2].memory, found[-1].memory
        value = f"{middle / 2**20:.0f} -> {last / 2**20:.0f} MB"
        yield Line(
            "memory of the web server, middle to end", value, last / max(middle, 1), at_most=GROWN
        )
