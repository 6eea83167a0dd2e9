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

type Batch = list[dict[str, str]]


def offline_lines(number: int) -> list[Line]:
    """Send a day's operations of one village in batches, and all of them once more, in a country of its own."""
    with scratch("offline"):
        generate(Size(number, 1_060, 2_000))
        village = Area.unscoped.filter(level=Level.VILLAGE).select_related("commune")[0]
        member = User(username="offline", role=Role.MEMBER, area=village, full_name="Bench")
        member.save()
        rows = [NewHousehold(village, f"Hộ Mang Theo {n}") for n in range(HOMES)]
        homes = add_many(by=member, rows=rows)
        batches = list(_batches(member, village, homes))
        states = list[str]()
        seconds = seconds_of(lambda: states.extend(_sent(member, batches)))
        held = [model.unscoped.count() for model in (Household, CellWrite, SentOperation)]
        again = list[str]()
        repeated = seconds_of(lambda: again.extend(_sent(member, batches)))
        changed = [
            model.unscoped.count() for model in (Household, CellWrite, SentOperation)
        ] != held
        compared, wrong = wrong_rows(of=[HOUSEHOLDS])
    done = sum(one in {"applied", "identical"} for one in states)
    rate = OPERATIONS / seconds
    return [
        Line("operations of a village taken a second", f"{seconds:.2f} s", rate, at_least=AT_LEAST),
        Line("the same sent once more, a second", f"{repeated:.2f} s", OPERATIONS / repeated),
        none_wrong("operations that were not written", OPERATIONS - done, len(states)),
        none_wrong("answers or rows that differ once sent again", changed + (again != states), 2),
        none_wrong("count rows that differ from the rows they count", len(wrong), compared),
    ]


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
