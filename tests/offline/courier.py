"""A phone without its browser that keeps what was typed until the server has named it, on a line that fails as it is told to."""

import json
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from offline.models import SentOperation
from offline.sending import views
from offline.sending.views import ITEMS
from tests.offline.phone import Phone

# What may be one item's fault, so that a batch is halved.
HALVED = {400, 413, 422, 500}
WEIGHTS = {"answers": 8, "household": 3, "person": 2, "status": 1, "undo": 1}


class Cut(Exception):
    """Nothing that could be read came back."""


class Courier(Phone):
    """One person's phone. `line` is what befalls the next batches; `off` are guards taken out, for the controls."""

    def __init__(self, author, village, homes, seed, device="", off=()):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        super().__init__(client, author, village, device)
        self.chance, self.homes, self.off = Random(seed), list(homes), set(off)
        self.typed, self.told, self.line, self.token = {}, {}, [], ""
        self.late, self.user, self.last, self.is_brief = [], author, {}, False
        # By how much its clock is ahead of ours, and how long ago all of it is typed.
        self.ahead, self.ago = timedelta(), timedelta()
        self.sign_in()

    def sign_in(self, user=None):
        self.client.force_login(user or self.author, backend="accounts.sessions.RoleBackend")
        self.token = ""

    # --- What is typed ---
    def did(self, kind, household, **more):
        now = timezone.now() - self.ago
        key = super().did(kind, household, **{"at": now + self.ahead, **more})
        told = {"kind": kind, "household": str(household), "day": timezone.localdate(now)}
        self.typed[str(key)] = {**told, **more}
        return key

    def day(self, count):
        """Type so many operations by chance."""
        for _n in range(count):
            (what,) = self.chance.choices(list(WEIGHTS), WEIGHTS.values())
            getattr(self, f"types_{what}")()

    def types_answers(self, home=None):
        home = home or self.chance.choice(self.homes)
        person = self.chance.choice(home.living)
        cells = "".join(self.chance.choice("210 ") for _ in range(4))
        if cells.strip():
            follows = None if "follows" in self.off else self.last.get(person.pk)
            self.last[person.pk] = self.answered(home, person, cells, follows=follows)

    def types_household(self):
        name = f"Hộ {self.author.pk} số {len(self.typed)}"
        self.entered(name, results=self.chance.choice(("2----", "20-1-", "-----")))

    def types_person(self):
        name, home = f"Người {self.author.pk} số {len(self.typed)}", self.chance.choice(self.homes)
        self.did("person", home.uuid, ref=str(uuid4()), name=name, results="2----")

    def types_status(self):
        # Of one household in which nobody is asked: who answers is at home.
        home = self.homes[0]
        self.did("status", home.uuid, to="nobody_home", was="resident")

    def types_undo(self):
        mine = [u for u, one in self.typed.items() if one["kind"] in ("household", "person")]
        gone = {one.get("of") for one in self.typed.values()}
        if free := [u for u in mine if u not in gone]:
            key = self.chance.choice(free)
            self.did("undo", self.typed[key]["household"], of=key)

    # --- How it is sent ---
    def run(self):
        """Send until nothing waits, or patience is over; say whether nothing waits."""
        # Of a control it is soon seen that nothing goes on.
        size, tries = ITEMS, 12 if self.off or self.is_brief else 40 + len(self.items) // 3
        while self.items and (tries := tries - 1):
            batch = self.items[:size]
            try:
                answer = self.post(batch)
                found = self.read(answer)
            except Cut:
                if "any end" in self.off:
                    self.items = self.items[len(batch) :]
                continue
            if found is None:
                size = self.meet(answer.status_code, batch)
                continue
            self.settle(batch, found)
            size = min(ITEMS, size * 2)
        while self.late:
            self.ask(self.late.pop())
        return not self.items

    def post(self, batch):
        if not self.token:
            self.token = self.greeted() or self.greeted(self.author)
        fault = self.line.pop(0) if self.line else "well"
        body = {"v": 1, "clock": (timezone.now() + self.ahead).isoformat(), "items": batch}
        return FAULTS[fault](self, body)

    def greeted(self, user=None):
        """Ask who is signed in, and for a token; sign in before where that is said."""
        if user:
            self.sign_in(user)
        return self.read(self.client.get(reverse("offline:send")), of="token") or ""

    def ask(self, body):
        more = {"headers": {"X-CSRFToken": self.token}}
        return self.client.post(
            reverse("offline:send"), json.dumps(body), "application/json", **more
        )

    def read(self, answer, of="items"):
        """Return what an answer says; None for one of the server's that says none of it. Raises Cut for what is none of its."""
        if not answer["Content-Type"].startswith("application/json") and answer.status_code == 200:
            if "any kind" in self.off:
                return []
            raise Cut
        try:
            said = json.loads(answer.content)
        except ValueError:
            said = {}
            if answer.status_code == 200:
                raise Cut from None
        if answer.status_code != 200 or said.get("v") != 1:
            return None
        if said.get("user") != self.author.pk and "any user" not in self.off:
            self.sign_in()
            raise Cut
        return said[of]

    def meet(self, status, batch):
        """Meet a refusal of the whole: sign in, ask for a token, wait, or halve."""
        if "refused goes" in self.off:
            self.items = self.items[len(batch) :]
        elif status == 401:
            self.sign_in()
        elif status == 403 and "one token" not in self.off:
            self.token = ""
        elif status == 429:
            # The while goes by.
            SentOperation.unscoped.update(received_at=timezone.now() - timedelta(hours=1))
        elif status in HALVED and "no halves" not in self.off:
            if len(batch) == 1:
                self.items = [*self.items[1:], *batch]
            return max(1, len(batch) // 2)
        return len(batch)

    def settle(self, batch, found):
        """Let go of what is named; keep what is not."""
        said = {one["uuid"]: one for one in found}
        for item in batch:
            unnamed = {"state": "applied", "why": ""} if "any kind" in self.off else None
            if one := said.get(item["uuid"], unnamed):
                self.items.remove(item)
                self.told[item["uuid"]] = (one["state"], one["why"])

    def anew(self):
        """Seal what waits under new keys, as a page does that is sent again."""
        for item in list(self.items):
            old = self.typed[item["uuid"]]
            facts = {k: v for k, v in old.items() if k not in ("kind", "household", "day")}
            self.did(old["kind"], old["household"], **facts)
            self.items.remove(item)
            self.told[item["uuid"]] = ("sent anew", "")


# --- What befalls a batch on its way ---
def cut(phone, body):
    raise Cut


def lost(phone, body):
    phone.ask(body)
    if "anew" in phone.off:
        phone.anew()
    raise Cut


def half(phone, body):
    answer = phone.ask(body)
    answer.content = answer.content[:60]
    return answer


def portal(phone, body):
    answer = phone.client.get("/healthz")
    answer.content, answer["Content-Type"] = b"<h1>wifi</h1>", "text/html"
    return answer


def doubled(phone, body):
    phone.ask(body)
    return phone.ask(body)


def delayed(phone, body):
    """It hangs somewhere, and arrives when all is over."""
    phone.late.append(body)
    if "anew" in phone.off:
        phone.anew()
    raise Cut


def unsigned(phone, body):
    phone.client.logout()
    return phone.ask(body)


def switched(phone, body):
    """Somebody else has signed in at the same browser."""
    phone.sign_in(phone.user)
    phone.token = phone.client.get(reverse("offline:send")).json()["token"]
    return phone.ask(body)


def stale(phone, body):
    phone.token = "x" * 64
    return phone.ask(body)


def newer(phone, body):
    return phone.ask({**body, "v": 2})


def garbled(phone, body):
    return phone.ask({**body, "items": "?"})


def reversed_(phone, body):
    return phone.ask({**body, "items": body["items"][::-1]})


def during(error, *, after):
    """Let the server fail while it takes a batch: before all is written, or once it is committed."""

    def play(phone, body):
        whole = views.receive

        def receive(**told):
            if after:
                whole(**told)
            raise error

        views.receive = receive
        try:
            return phone.ask(body)
        finally:
            views.receive = whole

    return play


def _busy():
    error = OperationalError("busy")
    error.__cause__ = __import__("sqlite3").OperationalError("database is locked")
    error.__cause__.sqlite_errorcode = 5
    return error


FAULTS = {
    "well": Courier.ask,
    "cut": cut,
    "lost": lost,
    "half": half,
    "portal": portal,
    "doubled": doubled,
    "delayed": delayed,
    "unsigned": unsigned,
    "switched": switched,
    "stale": stale,
    "newer": newer,
    "garbled": garbled,
    "reversed": reversed_,
    "broken": during(RuntimeError("broken"), after=False),
    "died": during(RuntimeError("died"), after=True),
    "busy": during(_busy(), after=False),
}
