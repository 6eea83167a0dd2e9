"""Attempts of every role that reads no names to learn of few households, by taking numbers from each other.

Every page that has numbers of villages is asked for, as a page and as a workbook, today and of months gone by; what
any of them says is put together. Listed in docs/security.md. The officer of the commune is the control: they see all.
"""

import itertools
import re
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from areas.models import Area
from figures.months import finished
from reports.meetings.actions import freeze
from reports.public.actions import publish
from tests.factories import SnapshotFactory
from tests.pages import signed_in
from tests.proving import share_of_today
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db

# Households and covered ones: few; the one they are folded with; two that are read by themselves.
NOW = [(23, 7), (131, 97), (60, 31), (211, 101)]
# At the end of last month the third was few as well.
THEN = [(22, 6), (130, 91), (27, 13), (210, 99)]
PAIR = re.compile(r"(?<![\d/.,])(\d+)/(\d+)(?![\d/])")
TAGS = re.compile(r"<[^>]+>")

# `{c}` is the commune, `{few}` the village of few households, `{with_}` the one beside it, `{own}` a large one;
# `{above}` the province, `{month}` last month.
ATTEMPTS = [
    "/tong-quan/{c}/",
    "/tong-quan/{c}/?xep=ten&tat-ca=1",
    "/tong-quan/{c}/?xep=-so-ho",
    "/tong-quan/{c}/?thang={month}",
    "/tong-quan/{c}/?thang={month}&xep=-thieu-dat",
    "/tong-quan/{c}/con/",
    "/tong-quan/{c}/con/?nhom=loai",
    "/tong-quan/{c}/con/?q={name}",
    "/tong-quan/{c}/con/?bac=0-60",
    "/tong-quan/{c}/excel/",
    "/tong-quan/{c}/so-do/",
    "/tong-quan/{c}/so-do/?chi-tieu=da-khao-sat",
    "/tong-quan/{c}/so-sanh/",
    "/tong-quan/{c}/so-sanh/?voi={month}",
    "/tong-quan/{c}/dien-bien/",
    "/tong-quan/{c}/vi-sao/moi-dat/",
    "/tong-quan/{c}/vi-sao/moi-dat/?tep=excel",
    "/tong-quan/{c}/thon-chua-co-to/",
    "/tong-quan/{above}/thon-chua-co-to/",
    "/tong-quan/{above}/thon-chua-co-to/?tep=excel",
    "/tong-quan/{above}/",
    "/tong-quan/{above}/con/",
    "/chi-tieu/{c}/",
    "/chi-tieu/{c}/?tep=excel",
    "/tra-cuu/?dia-ban={c}",
    "/tra-cuu/?dia-ban={c}&do=so&chi-tieu=ho-dat",
    "/tra-cuu/?dia-ban={c}&do=so&chi-tieu=da-khao-sat&nhip=quy",
    "/tra-cuu/excel/?dia-ban={c}",
    "/tra-cuu/excel/?dia-ban={c}&do=so",
    "/goi/{c}/",
    "/goi/{above}/",
    "/goi/{above}/?tep=excel",
    "/hop/{meeting}/",
    "/hop/{meeting}/tap/",
    "/hop/{meeting}/excel/",
    "/to/?dia-ban={c}",
    "/to/?dia-ban={c}&tep=excel",
    *(
        f"/{page.replace('#', village)}"
        for village in ("{few}", "{with_}", "{own}")
        for page in (
            "tong-quan/#/",
            "tong-quan/#/?thang={month}",
            "tong-quan/#/excel/",
            "tong-quan/#/so-lieu/",
            "tong-quan/#/dien-bien/",
            "tong-quan/#/so-sanh/",
            "tong-quan/#/so-sanh/?voi={month}",
            "tong-quan/#/so-sanh/?don-vi={few}",
            "tong-quan/#/so-sanh/?don-vi={with_}",
            "tong-quan/#/vi-sao/moi-dat/",
            "tong-quan/#/thon-chua-co-to/?tep=excel",
            "chi-tieu/#/",
            "tra-cuu/?dia-ban=#",
            "tra-cuu/excel/?dia-ban=#",
            "don-vi/#/",
        )
    ),
]


