"""Keep the English catalogue in step with the Vietnamese words of the code and the templates.

`python tools/messages.py` reads our message ids, writes them to the English catalogue (known
translations kept, new ones empty, those no longer used dropped) and compiles every catalogue.
`python tools/messages.py --check` writes nothing, lists what is left to do and exits 1 if anything.

`locale/vi` holds only our wording of Django's own messages; it is compiled and never written to.
Reading the ids takes Django's `makemessages`, over a copy of the sources, and so GNU gettext.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
READ = {".html", ".py", ".txt"}
NOT_OURS = {"build", "locale", "media", "node_modules", "staticfiles", "tests", "tools", "venv"}
COMMENT = "English wording of our own messages. tools/messages.py keeps the list of ids."
HEADER = {
    "Project-Id-Version": "to-so",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# What makes two entries the same message: context, id, plural id.
Key = tuple[str, str, str]


class CannotExtract(Exception):
    """The message ids cannot be read; says why."""


def has_gettext() -> bool:
    """Tell whether this machine can read message ids out of sources."""
    return all(shutil.which(name) for name in ("xgettext", "msguniq", "msgattrib", "msgmerge"))


def key_of(entry: Any) -> Key:
    """Return what identifies a message."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def sources(root: Path) -> Iterator[Path]:
    """Walk the files that may hold our words."""
    for folder, folders, names in root.walk():
        folders[:] = [
            name
            for name in folders
            if name not in NOT_OURS
            and not name.startswith(".")
            and not (folder / name / "pyvenv.cfg").exists()
        ]
        yield from (folder / name for name in names if Path(name).suffix in READ)


def extracted(root: Path) -> list[Any]:
    """Return an empty entry for each message id in the sources."""
    if not has_gettext():
        raise CannotExtract("xgettext is missing: install GNU gettext (package gettext).")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for path in sources(root):
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        (copy / "locale").mkdir()
        _makemessages(copy)
        catalogue = copy / CATALOGUE
        return list(polib.pofile(str(catalogue))) if catalogue.exists() else []


def _makemessages(folder: Path) -> None:
    # Without settings: they would lead the command out of the copy.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale=en", "--verbosity=0"]
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotExtract(done.stderr.strip() or "makemessages failed.")


def known(root: Path) -> list[Any]:
    """Return the entries of the catalogue as it stands, obsolete ones too."""
    path = root / CATALOGUE
    return list(polib.pofile(str(path))) if path.exists() else []


def merged(found: Iterable[Any], before: Iterable[Any]) -> Any:
    """Return the catalogue of the ids found, with the translations there were before."""
    old = {key_of(entry): entry for entry in before if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header, catalogue.metadata = COMMENT, dict(HEADER)
    for entry in sorted(found, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        entry.occurrences = []
        kept = old.get(key_of(entry))
        if kept:
            entry.msgstr, entry.msgstr_plural = kept.msgstr, kept.msgstr_plural
            entry.tcomment = kept.tcomment
            entry.flags += ["fuzzy"] if kept.fuzzy and not entry.fuzzy else []
        catalogue.append(entry)
    return catalogue


def catalogues(root: Path) -> list[Path]:
    """Return the written catalogues of every language and domain."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))


def is_compiled(path: Path) -> bool:
    """Tell whether the compiled catalogue beside this one says the same."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    written, made = polib.pofile(str(path)), polib.mofile(str(compiled))
    same = _wordings(written.translated_entries()) == _wordings(made)
    return same and written.metadata == made.metadata


def _wordings(entries: Iterable[Any]) -> dict[Key, object]:
    return {key_of(entry): entry.msgstr_plural or entry.msgstr for entry in entries}


def update(root: Path) -> None:
    """Write the English catalogue and compile every one that changed."""
    catalogue = merged(extracted(root), known(root))
    path = root / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    for written in catalogues(root):
        if not is_compiled(written):
            polib.pofile(str(written)).save_as_mofile(str(written.with_suffix(".mo")))


def undone(entries: Iterable[Any]) -> Iterator[str]:
    """List the entries of the English catalogue that need a person."""
    for entry in entries:
        if entry.obsolete:
            yield f"obsolete: {entry.msgid}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid}"
        elif not entry.translated():
            yield f"not translated: {entry.msgid}"


def problems(root: Path) -> list[str]:
    """List all that differs from a complete, compiled catalogue of the words in use."""
    before = known(root)
    found = {key_of(entry) for entry in extracted(root)}
    listed = {key_of(entry) for entry in before if not entry.obsolete}
    return [
        *undone(before),
        *(f"not in the catalogue: {key[1]}" for key in sorted(found - listed)),
        *(f"no longer used: {key[1]}" for key in sorted(listed - found)),
        *(
            f"not compiled: {path.relative_to(root)}"
            for path in catalogues(root)
            if not is_compiled(path)
        ),
    ]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Update or check the catalogues; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if incomplete")
    check = parser.parse_args(arguments).check
    try:
        if not check:
            update(root)
        left = problems(root) if check else list(undone(known(root)))
    except CannotExtract as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in left)
    return 1 if check and left else 0


if __name__ == "__main__":
    sys.exit(main())
