"""Two people at one household, through form, sheet and admin: nobody overwrites what he did not see.

Each plan is an interleaving of sessions. A session opens the household and remembers what it showed,
then sends what its author wants. Around every write the judge compares the values it replaced with
what its author had seen of them; whatever was asked and not chosen must be in the history.
"""

import random
import re
import uuid
from collections import Counter

import pytest
from django.db import connection

from audit.models import AuditEntry
from households.models import Assessment, Household, Resident
from households.register import actions as register_actions, rules
from households.register.rules import Clash
from households.survey import actions as survey_actions
from households.survey.actions import surveys
from skills.catalogue import COLUMNS, Result
from tests.admin_world import filled, url
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    LocalPlatformFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.proving import sample_or_all

pytestmark = pytest.mark.django_db
PLANS, PLANS_BY_HTTP = sample_or_all(100, 1000), sample_or_all(50, 100)
TEXTS = ("head_name", "hamlet", "phone")
WORDS = {
    "head_name": ("Lê Lan", "Lê Hoa", "Vũ An"),
    "hamlet": ("Xóm 1", "Xóm 2", "Xóm 3"),
    "phone": ("0905 000 001", "0905 000 002", "0905 000 003"),
}
RESULTS = tuple(Result.values)


def state(household):
    """Return the values that people compete for, as the database has them."""
    row = Household.unscoped.values(*TEXTS, "version").get(pk=household.pk)
    found = Resident.unscoped.values(*COLUMNS).get(household=household, is_head=True)
    return {**row, **found}


def findings(values):
    return [values[column] for column in COLUMNS]


class Judge:
    """Watches every write: what it replaced, what its author had seen, what was not chosen."""

    def __init__(self, household):
        self.household = household
        self.overwrites, self.lost = [], []
        self.told = Counter()

    def watch(self, author):
        """Let somebody write; note what he replaced without having seen it."""
        before = state(self.household)
        outcome = author.write()
        after = state(self.household)
        self.told[type(author).__name__, outcome] += 1
        for name in (*TEXTS, *COLUMNS):
            if before[name] not in (after[name], author.seen[name]):
                self.overwrites.append((type(author).__name__, name, before[name], after[name]))
        if outcome == "saved":
            self.lost += [
                (type(author).__name__, name, value)
                for name, value in author.wanted.items()
                if after[name] != value and value != author.seen[name]
            ]

    def must_be_kept(self, name, value):
        """Look the value not chosen up in the history."""
        if name in COLUMNS:
            rows = Assessment.unscoped.filter(set_aside=True, **{name: value})
            kept = rows.filter(resident__household=self.household).exists()
        else:
            entries = AuditEntry.unscoped.about(self.household).filter(verb="Không chọn")
            kept = value in [pair[0] for e in entries for n, pair in e.told.items() if n == name]
        if not kept:
            self.lost.append(("not chosen", name, value))


class Session:
    """One person, one page: opens it, then sends what he wants."""

    def __init__(self, world, dice):
        self.world, self.dice, self.seen, self.wanted = world, dice, None, {}

    def open(self):
        self.seen = state(self.world.household)
        self.wanted = self.want()

    def send(self, judge):
        judge.watch(self)

    def want(self):
        """Change one or two of the fields this page has."""
        names = self.dice.sample(self.names, self.dice.choice([1, 2]))
        others = {name: set(WORDS.get(name, RESULTS)) - {self.seen[name]} for name in names}
        return {name: self.dice.choice(sorted(values)) for name, values in others.items()}

    def write(self):
        try:
            self.send_as_seen(self.wanted, self.seen)
        except Clash as clash:
            return self.settle(clash)
        return "saved"

    def settle(self, clash):
        """Both versions were shown: choose one by one, and send again as seen now."""
        names = {self.named(name): name for name in clash.theirs}
        self.seen = {**self.seen, **{n: clash.theirs[c] for n, c in names.items()}}
        unchosen = {n: self.wanted[n] for n in names if self.dice.random() < 0.5}
        rest = {name: value for name, value in self.wanted.items() if name not in unchosen}
        self.keep(unchosen)
        for name, value in unchosen.items():
            self.world.judge.must_be_kept(name, value)
        try:
            self.send_as_seen(rest, self.seen)
        except Clash:
            return "asked again"
        self.wanted = rest
        return "saved"

    def named(self, name):
        return COLUMNS[int(name) - 1] if name.isdecimal() else name


