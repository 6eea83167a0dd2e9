"""The worker of the browser: the script that opens our pages without a network, and what it keeps for that.

It keeps files that are the same for everybody: no page of a place and nothing of people.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from rjsmin import jsmin

# In the order in which the page runs them.
SCRIPTS = (
    "offline/store.js",
    "offline/vault.js",
    "offline/outbox.js",
    "offline/sender.js",
    "offline/file.js",
    "offline/shell.js",
    "offline/lost.js",
    "offline/draft.js",
    "offline/roster.js",
    "offline/parting.js",
    "offline/taps.js",
    "offline/entry.js",
    "offline/session.js",
    "offline/waiting.js",
    "households/roster/roster.js",
    "households/entry/entry.js",
    "teams/activities/session.js",
)
STYLES = (
    "app.css",
    "households/entry/entry.css",
    "teams/activities/session.css",
    "offline/shell.css",
)
IMAGES = ("icons.svg", "logo.svg")
WORKER = "offline/worker.js"


@lru_cache(maxsize=4)
def script(language: str, shell: str) -> str:
    """Return the worker's script with the names of what it keeps; another name for any change of one of them."""
    files = [*STYLES, *SCRIPTS, *IMAGES]
    digest = hashlib.sha256(f"{language}{shell}".encode())
    for name in (*files, WORKER):
        digest.update(_bytes(name))
    told = {
        "version": digest.hexdigest()[:16],
        "shell": reverse("offline:shell"),
        # Whatever else is answered there (a portal's page, another release's) is not kept.
        "page": hashlib.sha256(shell.encode()).hexdigest(),
        "files": [static(name) for name in files],
        "seen": escape(_("Không có mạng · số liệu lúc {time}.")),
    }
    return f"var KEPT = {json.dumps(told)};\n{jsmin(_bytes(WORKER).decode())}"


def _bytes(name: str) -> bytes:
    """Read one of our files as it is written; where it is missing, a test of the pages fails."""
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else b""


def fresh() -> None:
    """Forget the script where files change while the server runs."""
    if settings.DEBUG:
        script.cache_clear()
