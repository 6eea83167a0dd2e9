"""People of teams come from a sheet: teams are founded, people join and change, nobody leaves."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from areas.actions import add_village
from imports.jobs import actions
from imports.jobs.actions import running
from imports.kinds import KINDS
from imports.models import Import, ImportRow, RowResult
from rollup.counts import wrong_rows
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Decision, Member, Team
from tests.imports.sheets import CODES, workbook
from tests.world import FOUNDED

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
HEAD = [
    *("Thôn", "Họ và tên", "Vai trò trong tổ", "Đoàn thể", "Số điện thoại", "Năm sinh"),
    *("Giới tính", "Số quyết định", "Ngày thành lập", "Ngày vào tổ"),
]
KEYS = (
    "village",
    "name",
    "role",
    "organisation",
    "phone",
    "year",
    "sex",
    "number",
    "day",
    "joined",
)
DAY = "12/02/2026"


@pytest.fixture
def bare(world):
    """Return a village without a team."""
    own = world.own
    return add_village(by=own.officer, commune=own.area, kind="thon", name="Tân Mới")


def row(village, name, **said):
    """Return the cells of one person."""
    place = village if isinstance(village, str) else village.name
    said = {"village": place, "name": name, **said}
    return [said.get(key, "") for key in KEYS]


def sent(client, *rows):
    """Send people of teams; return the address of the preview."""
    return upload(client, workbook(*rows, head=[*HEAD, *CODES]))


def upload(client, data):
    """Send a workbook; return the address of the preview."""
    file = SimpleUploadedFile("to.xlsx", data)
    return client.post(reverse("imports:upload"), {"file": file, "kind": "teams"}).url


def checked(client, *rows):
    """Send people; return their rows with verdicts, by number."""
    sent(client, *rows)
    return {one.number: one for one in Import.unscoped.latest("pk").rows.all()}


def said(one, what="problems"):
    return [problem["what"] for problem in getattr(one, what)]


def confirmed(client, *rows):
    """Send people and let them be written; return the address and the page of the result."""
    page = sent(client, *rows)
    return page, client.post(f"{page}nhap/", follow=True).content.decode()


class TestFounding:
    def test_a_decision_founds_teams_with_their_people(self, world, client, bare):
        own = world.own
        other = add_village(by=own.officer, commune=own.area, kind="thon", name="Tân Hai")
        paper = {"number": "05/QĐ-UBND", "day": DAY}
        rows = [
            row(bare, "Lê Thị Một", role="Tổ trưởng", phone="0905123456", year=1980, **paper),
            row("", "Lê Văn Hai", organisation="Đoàn Thanh niên", joined="01/03/2026"),
            row(other, "Lê Ba", role="TT", sex="Nam", **paper),
        ]
        text = client.get(sent(client, *rows)).content.decode()
        assert "Lập tổ mới, từ ngày 12/02/2026." in text
        assert not Team.unscoped.filter(area=bare).exists()
        text = confirmed(client, *rows)[1]
        assert "3 người mới." in text
        assert "Thôn có tổ</th>" in text
        decision = Decision.unscoped.get(number="05/QĐ-UBND")
        assert sorted(team.area_id for team in decision.teams.all()) == [bare.pk, other.pk]
        team = Team.unscoped.get(area=bare)
        assert (team.founded_on, team.led) == (date(2026, 2, 12), True)
        leader, young = team.members.order_by("pk")
        assert (leader.role, leader.phone, leader.birth_year) == ("leader", "0905123456", 1980)
        assert (young.organisation, young.joined_on) == ("youth", date(2026, 3, 1))
        assert wrong_rows(of=[TEAMS])[1] == []

    def test_a_decision_in_a_merged_cell_is_that_of_all_its_rows(self, client, bare):
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet()
            for number, name in enumerate(["Lê Một", "Lê Hai"], start=1):
                sheet.write_row(number, 0, row(bare, name))
            sheet.write_row(0, 0, HEAD)
            for column, text in ((0, bare.name), (7, "5/QĐ"), (8, DAY)):
                sheet.merge_range(1, column, 2, column, text)
        client.post(f"{upload(client, target.getvalue())}nhap/")
        assert Team.unscoped.get(area=bare).members.count() == 2

    def test_without_its_day_no_team_is_founded(self, client, bare):
        rows = checked(client, row(bare, "Lê Một", number="05/QĐ"))
        assert said(rows[2]) == ["Nơi này chưa có tổ, mà tệp không ghi ngày thành lập."]
        assert "Chọn ngày ở phía trên" in rows[2].problems[0]["how"]

    def test_the_day_is_said_once_for_all_rows_without_one(self, world, client, bare):
        page = sent(client, row(bare, "Lê Một"), row(world.own.village, "Lê Hai"))
        assert "Ngày cho các dòng không ghi ngày" in client.get(page).content.decode()
        ahead = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
        assert client.post(f"{page}ngay/", {"day": ahead}).status_code == 422
        text = client.post(f"{page}ngay/", {"day": DAY}, follow=True).content.decode()
        assert f'value="{DAY}"' in text
        client.post(f"{page}nhap/")
        assert Team.unscoped.get(area=bare).founded_on == date(2026, 2, 12)
        assert Member.unscoped.get(full_name="Lê Hai").joined_on == date(2026, 2, 12)

    def test_the_commune_has_its_own(self, world, client):
        confirmed(client, row(world.own.area.full_name, "Lê Một", day=DAY))
        assert Team.unscoped.get(area=world.own.area).tier == "commune"

    def test_a_village_that_got_one_meanwhile_keeps_it(self, world, client, bare):
        page = sent(client, row(bare, "Lê Một", day=DAY))
        founding_actions.found_team(by=world.own.officer, area=bare, on=FOUNDED)
        client.post(f"{page}nhap/")
        assert RowResult.unscoped.get().why == "has_team"
        assert Team.unscoped.filter(area=bare).count() == 1


class TestTheFileAlone:
    def test_what_cannot_be(self, client, bare):
        rows = checked(
            client,
            row(bare, "Lê Một", role="Tổ trưởng", day=DAY),
            row(bare, "Lê Hai", role="Tổ trưởng"),
            row(bare, "lê một"),
            row(bare, "Lê Bốn", day="13/02/2026"),
            row(bare, "Lê Năm", joined="01/02/2026"),
            row(bare, "Lê Một", year=1990),
            row(bare, "", role="Tổ phó"),
        )
        assert rows[2].verdict == "new"
        assert said(rows[3]) == ["Tổ này đã có tổ trưởng ở dòng 2."]
        assert said(rows[4]) == said(rows[7]) == ["Trùng với dòng 2 của tệp."]
        assert said(rows[5]) == ["Khác với dòng 2 của cùng tổ."]
        assert said(rows[6]) == ["Vào tổ trước ngày thành lập 12/02/2026."]
        assert said(rows[8]) == ["Thiếu họ tên."]

    def test_one_person_in_two_teams_is_noted(self, world, client, bare):
        there = world.own.team.members.first().full_name
        other = add_village(
            by=world.own.officer, commune=world.own.area, kind="thon", name="Tân Hai"
        )
        named = [row(bare, "Lê Một", day=DAY), row(other, "Lê Một", day=DAY)]
        rows = checked(client, *named, row(bare, there))
        assert "Có thể cũng là người ở dòng 2, tổ khác." in said(rows[3], "notes")
        assert f"Có thể đang ở {world.own.team}." in said(rows[4], "notes")


class TestAgainstTheRegister:
    def test_who_serves_is_found_and_changed(self, world, client):
        leader = world.own.team.members.get(role="leader")
        own, name = world.own.village, leader.full_name
        same = checked(client, row(own, name.upper(), role="Tổ trưởng"))
        assert (same[2].verdict, same[2].member) == ("identical", leader)
        changed = row(own, name, phone="0905 123 456", year=1975, organisation="Hội Phụ nữ")
        text = confirmed(client, changed)[1]
        assert "1 người cập nhật" in text
        leader.refresh_from_db()
        assert (leader.birth_year, leader.organisation) == (1975, "women")
        assert (leader.role, leader.joined_on, leader.left_on) == ("leader", FOUNDED, None)
        assert world.own.team.members.filter(left_on=None).count() == 2

    def test_who_is_new_joins_on_his_day(self, world, client):
        own = world.own.village
        rows = checked(client, row(own, "Lê Mới"), row(own, "Lê Sớm", joined="01/01/2026"))
        assert said(rows[2]) == ["Người mới của tổ, mà tệp không ghi ngày vào tổ."]
        assert said(rows[3]) == ["Tổ thành lập ngày 05/01/2026, sau ngày vào tổ."]
        confirmed(client, row(own, "Lê Mới", joined=DAY))
        assert Member.unscoped.get(full_name="Lê Mới").joined_on == date(2026, 2, 12)

    def test_a_new_leader_takes_over_and_the_preview_says_from_whom(self, world, client):
        old = world.own.team.members.get(role="leader")
        new = row(world.own.village, "Lê Mới", role="Tổ trưởng", joined=DAY)
        rows = checked(client, new)
        assert said(rows[2], "notes") == [f"Thay tổ trưởng {old.full_name}."]
        page, _text = confirmed(client, new)
        old.refresh_from_db()
        assert old.role == "member"
        assert (
            "Đã thay tổ trưởng cũ" in client.post(f"{page}hoan-tac/", follow=True).content.decode()
        )

    def test_what_somebody_changed_since_the_preview_stays(self, world, client):
        leader = world.own.team.members.get(role="leader")
        page = sent(client, row(world.own.village, leader.full_name, year=1975))
        members_actions.change_member(by=world.own.officer, member=leader, birth_year=1960)
        client.post(f"{page}nhap/")
        assert RowResult.unscoped.get().why == "since"
        assert Member.unscoped.get(pk=leader.pk).birth_year == 1960

    def test_a_foreign_team_is_never_seen(self, world, client, bare):
        name = world.foreign.team.members.first().full_name
        rows = checked(client, row(bare, name, day=DAY), row(world.foreign.village, "Lê Một"))
        assert not any("Có thể" in words for words in said(rows[2], "notes"))
        assert rows[3].verdict == "error"


class TestTakingBack:
    def test_row_by_row_with_reasons(self, world, client, bare):
        leader = world.own.team.members.get(role="leader")
        own = world.own.village
        page, _text = confirmed(
            client,
            row(bare, "Lê Một", role="Tổ trưởng", day=DAY),
            row(bare, "Lê Hai"),
            row(own, leader.full_name, year=1975),
            row(own, "Lê Ba", joined=DAY),
            row(own, "Lê Bốn", joined=DAY),
        )
        busy = Member.unscoped.get(full_name="Lê Bốn")
        members_actions.change_member(by=world.own.officer, member=busy, phone="0905123456")
        client.post(f"{page}hoan-tac/")
        found = dict(RowResult.unscoped.values_list("row__number", "why"))
        assert found == {2: "", 3: "", 4: "", 5: "", 6: "built_on"}
        leader.refresh_from_db()
        assert leader.birth_year is None
        team = Team.unscoped.get(area=bare)
        assert (team.dissolved_on, team.led) == (team.founded_on, False)
        assert team.decisions.get().withdrawn_why == "Hoàn tác nhập từ tệp"
        left = Member.unscoped.filter(full_name__in=["Lê Một", "Lê Hai", "Lê Ba"])
        assert all(one.left_on == one.joined_on for one in left)
        assert Member.unscoped.get(pk=busy.pk).left_on is None
        assert wrong_rows(of=[TEAMS])[1] == []

    @pytest.mark.parametrize("since", ["session", "number", "person", "month"])
    def test_a_team_that_something_rests_on_stays_and_says_so(self, world, client, bare, since):
        officer, paper = world.own.officer, {"number": "05/QĐ-UBND", "day": DAY}
        other = add_village(by=officer, commune=world.own.area, kind="thon", name="Tân Hai")
        page, _text = confirmed(client, row(bare, "Lê Một", **paper), row(other, "Lê Hai", **paper))
        team = Team.unscoped.get(area=other)
        if since == "session":
            activities_actions.log_activity(
                by=officer, team=team, held_on=team.founded_on, title="Ra quân"
            )
        elif since == "number":
            facts = {"number": "06/QĐ-UBND", "signed_on": team.founded_on, "signer": ""}
            founding_actions.record_number(by=officer, decision=team.decisions.get(), **facts)
        elif since == "person":
            members_actions.join(
                by=officer, team=team, full_name="Lê Ba", joined_on=team.founded_on
            )
        else:
            long_ago = timezone.now() - timedelta(days=32)
            RowResult.unscoped.filter(team=team).update(at=long_ago)
        text = client.post(f"{page}hoan-tac/", follow=True).content.decode()
        assert "nếu nhầm, giải thể ở trang của tổ" in text
        assert set(RowResult.unscoped.values_list("outcome", "why")) == {("kept", "founded")}
        assert not team.decisions.exclude(withdrawn_on=None).exists()
        assert Team.unscoped.in_force(timezone.localdate()).filter(area=bare).exists()

    def test_whose_days_contradict_stays_and_the_others_go(self, world, client):
        own = world.own.village
        page, _text = confirmed(
            client, row(own, "Lê Ba", joined=DAY), row(own, "Lê Bốn", joined=DAY)
        )
        role = Member.unscoped.get(full_name="Lê Ba").tenures.get()
        type(role).unscoped.filter(pk=role.pk).update(
            valid_from=role.valid_from + timedelta(days=1)
        )
        client.post(f"{page}hoan-tac/")
        assert dict(RowResult.unscoped.values_list("row__number", "why")) == {2: "days", 3: ""}
        gone = Member.unscoped.filter(full_name__in=["Lê Ba", "Lê Bốn"]).exclude(left_on=None)
        assert [one.full_name for one in gone] == ["Lê Bốn"]

    def test_taken_back_the_same_file_goes_in_again(self, client, bare):
        people = [row(bare, "Lê Một", number="05/QĐ-UBND", day=DAY, role="Tổ trưởng")]
        for _again in range(2):
            page, text = confirmed(client, *people)
            assert "Đã nhập 1 dòng" in text
            team = Team.unscoped.in_force(timezone.localdate()).get(area=bare)
            assert team.led
            client.post(f"{page}hoan-tac/")
            assert RowResult.unscoped.latest("pk").outcome == "undone"
        assert wrong_rows(of=[TEAMS])[1] == []


def test_rows_of_a_team_stay_together_and_are_written_once(world, client, bare, monkeypatch):
    monkeypatch.setitem(KINDS, "teams", replace(KINDS["teams"], chunk=1))
    own = world.own.village
    people = [row(bare, "Lê Một", day=DAY), row(own, "Lê Xen", joined=DAY), row(bare, "Lê Hai")]
    page, _text = confirmed(client, *people)
    client.post(f"{page}nhap/")
    assert Team.unscoped.get(area=bare).members.count() == 2
    assert ImportRow.unscoped.filter(result__outcome="written").count() == 3


def test_who_goes_on_for_a_worker_that_died_writes_nobody_twice(world, client, bare, monkeypatch):
    monkeypatch.setitem(KINDS, "teams", replace(KINDS["teams"], chunk=1))
    own, real = world.own.village, running._chunk
    page = sent(client, row(bare, "Lê Một", day=DAY), row(own, "Lê Hai", joined=DAY))

    def dies(key, *given):
        found = real(key, *given)
        Import.unscoped.filter(uuid=key).update(worker=None, beat_at=None)
        return found

    monkeypatch.setattr(running, "_chunk", dies)
    client.post(f"{page}nhap/")
    assert RowResult.unscoped.count() == 1
    monkeypatch.setattr(running, "_chunk", real)
    for key in Import.unscoped.active().values_list("uuid", flat=True):
        actions.write_file.call(key)
    assert RowResult.unscoped.filter(outcome="written").count() == 2
    assert Member.unscoped.filter(full_name__in=["Lê Một", "Lê Hai"]).count() == 2
