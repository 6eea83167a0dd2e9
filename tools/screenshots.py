"""Take the pictures of the README and of the guide from the demo: `python tools/screenshots.py`.

Builds the demo in a directory to throw away, serves it and signs in. `readme` writes `docs/img/`; `guide` plays
each task of the guide (tools/guide_plays.py) and writes `static/guide/`; with `--check` it writes nothing and
fails where a task no longer goes as its steps say. `--only KEY` plays one task. Needs Chromium.
"""

import argparse
import io
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

import django
import guide_person
import guide_plays
from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
GUIDE = ROOT / "static" / "guide"
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
# What a picture of the guide may weigh, and with how many colours that is tried, most first.
LARGEST = 20 * 1024
COLOURS = (48, 24, 16, 12, 8)
README_COLOURS = 128


class Shot(NamedTuple):
    """One picture: its file, who signs in, the way to the page, and the size of their screen.

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
    Shot(
        "targets.png", "tinh", (".site-nav summary", ".site-nav a[href*='/chi-tieu/']"), 1280, 900
    ),
)


@contextmanager
def demo() -> Iterator[None]:
    """Serve a new demo for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        env |= {"DEBUG": "1", "TOSO_DEMO_PASSWORD": PASSWORD}
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
    page = browser.new_page(viewport=size, base_url=ADDRESS, locale="vi-VN")  # type: ignore[arg-type]  # a dict of the names it wants
    page.goto("/dang-nhap/")
    page.fill("input[name=username]", shot.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("main h1")
    for step in shot.way:
        follow(page, step)
    (IMAGES / shot.file).write_bytes(reduced(page.screenshot(), README_COLOURS))
    page.context.close()


def follow(page: Page, step: str) -> None:
    """Go one step of the way: to an address, or by pressing something."""
    if step.startswith(("/", "./")):
        page.goto(urljoin(page.url, step))
    else:
        page.locator(step if step.startswith(".site-nav") else f"main {step}").first.click()
    page.wait_for_load_state("networkidle")


def reduced(picture: bytes, colours: int) -> bytes:
    """Return a picture with this many colours: enough for flat pages, a fraction of the weight."""
    flat = Image.open(io.BytesIO(picture)).convert("RGB")
    few = flat.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    found = io.BytesIO()
    few.save(found, "PNG", optimize=True)
    return found.getvalue()


def light(picture: bytes) -> bytes:
    """Return a picture with as many colours as it may weigh."""
    tries = (reduced(picture, colours) for colours in COLOURS)
    return next((one for one in tries if len(one) <= LARGEST), b"")


def wrong_with(key: str, pictures: dict[str, bytes]) -> str:
    """Say what does not fit between the pictures of a task and the table; "" where all does."""
    from guide.tasks import BY_KEY, WIDTH  # noqa: PLC0415 - after Django is set up

    told = {one.file: (WIDTH, one.height) for one in BY_KEY[key].pictures}
    sizes = {file: Image.open(io.BytesIO(one)).size for file, one in pictures.items()}
    return "" if told == sizes else f"the table says {told}, taken were {sizes}"


def play(browser: Browser, key: str, *, write: bool) -> str:
    """Play a task of the guide and keep its pictures; return why it does not go, or ""."""
    try:
        pictures = guide_plays.play(browser, ADDRESS, PASSWORD, key)
    except (guide_person.NotAsTold, Error) as error:
        return str(error).split("\n", maxsplit=1)[0]
    wrong = wrong_with(key, pictures)
    for file, picture in pictures.items() if write and not wrong else ():
        few = light(picture)
        if not few:
            return f"{file} is too heavy: show less of the page"
        (GUIDE / f"{file}.png").write_bytes(few)
    return wrong


def play_guide(browser: Browser, only: str, *, write: bool) -> bool:
    """Play the tasks of the guide, print how each went, and say whether all did."""
    from guide.tasks import BY_KEY  # noqa: PLC0415 - after Django is set up

    strange = BY_KEY.keys() ^ (guide_plays.PLAYS.keys() | guide_plays.NOT_PLAYED.keys())
    if strange:
        raise SystemExit(f"In one table only: {', '.join(sorted(strange))}")
    good = True
    for key in [only] if only else list(guide_plays.PLAYS):
        wrong = play(browser, key, write=write)
        good = good and not wrong
        print(f"{key}: {wrong or 'as told'}", flush=True)  # noqa: T201 - what this tool says
    for key, reason in guide_plays.NOT_PLAYED.items():
        print(f"{key}: not played: {reason}", flush=True)  # noqa: T201 - the same
    return good


def main() -> None:
    """Take every picture, or those that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("what", nargs="*", choices=["readme", "guide"], default=["readme", "guide"])
    parser.add_argument("--check", action="store_true", help="write nothing: does each task go?")
    parser.add_argument("--only", default="", help="the key of one task")
    given = parser.parse_args()
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit(f"No browser found ({', '.join(BROWSERS)}).")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    good = True
    with demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for shot in SHOTS if "readme" in given.what and not given.check else ():
            take(browser, shot)
        if "guide" in given.what:
            good = play_guide(browser, given.only, write=not given.check)
        browser.close()
    if not good:
        raise SystemExit("A task of the guide no longer goes as it says.")


if __name__ == "__main__":
    main()
