"""Several processes at once against the database in use, each with a connection of its own."""

import multiprocessing
from collections.abc import Callable
from threading import BrokenBarrierError
from typing import Any

from django.db import connection, connections


def together[R](
    work: Callable[[int], R], number: int, ready: Callable[[int], object] = int
) -> list[R]:
    """Run `work(0)` … `work(number - 1)`, each in a process of its own, once all of them are `ready`."""
    # A connection must not be inherited: two processes would speak into one line.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    begin, started = context.Barrier(number), []
    for index in range(number):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(ready, work, index, begin, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    answers = [pipe.recv() for _, pipe in started]
    for process, _ in started:
        process.join()
    for error, _ in answers:
        if error:
            raise RuntimeError(error)
    return [value for _, value in answers]


def _run(
    ready: Callable[[int], object], work: Callable[[int], Any], index: int, begin: Any, pipe: Any
) -> None:
    try:
        ready(index)
        begin.wait(timeout=60)
        pipe.send(("", work(index)))
    except BrokenBarrierError:
        pipe.send(("", None))  # another one failed, and says why
    except BaseException as error:
        begin.abort()
        pipe.send((repr(error), None))
    finally:
        connection.close()
