"""A morning of offices for Locust: `manage.py morning` starts it, and says who comes, where and to what address.

Officers sign in, open their work of the day and the roster of their village, enter households and survey others. After
every third save of a kind they look at the page that tells it, all saves until then: nobody else writes in their
village. Committees read dashboards.
What was asked is written down, request by request; what is made of it is `bench/morning.py`.
"""

import json
import os
import random
import re
import time
from itertools import count
from pathlib import Path

import gevent
from locust import FastHttpUser, events, task

from tests.faults.people import FORM, Form

CAST = json.loads(Path(os.environ["MORNING_CAST"]).read_text())
# Seconds from one save to the next: thirty of them in the fifty minutes that an officer has.
SAVE_EVERY, READ_EVERY, THINK, ALL = 100, 30, 5, 5
# One save of so many is looked after at another page: nobody opens the figures after each household.
LOOK_EVERY = 3
HOUSEHOLDS = re.compile(r"([\d.]+)\s+hộ\s+·\s+đến")
PULLED = {"HX-Request": "true"}
SCRIPTED = {**FORM, **PULLED}
DICE = random.Random()  # noqa: S311 - what people do, no secret
_turn, _asked, _began = count(), [], []


class Wrong(AssertionError):
    """A page that does not tell what was saved, or an answer that is no page."""


@events.request.add_listener
def note(name, response_time, exception, response=None, **_):
    """Write one request down: when it was answered, what, in how many milliseconds, what was wrong."""
    status = getattr(response, "status_code", 0)
    fault = str(exception) if exception else "" if status in {200, 302} else f"status {status}"
    _asked.append((time.time(), name, round(response_time, 1), fault[:200]))


@events.quitting.add_listener
def write(**_):
    """Leave what was noted to whoever started us."""
    Path(CAST["report"]).write_text(json.dumps({"began": _began, "asked": _asked}))


def some(seconds):
    """Think for about so long."""
    gevent.sleep(DICE.uniform(0.5, 1.5) * seconds)


def rows_of(roster):
    """Return how many skills are filled in each row of a roster."""
    rows = {}
    for row in re.split(r"<li\s+id=.h-", roster)[1:]:
        key = re.search(r'"/ho/([^/"]+)/dong/"', row)
        if key:
            rows[key[1]] = len(re.findall(r'class="on"', row.partition("</details>")[0]))
    return rows


def text_of(page):
    """Return what a page says, without its tags."""
    return re.sub(r"<[^>]+>", " ", page)


class Visitor(FastHttpUser):
    """Somebody at a browser: signs in with the form, then works."""

    abstract = True
    network_timeout = connection_timeout = 60

    def open(self, address, name, headers=None):
        """Open a page; returns it. Raises `Wrong` where it is none, or leads away."""
        answer = self.client.get(address, name=name, headers=headers, allow_redirects=False)
        if not (page := self.whole(answer, name)):
            raise Wrong(f"{name}: led to {answer.headers.get('Location')}")
        return page

    def send(self, address, name, fields, headers=FORM):
        """Send a form; returns the answer's page, "" where it leads on."""
        answer = self.client.post(
            address, data=fields, name=name, headers=headers, allow_redirects=False
        )
        return self.whole(answer, name)

    @staticmethod
    def whole(answer, name):
        """Return the text of an answer that came whole."""
        text = answer.text or ""
        if answer.status_code not in {200, 302} or (answer.status_code == 200 and not text):
            raise Wrong(f"{name}: {answer.status_code}")
        return text

    def sign_in(self, username):
        """Sign in as a person does."""
        fields = Form(self.open("/dang-nhap/", "sign-in page"), "").fields
        some(THINK)
        fields |= {"username": username, "password": CAST["password"]}
        if self.send("/dang-nhap/", "sign in", fields):
            raise Wrong("sign in: not let in")

    @task
    def morning(self):
        """Come once, stay until the end; whoever meets a fault waits as people do and goes on."""
        _began.append(time.time())
        self.number = next(_turn)
        self.act("came", self.arrive)
        while True:
            some(self.every)
            self.act("worked", self.work)

    def act(self, name, job):
        """Do one thing; what was wrong with it is noted as a request of its own, a page that cannot be read, too."""
        try:
            job()
        except Exception as fault:
            # All of them: of one that it catches itself Locust begins the whole morning of this person anew.
            note(f"wrong: {name}", 0, f"{type(fault).__name__}: {fault}")


