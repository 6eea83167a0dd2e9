"""Show that a change left the pages of six roles as they were.

    python tools/compare_pages.py save CHECKOUT FOLDER [--language en] [--households 600]
    python tools/compare_pages.py diff BEFORE AFTER [--html]

`save` builds the demo of that checkout in FOLDER, or migrates the one there, signs in as each role and
as nobody, and follows the links from page to page: of every route, and of every set of query keys of a
route, it opens the first two addresses that the role comes across (`--samples`). `diff` compares
text, links and form fields in their order, with `--html` every letter, and exits 1 if any differ.
It names no module of the project, so the two checkouts may be laid out differently. Save both on one
day: the demo counts back from today. Nothing that a page writes stays: each request is rolled back.
Of files only the type is compared.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

WALK = Path(__file__).resolve().parent / "walk_pages.py"
BLANKS = re.compile(r"\s+")
# Attributes that a reader, a keyboard or the server notices.
NOTICED = re.compile(
    r"href|src|action|method|enctype|name|type|value|checked|selected|required|disabled|readonly|"
    r"multiple|min|max|step|maxlength|pattern|inputmode|autocomplete|accept|for|form|placeholder|"
    r"title|alt|aria-.*|hx-.*|lang|role|open|download|colspan|rowspan|scope"
)
# Elements inside a sentence: their text runs on.
INLINE = {
    *("abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
}


class Outline(HTMLParser):
    """Lists text, links and fields of a page in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._text: list[str] = []
        self._skips = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that has something to be noticed."""
        noticed = [f'{k}="{v or ""}"' for k, v in sorted(attrs) if NOTICED.fullmatch(k)]
        self._skips = tag in {"script", "style"}
        if tag not in INLINE or noticed:
            self._end()
        if noticed:
            self.lines.append(f"<{tag} {' '.join(noticed)}>")

    def handle_endtag(self, tag: str) -> None:
        """End the text of a block."""
        self._skips = False
        if tag not in INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        """Gather text."""
        if not self._skips:
            self._text.append(data)

    def close(self) -> None:
        """Note what is left."""
        super().close()
        self._end()

    def _end(self) -> None:
        text = BLANKS.sub(" ", "".join(self._text)).strip()
        if text:
            self.lines.append(text)
        self._text.clear()


def save(checkout: Path, folder: Path, given: argparse.Namespace) -> None:
    """Build or migrate the demo, and save its pages by a process of its own."""
    checkout, folder = checkout.resolve(), folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    database, pages = folder / "demo.sqlite3", folder / given.language
    own = checkout / ".venv" / "bin" / "python"
    python = str(own if own.exists() else sys.executable)
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(checkout)}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    demo = [python, "manage.py", "demo", "--no-serve", "--households", str(given.households)]
    walk = [python, str(WALK), str(pages), "--language", given.language]
    walk += ["--samples", str(given.samples)]
    subprocess.run(demo, cwd=checkout, env=env, check=True)  # noqa: S603 - our own command
    shutil.rmtree(pages, ignore_errors=True)
    subprocess.run(walk, cwd=checkout, env=env, check=True)  # noqa: S603 - our own script


def outline(path: Path) -> list[str]:
    """Return text, links and fields of a saved page."""
    parser = Outline()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.lines


def letters(path: Path) -> list[str]:
    """Return the lines of a saved page."""
    return path.read_text(encoding="utf-8").splitlines()


def pages_in(folder: Path) -> dict[str, Path]:
    """Return the saved pages by their name within the folder."""
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*.html"))}


def compare(before: Path, after: Path, *, html: bool) -> int:
    """Print what differs between two saved folders; return the exit code."""
    read = letters if html else outline
    old, new = pages_in(before), pages_in(after)
    lone = [f"- {name}" for name in old.keys() - new.keys()]
    lone += [f"+ {name}" for name in new.keys() - old.keys()]
    differing = 0
    for name in sorted(old.keys() & new.keys()):
        lines = [*difflib.unified_diff(read(old[name]), read(new[name]), name, name, "", "", 1, "")]
        differing += bool(lines)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.writelines(f"{line}\n" for line in sorted(lone))
    sys.stdout.write(
        f"{len(old)} and {len(new)} pages: {differing} differ, {len(lone)} on one side only\n"
    )
    return 1 if differing or lone or not old else 0


def main() -> int:
    """Save or compare; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("do", choices=["save", "diff"])
    parser.add_argument("one", type=Path, help="the checkout, or the folder of before")
    parser.add_argument("two", type=Path, help="where to save, or the folder of after")
    parser.add_argument("--language", default="vi", choices=["vi", "en"])
    parser.add_argument("--households", type=int, default=600, help="size of the demo")
    parser.add_argument("--samples", type=int, default=2, help="pages of each kind")
    parser.add_argument("--html", action="store_true", help="compare every letter")
    given = parser.parse_args()
    if given.do == "diff":
        return compare(given.one, given.two, html=given.html)
    save(given.one, given.two, given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
