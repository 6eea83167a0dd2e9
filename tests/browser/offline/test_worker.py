"""The worker of the browser on networks that lie: it keeps only what is ours, and waits for no line that carries nothing."""

import hashlib
import json
import threading
import time

import pytest

from tests.browser.offline.fake import FOLDER, Fake, Handler, Quiet

SHELL = "<!doctype html><title>vo</title><h1>Sổ mang theo máy</h1>"
BOARD = "<!doctype html><title>bang</title><!--who-->An<!--/who--><main id=main>Số liệu</main>"
PORTAL = "<!doctype html><title>wifi</title><h1>Đăng nhập wifi</h1>"
REGISTER = """async () => {
  const kept = await navigator.serviceWorker.register('/may.js', { scope: '/' }), coming = kept.installing;
  return new Promise(go => {
    coming.addEventListener('statechange', () => { if (['activated', 'redundant'].includes(coming.state)) { go(coming.state); } });
  });
}"""


class Network(Fake):
    """A site with a worker. `lies` are the addresses where a portal answers, `holds` those where nothing ever does."""

    def __init__(self, *changes):
        self.lies, self.holds, self.shell, self.let_go = set(), set(), SHELL, threading.Event()
        self.version = "1"
        self.worker = (FOLDER / "worker.js").read_text()
        for old, new in (("LATE = 12000", "LATE = 300"), *changes):
            assert self.worker.count(old) == 1, old
            self.worker = self.worker.replace(old, new)
        self.http = Quiet(("127.0.0.1", 0), type("Mine", (Site,), {"fake": self}))
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def told(self):
        page = hashlib.sha256(SHELL.encode()).hexdigest()
        said = {"version": self.version, "shell": "/mang-theo/", "page": page}
        said["files"] = ["/a.js", "/a.css"]
        return f"var KEPT = {json.dumps(said | {'seen': 'số liệu lúc {time}'})};\n{self.worker}"


class Site(Handler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        found = {
            "/may.js": (self.fake.told(), "text/javascript"),
            "/mang-theo/": (self.fake.shell, "text/html"),
            "/a.js": ("1", "text/javascript"),
            "/a.css": ("a{}", "text/css"),
            "/tong-quan/1/": (BOARD, "text/html"),
        }
        if path in self.fake.holds:
            self.fake.let_go.wait(20)
        if path in self.fake.lies:
            self.say(200, PORTAL, "text/html")
        else:
            self.say(200, *found.get(path, ("<!doctype html><title>trang</title>", "text/html")))


@pytest.fixture
def network(chromium):
    made = []

    def start(*changes):
        site = Network(*changes)
        context = chromium.new_context()
        context.set_default_timeout(15_000)
        made.append((site, context))
        page = context.new_page()
        page.goto(site.url)
        return site, page

    yield start
    for site, context in made:
        site.close()
        context.close()


def names(page):
    return page.evaluate("caches.keys()")


ANY_PAGE = (" || await digestOf(answer.clone()) !== KEPT.page", "")
ANY_FILE = (" && !/^text\\/html/.test(answer.headers.get('Content-Type') || '');", ";")


@pytest.mark.parametrize(
    ("lies", "shell", "guard"),
    [
        ({"/mang-theo/"}, SHELL, ANY_PAGE),
        ({"/a.css"}, SHELL, ANY_FILE),
        (set(), SHELL.replace("vo", "bản khác"), ANY_PAGE),
    ],
    ids=["portal for the page", "portal for a file", "page of another release"],
)
def test_what_is_not_ours_is_not_kept(network, lies, shell, guard):
    for changes, state in (((), "redundant"), ((guard,), "activated")):
        site, page = network(*changes)
        site.lies, site.shell = lies, shell
        assert page.evaluate(REGISTER) == state
    # Once the network is itself again.
    site, page = network()
    assert page.evaluate(REGISTER) == "activated"
    assert names(page) == ["to-so-1"]


STORED = """() => new Promise(go => { const asked = indexedDB.open('to-so', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('outbox').add('kept', 1);
  asked.onsuccess = () => { asked.result.transaction('outbox').objectStore('outbox').get(1).onsuccess = found => {
    asked.result.close(); go(found.target.result); }; }; })"""
UPDATED = """async () => { const kept = await navigator.serviceWorker.ready; await kept.update(); const coming = kept.installing;
  return new Promise(go => coming.addEventListener('statechange', () => {
    if (['activated', 'redundant'].includes(coming.state)) { go(coming.state); } })); }"""


def test_a_worker_of_another_version_takes_over_whole_or_not_at_all_and_drops_no_store(network):
    """A newer one, also where a portal answers while it comes; and an older one, of a server that was set back."""
    site, page = network()
    assert page.evaluate(REGISTER) == "activated"
    assert page.evaluate(STORED) == "kept"
    plays = (("2", {"/a.css"}, "redundant", "1"), ("3", set(), "activated", "3"))
    for version, lies, state, stays in (*plays, ("1", set(), "activated", "1")):
        site.version, site.lies = version, lies
        assert page.evaluate(UPDATED) == state
        # What did not come whole is thrown away by the next that does.
        assert f"to-so-{stays}" in names(page)
        if state == "activated":
            assert names(page) == [f"to-so-{stays}"]
        assert page.evaluate(STORED) == "kept"
    page.context.set_offline(True)
    page.goto(f"{site.url}/thon/7/ho/")
    assert page.title() == "vo"


def test_a_page_that_the_browser_threw_away_is_kept_again(network):
    site, page = network()
    assert page.evaluate(REGISTER) == "activated"
    page.evaluate("caches.delete('to-so-1')")
    page.goto(f"{site.url}/mang-theo/")
    kept = "async () => { while (!await caches.match('/mang-theo/')) { await new Promise(go => setTimeout(go, 20)); } return true; }"
    assert page.evaluate(kept)


def test_a_portals_page_is_no_dashboard_that_was_seen(network):
    site, page = network()
    assert page.evaluate(REGISTER) == "activated"
    page.goto(f"{site.url}/tong-quan/1/")
    seen = "async () => (await (await caches.open('seen')).match('/tong-quan/1/')).text()"
    page.wait_for_function("caches.has('seen')")
    page.wait_for_timeout(50)
    assert "Số liệu" in page.evaluate(seen)
    site.lies = {"/tong-quan/1/"}
    page.goto(f"{site.url}/tong-quan/1/")
    assert page.title() == "wifi"
    page.wait_for_timeout(100)
    assert "Số liệu" in page.evaluate(seen)


def test_a_line_that_carries_nothing_is_no_network_and_asked_again_has_its_time(network):
    site, page = network()
    assert page.evaluate(REGISTER) == "activated"
    site.holds = {"/thon/7/ho/", "/xuat/"}
    start = time.monotonic()
    page.goto(f"{site.url}/thon/7/ho/")
    assert page.title() == "vo"
    assert time.monotonic() - start < 10
    # What has no page of its own here, and what is asked for again, is waited for.
    threading.Timer(0.7, site.let_go.set).start()
    page.goto(f"{site.url}/thon/7/ho/")
    assert page.title() == "trang"
    site.let_go.clear()
    threading.Timer(0.7, site.let_go.set).start()
    page.goto(f"{site.url}/xuat/")
    assert page.title() == "trang"
