"""A day is played: every address, every role. No name of a resident is shown without its line, no line without a name."""

import copy
import json
from functools import partial

import pytest
from django.db import transaction
from django.test import Client

from config.routes import ADMIN, routes
from households.models import Household, Resident
from reading.models import Reading
from tests.access import BOOK, addresses, bare_not_found, content, hostile_body, samples_of
from tests.pages import samples
from tests.proving import PROVING, share_of_today
from tests.sent import HEAD

pytestmark = [pytest.mark.django_db, pytest.mark.expected_errors, pytest.mark.slow]

READERS = ("officer", "member", "commune administrator")
OTHERS = ("anonymous", "reviewer", "committee", "province committee", "province administrator")
BY_SCRIPT = {"HX-Request": "true"}
# How an address is asked: as a page, by a script, for its head alone, by a form, by a form of a script.
ASKED = {
    "get": ("get", {}),
    "get by script": ("get", BY_SCRIPT),
    "head": ("head", {}),
    "options": ("options", {}),
    "post": ("post", {}),
    "post by script": ("post", BY_SCRIPT),
    BOOK: ("get", {}),
}
WORDS = "chu ho"


class Day:
    """What a day shows of the residents of our commune, answer by answer, beside the lines it leaves."""

    def __init__(self, sweep):
        self.sweep, self.world, self.wrong, self.shown = sweep, sweep.world, [], 0
        own = sweep.world.own
        homes = Household.unscoped.filter(village__commune=own.area)
        people = Resident.unscoped.filter(household__in=homes)
        # Of a file, and of what waits to be entered, too.
        self.names = {*people.values_list("full_name", flat=True), "Hộ Trong Tệp", HEAD["name"]}
        self.keys, self.body = samples_of(own), hostile_body(own)
        self.body |= {"q": WORDS, "phone": homes[0].phone}

    def play(self, role, tried):
        """Ask (route, way) after another as one role."""
        client, user = Client(raise_request_exception=False), self.sweep.roles[role]
        if user:
            client.force_login(user, backend="accounts.sessions.RoleBackend")
        pages = samples(self.world)
        with bare_not_found():
            for route, way in tried:
                if way == BOOK and not getattr(route.view, "has_book", False):
                    continue
                for address in {*addresses(route.pattern, self.keys), *pages.get(route.name, [])}:
                    self.ask(client, user, partial(self.send, client, route, address, way))

    def send(self, client, route, address, way):
        method, headers = ASKED[way]
        if method == "post":
            return client.post(address, self.body, headers=headers)
        asked = {"tep": "excel"} if way == BOOK else {}
        if route.name == "admin:autocomplete":
            asked = {"app_label": "households", "model_name": "resident", "field_name": "household"}
        return getattr(client, method)(address, asked or None, headers=headers)

    def ask(self, client, user, send):
        cookies, point = copy.deepcopy(client.cookies), transaction.savepoint_create()
        before = set(Reading.unscoped.values_list("pk", "people"))
        response = send()
        text = content(response)
        names = {name for name in self.names if name in text or json.dumps(name)[1:-1] in text}
        lines = Reading.unscoped.select_related("area")
        lines = [line for line in lines if (line.pk, line.people) not in before]
        at = (*send.args[1:], response.status_code)
        if reason := self.what_is_wrong(user, names, lines, reads=ASKED[at[2]][0] != "post"):
            self.wrong.append((reason, at[0].name, *at[1:], sorted(names), lines))
        self.shown += bool(names)
        transaction.savepoint_rollback(point)
        client.cookies = cookies

    def what_is_wrong(self, user, names, lines, *, reads):
        if names and not lines:
            return "names without a line"
        if lines and not names and reads:
            return "a line without names"
        if len(lines) > 1:
            return "more than one line"
        place = self.world.own.village.path
        mine = all(one.user_id == user.pk and place.startswith(one.area.path) for one in lines)
        return "" if mine else "a line of somebody or somewhere else"


def every(of, *, only=None):
    """Return routes with ways to ask them: all in the whole proof, else a share of today."""
    found = [(route, way) for way in ASKED for route in routes()]
    asked = found if PROVING or not only else [pair for pair in found if only(*pair)]
    return share_of_today(asked, of=of)


# In `make test` each asks for a share: a person of the pages for a large one, in which names must be shown.
MINE = {
    "officer": (3, lambda route, way: way == "get" and not route.pattern.startswith(ADMIN)),
    "member": (48, None),
    "commune administrator": (48, None),
}


@pytest.mark.parametrize("role", READERS)
def test_an_answer_leaves_one_line_if_it_shows_names_and_none_if_not(sweep, role):
    day, (of, only) = Day(sweep), MINE[role]
    day.play(role, every(of, only=only))
    assert day.wrong == [], "\n".join(map(str, day.wrong))
    # A small share of a day may fall on no page of names.
    least = 10 if PROVING else 10 // of
    assert day.shown > least or not least


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_read_no_names_is_shown_none_and_leaves_no_line(sweep, role):
    day = Day(sweep)
    day.play(role, every(160))
    assert day.wrong == [], "\n".join(map(str, day.wrong))
    assert day.shown == 0
