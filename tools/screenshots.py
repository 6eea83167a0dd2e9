"""Take the pictures of the README from the demo: `python tools/screenshots.py`.

Builds the demo in a directory to throw away, serves it, signs in and writes `docs/img/`. Needs
Chromium; pictures are reduced by ImageMagick where it is installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
PORT = 8791
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "chi-de-chup-anh"  # noqa: S105 - opens invented data only
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
]


class Shot(NamedTuple):
    """One picture: its file, who signs in, the way to the page, and the size of his screen.

    A step of the way is an address, from the page before where it begins with a dot, or what to press.
    """

    file: str
    username: str
    way: tuple[str, ...]
    width: int
    height: int


SHOTS = (
    Shot("dashboard.png", "tinh", (), 1280, 1500),
    Shot("phone.png", "canbo", ("a[href$='/ho/moi/']",), 360, 780),
    Shot("sheet.png", "canbo", ("/ho-gia-dinh/", "a[href$='/ho/']", "./bang/"), 1280, 800),
    Shot("map.png", "tinh", ("./so-do/",), 1280, 900),
    Shot("why.png", "tinh", ("./vi-sao/",), 1280, 900),
    Shot("targets.png", "tinh", (".nav a[href*='/chi-tieu/']",), 1280, 900),
)


@contextmanager
def demo() -> Iterator[None]:
    """Serve a new demo for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        env["TOSO_DEMO_PASSWORD"] = PASSWORD
        command = [sys.executable, "-u", "manage.py", "demo", "--port", str(PORT)]
        pipe, void = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(  # noqa: S603 - a fixed command
            command, cwd=ROOT, env=env, stdout=pipe, stderr=void, text=True
        ) as server:
            try:
                if not any(ADDRESS in line and "server" in line for line in server.stdout or ()):
                    raise SystemExit("The demo did not start.")
                yield
            finally:
                server.terminate()


def take(browser: Browser, shot: Shot) -> None:
    """Sign in, open the page and write the picture."""
    size = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, base_url=ADDRESS, locale="vi-VN")  # type: ignore[arg-type]
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", shot.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("main h1")
    for step in shot.way:
        follow(page, step)
    page.screenshot(path=IMAGES / shot.file)
    page.context.close()


def follow(page: Page, step: str) -> None:
    """Go one step of the way: to an address, or by pressing something."""
    if step.startswith(("/", "./")):
        page.goto(urljoin(page.url, step))
    else:
        page.locator(step if step.startswith(".nav") else f"main {step}").first.click()
    page.wait_for_load_state("networkidle")


def reduce(path: Path) -> None:
    """Keep 128 colours: enough for flat pages, a third of the weight."""
    tool = shutil.which("magick") or shutil.which("convert")
    if tool:
        subprocess.run([tool, path, "-strip", "+dither", "-colors", "128", path], check=True)  # noqa: S603


def main() -> None:
    """Take every picture."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit(f"No browser found ({', '.join(BROWSERS)}).")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for shot in SHOTS:
            take(browser, shot)
            reduce(IMAGES / shot.file)
        browser.close()


if __name__ == "__main__":
    main()
