"""Lines of JSON that name no person: what is not known to be harmless is left out.

Texts of exceptions hold what people are called ("Key (full_name)=(…)"), so of an exception stay its kind and
where it was raised. What libraries put into their messages is an address or an input as often as not, so of
their arguments stay numbers.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from config.logs.requests import of_request

# Loggers of ours: what they say is looked at in review, and by tests/config/logs.
OURS = (
    *(
        "accounts",
        "areas",
        "audit",
        "bench",
        "config",
        "demo",
        "erasure",
        "figures",
        "guide",
        "households",
    ),
    *(
        "imports",
        "operations",
        "periodic",
        "privacy",
        "reading",
        "reports",
        "rollup",
        "skills",
        "teams",
        "web",
    ),
)
# What may stand beside the message, by the names that our own calls give it.
EXTRA = ("status", "ms")
# Exceptions whose text names code, never a value.
OF_CODE = (AttributeError, NameError, ImportError)
_QUOTED = re.compile(r"\?.*|\"[^\"]*\"|'[^']*'|[^\x00-\x7f]+|\+?\d[\d .-]{6,}\d", re.DOTALL)


class JsonLines(logging.Formatter):
    """One object a line: when, how bad, who says it, what, of which request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": at,
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            **of_request(),
            **{key: vars(record)[key] for key in EXTRA if key in vars(record)},
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = list(told(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=type_name)


def type_name(thing: object) -> str:
    """Return what a thing is, where it cannot be written."""
    return type(thing).__qualname__


def message_of(record: logging.LogRecord) -> str:
    """Return the message: ours as it is, that of a library without what was put into it."""
    head = record.name.partition(".")[0]
    # What gunicorn says of its own processes; of requests it warns.
    of_processes = head == "gunicorn" and record.levelno < logging.WARNING
    if head in OURS or of_processes:
        return record.getMessage()
    if not record.args:
        return _QUOTED.sub("…", str(record.msg))
    arguments = record.args
    try:
        if isinstance(arguments, dict):
            return str(record.msg) % {key: harmless(one) for key, one in arguments.items()}
        return str(record.msg) % tuple(map(harmless, arguments))
    except (TypeError, ValueError):
        return str(record.msg)


def harmless(argument: object) -> object:
    """Return an argument of a library's message, if it can hold no word of a person's."""
    return argument if isinstance(argument, int | float) or argument is None else "…"


def told(error: BaseException) -> Iterator[dict[str, Any]]:
    """Tell an exception and what caused it, the first cause last: kind, key of the fault, where it was raised."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield {"kind": _kind(one), **_key(one), "at": _places(one.__traceback__)}
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _key(error: BaseException) -> dict[str, str]:
    """Return what a driver calls the fault and the rule that was broken, or a text that only names code."""
    if isinstance(error, OF_CODE):
        return {"text": str(error)}
    found = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    rule = getattr(getattr(error, "diag", None), "constraint_name", None)
    named = {"code": found, "constraint": rule}
    return {key: str(value) for key, value in named.items() if value}


def _places(at: TracebackType | None) -> list[str]:
    """Return file, line and function of each frame, without the values that stood in it."""
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(at)]
