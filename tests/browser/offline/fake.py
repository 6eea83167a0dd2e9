"""A server that stands in for ours: it answers as it is told to, applies each operation once, and remembers all it saw."""

import base64
import hashlib
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

FOLDER = settings.BASE_DIR / "static/offline"
SCRIPTS = ("store", "vault", "outbox", "sender", "file")
# A derivation of a second has a test of its own; elsewhere it is no work.
QUICK = ("vault", "LEAST = 600000, LONG = 1000", "LEAST = 1000, LONG = 0")
PAGE = "<!doctype html><meta charset=utf-8><title>t</title>" + "".join(
    f'<script src="/{name}.js"></script>' for name in SCRIPTS
)
CLOCK = "2026-11-30T03:00:00+00:00"


def written(*changes):
    """Return the three scripts with some words of them changed; each change must find its words."""
    found = {name: (FOLDER / f"{name}.js").read_text() for name in SCRIPTS}
    for name, old, new in (QUICK, *changes):
        assert found[name].count(old) == 1, (name, old)
        found[name] = found[name].replace(old, new)
    return found


class Keys:
    """The server's pair of keys, opened as the contract of the two says; written apart from the product."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.public = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.text = base64.b64encode(self.public).decode()
        self.id = hashlib.sha256(self.public).hexdigest()[:8]

    def open(self, sealed, uuid):
        blob = base64.b64decode(sealed, validate=True)
        version, theirs, iv, data = blob[:1], blob[1:66], blob[66:78], blob[78:]
        assert version == b"\x01"
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.private.exchange(ec.ECDH(), point)
        key = hashlib.sha256(shared + theirs + self.public).digest()
        return json.loads(AESGCM(key).decrypt(iv, data, uuid.encode()))


class Fake:
    """One site. `plan` holds what befalls the next questions, by name; without a plan all goes well."""

    def __init__(self, scripts=None):
        self.scripts = scripts or written()
        self.keys, self.lock = Keys(), threading.Lock()
        self.user, self.token, self.signed = 1, "t", 0
        self.plan, self.greetings, self.dropped, self.over = [], [], False, []
        self.verdicts, self.bad, self.most = {}, set(), 1000
        self.seen, self.kept, self.wrong, self.asked = Counter(), {}, [], 0
        self.let_go = threading.Event()
        self.http = Quiet(("127.0.0.1", 0), type("Mine", (Handler,), {"fake": self}))
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def close(self):
        self.let_go.set()
        self.http.shutdown()
        self.http.server_close()

    # --- What the true server would do ---
    def sign_in(self, user):
        self.signed += 1
        with self.lock:
            self.user, self.token = user, f"t{self.signed}"

    def verdict(self, item, user):
        try:
            operation = self.keys.open(item["sealed"], item["uuid"])
        except InvalidTag:
            return "refused", "unreadable"
        number = operation["n"]
        self.seen[item["uuid"]] += 1
        if operation["author"] != user:
            self.wrong.append(number)
            return "refused", "author"
        if item["uuid"] in self.kept:
            return "identical", ""
        if verdict := self.verdicts.get(number):
            return verdict, f"why-{verdict}"
        self.kept[item["uuid"]] = number
        return "applied", ""

    def take(self, items, user):
        said = []
        for item in items:
            state, why = self.verdict(item, user)
            said.append(
                {"uuid": item["uuid"], "state": state, "why": why, "words": why and "Lý do"}
            )
        return {"v": 1, "clock": CLOCK, "user": user, "items": said}

    def numbers(self, items):
        return {self.keys.open(item["sealed"], item["uuid"])["n"] for item in items}

    def applied(self):
        """Return how often each operation came into the register."""
        return Counter(self.kept.values())


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing: a page that did not wait for its answer is what some scenarios are about."""


