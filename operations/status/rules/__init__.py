"""All checks, in the order in which they are read; each is a function of facts and asks nothing."""

from functools import partial

from operations.status.rules.check import Check, Level, Rule
from operations.status.rules.database import clock, database, migrations, replication
from operations.status.rules.facts import Facts
from operations.status.rules.journal import journal
from operations.status.rules.mail import mail
from operations.status.rules.storage import HELD, backup, removals, rooms, store
from operations.status.rules.work import daily, daily_runs, queue, snapshot, worker

# What is written in the tables.
OF_TABLES: tuple[Rule, ...] = (
    worker,
    daily,
    daily_runs,
    snapshot,
    queue,
    removals,
    backup,
    mail,
    journal,
    clock,
)
# Every key there may be: the operator's guide has a line for each (docs/operations/faults.md).
KEYS = (
    "database",
    "migrations",
    *(rule.__name__ for rule in OF_TABLES),
    *HELD,
    "store",
    "replication",
)


def checks(facts: Facts) -> list[Check]:
    """Return how everything stands that is known."""
    rules: list[Rule] = [database]
    if facts.is_answering:
        rules.append(migrations)
    if facts.is_answering and facts.is_readable:
        rules += OF_TABLES
    rules += rooms(facts)
    if facts.store is not None:
        rules.append(store)
    if facts.replicas:
        rules.append(partial(replication, copies=facts.replicas))
    return [rule(facts) for rule in rules]


def to_do(found: list[Check]) -> list[Check]:
    """Return what asks for something, the worst first."""
    return sorted((one for one in found if one.level), key=lambda one: -one.level)


def worst(found: list[Check]) -> Level:
    """Return how the server stands as a whole."""
    return max(one.level for one in found)


__all__ = ["KEYS", "Check", "Facts", "Level", "checks", "to_do", "worst"]
