"""What the code behind an address comes to, read from its functions: no new view escapes a rule."""

import dis
import functools
import inspect
import types

from config.routes import ADMIN, routes

APPS = {
    "accounts",
    "areas",
    "web",
    "audit",
    "config",
    "erasure",
    "figures",
    "guide",
    "households",
    "imports",
    "operations",
    "privacy",
    "reading",
    "reports",
    "rollup",
    "skills",
    "teams",
}


def reached(view):
    """Return what the functions of our apps that a view may call speak of, by its names."""
    found, todo, seen = [], [inspect.unwrap(view)], set()
    while todo:
        function = todo.pop()
        if not isinstance(function, types.FunctionType) or function in seen:
            continue
        seen.add(function)
        for thing in spoken_of(function):
            found.append(thing)
            if getattr(thing, "__module__", "").partition(".")[0] in APPS:
                todo.append(inspect.unwrap(thing))
    return found


@functools.cache
def spoken_of(function):
    """Return the global things that a function names, and what it takes out of modules."""
    found, codes = [], [function.__code__]
    while codes:
        code = codes.pop()
        codes += [part for part in code.co_consts if isinstance(part, types.CodeType)]
        module = None
        for step in dis.get_instructions(code):
            if step.opname == "LOAD_GLOBAL":
                thing = function.__globals__.get(step.argval)
                module = thing if inspect.ismodule(thing) else None
                found.append(thing)
            elif module and step.opname == "LOAD_ATTR":
                found.append(getattr(module, step.argval, None))
                module = None
    return found


def ours(wanted):
    """Return the routes, but of Django admin, whose views speak of one of these things."""
    return {
        route.name: route
        for route in routes()
        if not route.pattern.startswith(ADMIN)
        and any(thing is one for thing in reached(route.view) for one in wanted)
    }
