"""Measure the pages of six roles in a browser: `python tools/measure_pages.py [demo.sqlite3]` prints Markdown tables.

Entries of the bar, heights in screens and layout shift at 360×740 and 1280×900; taps to the farthest page;
time until usable on slow 3G (2 s a request, 50 KB/s) with a processor four times slower, and what travels, both with
nothing stored and again; what our own scripts weigh on the way; how many elements the page has. Serves a demo (built in
a directory to throw away, or a copy of the one given) as production does, by gunicorn.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
# Of every demo that was given no other.
PASSWORD = "to-so-2026-thu"  # noqa: S105 - opens invented data only
ROLES = ("canbo", "tovien", "huyen", "tinh", "trunguong", "quantri")
SIZES = {"phone": (360, 740), "pc": (1280, 900)}
SLOW = {
    "offline": False,
    "latency": 2_000,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
SHIFT = """() => { window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(one => {
  if (!one.hadRecentInput) { window.shifted += one.value; }
})).observe({type: 'layout-shift', buffered: true}); }"""
USABLE = """() => { const [page] = performance.getEntriesByType('navigation');
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return Math.max(page.domContentLoadedEventEnd, paint ? paint.startTime : 0) / 1000; }"""
# Pages of ours bring htmx, Django admin does not.
READY = "!document.querySelector('[data-htmx]') || Boolean(window.htmx)"


class Seen(NamedTuple):
    """A page at one width: its height in screens and what shifted while it was read to its end."""

    screens: float
    shift: float


class Cost(NamedTuple):
    """What a page costs: seconds until usable, bytes on the wire, those of our own scripts; its elements."""

    usable: float
    wire: int
    scripts: int
    nodes: int


@contextmanager
def served(given: str | None) -> Iterator[str]:
    """Serve a demo as production does; yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.sqlite3"
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{file}"}
        if given:
            shutil.copy(given, file)
            manage("migrate", env=env)
        else:
            manage("demo", "--no-serve", env=env)
        env |= {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "127.0.0.1"}
        manage("collectstatic", "--noinput", env=env)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            place = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "gunicorn", "-c", "python:config.serving", "--bind", place]
        with subprocess.Popen([*command, "config.wsgi"], cwd=ROOT, env=env) as server:  # noqa: S603 - ours
            try:
                wait_for(f"http://{place}/healthz")
                yield f"http://{place}"
            finally:
                server.terminate()


def manage(*words: str, env: dict[str, str]) -> None:
    """Run a command of the project in silence."""
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours


def wait_for(address: str) -> None:
    """Wait until the server answers. Raises SystemExit after half a minute."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def signed_in(browser: Browser, place: str, role: str) -> dict[str, Page]:
    """Open the first page of a role at each width; signed in once, for a second device may need a code."""
    pages: dict[str, Page] = {}
    for name, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            base_url=place,
            locale="vi-VN",
            storage_state=next(iter(pages.values())).context.storage_state() if pages else None,
        )
        context.add_init_script(f"({SHIFT})()")
        pages[name] = context.new_page()
        if len(pages) > 1:
            pages[name].goto("/")
        else:
            enter(pages[name], role)
    return pages


def enter(page: Page, role: str) -> None:
    """Sign in by name and password."""
    page.goto("/dang-nhap/")
    page.fill("[name=username]", role)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def read(page: Page, address: str) -> Seen:
    """Open a page and read it to its end, slowly enough for what comes late."""
    page.goto(address, wait_until="networkidle")
    screen = page.viewport_size or {"height": 1}
    for _ in range(60):
        page.mouse.wheel(0, screen["height"] // 2)
        page.wait_for_timeout(60)
        if page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2"):
            break
    page.wait_for_load_state("networkidle")
    tall = page.evaluate("document.documentElement.scrollHeight")
    return Seen(tall / screen["height"], page.evaluate("window.shifted"))


class Wire:
    """What travels to a tab: bytes of all, and of our own scripts."""

    def __init__(self, session: CDPSession) -> None:
        self.names: dict[str, str] = {}
        self.all = self.scripts = 0
        session.on("Network.responseReceived", self.begun)
        session.on("Network.loadingFinished", self.ended)

    def begun(self, event: dict[str, Any]) -> None:
        """Note what a request is for."""
        self.names[event["requestId"]] = event["response"]["url"]

    def ended(self, event: dict[str, Any]) -> None:
        """Add what came. From the browser's own store comes nothing."""
        name, size = self.names.get(event["requestId"], ""), int(event["encodedDataLength"])
        self.all += size
        self.scripts += size if name.endswith(".js") and "htmx" not in name else 0


