"""Every list is a workbook too, and two hundred hostile texts come out of every workbook as they went in.

Which views are lists and which give workbooks is read from their code, so that no new one escapes.
"""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.paginator import Paginator
from django.urls import reverse
from python_calamine import CalamineWorkbook

from areas.actions import place_under
from areas.kinds import Level
from areas.models import Area
from areas.names import clean
from config.routes import routes
from reports.meetings.actions import freeze
from rollup.counts import add_rows
from rollup.models import VillageCount
from teams.models import Decision, Member, Team
from tests import factories as make
from tests.book_looks import looks
from tests.pages import samples, signed_in
from tests.reached import ours
from tests.web.test_exports import BODIES, PAYLOADS
from tests.world import FOUNDED
from web import cells
from web.exports import send_book
from web.paging import page_of

# Lists that are no workbook of their own, and why.
NO_BOOK = {
    "households:assign": "ticks for households that wait for a village; they are in the list of the commune",
    "households:transfers": "few; of those that come no name is known yet",
    "offline:pending": "few, each to be decided; what was entered leaves the page in no file",
    "accounts:inbox": "what one person was told; the things themselves are lists of their own",
    "accounts:review": "the active ones of the list of accounts, which is a workbook",
    "reports:below": "the workbook of the dashboard has these units, cut and ordered by the same address",
    "reports:compare": "lines as pictures; their months are the workbook of the looked-up table",
    "reports:explore": "its own workbook, with all units",
    "reports:call_sheet": "the list of calls on paper",
    "periodic:periods": "a way to reports; who has sent for a period is a workbook of its own",
    "periodic:by_village": "a form with a row for each village; the report is a workbook",
    "teams:activity_start": "a choice of teams, which are the list of teams",
    "teams:session": "ticks for the people of a course, which are a workbook",
    "imports:detail": "the rows of a file that the reader sent; those left out come back as a workbook",
    "imports:columns": "answers a form with the page of the file",
    "imports:sheet": "answers a form with the page of the file",
    "imports:day": "answers a form with the page of the file",
    "erasure:list": "few, by codes; each was told to whoever asked",
    "privacy:breaches": "few; each is a workbook of whom it concerns",
    "households:list": "the roster goes out as the sheet that comes back in",
    "households:sheet": "the roster as a form",
    "households:completions": "few acts, each a form to confirm or ask back",
    "households:completion_ask": "answers a form with the page of the acts that wait",
}
# What stands in a name or a text: without what cleaning takes from both ends, no two alike.
TEXTS = list(
    dict.fromkeys(
        [
            *map(clean, PAYLOADS),
            *(start + body for start in ("=+", "@=", "--", "==") for body in BODIES),
        ]
    )
)
# Workbooks whose rows are of units: those that the commune of the officer has none of.
ABOVE = {
    "reports:calls": "",
    "reports:dashboard_sheet": "",
    "reports:explore_sheet": "?dia-ban={}",
    "reports:rollout": "",
    "reports:rollout_of": "",
    "reports:targets": "",
    "reports:without_team": "",
    "teams:support": "",
}
ASKED = {
    "reports:support_book": "?thang=2026-03",
    "teams:equipment_list": "?tinh-trang=hong",
}
# A list that stops at a hundred pairs: there so many of the texts are, for without their signs they are alike.
# The copy of one person's data has what is theirs alone (tests/privacy/requests/test_extract.py).
# An empty sheet of villages offers the kinds there are, nothing that somebody wrote.
FEWER = {
    "households:duplicates": 50,
    "imports:template_villages": 0,
    # One person's, and of nobody who was read.
    "privacy:copy_book": 0,
    "privacy:breach": 0,
}

# Sheets that are no one table.
TEXTS_ONLY = {
    "imports:territory_filled": ["Hướng dẫn"],
    "imports:territory_template": ["Hướng dẫn"],
    "privacy:copy_book": ["Bản sao"],
}


def test_the_access_sweep_takes_every_list_that_is_a_workbook_too():
    marked = {route.name for route in routes() if hasattr(route.view, "has_book")}
    assert ours([send_book]).keys() == marked


def test_every_list_is_a_workbook_too_or_says_where_its_rows_are_one():
    lists, books = ours([Paginator, page_of]).keys(), ours([xlsxwriter]).keys()
    assert len(lists) > 20
    assert lists - books <= NO_BOOK.keys() <= lists


def rows(factory, **facts):
    """Write a row for each text; a fact that is a list has one for each of them."""
    each = [
        {name: fact[n] if isinstance(fact, list) else fact for name, fact in facts.items()}
        for n in range(len(TEXTS))
    ]
    return factory._meta.model.unscoped.bulk_create(factory.build(**one) for one in each)


