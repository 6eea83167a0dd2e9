"""The page that founds one team: decision, scan, rows of people, accounts, all in one save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from teams.models import Decision, Scan, Team
from tests.factories import VillageFactory
from tests.pages import signed_in
from tests.teams.hostile import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def village(world):
    return world.own.villages[1]


LEADER = {"full_name": "Tổ Trưởng Mới", "role": "leader", "organisation": "village"}
WOMAN = {"full_name": "Lê Thị Hoa", "role": "member", "organisation": "women", "sex": "f"}
EMPTY = {"full_name": "", "role": "member", "organisation": "other"}


def rows(*people):
    fields = {f"m{i}-{name}": v for i, one in enumerate(people) for name, v in one.items()}
    return {"rows": len(people), **fields}


def found(client, village, *people, **changes):
    return client.post("/to/moi/", {"area": village.pk, **rows(*people or [LEADER]), **changes})


def wrong(response):
    """Return what is to be mended: field by field, rows by their names."""
    return [one.field for one in response.context["form"].wrong()]


def text(response):
    return response.content.decode()


def serving(team):
    return sorted((m.full_name, m.role) for m in team.members.all())


def test_a_team_needs_only_a_village_and_a_leader(officer, village):
    response = found(officer, village, LEADER, EMPTY, EMPTY)
    team = Team.unscoped.get(area=village)
    assert response.headers["Location"] == f"/to/{team.pk}/"
    assert serving(team) == [("Tổ Trưởng Mới", "leader")]
    assert team.founded_on == timezone.localdate()


def test_the_new_form_asks_where_by_which_decision_and_for_three_people(officer):
    form = officer.get("/to/moi/").context["form"]
    assert list(form.fields) == ["area", "also", "number", "signed_on", "signer", "file"]
    assert [name for name in form.fields if form.fields[name].required] == ["area"]
    assert [row["role"].value() for row in form.rows] == ["leader", "member", "member"]


def test_all_of_a_team_is_saved_at_once_and_said_in_one_line(officer, village):
    scan = SimpleUploadedFile("qd.pdf", pdf(), "application/pdf")
    paper = {"number": "118/QĐ-UBND", "signed_on": "02/11/2026", "signer": "Võ Minh", "file": scan}
    response = found(officer, village, LEADER, EMPTY, WOMAN, **paper)
    page = officer.get(response.headers["Location"])
    said = [str(message) for message in page.context["messages"]]
    assert len(said) == 1
    assert said[0].endswith(", 2 thành viên, quyết định 118/QĐ-UBND, có bản chụp.")
    decision = Decision.unscoped.get(number="118/QĐ-UBND")
    assert (str(decision.signed_on), decision.signer) == ("2026-11-02", "Võ Minh")
    assert Scan.unscoped.get().decision == decision
    woman = decision.teams.get().members.get(full_name="Lê Thị Hoa")
    assert (woman.organisation, woman.sex, woman.joined_on) == ("women", "f", decision.signed_on)


def test_codes_of_new_accounts_are_shown_once(world, officer, village):
    people = [{**LEADER, "phone": "0905300141", "with_account": "on"}, WOMAN]
    response = found(officer, village, *people)
    account = User.unscoped.get(full_name="Tổ Trưởng Mới")
    assert (account.username, account.role, account.area) == ("moi.to", "member", village)
    assert account.phone == "0905300141"
    (card,) = response.context["cards"]
    assert not account.has_usable_password()
    assert card.issued.words in text(response)
    assert card.issued.words not in text(officer.get(f"/tai-khoan/{account.pk}/"))
    team = Team.unscoped.get(area=village)
    assert f"/to/{team.pk}/" in text(response)
    assert team.members.get(account=account).role == "leader"
    assert AuditEntry.objects.visible_to(world.administrator).filter(verb="Mời người dùng").exists()


def test_whoever_may_not_invite_is_offered_no_accounts(officer, monkeypatch, village):
    page = officer.get("/to/moi/")
    assert "Cấp tài khoản" in text(page)
    everything = User.has_perm
    monkeypatch.setattr(
        User, "has_perm", lambda self, perm: perm != "accounts.add_user" and everything(self, perm)
    )
    assert "Cấp tài khoản" not in text(officer.get("/to/moi/"))
    found(officer, village, {**LEADER, "with_account": "on"})
    assert Team.unscoped.get(area=village).members.get().account is None


def test_what_is_wrong_is_said_at_its_row_and_nothing_is_saved(officer, village):
    people = [LEADER, EMPTY, {**WOMAN, "birth_year": "3000"}, {**EMPTY, "phone": "0905"}]
    response = found(officer, village, *people)
    assert wrong(response) == ["id_m2-birth_year", "id_m3-full_name"]
    page = text(response)
    assert "Thành viên 3, Năm sinh: Năm sinh không thể sau năm nay." in page
    assert "Thành viên 4, Họ tên: Ghi họ tên người này." in page
    for typed in ("Tổ Trưởng Mới", "Lê Thị Hoa", "3000", "0905"):
        assert f'value="{typed}"' in page
    assert not Team.unscoped.filter(area=village).exists()


@pytest.mark.parametrize(
    ("people", "field"),
    [
        ([EMPTY, EMPTY], "id_m0-full_name"),
        ([{**LEADER, "full_name": "\u200b"}], "id_m0-full_name"),
        ([{**LEADER, "full_name": "Tổ\x00"}], "id_m0-full_name"),
        ([EMPTY, WOMAN], "id_m1-role"),
        ([LEADER, {**WOMAN, "role": "leader"}], "id_m1-role"),
        ([{**LEADER, "phone": "0\x00"}], "id_m0-phone"),
    ],
)
def test_a_team_has_one_leader_with_a_name(officer, village, people, field):
    assert wrong(found(officer, village, *people)) == [field]
    assert not Team.unscoped.filter(area=village).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", "²"),
        ("area", "9" * 5000),
        ("area", "\x00"),
        ("number", "1\x00"),
        ("signed_on", "\x00"),
        ("signed_on", "01/01/2999"),
    ],
)
def test_what_is_wrong_with_the_decision_is_said_at_its_field(officer, village, field, value):
    assert wrong(found(officer, village, **{field: value})) == [f"id_{field}"]
    assert not Team.unscoped.filter(area=village).exists()


def test_a_refused_scan_is_said_at_its_field(officer, village):
    page = SimpleUploadedFile("qd.pdf", b"<html>", "application/pdf")
    assert wrong(found(officer, village, file=page)) == ["id_file"]


def test_a_scan_is_to_be_chosen_again_when_something_else_is_wrong(officer, village):
    scan = SimpleUploadedFile("qd.pdf", pdf(), "application/pdf")
    response = found(officer, village, EMPTY, file=scan)
    assert "Bản chụp chưa được lưu, chọn lại tệp." in text(response)
    assert not Scan.unscoped.exists()


def test_a_village_that_has_a_team_is_not_taken(world, officer):
    response = found(officer, world.own.village)
    assert wrong(response) == ["id_area"]
    assert 'value="Tổ Trưởng Mới"' in text(response)


@pytest.mark.parametrize("key", ["²", "9" * 5000, "\x00", ""])
def test_a_key_that_is_none_shows_the_form(world, officer, key):
    assert officer.get("/to/moi/", {"thon": key}).status_code == 200
    assert signed_in(world.administrator).get("/to/moi/", {"thon": key}).status_code == 200


def test_the_same_decision_twice_founds_one_team(officer, village, world):
    found(officer, village, number="118/QĐ-UBND")
    team = Team.unscoped.get(area=village)
    officer.post(f"/to/{team.pk}/giai-the/", {"number": "9", "on": timezone.localdate()})
    response = found(officer, village, number="118/QĐ-UBND")
    assert wrong(response) == ["id_number"]
    assert "Quyết định này đã ghi rồi." in text(response)
    assert Team.unscoped.filter(area=village).count() == 1


def test_nothing_is_kept_of_a_founding_that_is_refused(officer, village):
    found(officer, village, number="118/QĐ-UBND")
    team = Team.unscoped.get(area=village)
    officer.post(f"/to/{team.pk}/giai-the/", {"number": "9", "on": timezone.localdate()})
    before = User.unscoped.count()
    found(officer, village, {**LEADER, "with_account": "on"}, number="118/QĐ-UBND")
    assert User.unscoped.count() == before


def test_another_row_without_a_script_keeps_what_was_typed_and_checks_nothing(officer, village):
    people = [{**LEADER, "birth_year": "abc", "with_account": "on"}, WOMAN]
    response = found(officer, village, *people, them="1", number="118", signed_on="40/11/2026")
    form = response.context["form"]
    assert [row["full_name"].value() for row in form.rows] == ["Tổ Trưởng Mới", "Lê Thị Hoa", None]
    page = text(response)
    for typed in ("abc", "118", "40/11/2026"):
        assert f'value="{typed}"' in page
    assert "errsum" not in page
    assert 'name="rows" value="3"' in page
    assert form.rows[0]["with_account"].value()
    assert not Team.unscoped.filter(area=village).exists()


def test_an_empty_row_follows_those_sent_with_something_wrong(officer, village):
    response = found(officer, village, WOMAN)
    assert [row.is_begun() for row in response.context["form"].rows] == [True, False]


@pytest.mark.parametrize("n", ["", "0", "-3", "²", "9" * 5000])
def test_a_strange_number_of_rows_is_no_fault(officer, village, n):
    response = officer.post("/to/moi/", {"area": village.pk, "rows": n})
    assert wrong(response)[0].startswith("id_m0-")
    assert len(response.context["form"].rows) <= 40


def test_what_is_to_be_known_is_said_before_saving(officer, village):
    response = found(officer, village, LEADER, {**WOMAN, "with_account": "on"}, xem="1")
    page = text(response)
    assert "2 người, trong đó 1 nữ, 1 người chưa ghi giới tính. Nên từ 3 đến 10 người." in page
    assert "Cấp 1 tài khoản" in page
    assert "<html" not in page
    assert not Team.unscoped.filter(area=village).exists()


def test_an_officer_founds_no_team_in_another_commune(world, officer):
    foreign = VillageFactory(parent=world.sibling.area)
    assert wrong(found(officer, foreign)) == ["id_area"]
