"""The sheet of teams comes back: each row finds whom it means, stale ones take nothing back."""

from datetime import date

import pytest

from areas.actions import add_village
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Member, Team
from tests.factories import FurtherOrganisationFactory
from tests.imports.ours import edited, rows_of, sent, taken, taken_back, told, written
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db
TEAMS = {"kind": "teams"}
JOINED = date(2026, 2, 3)


@pytest.fixture
def leader(world):
    return world.own.team.members.get(role="leader")


@pytest.fixture
def other(world):
    return world.own.team.members.exclude(role="leader").get()


def sheet(client, world, wanted=None, more=()):
    return edited(taken(client, world.own.area, **TEAMS), wanted or {}, more=more, **TEAMS)


def fresh(member):
    return Member.unscoped.get(pk=member.pk)


@pytest.fixture
def register(world):
    """Fill teams with whatever sheets are said to lose."""
    own = world.own
    by, team = own.officer, own.team
    further = FurtherOrganisationFactory(province=world.province, name="Hội Cựu chiến binh")
    odd = {"full_name": "=1+1 Lê", "further": further, "phone": "113", "role": "deputy"}
    members_actions.join(by=by, team=team, joined_on=JOINED, **odd)
    for year in (1980, 1990):
        facts = {"full_name": "Lê Ba", "birth_year": year, "sex": "f", "organisation": "women"}
        members_actions.join(by=by, team=team, joined_on=JOINED, **facts)
    village = add_village(by=by, commune=own.area, kind="thon", name="Tân Mới")
    founding_actions.found_team(by=by, area=own.area, on=FOUNDED, members=[{"full_name": "Lê Ba"}])
    founding_actions.found_team(by=by, area=village, on=FOUNDED, number="=2/QĐ")
    # A second one for the same village: by its rows alone nobody would know which is meant.
    extra = [{"full_name": "Lê Ba", "birth_year": 1980}]
    founding_actions.found_team(by=by, area=own.village, on=FOUNDED, members=extra)


class TestRoundTrip:
    def test_untouched_every_row_is_identical(self, world, client, register):
        content = taken(client, world.own.area, **TEAMS)
        source = sent(client, content, **TEAMS)
        assert told(source) == [("identical", [], [])] * 8
        first, *_rest = rows_of(content, "teams")
        assert (first["village"], first["tier"]) == (world.own.area.full_name, "Tổ của xã")
        assert {row.get("organisation") for row in rows_of(content, "teams")} >= {
            "Hội Cựu chiến binh",
            "Hội Phụ nữ",
            None,
        }

    def test_one_village_alone(self, world, client, register):
        rows = rows_of(taken(client, world.own.village, **TEAMS), "teams")
        assert {row["village"] for row in rows} == {world.own.village.full_name}
        assert len(rows) == 6

    def test_only_what_was_changed_is_changed_and_a_name_finds_its_person(
        self, world, client, register, leader
    ):
        name = leader.full_name
        wanted = {
            (name, "phone"): "0905 123 456",
            (name, "organisation"): "Đoàn thanh niên",
            (name, "full_name"): f"{name} Một",
        }
        source = written(client, sheet(client, world, wanted), **TEAMS)
        assert source.counts["changes"] == 1
        now = fresh(leader)
        facts = (now.full_name, now.phone, now.organisation, now.role)
        assert facts == (f"{name} Một", "0905 123 456", "youth", "leader")
        assert taken_back(client, source)
        assert (fresh(leader).full_name, fresh(leader).phone) == (name, "")

    def test_new_rows_join_the_team_above_and_an_empty_team_gets_its_people(self, world, client):
        own = world.own
        village = add_village(by=own.officer, commune=own.area, kind="thon", name="Tân Mới")
        bare = founding_actions.found_team(by=own.officer, area=village, on=FOUNDED)
        wanted = {(village.full_name, "full_name"): "Lê Một"}
        wanted |= {(village.full_name, "role"): "Tổ trưởng"}
        more = [{"full_name": "Lê Hai", "joined_on": "03/02/2026"}]
        written(client, sheet(client, world, wanted, more), **TEAMS)
        found = {m.full_name: (m.role, m.joined_on) for m in bare.members.all()}
        assert found == {"Lê Một": ("leader", FOUNDED), "Lê Hai": ("member", JOINED)}

    def test_a_leader_is_changed_in_two_rows(self, world, client, leader, other):
        wanted = {(leader.full_name, "role"): "Thành viên", (other.full_name, "role"): "Tổ trưởng"}
        written(client, sheet(client, world, wanted), **TEAMS)
        assert (fresh(leader).role, fresh(other).role) == ("member", "leader")

    def test_what_no_file_changes_stays_and_is_noted(self, world, client, leader):
        name = leader.full_name
        wanted = {
            (name, "number"): "9/QĐ",
            (name, "founded_on"): "03/02/2026",
            (name, "village"): world.own.villages[1].full_name,
            (name, "joined_on"): "03/02/2026",
        }
        verdict, _problems, notes = told(sent(client, sheet(client, world, wanted), **TEAMS))[0]
        assert verdict == "identical"
        assert notes == [
            "Chuyển tổ thì chuyển ở trang của tổ.",
            "Quyết định của tổ đã có: sửa ở trang của tổ.",
            "Ngày thành lập: sửa ở trang của tổ.",
            "Ngày vào tổ: sửa ở trang của tổ.",
        ]