def units(factory, level, above):
    """Open a unit named by each text, under one unit or each under its own."""
    parents = above if isinstance(above, list) else [above] * len(TEXTS)
    built = [
        factory.build(name=text, **place_under(parent, level))
        for parent, text in zip(parents, TEXTS, strict=True)
    ]
    made = Area.unscoped.bulk_create(built)
    for unit in made:
        unit.path = f"{unit.parent.path}{unit.pk}."
    Area.unscoped.bulk_update(made, ["path"])
    return made


@pytest.fixture
def hostile(world):
    """Fill our commune, and our district with communes, by rows that each hold one of the texts."""
    world.addresses = samples(world)
    own, before = world.own, make.today() - timedelta(days=1)
    villages = units(make.VillageFactory, Level.VILLAGE, own.area)
    officers = rows(make.UserFactory, area=own.area, full_name=TEXTS, title=TEXTS)
    # Of whom nobody has come yet.
    rows(make.UserFactory, area=own.area, full_name=TEXTS, title=TEXTS, password="!")
    rows(make.ReadingFactory, user=officers, area=villages, commune=own.area)
    rows(make.UnusualReadingFactory, user=officers, commune=own.area)
    of_teams(world, villages, before)
    rows(make.LocalPlatformFactory, area=own.area, name=TEXTS, document=TEXTS)
    asked = {"received_on": make.today(), "acknowledge_by": make.today(), "due_on": make.today()}
    rows(make.SubjectRequestFactory, commune=own.area, requester=TEXTS, words=TEXTS, **asked)
    rows(make.MeetingFactory, area=own.area, year=2025, frozen_by=officers)
    rows(make.PublishedFigureFactory, area=own.area, name=TEXTS, note=TEXTS)
    homes = rows(make.HouseholdFactory, village=own.village, head_name=TEXTS, hamlet=TEXTS)
    rows(make.ResidentFactory, household=homes, full_name=TEXTS, is_head=True)
    rows(make.HouseholdFactory, village=own.village, head_name=TEXTS)
    moved = {"day": make.today(), "cause": "moved_in", "covered": 1}
    rows(make.MovementFactory, household=homes, village=own.village, **moved)
    problems = [[{"what": text, "how": text, "column": "", "value": ""}] for text in TEXTS]
    sent = {"verdict": "error", "cells": [[text] for text in TEXTS], "problems": problems}
    rows(make.ImportRowFactory, source=own.file, village=own.village, **sent)
    rows(make.AuditEntryFactory, place=own.area.path, actor_name=TEXTS, subject_label=TEXTS)
    of_communes(world)
    own.meeting = freeze(by=world.committee, area=world.district)
    return world


def of_teams(world, villages, day):
    """Write a team for each village, who leads it, what it did, has, asks for and learnt."""
    own, course = world.own, world.own.area.courses.first()
    teams = Team.unscoped.bulk_create(Team(area=one, founded_on=FOUNDED) for one in villages)
    rows(make.TeamVillageFactory, team=teams, village=villages)
    leads = {"role": Member.Role.LEADER, "joined_on": FOUNDED, "tenure": None}
    leaders = rows(make.MemberFactory, team=teams, full_name=TEXTS, **leads)
    rows(make.TenureFactory, member=leaders)
    add_rows(villages, VillageCount)
    VillageCount.unscoped.filter(area__in=villages).update(teams=1, led=1)
    rows(make.TraineeFactory, course=course, member=leaders, certificate=TEXTS, certified_on=day)
    rows(make.ActivityFactory, team=teams, held_on=day, title=TEXTS, place=TEXTS, note=TEXTS)
    broken = {"custodian": leaders, "state": "broken"}
    rows(make.EquipmentFactory, team=teams, name=TEXTS, source=TEXTS, **broken)
    rows(make.NeedFactory, area=villages, words=TEXTS, asked_by=TEXTS)
    rows(make.CourseFactory, area=own.area, name=TEXTS, organiser=TEXTS)
    rows(make.ReorganisationFactory, area=own.area, number=TEXTS, made_by=own.officer)
    decisions = rows(make.DecisionFactory, number=TEXTS, signer=TEXTS, abstract=TEXTS)
    link = Decision.teams.through
    link.objects.bulk_create(
        link(decision=one, team=team) for one, team in zip(decisions, teams, strict=True)
    )


def of_communes(world):
    """Open communes with a village without a team, an officer, a call and a target of their own."""
    communes = units(make.CommuneFactory, Level.COMMUNE, world.district)
    units(make.VillageFactory, Level.VILLAGE, communes)
    counted = {"district_id": world.district.pk, "villages": 1}
    rows(make.CommuneCountFactory, area=communes, **counted)
    rows(make.UserFactory, area=communes, full_name=TEXTS, title=TEXTS)
    rows(make.ContactFactory, commune=communes, note=TEXTS)
    due = make.today().replace(month=12, day=31)
    rows(make.TargetFactory, area=communes, document=TEXTS, due_on=due)


