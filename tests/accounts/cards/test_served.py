"""Cards drawn, sent, opened and returned at the real server: no code stands in its logs, its database or its files."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from accounts.codes_typed import new_code
from tests.faults.grounds import PASSWORD, borrowed, manage, prepare
from tests.faults.people import Form
from tests.faults.servers import Web
from tests.pdf_text import words_of_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.long]
LIST, DRAW = "/tai-khoan/giay-moi/", "/tai-khoan/giay-moi/in/"
MOI, CHOOSE, NOT_ME = "/moi/", "/moi/mat-khau/", "/moi/khong-phai/"
WORDS = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
CHOSEN = "bon-tu-khong-lien-quan-2026"
INVITE = """
from accounts.models import User
from accounts.people.actions import NewPerson, make_many
by, root = User.unscoped.get(username="can-bo-0"), User.unscoped.get(username="goc-thu")
names = ("Lan Một", "Lan Hai", "Lan Ba")
make_many(by=root, people=[NewPerson(name, "officer", by.area) for name in names])
"""
ROOT = """
from accounts.models import User
from areas.models import Area
root = User(username="goc-thu", role="administrator", area=Area.unscoped.get(level=0), full_name="Gốc")
root.set_unusable_password()
root.save()
"""


class Browser:
    """A browser with its cookies, at a port."""

    def __init__(self, port):
        self.at = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, address, fields=None):
        """Ask for a page, or send a form; return the bytes of the answer, whatever its status."""
        body = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        try:
            with self.opener.open(self.at + address, body) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            return refused.read()

    def send(self, page, action, **fields):
        """Fill in the form of a page, by where it goes, and send it."""
        form = Form(page if isinstance(page, str) else page.decode(), action)
        return self.ask(action, {**form.fields, **fields})

    def sign_in(self, username, password):
        form = Form(self.ask("/dang-nhap/").decode(), "")
        self.ask("/dang-nhap/", {**form.fields, "username": username, "password": password})

    def type_code(self, name, code):
        """Type a code as a card asks for; return the page after it."""
        form = Form(self.ask(f"{MOI}?ten={name}").decode())
        return self.ask(MOI, {**form.fields, "username": name, "code": code}).decode()


def drawn(officer):
    """Draw cards for all who have not come, then a text for one of them: codes of the cards by name, name and code sent."""
    words = words_of_pdf(officer.send(officer.ask(LIST), DRAW, do="paper"))
    names = re.findall(r"Tên đăng nhập\s+(\S+)", words)
    cards = dict(zip(names, WORDS.findall(words), strict=True))
    assert len(cards) == 3
    page = officer.ask(LIST).decode()
    key = re.findall(r'name="nguoi"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="nguoi"', page)[0]
    text = officer.send(page, DRAW, do="text", nguoi="".join(key)).decode()
    [code] = set(WORDS.findall(text))
    return cards, next(name for name in cards if name in text), code


def play(port):
    """Draw and send codes; one person opens, one returns, somebody guesses; return all codes, and the names."""
    officer, stranger = Browser(port), Browser(port)
    officer.sign_in("can-bo-0", PASSWORD)
    cards, third, sent = drawn(officer)
    first, second = (name for name in cards if name != third)
    guesses = [new_code() for _ in range(3)]
    assert not any(CHOOSE in stranger.type_code(third, code) for code in guesses)
    chosen = {"new_password1": CHOSEN, "new_password2": CHOSEN}
    opened = stranger.send(stranger.type_code(first, cards[first]), CHOOSE, **chosen)
    assert "dang-xuat" in opened.decode()
    other = Browser(port)
    assert other.send(other.type_code(second, cards[second]), NOT_ME)
    # Used, returned, replaced by a text: no card opens anything any more. The text does.
    assert not any(CHOOSE in other.type_code(*one) for one in cards.items())
    assert CHOOSE in other.type_code(third, sent)
    return [*cards.values(), sent, *guesses], list(cards)


def holding(files, words):
    """Return the names of files that hold one of some words, with or without the dash, in whatever letters."""
    forms = {form for word in words for form in (word.lower(), word.lower().replace("-", ""))}
    wanted = [form.encode() for form in forms]
    return {
        path.name
        for path in files
        if path.is_file() and any(one in path.read_bytes().lower() for one in wanted)
    }


def searched(url, folder, files):
    """Play at a server on a database; search its folder and the files of the database, during and after."""
    (folder / "tmp").mkdir()
    prepare(url)
    manage(url, "manage.py", "shell", "-v0", "-c", ROOT + INVITE)
    # A log that says all there is to say.
    told = {"LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG", "TMPDIR": str(folder / "tmp")}
    with Web(url, folder, **told) as web:
        codes, names = play(web.port)
        assert holding([*folder.rglob("*"), *files()], codes) == set()
    assert holding([*folder.rglob("*"), *files()], codes) == set()
    # The search finds what is there: whose cards they are, and which pages were asked for.
    assert holding([*folder.rglob("*"), *files()], names)
    assert holding([folder / "web.log"], ["accounts:activate"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of its own")
def test_no_code_stands_in_logs_files_or_a_file_of_sqlite(tmp_path):
    searched(f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path, list)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_code_stands_in_logs_files_or_the_files_of_postgresql(tmp_path, django_db_blocker):
    with borrowed(django_db_blocker) as url:
        searched(url, tmp_path, lambda: files_of_postgresql(url))


def files_of_postgresql(url):
    """Return the files of a database on its disk, and the write-ahead log."""
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CHECKPOINT")
        folder = Path(database.execute("SHOW data_directory").fetchone()[0])
        own = "SELECT oid FROM pg_database WHERE datname = current_database()"
        oid = database.execute(own).fetchone()[0]
    return [*(folder / "base" / str(oid)).iterdir(), *(folder / "pg_wal").iterdir()]
