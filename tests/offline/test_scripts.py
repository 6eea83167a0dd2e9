"""What the scripts of the outbox weigh, and what they may not use: phones of 2018 read them, too."""

import gzip
import re

import pytest
from django.conf import settings
from rjsmin import jsmin

from offline.sending.forms import YEARS
from tests.browser.offline import guards

FOLDER = settings.BASE_DIR / "static/offline"
OUTBOX = ("store.js", "vault.js", "outbox.js", "sender.js")
# Younger than Chrome 66, Firefox 60 or Safari 12: `a?.b`, `a ?? b`, `{...a}`, `catch {`, lookbehind, `.flat()`, `#private`.
YOUNGER = re.compile(
    r"\?\.(?!\d)|\?\?|\{\s*\.\.\.|,\s*\.\.\.\w+\s*\}|catch\s*\{|\(\?<|\.(?:flat|flatMap|at|replaceAll|matchAll)\("
    r"|for await|this\.#|\bstatic \{|\d_\d|\bglobalThis\b|allSettled|Promise\.any|fromEntries|hasOwn\(|structuredClone"
    r"|randomUUID|replaceChildren|toggleAttribute|requestSubmit|queueMicrotask|indexedDB\.databases|\.trim(?:Start|End)\("
    r"|AbortSignal\.|ResizeObserver|\.findLast|(?:file|blob|Blob)\.(?:text|arrayBuffer)\("
)
# What one of them has and another has not, and how a script that uses it goes on without.
GUARDED = {
    r"new root\.BroadcastChannel": "root.BroadcastChannel ?",
    r"new root\.AbortController": "root.AbortController ?",
    r"navigator\.locks": "if (root.navigator.locks)",
    r"navigator\.storage": "try { await root.navigator.storage.persist(); } catch",
    r"\.estimate\(": "kept.estimate ?",
    r"\.persisted\(": "kept.persisted &&",
    r"root\.matchMedia\(": "root.matchMedia &&",
    r"localStorage": "catch (error)",
    r"encodedBodySize": "|| text.length",
    r"beforeinstallprompt": "button.hidden = !coming",
    r"crypto\.subtle": "root.crypto && root.crypto.subtle",
}
# In the worker there is a store for pages, and a secure context: it would not run without.
OF_THE_WORKER = {r"crypto\.subtle"}


def test_vault_outbox_sender_and_worker_together_are_light():
    whole = "".join(jsmin((FOLDER / name).read_text()) for name in OUTBOX)
    assert len(gzip.compress(whole.encode())) <= 9 * 1024
    whole += jsmin((FOLDER / "worker.js").read_text())
    assert len(gzip.compress(whole.encode())) <= 12 * 1024


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_nothing_younger_than_the_oldest_browsers_is_used(path):
    assert YOUNGER.findall(path.read_text()) == []
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.js")), ids=lambda path: path.name)
def test_what_some_of_them_lack_is_used_beside_what_stands_in_for_it(path):
    text = path.read_text()
    of = GUARDED.keys() - (OF_THE_WORKER if path.name == "worker.js" else set())
    used = [name for name in of if re.search(name, text)]
    assert [name for name in used if GUARDED[name] not in text] == []


def test_every_guard_of_the_fault_machine_stands_in_the_scripts():
    """A control whose words are there no more takes nothing away; each of its scenarios has its turn on another day."""
    every = [one for one in vars(guards).values() if isinstance(one, tuple)]
    assert len(every) > 20
    for script, words, _without in every:
        assert (FOLDER / f"{script}.js").read_text().count(words) == 1, words


def test_no_year_that_a_phone_takes_is_refused_by_the_server():
    asked = re.search(r"\+at\[3\] > (\d+) && \+at\[3\] < (\d+)", (FOLDER / "shell.js").read_text())
    first, end = map(int, asked.groups())
    assert YEARS.start <= first + 1 < end <= YEARS.stop


def test_what_is_younger_would_be_found():
    for words in (
        "a?.b",
        "a ?? b",
        "({ ...a })",
        "f({a, ...b})",
        "catch {",
        "/(?<=a)/",
        "x.flat()",
        "1_000",
        "crypto.randomUUID()",
        "new Blob([]); blob.text()",
    ):
        assert YOUNGER.search(words), words
    assert not YOUNGER.search("a ? .5 : b; f(a, ...b); a?.5:1")