def asked_of(world, route):
    """Return who asks for a workbook, and the addresses where he may find it."""
    fixed = {
        "teams:member_book": (world.own.officer, None),
        "imports:template": (world.own.officer, None),
        "imports:template_activities": (world.own.officer, None),
        "imports:template_teams": (world.own.officer, None),
        "imports:template_villages": (world.own.officer, None),
        "imports:filled": (world.own.officer, world.own.area.pk),
        "imports:filled_activities": (world.own.officer, world.own.area.pk),
        "imports:filled_teams": (world.own.officer, world.own.area.pk),
        "imports:filled_villages": (world.own.officer, world.own.area.pk),
        "imports:territory_filled": (world.reviewer, None),
        "imports:territory_template": (world.reviewer, None),
        "imports:mend": (world.own.officer, world.own.file.uuid),
        "periodic:collected": (world.committee, world.period.uuid),
        "periodic:period": (world.committee, world.period.uuid),
        "privacy:copy_book": (world.own.officer, world.own.request.uuid),
        "reports:meeting_sheet": (world.committee, world.own.meeting.uuid),
        "reports:support_book": (world.own.officer, world.own.area.pk),
    }
    if route.name in ABOVE:
        keys = [world.district.pk] if "<" in route.pattern else []
        asked = ABOVE[route.name].format(world.district.pk)
        return world.committee, [reverse(route.name, args=keys) + asked]
    if route.name in fixed:
        reader, key = fixed[route.name]
        return reader, [reverse(route.name, args=[key] if key else []) + ASKED.get(route.name, "")]
    found = [address for address in world.addresses[route.name] if "?" not in address]
    return world.own.officer, [address + ASKED.get(route.name, "") for address in found]


def taken(world, route):
    """Return the workbook that a route gives, at the first address where the reader finds one."""
    who, found = asked_of(world, route)
    asked = [f"{address}{'&' if '?' in address else '?'}tep=excel" for address in found]
    answers = (signed_in(who).get(address) for address in asked)
    answer = next(answer for answer in answers if answer.status_code == 200)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert body.startswith(b"PK"), route.name
    return body


def alive(body):
    """Return what a program would run or follow in a workbook: formulas, links, parts from elsewhere."""
    with zipfile.ZipFile(BytesIO(body)) as parts:
        return [
            (name, sign)
            for name in parts.namelist()
            for sign in (b"<f>", b"<f ", b"hyperlink", b"externalLink", b"ddeLink", b"oleLink")
            if sign in parts.read(name) or sign in name.encode()
        ]


def shown(body):
    """Return which of the texts stand in a workbook, to the letter."""
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    sheets = [book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))]
    words = {str(cell) for sheet in sheets for row in sheet for cell in row}
    everything = "\n".join(words)
    return [text for text in TEXTS if text in words or text in everything]


@pytest.mark.by_turns(2)
@pytest.mark.django_db
def test_every_workbook_is_ruled_for_a4_and_gives_back_two_hundred_hostile_texts(hostile):
    assert len(TEXTS) >= 200
    books = ours([xlsxwriter])
    assert {"teams:list", "reports:support_book", "imports:mend", "audit:list"} <= books.keys()
    for name, route in books.items():
        body = taken(hostile, route)
        assert alive(body) == [], name
        assert len(shown(body)) >= FEWER.get(name, len(TEXTS)), name
        for sheet in looks(body):
            assert sheet.faults(is_table=sheet.name not in TEXTS_ONLY.get(name, ())) == [], name


@pytest.mark.django_db
def test_the_control_shows_what_a_careless_writer_lets_through(world, monkeypatch):
    world.addresses = samples(world)
    make.CourseFactory(area=world.own.area, name="=1+1")
    make.CourseFactory(area=world.own.area, name="http://x.vn")
    route = next(route for route in routes() if route.name == "teams:courses")
    assert alive(taken(world, route)) == []
    monkeypatch.setattr("web.cells.PLAIN", {})
    monkeypatch.setattr(
        "web.cells.write_text",
        lambda sheet, row, at, text, forms: sheet.write(row, at, text),
    )
    signs = {sign for _name, sign in alive(taken(world, route))}
    assert {b"<f>", b"hyperlink"} <= signs


def test_the_quote_says_that_a_name_is_text():
    target = BytesIO()
    with xlsxwriter.Workbook(target, cells.PLAIN) as book:
        forms, sheet = cells.forms_of_text(book), book.add_worksheet()
        for at, text in enumerate(("=1+1", "Lê An")):
            cells.write_text(sheet, at, 0, text, forms)
    with zipfile.ZipFile(target) as parts:
        assert parts.read("xl/styles.xml").count(b'quotePrefix="1"') == 1