class Officer(Visitor):
    """Enters and surveys households of a village of their own."""

    fixed_count, every = len(CAST["officers"]), SAVE_EVERY
    _place = count()

    def arrive(self):
        """Sign in, open the work of the day and the roster."""
        username, self.village, self.known = CAST["officers"][next(self._place)]
        self.sign_in(username)
        self.open("/viec/", "work of the day")
        some(THINK)
        # Where a commune has one village it leads on.
        self.whole(self.client.get("/ho-gia-dinh/", name="villages"), "villages")
        some(THINK)
        self.roster = self.open(f"/thon/{self.village}/ho/", "roster")
        self.form, self.surveyed, self.entered = {}, set(), 0

    def work(self):
        """Enter a household, or survey one of the roster: by turns."""
        self.number += 1
        (self.enter if self.number % 2 else self.survey)()

    def enter(self):
        """Enter a household of two. The next form comes with the answer, as in a browser."""
        address = f"/thon/{self.village}/ho/moi/"
        fields = self.form or Form(self.open(address, "entry form"), address).fields
        letters = "".join(DICE.choices("bcdghklmnt", k=7)).capitalize()
        name = f"Máy {letters}a"
        self.form = {}
        some(THINK)
        said = self.send(
            address,
            "save: household",
            fields | {"head_name": name, "how": "knows_all", "p2-full_name": f"{name} Con"},
            SCRIPTED,
        )
        if f"Đã lưu hộ <b>{name}</b>" not in said:
            raise Wrong("save: household not said to be saved")
        self.form = Form(said, address).fields
        self.known, self.entered = self.known + 1, self.entered + 1
        if not self.entered % LOOK_EVERY:
            self.look()

    def look(self):
        """Look at the village's dashboard, which must count all that was entered."""
        page = text_of(self.open(f"/tong-quan/{self.village}/", "dashboard after saves"))
        found = HOUSEHOLDS.search(page)
        if not found or int(found[1].replace(".", "")) != self.known:
            raise Wrong(f"stale: {found and found[1]} households, {self.known} were saved")

    def survey(self):
        """Say of a household that all five are known; the roster must show all that was said so."""
        # Not of the last two rows: the household entered meanwhile may push them off the page.
        rows = list(rows_of(self.roster).items())[:-2]
        left = [key for key, known in rows if known < ALL and key not in self.surveyed]
        if not left:
            return self.enter()
        household = DICE.choice(left)
        row = self.open(f"/ho/{household}/dong/", "row of the roster", PULLED)
        address = re.search(r'"(/ho/[^/"]+/ca-nam/)"', row)[1]
        fields = Form(row, address).fields | {"known": "1"}
        some(THINK)
        said = self.send(address, "save: survey", fields, SCRIPTED)
        if "Đã lưu" not in said:
            raise Wrong(f"save: survey not said to be saved: {text_of(said)[:150]}")
        self.surveyed.add(household)
        if not len(self.surveyed) % LOOK_EVERY:
            self.look_again()
        return None

    def look_again(self):
        """Open the roster again: each household that was surveyed must be shown so, if it is on the page."""
        self.roster = self.open(f"/thon/{self.village}/ho/", "roster after saves")
        rows = rows_of(self.roster)
        if stale := [key for key in self.surveyed if rows.get(key, ALL) != ALL]:
            raise Wrong(f"stale: the roster does not show {len(stale)} that were saved")
        if not self.surveyed & set(rows):
            raise Wrong("stale: none of those surveyed is on the roster")


class Reader(Visitor):
    """A committee: its dashboard, and what lies below it."""

    fixed_count, every = len(CAST["readers"]), READ_EVERY
    _place = count()

    def arrive(self):
        """Sign in and open the own dashboard."""
        username, self.area, self.level = CAST["readers"][next(self._place)]
        self.sign_in(username)
        self.work()

    def work(self):
        """Look at the own figures, now and then at the list of units below."""
        self.open(f"/tong-quan/{self.area}/", f"dashboard: {self.level}")
        if DICE.random() < 0.3:
            some(THINK)
            self.open(f"/tong-quan/{self.area}/con/", f"units below: {self.level}")