class Handler(BaseHTTPRequestHandler):
    fake: Fake
    user = None

    def log_message(self, *args):
        """Say nothing."""

    def do_GET(self):
        name = self.path.partition("?")[0].strip("/").removesuffix(".js")
        if name in self.fake.scripts:
            self.say(200, self.fake.scripts[name], "text/javascript")
        elif name == "gui-len":
            self.greet()
        else:
            self.say(200, PAGE, "text/html")

    def greet(self):
        fault = self.fake.greetings.pop(0) if self.fake.greetings else None
        if fault:
            getattr(self, fault)(None)
        elif self.fake.user is None:
            self.unsigned(None)
        else:
            said = {"v": 1, "user": self.fake.user, "token": self.fake.token, "clock": CLOCK}
            self.json(200, said | {"drop": self.fake.dropped, "over": self.fake.over})

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        self.items = json.loads(text)["items"]
        with self.fake.lock:
            self.fake.asked += 1
            fault = self.fake.plan.pop(0) if self.fake.plan else None
            self.user, token = self.fake.user, self.fake.token
        if self.user is None:
            self.unsigned(None)
        elif self.headers["X-CSRFToken"] != token:
            self.json(403, {"why": "csrf"})
        elif len(self.items) > self.fake.most:
            self.json(413, {"why": "too_much"})
        elif self.fake.bad and self.fake.bad & self.fake.numbers(self.items):
            self.json(422, {"why": "malformed"})
        elif fault:
            getattr(self, fault)(self.items)
        else:
            self.json(200, self.commit())

    def commit(self):
        with self.fake.lock:
            return self.fake.take(self.items, self.user)

    # --- What may befall ---
    def cut(self, _):
        """Cut the line before anything is written."""

    def lost(self, _):
        """Commit, and lose the answer."""
        self.commit()

    def half(self, _):
        """Lose half of the answer, in which the JSON ends, before anything was committed."""
        self.say(200, '{"v":1,"clock":"2026', "application/json")

    def portal(self, _):
        self.say(200, "<html>Đăng nhập wifi", "text/html")

    def turned(self, _):
        self.say(302, "", "text/html", Location="/elsewhere/")

    def empty(self, _):
        self.json(200, {})

    def unsigned(self, _):
        self.json(401, {"why": "sign_in"})

    def stopped(self, _):
        self.json(401, {"v": 1, "why": "sign_in", "drop": True})

    def newer(self, _):
        self.json(409, {"why": "version"})

    # Said by something between the two, that has no JSON.
    def walled(self, _):
        self.say(403, "<h1>403 Forbidden", "text/html")

    def too_large(self, _):
        self.say(413, "<h1>413", "text/html")

    def unlike(self, _):
        self.say(422, "<h1>422", "text/html")

    def clashes(self, _):
        self.say(409, "<h1>409", "text/html")

    def no_gateway(self, _):
        self.say(502, "<h1>502 Bad Gateway", "text/html")

    def lost_and_out(self, _):
        self.commit()
        self.fake.user = None

    def broken(self, _):
        self.say(500, "<h1>500", "text/html")

    def busy(self, _):
        self.say(503, '{"why":"busy"}', "application/json")

    def often(self, _):
        """Ask to be left alone for a second."""
        self.say(429, '{"v":1,"why":"often"}', "application/json", **{"Retry-After": "1"})

    def never(self, _):
        """Answer only when the test ends."""
        self.fake.let_go.wait(20)

    def slowly(self, _):
        answer = self.commit()
        time.sleep(0.15)
        self.json(200, answer)

    def sluggish(self, items):
        """Take longer the more there is, as a line does on which each sign takes its time."""
        time.sleep(0.0375 * len(items))
        self.json(200, self.commit())

    def slowly_busy(self, _):
        time.sleep(0.15)
        self.busy(_)

    def silent_on_one(self, _):
        """Take the first item and name all others only."""
        answer = self.commit()
        if len(answer["items"]) > 1:
            self.fake.kept.pop(answer["items"][0]["uuid"], None)
            del answer["items"][0]
        self.json(200, answer)

    def switched(self, _):
        """Let another person sign in between the greeting and this; a sign-in makes a new token."""
        self.fake.sign_in(2)
        answer = {"v": 1, "clock": CLOCK, "user": 2}
        said = [{"uuid": i["uuid"], "state": "refused", "why": "author"} for i in self.items]
        self.json(200, answer | {"items": said})

    def json(self, status, said):
        self.say(status, json.dumps(said), "application/json")

    def say(self, status, text, kind, **more):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
