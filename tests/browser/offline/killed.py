"""A browser of its own with a profile on the disk, which can be killed as a phone dies, slowed, and looked into."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time

from tests.browser.conftest import FLAGS
from tests.browser.offline.phone import TIMES
from tests.conftest import BROWSERS


class Device:
    """One profile; the browser over it is started, and killed with all its processes."""

    def __init__(self, browser_type, folder):
        self.type, self.folder, self.process = browser_type, folder, None

    def start(self, url):
        """Start the browser, and return a page of it at an address."""
        port = self.folder / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        path = next(filter(None, map(shutil.which, BROWSERS)))
        self.process = subprocess.Popen(
            [
                path,
                *FLAGS,
                f"--user-data-dir={self.folder}",
                "--remote-debugging-port=0",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + 60
        while not (port.exists() and port.read_text().count("\n")):
            assert time.monotonic() < end
            time.sleep(0.02)
        self.browser = self.type.connect_over_cdp(f"http://127.0.0.1:{port.read_text().split()[0]}")
        page = self.browser.contexts[0].new_page()
        page.goto(url)
        page.evaluate(TIMES)
        return page

    def kill(self):
        """Kill the browser at once, without a word to it."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            with contextlib.suppress(Exception):
                self.browser.close()

    @contextlib.contextmanager
    def slowed(self, times):
        """Let the browser run for one of so many slices of time, as on a processor that is so much slower."""
        ended = threading.Event()

        def turn():
            while not ended.is_set():
                os.killpg(self.process.pid, signal.SIGSTOP)
                time.sleep(0.004 * (times - 1))
                os.killpg(self.process.pid, signal.SIGCONT)
                time.sleep(0.004)

        hand = threading.Thread(target=turn)
        hand.start()
        try:
            yield
        finally:
            ended.set()
            hand.join()

    def holds(self, words):
        """Return which of these words stand in a file of the profile, in any way that letters are written."""
        found = set()
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                text = path.read_bytes()
                found |= {
                    w for w in words if any(w.encode(c) in text for c in ("utf-8", "utf-16-le"))
                }
        return found
