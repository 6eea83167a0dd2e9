"""What a request passes: its calls, functions, files and queries, in the steps that it is told to take apart."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_OTHERS = (".venv", "tests", "tools")

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


def in_steps(request: Callable[[], Any], steps: Mapping[Function, str]) -> dict[str, Passed]:
    """Send a request and count what each step of it passes, the request itself is "".

    It must be answered, or lead to another page.
    """
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - once Django is set up

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