class TestWhatCannotBe:
    def test_rows_that_are_about_somebody_else(self, world, client, leader, other):
        foreign = world.foreign.team.members.first()
        more = [
            {"id": f"V{foreign.pk:07d}", "full_name": "Lê Lạ"},
            {"id": f"V{leader.pk:07d}", "full_name": leader.full_name},
            {"id": f"V{other.pk:07d}", "full_name": f"{other.full_name} Hai"},
            {"full_name": other.full_name, "joined_on": f"{FOUNDED:%d/%m/%Y}"},
        ]
        # Two rows as they are where somebody sorted the names alone.
        wanted = {
            (leader.full_name, "full_name"): "Trần Văn Khác",
            (other.full_name, "full_name"): leader.full_name,
        }
        rows = told(sent(client, sheet(client, world, wanted, more), **TEAMS))
        assert [verdict for verdict, _p, _n in rows] == [
            *("error", "error", "error", "identical", "error", "identical")
        ]
        problems = ["".join(problems) for _verdict, problems, _notes in rows]
        assert "Tên khác hẳn" in problems[0]
        assert "ngoài địa bàn" in problems[2]
        assert problems[1] == "Tổ đã có người tên này."
        assert "Tên khác hẳn" in problems[4]
        assert foreign.full_name not in str(rows)

    def test_a_second_leader_beside_the_one_who_leads(self, world, client, leader, other):
        wanted = {(other.full_name, "role"): "Tổ trưởng"}
        rows = told(sent(client, sheet(client, world, wanted), **TEAMS))
        assert [verdict for verdict, _p, _n in rows] == ["identical", "error"]
        assert rows[1][1] == ["Tổ này đã có tổ trưởng ở dòng 2."]

    def test_who_left_and_whose_team_is_no_more_is_not_brought_back(self, world, client, other):
        content = sheet(client, world)
        members_actions.leave(by=world.own.officer, member=other, on=JOINED)
        rows = told(written(client, content, **TEAMS))
        assert [verdict for verdict, _p, _n in rows] == ["identical", "error"]
        assert fresh(other).left_on == JOINED


class TestStale:
    def test_each_cell_goes_its_own_way(self, world, client, leader, other):
        wanted = {(leader.full_name, "birth_year"): 1975, (leader.full_name, "sex"): "Nữ"}
        wanted |= {(other.full_name, "phone"): "0905123456"}
        content = sheet(client, world, wanted)
        by = world.own.officer
        members_actions.change_member(by=by, member=leader, birth_year=1981, full_name="Tên Mới")
        members_actions.change_member(by=by, member=other, role="leader")
        source = written(client, content, **TEAMS)
        rows = told(source)
        now = fresh(leader)
        assert (now.full_name, now.birth_year, now.sex) == ("Tên Mới", 1981, "f")
        assert (fresh(other).phone, fresh(other).role) == ("0905123456", "leader")
        assert [note.partition(":")[0] for note in rows[0][2]] == [
            "Sau khi tải mẫu, trong sổ đã đổi thành Tên Mới",
            "Sau khi tải mẫu, trong sổ đã đổi thành Thành viên",
            "Lúc tải mẫu là trống, tệp ghi 1975, trong sổ nay là 1981",
        ]

    def test_without_what_was_given_out_it_only_fills_blanks(self, world, client, leader):
        name = leader.full_name
        wanted = {(name, "birth_year"): 1975, (name, "sex"): "Nữ", (name, "given"): "["}
        content = sheet(client, world, wanted)
        members_actions.change_member(by=world.own.officer, member=leader, birth_year=1981)
        source = written(client, content, **TEAMS)
        assert (fresh(leader).birth_year, fresh(leader).sex) == (1981, "f")
        assert "chỉ điền ô trống" in told(source)[0][2][0]

    def test_a_team_that_was_founded_since_is_no_reason_to_found_another(self, world, client):
        more = [{"village": world.own.villages[1].full_name, "full_name": "Lê Một"}]
        more[0] |= {"founded_on": "03/02/2026"}
        source = sent(client, sheet(client, world, more=more), **TEAMS)
        founding_actions.found_team(by=world.own.officer, area=world.own.villages[1], on=FOUNDED)
        client.post(f"/nhap-excel/{source.uuid}/nhap/")
        assert Team.unscoped.filter(area=world.own.villages[1]).count() == 1
