"""A member's day against the server itself: what is typed by chance, what befalls it on the way, and what the register holds."""

import random
from collections import Counter
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from households.models import Household, Resident
from offline.models import SentOperation
from tests.browser.offline.fake import written
from tests.browser.offline.phone import PIN, TIMES

VALUES = "210"
TAKE = """async ([url, pin]) => { const bundle = await (await fetch(url)).json();
  await offline.vault.take(bundle, pin); return bundle; }"""
# What befalls a batch: whether it is written, and what the phone hears of it.
FAULTS = ("cut", "lost", "half", "portal", "broken", "busy", "never")


def cookie_of(user, url):
    client = Client()
    client.force_login(user, backend="accounts.sessions.RoleBackend")
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


class Hand:
    """One person with a phone: types by chance, and remembers what was typed and what of it should stand in the register."""

    def __init__(self, page, server, user, village, seed, changes=()):
        self.page, self.server, self.user, self.village = page, server, user, village
        self.chance, self.typed, self.plan = random.Random(seed), {}, []
        self.cells, self.last, self.names, self.homes, self.held = {}, {}, Counter(), {}, Counter()
        # As they are served, or changed; the PIN costs nothing: what it costs has a test of its own.
        for name, text in written(*changes).items():
            self.serve(f"**/static/offline/{name}*.js", text)
        page.context.route("**/gui-len/", self.on_the_way)
        page.goto("/mang-theo/")
        page.evaluate(TIMES)
        self.book = page.evaluate(TAKE, [f"/thon/{village.pk}/mang-theo/so.json", PIN])
        self.people = [
            (home["u"], one["i"], one["r"]) for home in self.book["households"] for one in home["p"]
        ]

    def serve(self, address, text):
        def answer(route):
            route.fulfill(body=text, content_type="text/javascript")

        self.page.context.route(address, answer)

    # --- On the way ---
    def on_the_way(self, route):
        fault = self.plan.pop(0) if self.plan and route.request.method == "POST" else None
        if fault is None:
            route.continue_()
            return
        if fault in ("lost", "half"):
            answer = route.fetch()
        if fault in ("cut", "lost"):
            route.abort()
        elif fault == "half":
            route.fulfill(response=answer, body=answer.text()[:40])
        elif fault == "portal":
            route.fulfill(status=200, content_type="text/html", body="<h1>wifi</h1>")
        elif fault in ("broken", "busy"):
            route.fulfill(
                status=500 if fault == "broken" else 503, content_type="text/html", body=""
            )
        # "never": no answer.

    # --- What is typed ---
    def type(self, count):
        """Type so many operations while there is no network; they lie in the outbox."""
        made = [self.one() for _ in range(count)]
        self.page.context.set_offline(True)
        assert (
            self.page.evaluate("made => offline.outbox.add(made).then(all => all.length)", made)
            == count
        )
        self.page.context.set_offline(False)

    def one(self):
        (what,) = self.chance.choices(
            [self.answers, self.household, self.person, self.status], [8, 3, 2, 1]
        )
        said = what()
        now = timezone.now()
        said |= {
            "v": 1,
            "uuid": str(uuid4()),
            "village": self.village.pk,
            "taken": self.book["taken"],
        }
        said |= {"on": str(timezone.localdate(now)), "at": now.isoformat()}
        key = said.pop("key", None)
        said["follows"] = self.last.get(key)
        self.last[key] = said["uuid"]
        self.typed[said["uuid"]] = said
        return said

    def answers(self):
        home, person, base = self.chance.choice(self.people)
        cells = self.chance.sample("1234", self.chance.randint(1, 4))
        values = {number: self.chance.choice(VALUES) for number in cells}
        self.cells |= {(person, int(number)): int(value) for number, value in values.items()}
        was = {number: base[int(number) - 1] for number in cells}
        return {
            "kind": "answers",
            "household": home,
            "person": person,
            "set": values,
            "was": was,
            "key": person,
        }

    def household(self):
        home, name = str(uuid4()), f"Hộ {self.user.pk} số {len(self.names)}"
        self.names[name] += 1
        results = "".join(self.chance.choice("210-") for _ in "1234") + "-"
        self.homes[home] = results
        return {
            "kind": "household",
            "household": home,
            "head": {"name": name, "results": results},
            "people": [],
            "hamlet": "",
            "key": home,
        }

    def person(self):
        home = self.chance.choice([*self.homes, *(one["u"] for one in self.book["households"])])
        name, ref = f"Người {self.user.pk} số {len(self.names)}", str(uuid4())
        self.names[name] += 1
        self.people.append((home, ref, "-----"))
        return {
            "kind": "person",
            "household": home,
            "ref": ref,
            "name": name,
            "relation": "child",
            "results": "-----",
            "key": ref,
        }

    def status(self):
        home = self.chance.choice(self.book["households"])
        return {
            "kind": "status",
            "household": home["u"],
            "to": home["s"],
            "was": home["s"],
            "key": home["u"],
        }

    # --- Who is signed in ---
    def signs_in(self, user):
        self.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        if user:
            self.page.context.add_cookies([cookie_of(user, self.server.url)])

    # --- What became of it, told apart from how it was done ---
    def account(self):
        """Return what was typed and is neither in the register nor waits with a reason; what stands there twice; what is another's."""
        rows = {str(row.uuid): row for row in SentOperation.unscoped.filter(uuid__in=self.typed)}
        left = {item["uuid"]: item for item in self.page.evaluate("offline.outbox.items()")}
        lost = [u for u in self.typed if u not in rows and not left.get(u, {}).get("why")]
        stood = Counter(
            Household.unscoped.filter(village=self.village).values_list("head_name", flat=True)
        )
        stood += Counter(
            Resident.unscoped.exclude(relation="head").values_list("full_name", flat=True)
        )
        return {
            "lost": [self.typed[u]["kind"] for u in lost],
            "another's": [u for u, row in rows.items() if row.author_id != self.user.pk],
            "names": {name: stood[name] for name, n in self.names.items() if stood[name] != n},
            "unsaid": [
                u
                for u, item in left.items()
                if item["state"] not in ("queued", "held") and not item["words"]
            ],
            "cells": self.differing(rows),
        }

    def differing(self, rows):
        """Return which cells do not hold what was typed last, where all that was typed of that person is applied."""
        done = {u for u, row in rows.items() if row.state in ("applied", "identical")}
        held = {one.get("person") for u, one in self.typed.items() if u not in done}
        found = {}
        for (person, number), value in self.cells.items():
            one = Resident.unscoped.get(
                **({"pk": person} if isinstance(person, int) else {"uuid": person})
            )
            if person not in held and one.results[number - 1] != value:
                found[person, number] = (one.results[number - 1], value)
        return found


NOTHING = {"lost": [], "another's": [], "names": {}, "unsaid": [], "cells": {}}
