"""What phones send after a day in a village without a network: how many operations a second, each written once."""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from bench.generate import Size, generate
from bench.measuring import Line, none_wrong, seconds_of
from bench.scratch import scratch
from bench.workers import together
from households.counts.rollup import HOUSEHOLDS
from households.models import Household
from households.register.actions import NewHousehold, add_many
from offline.models import CellWrite, SentOperation
from offline.sealing.rules import seal
from offline.sending.views import ITEMS, send
from rollup.counts import wrong_rows

# The village that was taken along, and what is sent of it.
HOMES, OPERATIONS = 300, 500
# So many a second at least, on two cores.
AT_LEAST = 200
TOGETHER = "operations taken a second, by two processes of two communes at once"

type Batch = list[dict[str, str]]


def offline_lines(number: int) -> list[Line]:
    """Send a day's operations of one village in batches, and all of them once more; then of two at once where it may be."""
    states, again, both = list[str](), list[str](), list[str]()
    with scratch("offline"):
        member, *others = [(one, list(_batches(one, *place))) for one, place in _prepared(number)]
        seconds = seconds_of(lambda: states.extend(_sent(*member)))
        held = _rows()
        repeated = seconds_of(lambda: again.extend(_sent(*member)))
        differs = (_rows() != held) + (again != states)
        # SQLite has one writer, however many send.
        at_once = seconds_of(lambda: both.extend(_at_once(others))) if _many_write() else 0
        compared, wrong = wrong_rows(of=[HOUSEHOLDS])
    left = sum(one not in {"applied", "identical"} for one in (*states, *both))
    return [
        _rate("operations of a village taken a second, by one process", seconds, len(states)),
        *([_rate(TOGETHER, at_once, len(both), AT_LEAST)] if both else []),
        Line("the same sent once more, a second", f"{repeated:.2f} s", OPERATIONS / repeated),
        none_wrong("operations that were not written", left, len(states) + len(both)),
        none_wrong("answers or rows that differ once sent again", differs, 2),
        none_wrong("count rows that differ from the rows they count", len(wrong), compared),
    ]


def _rate(measure: str, seconds: float, count: int, least: float = 0) -> Line:
    """Say how many a second; what two cores take is asked of two processes, where these can write at once."""
    least = least or (0 if _many_write() else AT_LEAST)
    return Line(measure, f"{seconds:.2f} s", count / seconds, at_least=least)


def _many_write() -> bool:
    return connection.vendor == "postgresql"


def _at_once(others: Sequence[tuple[User, list[Batch]]]) -> list[str]:
    """Let each send what is theirs, all at the same time, by a process of their own; return what became of each operation."""
    parts = together(lambda n: list(_sent(*others[n])), len(others))
    return [one for part in parts for one in part]


def _rows() -> list[int]:
    return [model.unscoped.count() for model in (Household, CellWrite, SentOperation)]


def _prepared(number: int) -> Iterator[tuple[User, tuple[Area, list[Household]]]]:
    """Make a country with villages of three communes that were taken along; yield who did so, and the households of each."""
    generate(Size(number, 1_060, 2_000))
    villages = Area.unscoped.filter(level=Level.VILLAGE).select_related("commune").order_by("pk")
    of_commune = {one.commune_id: one for one in villages.iterator()}
    for n, village in enumerate(list(of_commune.values())[:3]):
        member = User(username=f"offline{n}", role=Role.MEMBER, area=village, full_name="Bench")
        member.save()
        rows = [NewHousehold(village, f"Hộ Mang Theo {k}") for k in range(HOMES)]
        yield member, (village, add_many(by=member, rows=rows))


def _sent(member: User, batches: Sequence[Batch]) -> Iterator[str]:
    """Send the batches as a phone does; yield what became of each operation."""
    requests = RequestFactory()
    for items in batches:
        body = {"v": 1, "clock": timezone.now().isoformat(), "items": items}
        request = requests.post("/gui-len/", json.dumps(body), "application/json")
        request.user = User.unscoped.select_related("area").get(pk=member.pk)
        response: Any = send(request)
        answer = json.loads(response.content)
        yield from (one["state"] for one in answer["items"])
    connection.close()


def _batches(member: User, village: Area, homes: Sequence[Household]) -> Iterator[Batch]:
    """Yield batches of what was done: of ten operations seven answers, two new households, one status or person."""
    dice, last = Random(25), dict[int, str]()  # noqa: S311 - data of a benchmark, drawn alike each time
    items: Batch = []
    for n in range(OPERATIONS):
        home = homes[n % HOMES]
        if n % 10 < 7:
            told = {**_answers(home, dice), "follows": last.get(home.pk)}
            items.append(_item(member, village, "answers", home.uuid, **told))
            last[home.pk] = items[-1]["uuid"]
        elif n % 10 < 9:
            items.append(_item(member, village, "household", uuid4(), **_household(n)))
        elif n % 20 == 9:
            items.append(
                _item(member, village, "status", home.uuid, to="nobody_home", was="resident")
            )
        else:
            person = {"ref": str(uuid4()), "name": f"Người Thêm {n}", "results": "2----"}
            items.append(_item(member, village, "person", home.uuid, **person))
        if len(items) == ITEMS:
            yield items
            items = []


def _answers(home: Household, dice: Random) -> dict[str, Any]:
    skills = dice.sample(range(1, 5), dice.randint(1, 4))
    said = {str(number): str(dice.choice((0, 1, 2))) for number in skills}
    return {"person": home.living[0].pk, "set": said, "was": dict.fromkeys(said, "-")}


def _household(n: int) -> dict[str, Any]:
    people = [
        {"ref": str(uuid4()), "name": f"Người {n} {k}", "relation": "child", "results": "20---"}
        for k in range(3)
    ]
    return {
        "head": {"name": f"Hộ Mới {n}", "birth_year": 1980, "results": "2200-"},
        "people": people,
    }


def _item(member: User, village: Area, kind: str, household: UUID, **facts: Any) -> dict[str, str]:
    key, now = str(uuid4()), timezone.now()
    said = {
        "v": 1,
        "uuid": key,
        "author": member.pk,
        "kind": kind,
        "village": village.pk,
        "household": str(household),
        "on": timezone.localdate().isoformat(),
        "at": now.isoformat(),
        "taken": now.isoformat(),
        **facts,
    }
    name, sealed = seal(said, key)
    return {"uuid": key, "key": name, "sealed": sealed}
