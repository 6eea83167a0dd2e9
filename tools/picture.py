"""Draw the apps and their features, from the imports in the code, into docs/architecture.md; `--check` only compares.

python tools/picture.py [--check]
"""

import configparser
import re
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "```mermaid\n", "```\n"


def contract(name: str, key: str) -> list[str]:
    """Return the lines of one field of a contract in `.importlinter`."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return [line.strip() for line in parser[name][key].splitlines() if line.strip()]


def features() -> dict[str, list[str]]:
    """Return the features of each app in the order of the contract, the topmost first."""
    found: dict[str, list[str]] = {}
    for line in contract("importlinter:contract:features", "layers"):
        for module in re.findall(r"[\w.]+", line):
            app, feature = module.split(".")
            found.setdefault(app, []).append(feature)
    return found


def edges(apps: list[str]) -> set[tuple[str, str]]:
    """Return which app imports which, without what follows from the others."""
    sys.path.insert(0, str(ROOT))
    graph = grimp.build_graph(*apps, cache_dir=None)
    direct = {
        (one, other)
        for one in apps
        for other in apps
        if one != other
        and graph.direct_import_exists(importer=one, imported=other, as_packages=True)
    }
    below = {one: {b for a, b in direct if a == one} for one in apps}
    return {
        (one, other)
        for one, other in direct
        if not any(other in below[way] and way not in below[other] for way in below[one] - {other})
    }


def picture() -> str:
    """Return the picture as Mermaid text."""
    apps = contract("importlinter", "root_packages")
    parts = features()
    lines = ["flowchart TD"]
    for app in sorted(apps):
        inside = ", ".join(sorted(parts.get(app, []))) if app not in ("web", "audit") else ""
        label = f"<b>{app}</b><br>{inside}" if inside else f"<b>{app}</b>"
        lines.append(f'    {app}["{label}"]')
    lines += [f"    {one} --> {other}" for one, other in sorted(edges(apps))]
    return "\n".join(lines) + "\n"


def main() -> str | None:
    """Write the picture into the page, or say that it is out of date."""
    text = PAGE.read_text()
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    drawn = head + BEGIN + picture() + END + tail
    if "--check" in sys.argv:
        return "docs/architecture.md: the picture is out of date" if drawn != text else None
    PAGE.write_text(drawn)
    return None


if __name__ == "__main__":
    sys.exit(main())
