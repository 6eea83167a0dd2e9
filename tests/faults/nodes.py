"""Two web servers and two workers on one database: whatever one of them knows the other one keeps to."""

import re
import threading
from collections import Counter
from contextlib import ExitStack

from tests.faults import grounds
from tests.faults.failovers import NUMBER
from tests.faults.people import Fault, Form, Person
from tests.faults.plays import go_on
from tests.faults.servers import HastyWorker, Web

# Of one person at one address so many passwords may be wrong (config/settings/sign_in.py).
WRONG = 5


class Both(Person):
    """A browser of which every request may reach the other server, as behind a front that spreads them."""

    ports, known, sent, lock = (), Counter(), Counter(), threading.Lock()

    def ask(self, address, fields=None, headers=()):
        with self.lock:
            self.met["asked"] += 1
            self.port = self.ports[self.met["asked"] % len(self.ports)]
        return super().ask(address, fields, headers)

    def enter(self, village, name, stop=None):
        """Save, then look by either server: all that was acknowledged before is in the figures of both."""
        with self.lock:
            self.sent[village] += 1
        key = super().enter(village, name, stop)
        with self.lock:
            self.known[village] += bool(key)
            least = self.known[village]
        for _ in self.ports:
            page = self.open(f"/tong-quan/{village}/", stop)
            if page:
                found = NUMBER.search(re.sub(r"<[^>]+>", " ", page))
                if not found:
                    raise Fault(f"no number in the page: {page}")
                number = int(found[1].replace(".", ""))
                self.met["looked"] += 1
                self.met["stale"] += not least <= number <= self.sent[village]
        return key


def save_by_both(stage, saves, number=6, **env):
    """Let people save and look by two servers in turn while two workers work; returns the comparison."""
    with ExitStack() as site:
        webs = [site.enter_context(one) for one in two_webs(stage, **env)]
        for word in ("a", "b"):
            folder = stage.folder / f"worker-{word}"
            folder.mkdir()
            site.enter_context(HastyWorker(stage.url, folder, **env))
        Both.ports, Both.known, Both.sent = [web.port for web in webs], Counter(), Counter()
        with stage.crowd(stage.people(webs[0].port, number, kind=Both)) as crowd:
            go_on(crowd, stage.ledger, saves)
    return stage.compare()


def two_webs(stage, **env):
    """Return two servers of one database, each with a folder and a page cache of its own."""
    found = []
    for word in ("a", "b"):
        folder = stage.folder / f"web-{word}"
        folder.mkdir(exist_ok=True)
        found.append(Web(stage.url, folder, MEDIA_ROOT=str(stage.folder / "media"), **env))
    return found


def signed_out_by_the_other(stage, here, there):
    """Sign in at one server, read at the other, sign out there; returns where the first one leads then."""
    person = stage.people(here.port, 1)[0]
    person.port = there.port
    assert person.ask("/viec/")[0] == 200
    fields = Form(person.open("/viec/"), "/dang-xuat/").fields
    before = dict(person.cookies)
    person.ask("/dang-xuat/", fields)
    # Whoever kept the cookie is out at both.
    person.cookies, person.port = before, here.port
    return person.ask("/viec/")[1].get("Location", "")


def guesses(stage, *webs):
    """Guess wrong passwords at servers by turns, fewer at each than it bears; returns what each says of the right one."""
    person = Person(webs[0].port, stage.ledger)
    name, statuses = stage.cast["people"][1], []
    person.judge = lambda address, answer, text: statuses.append(answer.status)

    def guess(word, port):
        person.port = port
        fields = Form(person.ask("/dang-nhap/")[2], "").fields
        return person.ask("/dang-nhap/", {**fields, "username": name, "password": word})[0]

    for number in range(WRONG):
        guess("khong-dung-2026", webs[number % len(webs)].port)
    return [guess(grounds.PASSWORD, web.port) for web in webs]


# What somebody decides elsewhere in the site, each in a process of its own.
_KNOWN = """
from django.db import transaction
from accounts.actions import change_own_password
from accounts.models import User
from accounts.people.actions.changing import write_change, write_stop
from areas.actions import correct_name
from areas.models import Area
user = User.unscoped.select_related("area").get(username={name!r})
boss, _ = User.unscoped.get_or_create(username="quan-tri", defaults={{"role": "administrator", "area": Area.unscoped.get(level=0)}})
village, other = Area.unscoped.get(pk={village}), Area.unscoped.get(pk={other}).commune
"""
DECIDED = {
    "renamed": "correct_name(by=boss, area=village, kind=village.kind, name='Tên Vừa Sửa', code=village.code)",
    "password": "change_own_password(user=user, password={password!r})",
    "moved": "with transaction.atomic(): write_change(by=boss, user=user, area=other)",
    "stopped": "with transaction.atomic(): write_stop(by=boss, user=user)",
}


def held_to(stage, *webs):
    """Decide one thing after the other about somebody who reads at all servers; returns what each server says then."""
    person, found = Person(webs[0].port, stage.ledger), {}
    person.judge = lambda address, answer, text: None
    name, (own, other) = stage.cast["people"][0], [of[0] for of in stage.cast["villages"]]
    known = {"name": name, "village": own, "other": other, "password": f"{grounds.PASSWORD}-moi"}

    def said(village):
        answers = []
        for web in webs:
            person.port = web.port
            status, headers, text = person.ask(f"/tong-quan/{village}/")
            is_out = "/dang-nhap/" in headers.get("Location", "")
            answers.append("out" if is_out else "new name" if "Tên Vừa Sửa" in text else status)
        return answers

    person.sign_in(name, grounds.PASSWORD)
    # Read twice: the second time from what each server keeps.
    found["before"] = [said(own), said(own), said(other)]
    for key, code in DECIDED.items():
        grounds.manage(stage.url, "manage.py", "shell", "-c", (_KNOWN + code).format(**known))
        found[key] = [said(own)]
        if key in {"password", "moved"}:
            person.sign_in(name, known["password"])
            found[key] += [said(own), said(other)]
    return found
