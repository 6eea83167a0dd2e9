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
from tests.browser.offline.scenarios import PEOPLE

# Here a server works: a busy machine is not taken for a cut line.
PATIENT = TIMES.replace("patience: 400", "patience: 4000")
VALUES = "210"
TAKE = """async ([url, pin]) => { const bundle = await (await fetch(url)).json();
  await offline.vault.take(bundle, pin); return bundle; }"""
# What befalls a batch: whether it is written, and what the phone hears of it.
NO_SIGNAL = ["cut"] * 9999
FAULTS = ("cut", "lost", "half", "portal", "broken", "busy")


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
        self.cells, self.last, self.names, self.homes = {}, {}, 0, {}
        # As they are served, or changed; the PIN costs nothing: what it costs has a test of its own.
        for name, text in written(*changes).items():
            self.serve(f"**/static/offline/{name}*.js", text)
        page.context.route("**/gui-len/", self.on_the_way)
        page.goto("/mang-theo/", timeout=60_000)
        page.evaluate(PATIENT)
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

    # --- What is typed ---
    def type(self, count):
        """Type so many operations while there is no network; they lie in the outbox."""
        self.keep([self.one() for _ in range(count)])

    def enters(self, count):
        """Enter so many households, each with another person and answers of that one."""
        made = []
        for _ in range(count):
            made.append(self.note(self.household()))
            made.append(self.note(self.person(made[-1]["household"])))
            made.append(self.note(self.answers(self.people[-1])))
        self.keep(made)

    def keep(self, made):
        self.page.context.set_offline(True)
        add = "made => offline.outbox.add(made).then(all => all.length)"
        assert self.page.evaluate(add, made) == len(made)
        self.page.context.set_offline(False)

    def one(self):
        (what,) = self.chance.choices(
            [self.answers, self.household, self.person, self.status], [8, 3, 2, 1]
        )
        return self.note(what())

    def note(self, said):
        """Make an operation of what was typed, and remember it."""
        now = timezone.now()
        said |= {"v": 1, "uuid": str(uuid4()), "village": self.village.pk}
        said |= {
            "taken": self.book["taken"],
            "on": str(timezone.localdate(now)),
            "at": now.isoformat(),
        }
        key = said.pop("key", None)
        said["follows"] = self.last.get(key)
        self.last[key] = said["uuid"]
        self.typed[said["uuid"]] = said
        return said

    def answers(self, of=None):
        home, person, base = of or self.chance.choice(self.people)
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
        home, name = str(uuid4()), f"Hộ {self.user.pk} số {self.names}"
        self.names += 1
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

    def person(self, home=None):
        homes = [*self.homes, *(one["u"] for one in self.book["households"])]
        home = home or self.chance.choice(homes)
        name, ref = f"Người {self.user.pk} số {self.names}", str(uuid4())
        self.names += 1
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

    # --- A phone that is switched off and on, and has a network for moments ---
    def restarts(self):
        """Start again without a network: signed out, the copy locked; what was kept is there."""
        kept = {item["uuid"] for item in self.page.evaluate("offline.outbox.items()")}
        self.page.goto("/mang-theo/", timeout=60_000)
        self.signs_in(None)
        self.page.evaluate(PATIENT)
        assert self.page.evaluate("pin => offline.vault.open(pin)", PIN)
        assert {item["uuid"] for item in self.page.evaluate("offline.outbox.items()")} >= kept

    # --- What became of it, told apart from how it was done ---
    def account(self):
        """Return what was typed and is neither in the register nor waits with a reason; what stands there twice; what is another's."""
        rows = {str(row.uuid): row for row in SentOperation.unscoped.filter(uuid__in=self.typed)}
        left = {item["uuid"]: item for item in self.page.evaluate("offline.outbox.items()")}
        lost = [u for u in self.typed if u not in rows and not left.get(u, {}).get("why")]
        done = {u for u, row in rows.items() if row.state in ("applied", "identical")}
        unsaid = [i for i in left.values() if i["state"] in PEOPLE and not i["words"]]
        return {
            "lost": [self.typed[u]["kind"] for u in lost],
            "another's": [u for u, row in rows.items() if row.author_id != self.user.pk],
            "names": self.miscounted(done),
            "unsaid": unsaid,
            "cells": self.differing(done),
        }

    def miscounted(self, done):
        """Return which names stand in the register more or less often than once, or at all where they wait."""
        stood = Counter(Household.unscoped.values_list("head_name", flat=True))
        others = Resident.unscoped.exclude(relation="head")
        stood += Counter(others.values_list("full_name", flat=True))
        names = {
            u: one.get("name") or one["head"]["name"]
            for u, one in self.typed.items()
            if one["kind"] in NEW
        }
        return {name: stood[name] for u, name in names.items() if stood[name] != (u in done)}

    def differing(self, done):
        """Return which cells do not hold what was typed last, where all that was typed of that person is applied."""
        held = {
            one.get("person") or one.get("ref") for u, one in self.typed.items() if u not in done
        }
        found = {}
        for (person, number), value in self.cells.items():
            if person in held:
                continue
            whom = {"pk": person} if isinstance(person, int) else {"uuid": person}
            holds = Resident.unscoped.get(**whom).results[number - 1]
            if holds != value:
                found[person, number] = (holds, value)
        return found


NEW = {"household", "person"}
NOTHING = {"lost": [], "another's": [], "names": {}, "unsaid": [], "cells": {}}
