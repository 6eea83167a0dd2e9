"""Officers at their browsers: they sign in once, enter households, and press again as the page tells them.

What a form holds is read from the page as a browser reads it; its key is that of the page. Half of them work without
script. Who was told "saved" is noted outside the server, at once.
"""

import http.client
import os
import re
import socket
import threading
import time
import uuid
from collections import Counter
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

# What the pages of "not now" are called (`web.busy`), and what each asks of a person.
NOT_NOW = ("Đang bận, bấm lại", "Chưa mở được dữ liệu", "Máy chủ hết chỗ lưu")
# People press again sooner than they are told: it must do no harm.
HASTE = 1.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# What no browser shows as an answer: the line was cut, or nobody listens.
CUT = (OSError, http.client.HTTPException, socket.timeout)


class Form(HTMLParser):
    """The fields of the form on a page that is sent by POST: names and values as a browser would send them."""

    def __init__(self, page, action=None):
        super().__init__()
        self.action, self.fields, self._wanted, self._inside = None, {}, action, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            is_posted = (found.get("method") or "").lower() == "post"
            self._inside = is_posted and self._wanted in {None, found.get("action", "")}
            if self._inside and self.action is None:
                self.action = found.get("action", "")
        if tag == "input" and self._inside and found.get("type") not in {"checkbox", "radio"}:
            self.fields.setdefault(found.get("name"), found.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False


class Fault(AssertionError):
    """An answer that blames the person, or is no whole page."""


class Person:
    """One browser with its cookies."""

    def __init__(self, port, ledger, *, with_script=True, patience=240):
        self.port, self.ledger, self.with_script = port, ledger, with_script
        self.cookies, self.patience, self.met = {}, patience, Counter()

    def ask(self, address, fields=None, headers=()):
        """Ask once; returns status, headers and the whole text. Raises one of CUT where the line was cut."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked = {"Cookie": cookie, "Accept-Language": "vi", **dict(headers)}
        body = urlencode(fields) if isinstance(fields, dict) else fields
        try:
            kind = FORM if body is not None and "Content-Type" not in asked else {}
            line.request("GET" if body is None else "POST", address, body, {**kind, **asked})
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for one in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value
        self.judge(address, answer, text)
        return answer.status, answer.headers, text

    def judge(self, address, answer, text):
        """Refuse what no person should be shown: blame for what the server could not do, half a page."""
        self.met[answer.status] += 1
        if "Content-Length" not in answer.headers and "Transfer-Encoding" not in answer.headers:
            raise Fault(f"{address}: an answer whose end nobody can tell")
        if answer.status == 503:
            if not answer.headers.get("Retry-After") or not any(one in text for one in NOT_NOW):
                raise Fault(f"{address}: 503 without words: {text[:300]}")
            self.met[next(one for one in NOT_NOW if one in text)] += 1
        elif answer.status not in {200, 302}:
            raise Fault(f"{address}: {answer.status} {text[:300]}")
        if text.startswith("<!doctype") and "</html>" not in text[-20:]:
            raise Fault(f"{address}: half a page")

    def until(self, press, stop=None):
        """Press until it is answered with other than "not now"; None where the others were told to stop."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end and not (stop and stop.is_set()):
            try:
                if answer := press():
                    return answer
            except CUT:
                self.met["cut"] += 1
            time.sleep(HASTE)
        if stop and stop.is_set():
            return None
        raise Fault(f"not answered for {self.patience} s: {self.met}")

    def open(self, address, stop=None):
        """Open a page and return its text."""

        def once():
            status, headers, text = self.ask(address)
            if status == 302:
                raise Fault(f"{address}: led to {headers['Location']}")
            return text if status == 200 else None

        return self.until(once, stop)

    def sign_in(self, username, password):
        page = Form(self.open("/dang-nhap/"), "")
        fields = {**page.fields, "username": username, "password": password}
        status, headers, _ = self.ask("/dang-nhap/", fields)
        assert status == 302, "not signed in"
        assert "dang-nhap" not in headers["Location"], headers["Location"]
        return self

    def enter(self, village, name, stop=None):
        """Enter a household of two with the form of its village; returns its key once somebody said that it is saved."""
        address = f"/thon/{village}/ho/moi/"
        page = self.open(address, stop)
        if page is None:
            return None
        fields = Form(page, address).fields
        fields |= {"head_name": name, "how": "knows_all", "p2-full_name": f"{name} Con"}
        self.ledger.send(fields["uuid"], name)
        said = self.until(lambda: self.press(address, fields, name), stop)
        if said:
            self.ledger.acknowledge(fields["uuid"], name)
        return said and fields["uuid"]

    def press(self, address, fields, name):
        """Press "Lưu hộ" once; says whether the answer is that it is saved, None where it is "not now"."""
        headers = {"HX-Request": "true"} if self.with_script else {}
        status, answered, text = self.ask(address, fields, headers)
        if status == 503:
            if not self.with_script:
                self.again(text, address, fields)
            return None
        if status == 302:
            if self.with_script or answered["Location"] != address:
                raise Fault(f"led to {answered['Location']}")
            return True
        if f"Đã lưu hộ <b>{name}</b>" not in text:
            raise Fault(f"neither saved nor refused: {re.sub(r'<[^>]+>', ' ', text)[:800]}")
        return True

    def again(self, page, address, fields):
        """Read the page of "not now": what was typed must be in it, to be sent with one press."""
        form = Form(page)
        if (
            form.action != address
            or {k: v for k, v in form.fields.items() if k in fields} != fields
        ):
            raise Fault(
                f"the page that asks to press again lost something: {form.fields} for {fields}"
            )
        fields.update(form.fields)


class Careless(Person):
    """A negative control: every press has a key of its own, as if the form had none."""

    def press(self, address, fields, name):
        fields |= {"uuid": str(uuid.uuid4()), "anyway": "1"}
        self.ledger.send(fields["uuid"], name)
        return super().press(address, fields, name)


class Ledger:
    """What was sent and what was acknowledged, kept outside the system under test and written down at once."""

    def __init__(self, file, told=None):
        self.file, self.told = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND), told
        self.sent, self.acknowledged, self.lock, self.number = {}, {}, threading.Lock(), 0

    def name(self):
        """Return a name that nobody had before: letters alone, and unlike the others."""
        with self.lock:
            self.number += 1
            number, letters = self.number, ""
        while number:
            number, digit = divmod(number, 20)
            letters += "bcdghklmnpqrstvxyzjw"[digit]
        return f"Máy {letters.capitalize()}a"

    def send(self, key, name):
        with self.lock:
            self.sent[key] = name

    def acknowledge(self, key, name):
        if self.told:
            self.told(key)
        os.write(self.file, f"{key} {name}\n".encode())
        with self.lock:
            self.acknowledged[key] = name


class Crowd:
    """People who enter households at once until they are told to stop; the first fault that one meets is told."""

    def __init__(self, people, villages):
        self.stop, self.faults = threading.Event(), []
        self.people = people
        pairs = [(one, villages[at % len(villages)]) for at, one in enumerate(people)]
        self.threads = [threading.Thread(target=self._work, args=pair) for pair in pairs]

    def _work(self, person, village):
        try:
            while not self.stop.is_set():
                person.enter(village, person.ledger.name(), self.stop)
        except Exception as error:
            self.faults.append(error)
            self.stop.set()

    def __enter__(self):
        for one in self.threads:
            one.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for one in self.threads:
            one.join()

    @property
    def met(self):
        return sum((one.met for one in self.people), Counter())
