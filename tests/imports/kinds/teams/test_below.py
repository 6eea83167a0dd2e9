"""Teams of all communes come from one file of their district or province, also those of villages that it brings itself."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from imports.jobs.queries.questions import key_of
from imports.kinds import KINDS
from imports.kinds.teams import kind
from rollup import counts
from teams.models import Decision, Member, Team
from tests.factories import VillageFactory
from tests.imports.jobs.test_territory import pressed, sent
from tests.imports.kinds.villages.test_below import HEAD as VILLAGES

pytestmark = pytest.mark.django_db
TEAMS = (
    "Xã, phường",
    "Thôn",
    "Họ và tên",
    "Vai trò",
    "Đơn vị",
    "Điện thoại",
    "Số quyết định",
    "Ngày ký",
)
PAPER = ("12/QĐ-UBND", "3/4/2025")


def teams(communes):
    rows = Member.unscoped.serving().order_by("full_name")
    rows = rows.filter(Q(team__area__in=communes) | Q(team__area__commune__in=communes))
    return list(
        rows.values_list("full_name", "role", "team__area__name", "team__area__commune__name")
    )


def of(commune, village, *people):
    return [
        [commune.full_name, village, name, role, "", phone, *PAPER] for name, role, phone in people
    ]


PEOPLE = [
    [("Lê Văn Một", "Tổ trưởng", "0912345601"), ("Trần Thị Hai", "Thành viên", "0912345602")],
    [("Phạm Văn Ba", "Tổ trưởng", "0912345603")],
]


def test_teams_come_with_the_villages_that_the_same_file_brings(world, office, communes):
    first, second = communes
    villages = [
        VILLAGES,
        [first.full_name, "Thôn", "Đông", 120, "30/6/2026"],
        [second.full_name, "Thôn", "Đông", 60, "30/6/2026"],
    ]
    rows = [TEAMS, *of(first, "Thôn Đông", *PEOPLE[0]), *of(second, "Thôn Đông", *PEOPLE[1])]
    source, text = sent(office, sheets={"Thôn": villages, "Tổ": rows})
    assert source.kinds == ["villages", "teams"], source.layout
    assert (source.unanswered, source.skipped, source.to_write) == (0, 0, 5), source.layout
    assert "3 người của tổ" in text
    assert teams(communes) == []
    pressed(office, source, "confirm")
    assert teams(communes) == [
        ("Lê Văn Một", "leader", "Đông", "Sông Bé"),
        ("Phạm Văn Ba", "leader", "Đông", "Núi Lớn"),
        ("Trần Thị Hai", "member", "Đông", "Sông Bé"),
    ]
    # A decision of the same number and day is another commune's own.
    assert Decision.unscoped.filter(number=PAPER[0]).count() == 2
    assert {name: source.after[name] - source.before[name] for name in source.after} == {
        "villages": 2, "declared": 180, "teams": 2, "members": 3, "with_team": 2
    }  # fmt: skip
    again, _text = sent(office, sheets={"Thôn": villages, "Tổ": rows})
    assert (again.to_write, again.skipped, again.unanswered) == (0, 0, 0)
    pressed(office, source, "undo")
    assert teams(communes) == []
    assert not Team.unscoped.filter(area__commune__in=communes, dissolved_on=None).exists()
    # All of it went: the register is as it was.
    assert not Area.unscoped.filter(commune__in=communes, closed_on=None).exists()
    now = {
        name: n for kind in source.kinds for name, n in KINDS[kind].count(world.province).items()
    }
    assert now == source.before


def test_a_team_may_be_the_communes_own(office, communes):
    first, second = communes
    rows = [TEAMS, *of(first, "Xã", *PEOPLE[0]), *of(second, second.full_name, *PEOPLE[1])]
    source, _text = sent(office, sheets={"Tổ": rows})
    assert (source.unanswered, source.skipped, source.to_write) == (0, 0, 3), source.layout
    pressed(office, source, "confirm")
    areas = Team.unscoped.filter(area__in=communes).values_list("area", flat=True)
    assert sorted(areas) == sorted(one.pk for one in communes)


def test_two_villages_of_one_name_stay_apart_and_an_unknown_one_is_asked_about_once(
    office, communes
):
    first, second = communes
    known = [VillageFactory(parent=one, name="Đông") for one in communes]
    rows = [TEAMS, *of(first, "Thôn Đông", *PEOPLE[0]), *of(second, "Thôn Đồng", *PEOPLE[1])]
    source, text = sent(office, sheets={"Tổ": rows})
    (asked,) = source.layout["questions"]
    assert f"“Thôn Đồng” là thôn nào của {second.full_name}?" in text
    assert asked["choices"] == [str(known[1].pk), "commune", "skip"]
    assert {row.village_id for row in source.rows.all()} == {known[0].pk}
    pressed(office, source, "answers", chon=f"{key_of('village', asked['subject'])}:{known[1].pk}")
    assert {row.village_id for row in source.rows.all()} == {one.pk for one in known}


def test_a_village_that_the_file_brings_may_be_the_answer(office, communes):
    first = communes[0]
    villages = [VILLAGES, [first.full_name, "Thôn", "Phú Hội", 120, "30/6/2026"]]
    source, _text = sent(
        office, sheets={"Thôn": villages, "Tổ": [TEAMS, *of(first, "Thôn Phú Hôi", *PEOPLE[0])]}
    )
    (asked,) = source.layout["questions"]
    assert asked["choices"] == ["=Thôn Phú Hội", "commune", "skip"]
    assert asked["proposal"] == "=Thôn Phú Hội"
    key = key_of("village", asked["subject"])
    pressed(office, source, "answers", chon=f"{key}:=Thôn Phú Hội", nho="1")
    assert (source.unanswered, source.to_write) == (0, 3)
    pressed(office, source, "confirm")
    assert len(teams(communes)) == 2
    assert Area.unscoped.filter(commune=first).count() == 1


def test_no_more_is_asked_of_the_database_for_more_communes(world, office, communes):
    counted = []
    more = [*communes, world.own.area, world.sibling.area]
    for some in (communes[:1], communes[:1], communes, more):
        villages = [[one.full_name, "Thôn", "Mới Lập", 50, "30/6/2026"] for one in some]
        rows = [row for one in some for row in of(one, "Thôn Mới Lập", *PEOPLE[0])]
        with CaptureQueriesContext(connection) as queries:
            source, _text = sent(
                office, sheets={"Thôn": [VILLAGES, *villages], "Tổ": [TEAMS, *rows]}
            )
        assert (source.to_write, source.unanswered) == (3 * len(some), 0), source.layout
        counted.append(len(queries))
    # The first one reads what is then known for good.
    assert len(set(counted[1:])) == 1, counted


def test_several_communes_are_locked_lowest_first(office, communes, monkeypatch):
    """Whoever holds one and waits for another cannot meet somebody who does it the other way round."""
    held = list[list[int]]()
    whole = counts.lock

    def lock(places):
        places = list(places)
        held.append([place.commune_id or place.pk for place in places])
        whole(places)

    monkeypatch.setattr(kind, "lock", lock)
    villages = [VillageFactory(parent=one, name="Đông") for one in communes]
    rows = [
        row
        for one, people in zip(reversed(communes), PEOPLE, strict=True)
        for row in of(one, "Thôn Đông", *people)
    ]
    source, _text = sent(office, sheets={"Tổ": [TEAMS, *rows]})
    pressed(office, source, "confirm")
    # All of a chunk at once, before anything is read of them; `lock` itself puts them in order.
    assert set(held[0]) == {one.commune_id for one in villages}


def test_a_team_takes_no_decision_from_that_of_another_commune_above_it(office, communes):
    first, second = communes
    for one in communes:
        VillageFactory(parent=one, name="Đông")
    bare = [row[:6] for row in of(second, "Thôn Đông", *PEOPLE[1])]
    source, _text = sent(office, sheets={"Tổ": [TEAMS, *of(first, "Thôn Đông", *PEOPLE[0]), *bare]})
    (wrong,) = source.rows.filter(verdict="error")
    assert (wrong.line, wrong.values["commune"]) == (4, second.pk)
    assert "không ghi ngày thành lập" in wrong.problems[0]["what"]
    assert source.to_write == 2
