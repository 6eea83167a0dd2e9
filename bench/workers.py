"""Several processes at once against the database in use, each with a connection of its own."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def together[R](
    work: Callable[[int], R], number: int, ready: Callable[[int], object] = int
) -> list[R]:
    """Run `work(0)` … `work(number - 1)`, each in a process of its own, once all of them are `ready`."""
    # A connection must not be inherited: two processes would speak into one line.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    pipes, found, begin = [], list[R](), context.Barrier(number)
    for index in range(number):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(ready, work, index, begin, theirs))
        process.start()
        theirs.close()
        pipes.append((process, ours))
    for process, pipe in pipes:
        found.append(_answer(pipe))
        process.join()
    return found


def _answer(pipe: Any) -> Any:
    kind, value = pipe.recv()
    if kind == "error":
        raise RuntimeError(value)
    return value


def _run(
    ready: Callable[[int], object], work: Callable[[int], Any], index: int, begin: Any, pipe: Any
) -> None:
    try:
        ready(index)
        begin.wait(timeout=60)
        pipe.send(("value", work(index)))
    except BaseException as error:
        pipe.send(("error", repr(error)))
    finally:
        connection.close()
        pipe.close()
