"""Versions of Tổ số that follow one another: this one, and copies of it with a field more, then without it again."""

import shutil
import subprocess
import sys

from tests.faults.servers import ROOT

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "build", "media", "*.sqlite3*", "__pycache__", ".*_cache"
)
HEAD = """from django.db import migrations, models

from web.beside import AddIndexBeside


class Migration(migrations.Migration):
    dependencies = [("households", "{before}")]
"""
# The code of the next version writes the field; the version before leaves it to the database.
FIELD = 'models.CharField(max_length=20, default="moi", db_default="")'
KNOWS = f"""
from django.db import models

Household.add_to_class("later", {FIELD})
"""
ADDED = f"""    operations = [migrations.AddField("household", "later", {FIELD})]
"""
INDEXED = """    atomic = False
    operations = [AddIndexBeside("household", models.Index(fields=["later"], name="household_later"))]
"""
FORGOTTEN = """    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("household", "household_later"),
                migrations.RemoveField("household", "later"),
            ]
        )
    ]
"""
DROPPED = """    open_because = "the version before reads it no more"
    operations = [migrations.RunSQL("ALTER TABLE households_household DROP COLUMN later")]
"""
RENAMED = """    operations = [migrations.RenameField("household", "head_name", "name_of_head")]
"""
# Of each version: what its migrations are, and whether its code knows the field.
NEXT = (
    ((("a", ADDED), ("b", INDEXED)), True),
    ((("c", FORGOTTEN),), False),
    ((("d", DROPPED),), False),
)
BAD = ((("x", RENAMED),), False)


class Version:
    """A copy of the sources with further migrations."""

    def __init__(self, folder, steps, *, knows):
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
        place = folder / "households" / "migrations"
        for name, text in steps:
            before = max(one.stem for one in place.glob("0*.py"))
            head = HEAD.format(before=before)
            (place / f"{int(before[:4]) + 1:04}_roll_{name}.py").write_text(head + text)
        if knows:
            with (folder / "households" / "models" / "__init__.py").open("a") as file:
                file.write(KNOWS)

    def migrate_open(self, env):
        """Bring its tables while others serve; returns how it ended and what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate_open"], cwd=self.folder, env=env, capture_output=True, text=True, check=False
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


def following(folder):
    """Return the versions that follow this one, each with all steps of those before."""
    found, steps = [], ()
    for number, (own, knows) in enumerate(NEXT):
        steps += own
        found.append(Version(folder / f"next{number}", steps, knows=knows))
    return found
