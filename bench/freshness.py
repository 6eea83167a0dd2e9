"""Save, then load the pages of five levels in two processes: none may show what was before the save."""

import multiprocessing
import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connection, connections

from accounts.models import User
from bench import generate
from bench.pages import PAGES, client_of
from bench.table import Line, none_wrong
from households.models import Household
from households.survey.actions import set_result
from skills.catalogue import Result

_TAG = re.compile(r"<[^>]+>")
# "1.234 / 5.678 hộ" of the second target's card.
_SHOWN = re.compile(r"([\d.]+)\s*/\s*[\d.]+\s*hộ")


def freshness_lines(saves: int) -> list[Line]:
    """Save so often in the first village, and compare what both processes show with the rows."""
    random, user = Random(5), User.unscoped.get(username="bench")  # noqa: S311 - repeatable on purpose
    first = generate.VILLAGE + 1
    keys = list(Household.unscoped.filter(village=first).values_list("pk", flat=True)[:50])
    stale = of = 0
    with _other_reader() as other:
        client = client_of("bench")
        truth = _truth()
        for _ in range(saves):
            changed = _save(user, random, keys)
            truth = {name: covered + changed for name, covered in truth.items()}
            for shown in (other(), _shown(client)):
                stale += sum(shown[name] != covered for name, covered in truth.items())
                of += len(shown)
    wrong = sum(covered != truth[name] for name, covered in _truth().items())
    return [
        none_wrong(f"stale pages of {saves} saves at five levels in two processes", stale, of),
        none_wrong(
            "levels where the sum of what was saved is not what the rows say", wrong, len(truth)
        ),
    ]


def _truth() -> dict[str, int]:
    """Count the covered households of each page's unit, from the households themselves."""
    rows = Household.unscoped.filter(closed_on=None, covered=True)
    columns = ("", "village__province", "village__district", "village__commune", "village")
    return {
        page.name: rows.filter(**({column: page.area} if column else {})).count()
        for page, column in zip(PAGES, columns, strict=True)
    }


def _save(user: User, random: Random, keys: list[int]) -> int:
    """Change one household; return by how much the number of covered ones changed."""
    pk = random.choice(keys)
    before = Household.unscoped.get(pk=pk)
    done = None
    while done is None:
        number, result = (
            random.randint(1, 4),
            random.choice([Result.NONE, Result.ALONE, Result.ALONE]),
        )
        done = set_result(by=user, household=before, number=number, result=result)
    return int(Household.unscoped.get(pk=pk).covered) - int(before.covered)


def _shown(client: Any) -> dict[str, int]:
    """Read the covered households off each page, as a person would."""
    found = {}
    for page in PAGES:
        text = _TAG.sub("", client.get(page.address).content.decode())
        match = _SHOWN.search(text)
        if not match:
            raise LookupError(page.address)
        found[page.name] = int(match.group(1).replace(".", ""))
    return found


@contextmanager
def _other_reader() -> Iterator[Any]:
    """Start a second process that loads the pages when it is asked to."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(theirs,), daemon=True)
    process.start()

    def ask() -> dict[str, int]:
        ours.send("read")
        answer = ours.recv()
        if isinstance(answer, str):
            raise TypeError(answer)
        return dict(answer)

    try:
        yield ask
    finally:
        ours.send("end")
        process.join()


def _read(pipe: Any) -> None:
    client = client_of("bench")
    while pipe.recv() == "read":
        try:
            pipe.send(_shown(client))
        except Exception as error:
            pipe.send(repr(error))
    connection.close()