class OfTexts:
    names = TEXTS[:2]

    def keep(self, unchosen):
        register_actions.note_unchosen(
            by=None,
            household=self.world.household,
            kept={name: self.seen[name] for name in unchosen},
            unchosen=unchosen,
        )


class OfResults:
    names = COLUMNS[:3]

    def keep(self, unchosen):
        if unchosen:
            results = findings({**self.seen, **unchosen})
            survey_actions.set_aside(by=None, resident=self.world.head, results=results)


class Form(OfTexts, Session):
    """The page of the household: all its texts, as they were shown."""

    def send_as_seen(self, wanted, seen):
        was = {name: seen[name] for name in TEXTS}
        fields = {**was, **wanted}
        register_actions.change_household(
            by=None, household=self.world.household, was=was, **fields
        )


class Survey(OfResults, Session):
    """The form of one person's five skills."""

    def send_as_seen(self, wanted, seen):
        results = findings({**seen, **wanted})
        survey_actions.assess(
            by=None, resident=self.world.head, results=results, was=findings(seen)
        )


class Cell(OfResults, Session):
    """Cells of the sheet, one at a time."""

    def want(self):
        return dict([next(iter(super().want().items()))])

    def send_as_seen(self, wanted, seen):
        for column, result in wanted.items():
            survey_actions.set_result(
                by=None,
                household=self.world.household,
                number=COLUMNS.index(column) + 1,
                result=result,
                was=seen[column],
                resident=self.world.head,
            )


class Admin(OfTexts, Session):
    """Django admin: one version for all, refused whole when it is stale."""

    def write(self):
        try:
            register_actions.change_household(
                by=None,
                household=self.world.household,
                version=self.seen["version"],
                **self.wanted,
            )
        except register_actions.Conflict:
            return "refused"
        return "saved"


class Table:
    """One household, and the sessions people may have at it."""

    def __init__(self, village):
        self.household = register_actions.add_household(
            by=None, village=village, head_name="Lê Lan", results=[0, 0, 0, 0, 0]
        )
        self.head = self.household.residents.get()
        self.judge = Judge(self.household)

    def play(self, seed, kinds):
        """Two people, one or two sessions each; often both look before either sends."""
        dice = random.Random(seed)
        sessions = dice.choice([1, 1, 2])
        people = [[dice.choice(kinds)(self, dice) for _ in range(sessions)] for _ in range(2)]
        for who in self.turns(dice, sessions):
            session = people[who][0]
            if session.seen is None:
                session.open()
            else:
                session.send(self.judge)
                people[who].pop(0)

    def turns(self, dice, sessions):
        if dice.random() < 0.3:
            return dice.sample([0, 1] * 2 * sessions, 4 * sessions)
        return [who for _ in range(2 * sessions) for who in dice.sample([0, 1], 2)]


@pytest.fixture
def village():
    LocalPlatformFactory(area=CountryFactory())
    return VillageFactory(parent=CommuneFactory())


def played(village, plans):
    """Play the plans, a few at each household, so that its history stays short."""
    judges = []
    for seed in range(plans):
        if seed % 20 == 0:
            table = Table(village)
            judges.append(table.judge)
        table.play(seed, (Form, Survey, Cell, Admin))
    return judges


def test_a_thousand_interleavings_overwrite_nothing_unseen_and_lose_nothing(village):
    judges = played(village, PLANS)
    told = sum((judge.told for judge in judges), Counter())
    assert [one for judge in judges for one in judge.overwrites] == []
    assert [one for judge in judges for one in judge.lost] == []
    assert sum(told.values()) >= 2 * PLANS
    for kind in (Form, Survey, Cell, Admin):
        assert told[kind.__name__, "saved"] > PLANS / 10
    # The plans do meet: people were refused and asked, and what they did not choose was kept.
    assert told["Admin", "refused"] > PLANS / 20
    assert AuditEntry.unscoped.filter(verb="Không chọn").count() > PLANS / 40
    assert Assessment.unscoped.filter(set_aside=True).count() >= PLANS / 40


def test_without_the_check_the_same_plans_overwrite(village, monkeypatch):
    def mine_wins(was, mine, now):
        return mine, False

    monkeypatch.setattr(rules, "merge_value", mine_wins)
    monkeypatch.setattr(surveys, "merge_value", mine_wins)
    judges = played(village, 60)
    assert len([one for judge in judges for one in judge.overwrites]) > 10


# The same over HTTP: the pages themselves carry what they showed.


