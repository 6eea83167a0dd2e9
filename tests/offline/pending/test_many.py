"""Much that waits is decided on in one press and taken back; what belongs to another commune by now is handed to it."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from households.erasing.actions import erase_household
from households.models import Assessment, Household, Resident
from households.register.actions import add_household, refuse
from offline.models import SentOperation
from offline.pending.queries.listing import keys_of, lines_of
from offline.sending.actions.receiving import WRITERS
from tests.factories import CarriedVillageFactory, TeamFactory, UserFactory, VillageFactory
from tests.offline.phone import HEAD
from tests.pages import signed_in
from tests.sent import let_wait

pytestmark = pytest.mark.django_db
PAGE = "/cho-xu-ly/nhieu-muc/"


def busy():
    """Return what the database raises where somebody else holds a row too long."""
    cause = sqlite3.OperationalError("locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error = OperationalError("locked")
    error.__cause__ = cause
    return error


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune, role="officer")


@pytest.fixture
def handed(phone, village):
    """A household with answers, and one like another of the register, by somebody who works elsewhere by then."""
    CarriedVillageFactory(user=phone.author, village=village)
    phone.author.area = VillageFactory()
    phone.author.save()
    new = phone.entered("Hộ Mới", results="2----")
    phone.answered(new, HEAD, " 2")
    phone.sent()
    return new


def rows():
    return list(SentOperation.unscoped.order_by("pk"))


def press(officer, what, some, **more):
    sent = {"viec": what, "muc": [one.uuid for one in some], **more}
    answer = signed_in(officer).post(PAGE, sent, follow=True)
    return answer.content.decode()


def states():
    return [(one.state, one.why) for one in rows()]


def test_all_of_one_person_is_written_in_one_press_and_taken_back_again(
    officer, phone, home, handed, village
):
    SentOperation.unscoped.create(
        author=officer,
        village=village,
        commune=village.commune,
        kind="answers",
        household_uuid=home.uuid,
        uuid="c0ffee00-0000-4000-8000-000000000009",
        on=rows()[0].on,
        at=rows()[0].at,
        state="waiting",
        why="twin",
    )
    first, second, other = rows()
    page = signed_in(officer).get(f"{PAGE}?nguoi={phone.author.pk}").content.decode()
    assert (str(first.uuid) in page, str(second.uuid) in page) == (True, True)
    assert str(other.uuid) not in page
    page = signed_in(officer).get(PAGE).content.decode()
    assert page.count("checked>") == 2
    page = press(officer, "ghi", [first, second, other])
    assert f"Đã xong 2 mục. 1 mục chưa được: {other.code} (Có thể trùng hộ trong sổ)." in page
    made = Household.unscoped.get(uuid=handed)
    assert made.residents.get().results[:2] == [2, 2]
    asked = Assessment.unscoped.filter(resident__household=made).values_list("assessor", flat=True)
    assert set(asked) == {phone.author.pk}
    assert states() == [("applied", ""), ("applied", ""), ("waiting", "twin")]
    assert "Anh/chị vừa quyết định" in page
    assert "Đã xong 2 mục." in press(officer, "hoan-tac", [first, second])
    made.refresh_from_db()
    assert made.is_closed
    assert states() == [("refused", "undone"), ("refused", "undone"), ("waiting", "twin")]
    # What was taken back is not offered again, and is not written by its author's phone either.
    assert "Anh/chị vừa quyết định" not in signed_in(officer).get(PAGE).content.decode()


def test_all_is_left_out_with_one_reason_and_waits_again(officer, handed):
    page = press(officer, "bo", rows(), why="")
    assert states() == [("waiting", "handed_over"), ("waiting", "unknown")]
    assert "Vì sao không ghi" in page
    press(officer, "bo", rows(), why="Nhập nhầm thôn")
    assert {one.decided_why for one in rows()} == {"Nhập nhầm thôn"}
    assert [state for state, _why in states()] == ["refused"] * 2
    press(officer, "hoan-tac", rows())
    assert states() == [("waiting", "handed_over"), ("waiting", "unknown")]


def test_enter_in_the_box_of_the_reason_writes_nothing(officer, handed):
    """A browser presses the first button of the form then, which is the one that writes."""
    before = states()
    page = press(officer, "ghi", rows(), why="Nhập nhầm thôn")
    assert "Đã gõ lý do không ghi." in page
    assert 'value="Nhập nhầm thôn"' in page
    press(officer, "khong-ro", rows())
    press(officer, "", rows())
    assert states() == before


def test_nobody_decides_for_another_commune(handed):
    stranger = UserFactory(area=VillageFactory().commune, role="officer")
    for what in ("ghi", "bo", "hoan-tac"):
        assert "Chọn ít nhất một mục." in press(stranger, what, rows(), why="x")
    assert states() == [("waiting", "handed_over"), ("waiting", "unknown")]


def test_what_is_of_a_household_of_another_commune_by_now_is_handed_to_that_one(
    officer, phone, home, an
):
    """There it is written, in the name of who entered it; here it is read no more."""
    there = VillageFactory()
    theirs = UserFactory(area=there.commune, role="officer")
    Household.unscoped.filter(pk=home.pk).update(village=there)
    phone.answered(home, an, "2")
    assert phone.sent() == [("waiting", "moved")]
    (waits,) = rows()
    at = f"/cho-xu-ly/{waits.uuid}/"
    assert signed_in(theirs).get(at).status_code == 404
    page = signed_in(officer).get(at).content.decode()
    assert f"Giao cho {there.commune.full_name}" in page
    assert home.head_name not in page
    assert signed_in(theirs).post(f"{at}giao/").status_code == 404
    page = signed_in(officer).post(f"{at}giao/", follow=True).content.decode()
    assert f"Đã giao cho {there.commune.full_name}." in page
    # There it is of the village where its household is: by that it is listed, and that it was read is noted.
    assert rows()[0].village == there
    assert signed_in(officer).get(at).status_code == 404
    entry = AuditEntry.unscoped.about(waits).get()
    assert entry.place == officer.area.path
    assert home.head_name in signed_in(theirs).get(at).content.decode()
    page = signed_in(theirs).post(f"{at}ghi/", follow=True).content.decode()
    assert "Đã ghi vào sổ." in page
    assert Resident.unscoped.get(pk=an.pk).results[0] == 2


def test_a_household_that_came_back_is_handed_to_nobody(officer, phone, home, an):
    there = VillageFactory()
    Household.unscoped.filter(pk=home.pk).update(village=there)
    phone.answered(home, an, "2")
    phone.sent()
    (waits,) = rows()
    Household.unscoped.filter(pk=home.pk).update(village=phone.village)
    page = signed_in(officer).post(f"/cho-xu-ly/{waits.uuid}/giao/", follow=True)
    assert "không ở xã khác" in page.content.decode()
    assert rows()[0].commune == phone.village.commune


def test_what_nobody_looked_at_is_not_passed_over_whatever_it_waited_for(
    officer, phone, home, village
):
    """By somebody who works elsewhere by then: like a household that is there, erased before, and said otherwise since."""
    gone = add_household(by=officer, village=village, head_name="Phạm Thị Xóa")
    erase_household(by=officer, household=gone)
    CarriedVillageFactory(user=phone.author, village=village)
    phone.author.area = VillageFactory()
    phone.author.save()
    phone.entered(home.head_name)
    phone.entered("Phạm Thị Xóa")
    phone.did("status", home.uuid, to="nobody_home", was="resident")
    assert phone.sent() == [("waiting", "handed_over")] * 3
    refuse(by=officer, household=home)
    many = Household.unscoped.count()
    page = press(officer, "ghi", rows())
    like, erased, refuses = (one.code for one in rows())
    assert f"3 mục chưa được: {like} (Có thể trùng hộ trong sổ); {erased} (Tên này" in page
    assert f"{refuses} (Người khác ghi tình trạng hộ khác đi)" in page
    assert Household.unscoped.count() == many
    assert states() == [("waiting", "handed_over")] * 3
    # Looked at by itself it is written.
    page = signed_in(officer).post(f"/cho-xu-ly/{rows()[0].uuid}/ghi/", {"village": village.pk})
    assert page.status_code == 302
    assert states()[0] == ("applied", "")


def test_what_the_register_said_already_is_not_offered_to_take_back(officer, phone, home, village):
    CarriedVillageFactory(user=phone.author, village=village)
    phone.author.area = VillageFactory()
    phone.author.save()
    phone.did("status", home.uuid, to="resident", was="resident")
    phone.sent()
    assert "Đã xong 1 mục." in press(officer, "ghi", rows())
    assert states() == [("identical", "")]
    assert "Anh/chị vừa quyết định" not in signed_in(officer).get(PAGE).content.decode()


@pytest.mark.expected_errors
@pytest.mark.parametrize(
    ("error", "words", "written"),
    [
        (ValueError("Hộ Mới"), "(Máy chủ chưa ghi được mục này)", 1),
        (busy(), "(Đang bận, bấm lại)", 0),
    ],
)
def test_one_that_meets_a_fault_is_named_and_the_others_stand(
    officer, phone, handed, monkeypatch, caplog, error, words, written
):
    """The database that cannot just now is not asked once more for each that follows; a fault of ours names nobody."""
    add = WRITERS["household"]
    phone.entered("Hộ Sau")
    phone.sent()
    new, _answers, other = rows()

    def fail(group):
        if str(group.every[0].household) == str(handed):
            raise error
        add(group)

    monkeypatch.setitem(WRITERS, "household", fail)
    page = press(officer, "ghi", [new, other])
    assert f"{new.code} {words}" in page
    assert Household.unscoped.filter(uuid=other.household_uuid).count() == written
    assert ("Đã xong 1 mục." in page) == bool(written)
    assert "Hộ Mới" not in caplog.text


def test_what_cannot_be_read_hides_nothing_else(officer, phone, handed, village, member):
    """Of another release, or sealed to a key that is gone: it stands there by its code, and is left out."""
    shapeless = let_wait(village, member, head={"name": "Hộ Lạ"}, people=5)
    lost = let_wait(village, member)
    SentOperation.unscoped.filter(pk=lost.pk).update(sealed="AQ==")
    for at in (PAGE, "/cho-xu-ly/"):
        page = signed_in(officer).get(at).content.decode()
        for words in ("Hộ Mới", shapeless.code, lost.code):
            assert words in page
    for one in (shapeless, lost):
        at = f"/cho-xu-ly/{one.uuid}/"
        page = signed_in(officer).get(at).content.decode()
        assert "Không đọc được mục này" in page
        assert ("Thêm hộ" in page, "Hộ mới, 1 người" in page) == (True, False)
        assert f"{at}ghi/" not in page
        page = signed_in(officer).post(f"{at}ghi/", follow=True).content.decode()
        assert "ghi thiếu hoặc ghi sai" in page
    assert f"{lost.code} (Mục này ghi thiếu" in press(officer, "ghi", [lost])


def test_sessions_are_named_by_one_question(officer, village, member):
    for n in range(3):
        team = TeamFactory(area=VillageFactory(parent=village.commune), title=f"Tổ {n}")
        let_wait(village, member, kind="session", team=team.pk, skills=["1"])
    keys = keys_of(officer)
    with CaptureQueriesContext(connection) as asked:
        names = [line.name for line, _one in lines_of(keys, officer)]
    assert [name[:4] for name in names] == ["Tổ 0", "Tổ 1", "Tổ 2"]
    assert len([one for one in asked if 'FROM "teams_team"' in one["sql"]]) == 1


def test_a_session_is_of_no_household_and_is_handed_to_nobody(officer, phone, village, member):
    """Whatever household somebody gives its key to."""
    session = let_wait(village, member, kind="session", skills=["1"])
    there = VillageFactory()
    theirs = UserFactory(area=there.commune, role="officer")
    add_household(by=theirs, village=there, head_name="Xa", uuid=session.household_uuid)
    assert "Giao cho" not in signed_in(officer).get(f"/cho-xu-ly/{session.uuid}/").content.decode()
    signed_in(officer).post(f"/cho-xu-ly/{session.uuid}/giao/")
    assert rows()[0].commune == village.commune