def slowly(context: BrowserContext, address: str) -> tuple[Cost, Cost]:
    """Open a page over slow 3G with a slow processor, with nothing stored and again: what each costs."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    costs = []
    for _ in range(2):
        wire = Wire(session)
        page.goto(address, timeout=120_000, wait_until="networkidle")
        # It comes last; a busy machine may seem idle before.
        while not page.evaluate(READY):
            page.wait_for_timeout(100)
        usable, nodes = page.evaluate(USABLE), page.evaluate("document.all.length")
        costs.append(Cost(float(usable), wire.all, wire.scripts, nodes))
    page.close()
    return costs[0], costs[1]


def best(context: BrowserContext, address: str) -> tuple[Cost, Cost]:
    """Take a page three times; the quickest counts, for the machine may have been busy."""
    taken = [slowly(context, address) for _ in range(3)]
    return min(first for first, _ in taken), min(again for _, again in taken)


def addresses(page: Page) -> dict[str, str]:
    """Return the pages measured of a role: where it lands, and what its bar leads to."""
    found = {"home": page.url}
    links = page.locator(".site-nav a, .phone-bar a, .to-pages a").evaluate_all(
        "all => all.map(a => a.href)"
    )
    for name, part in (("dashboard", "/tong-quan/"), ("teams", "/to/"), ("explore", "/tra-cuu/")):
        fitting = [link for link in links if part in link and link.count("/") <= 5]
        found |= {name: fitting[0]} if fitting else {}
    if (entry := page.locator("a[href$='/ho/moi/']")).count():
        found["entry"] = str(entry.first.evaluate("a => a.href"))
        found["roster"] = found["entry"].replace("moi/", "")
        found["sheet"] = found["entry"].replace("moi/", "bang/")
    return found


def rows(browser: Browser, place: str, role: str) -> Iterator[list[str]]:
    """Yield the lines of a role."""
    pages = signed_in(browser, place, role)
    entries = {
        "pc": pages["pc"].locator(".site-nav > ul > li, .to-pages > ul > li").count(),
        "phone": pages["phone"].locator(".phone-bar > ul > li").count(),
    }
    for name, address in addresses(pages["pc"]).items():
        phone, pc = read(pages["phone"], address), read(pages["pc"], address)
        first, again = best(pages["phone"].context, address)
        yield [
            role,
            f"{entries['pc']} / {entries['phone']}",
            name,
            f"{phone.screens:.1f} / {pc.screens:.1f}",
            f"{phone.shift:.3f} / {pc.shift:.3f}",
            f"{first.usable:.1f} / {again.usable:.1f}",
            f"{first.wire / 1024:.0f} / {again.wire / 1024:.0f}",
            f"{first.scripts / 1024:.1f}",
            str(first.nodes),
        ]
    for page in pages.values():
        page.context.close()


def say(cells: Iterable[str]) -> None:
    """Print a line of the table at once: a run takes minutes."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    heads = (
        "Role",
        "Entries, PC / phone",
        "Page",
        "Screens, phone / PC",
        "Shift",
        "Usable, s: first / again",
        "KB: first / again",
        "Own scripts, KB",
        "Elements",
    )
    say(heads)
    say(["---"] * len(heads))
    with served(sys.argv[1] if len(sys.argv) > 1 else None) as place, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for role in ROLES:
            for line in rows(browser, place, role):
                say(line)


if __name__ == "__main__":
    main()