@pytest.fixture
def place(world, settings):
    """Build a commune of four villages with last month's figures and a meeting; return keys for addresses."""
    settings.PUBLIC_PAGE = True
    commune = counted(world.district, *NOW, teams=0)
    villages = list(Area.unscoped.filter(parent=commune).order_by("pk"))
    month = finished(timezone.localdate(), 1)[0]
    for village, (n, covered) in zip(villages, THEN, strict=True):
        SnapshotFactory(area=village, month=month, **sums(n, covered))
    whole = [sum(column) for column in zip(*THEN, strict=True)]
    SnapshotFactory(area=commune, month=month, villages=4, **sums(*whole))
    officer = world.person("cb-tru", Role.OFFICER, commune)
    return {
        "c": commune.pk,
        "above": world.province.pk,
        "few": villages[0].pk,
        "with_": villages[1].pk,
        "own": villages[2].pk,
        "name": villages[0].name,
        "month": f"{month:%Y-%m}",
        "meeting": freeze(by=officer, area=commune).uuid,
        "officer": officer,
        "commune": commune,
        "villages": villages,
    }


def sums(n, covered):
    return {
        "households": n,
        "surveyed": n,
        "covered": covered,
        "combined": covered,
        "ruled_out": n - covered,
    }


@pytest.fixture
def readers(world, place):
    """Return everybody who may see the commune and reads no names."""
    commune, country = place["commune"], world.country
    return {
        "commune committee": world.person("bcd-tru", Role.COMMITTEE, commune),
        "commune reviewer": world.person("duyet-tru", Role.REVIEWER, commune),
        "district reviewer": world.reviewer,
        "province committee": world.committee,
        "province administrator": world.administrator,
        "nation committee": world.person("bcd-tru-tw", Role.COMMITTEE, country),
        "nation administrator": world.root,
    }


def said(client, address):
    """Return rows of words and numbers of a page or a workbook; none where it is not there."""
    answer = client.get(address, HTTP_HX_REQUEST="true" if "so-lieu" in address else "")
    if answer.status_code != 200:
        assert answer.status_code in {302, 404}, (address, answer.status_code)
        return []
    if "spreadsheet" in answer["Content-Type"]:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        rows = [
            row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
        ]
        return [" ".join(str(cell).removesuffix(".0") for cell in row) for row in rows]
    text = answer.content.decode()
    return [
        " ".join(TAGS.sub(" ", part).split())
        for part in re.split(r"<(?:tr|li|p|h1|h2|div)\b", text)
    ]


def pairs_in(rows):
    """Return every "n/N" that rows say, and of workbooks a number beside another."""
    found = set()
    for row in rows:
        found |= {(int(n), int(of)) for n, of in PAIR.findall(row)}
        numbers = [int(word) for word in row.split() if word.isdecimal() and len(word) < 5]
        found |= set(itertools.pairwise(numbers))
    return found


def derived(pairs, whole, hidden):
    """Return which hidden pairs follow when up to three of those seen are taken from a sum that is seen."""
    villages = {pair for pair in pairs if pair[0] <= pair[1] and pair[1] < whole[1]}
    found = set()
    for n in range(4):
        for some in itertools.combinations(villages & KNOWN, n):
            left = tuple(whole[at] - sum(pair[at] for pair in some) for at in (0, 1))
            found |= {left} & hidden
    return found


# What an attacker may take from a sum: pairs of villages, as the commune says them.
KNOWN = {(c, n) for n, c in (*NOW, *THEN)}
HIDDEN = {(7, 23), (97, 131), (6, 22), (91, 130), (13, 27)}


def test_nobody_above_learns_of_few_households_by_any_page(place, readers):
    wholes = [
        tuple(sum(column) for column in zip(*rows, strict=True))[::-1] for rows in (NOW, THEN)
    ]
    for role, user in share_of_today(readers.items(), 7):
        client, seen = signed_in(user), set()
        for attempt in ATTEMPTS:
            rows = said(client, attempt.format(**place))
            pairs = pairs_in(rows)
            assert not pairs & HIDDEN, (role, attempt, pairs & HIDDEN)
            seen |= pairs
        for whole in wholes:
            assert derived(seen, whole, HIDDEN) == set(), role
        # They do read the large ones, and the sum of the few.
        assert {(31, 60), (101, 211), (104, 154)} <= seen, role


def test_the_officer_sees_all_of_it(place):
    client = signed_in(place["officer"])
    seen = set()
    for attempt in ATTEMPTS[:6]:
        seen |= pairs_in(said(client, attempt.format(**place)))
    assert seen >= HIDDEN


def test_nor_does_anybody_on_the_public_page(world, place):
    publish(by=None, today=timezone.localdate())
    seen = set()
    for pk in ("", f"{world.province.pk}/", f"{world.district.pk}/", f"{place['c']}/"):
        seen |= pairs_in(said(Client(), f"/cong-khai/{pk}"))
    assert (235, 425) in seen
    assert not seen & HIDDEN