class HttpForm(Form):
    def open(self):
        super().open()
        self.address = f"/ho/{self.world.household.uuid}/"
        page = self.world.clients[0].get(self.address).content.decode()
        self.carried = dict(re.findall(r'name="(was_\w+|version)" value="([^"]*)"', page))

    def write(self):
        typed = {name: self.seen[name] for name in TEXTS} | self.wanted
        answer = self.world.clients[0].post(self.address, {**self.carried, **typed})
        if answer.status_code == 302:
            return "saved"
        page = answer.content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        asked = [name[4:] for name in hidden if name.startswith("now_")]
        choice = {name: self.dice.choice(["mine", "theirs"]) for name in asked}
        self.seen = {**self.seen, **{name: hidden[f"now_{name}"] for name in asked}}
        data = {**hidden, **{f"keep_{name}": side for name, side in choice.items()}}
        assert self.world.clients[0].post(f"{self.address}chon-ban/", data).status_code == 302
        for name in asked:
            if choice[name] == "theirs":
                self.world.judge.must_be_kept(name, self.wanted.pop(name))
        return "saved"


class HttpCell(Cell):
    def write(self):
        column, result = next(iter(self.wanted.items()))
        answer = self.press(column, result, self.seen[column])
        if answer.status_code == 200:
            return "saved"
        number = str(COLUMNS.index(column) + 1)
        (pair,) = (both for n, both in answer.json()["clash"].items() if n == number)
        self.seen = {**self.seen, column: pair[1]}
        if self.dice.random() < 0.5:
            assert self.press(column, result, pair[1]).status_code == 200
            return "saved"
        now = findings({**state(self.world.household), column: result})
        data = {"uuid": uuid.uuid4(), "resident": self.world.head.pk, "was": self.line(now)}
        aside = f"/ho/{self.world.household.uuid}/giu-ban-kia/"
        data["results"] = self.line(now)
        assert self.world.clients[1].post(aside, data).status_code == 200
        self.world.judge.must_be_kept(column, self.wanted.pop(column))
        return "saved"

    def press(self, column, result, was):
        only = dict.fromkeys(COLUMNS) | {column: result}
        data = {
            "uuid": uuid.uuid4(),
            "resident": self.world.head.pk,
            "results": self.line(findings(only)),
            "was": self.line(findings({**self.seen, column: was})),
        }
        return self.world.clients[1].post(f"/ho/{self.world.household.uuid}/o/", data)

    def line(self, results):
        return ",".join("" if result is None else str(int(result)) for result in results)


class HttpAdmin(Admin):
    def open(self):
        super().open()
        self.address = url(self.world.household, "change")
        self.form = filled(self.world.clients[2], self.address)

    def write(self):
        answer = self.world.clients[2].post(self.address, {**self.form, **self.wanted})
        if answer.status_code == 302:
            return "saved"
        # Nothing typed is lost: the form comes back with it, and says why.
        page = answer.content.decode()
        assert all(value in page for value in self.wanted.values())
        return "refused"


class HttpAdminSurvey(Survey):
    def open(self):
        super().open()
        self.address = url(Assessment(), "add")
        self.form = filled(self.world.clients[2], self.address, resident=self.world.head.pk)

    def write(self):
        found = {column: self.seen[column] or 0 for column in COLUMNS} | self.wanted
        answer = self.world.clients[2].post(self.address, {**self.form, **found})
        if answer.status_code == 302:
            return "saved"
        assert "Chưa ghi đè gì" in str(answer.context["adminform"].form.errors)
        return "refused"


@pytest.mark.long
def test_a_hundred_interleavings_over_http(village):
    officer, mate, administrator = (
        signed_in(UserFactory(area=village.commune, role=role))
        for role in ("officer", "member", "administrator")
    )
    table = Table(village)
    table.clients = (officer, mate, administrator)
    for seed in range(PLANS_BY_HTTP):
        table.play(seed, (HttpForm, HttpCell, HttpAdmin, HttpAdminSurvey))
    judge = table.judge
    assert judge.overwrites == []
    assert judge.lost == []
    assert sum(judge.told.values()) >= 2 * PLANS_BY_HTTP
    for kind in ("HttpAdmin", "HttpAdminSurvey"):
        assert judge.told[kind, "refused"] > 0, judge.told
    assert AuditEntry.unscoped.filter(verb="Không chọn").exists()
    assert Assessment.unscoped.filter(set_aside=True).exists()
    assert connection.in_atomic_block
