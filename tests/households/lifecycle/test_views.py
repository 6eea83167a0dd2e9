"""Pages of a household's life: ask, show what would be, do; and the history with its ways back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, NotDuplicate, Regrouping, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def hidden(page):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def household(world):
    return world.own.household


@pytest.fixture
def twin(world, household):
    return register_actions.add_household(
        by=world.own.officer,
        village=world.own.village,
        head_name=household.head_name,
        results=[2, 2, 0, 0, 0],
    )


def play(client, household, what, **data):
    """Look at what would be, then do it with what the page carries along."""
    address = f"/ho/{household.uuid}/{what}/"
    day = f"{timezone.localdate():%d/%m/%Y}"
    preview = client.post(address, {"on": day, "version": household.version, **data})
    assert preview.status_code == 200
    carried = {"on": day, "version": household.version, **data, "do": "1"}
    return text(preview), client.post(address, carried)


TURNS = [("chuyen-di", "moved_away", "Chuyển đi"), ("khong-con", "ended", "Đưa hộ ra khỏi sổ")]


@pytest.mark.parametrize(("what", "status", "title"), TURNS)
def test_a_household_leaves_after_it_was_shown_what_would_be(
    officer, household, what, status, title
):
    page, done = play(officer, household, what)
    assert "Chưa ghi gì." in page
    assert "3 → <b>2</b>" in page
    assert f">{title}</button>" in page
    assert done.headers["Location"] == f"/ho/{household.uuid}/"
    assert again(household).status == status
    # Its page says so with the way back, and asks for nobody more.
    left = officer.get(done.headers["Location"]).content.decode()
    assert f'href="/ho/{household.uuid}/tro-lai/">Ghi nhầm: trở lại sổ</a>' in left
    assert "Thêm người" not in left


@pytest.mark.parametrize("what", ["chuyen-di", "khong-con", "tach", "chuyen-thon", "doi-chu"])
def test_looking_writes_nothing(world, officer, household, what):
    person = household.residents.get(is_head=False)
    data = {
        "on": f"{timezone.localdate():%d/%m/%Y}",
        "going": person.pk,
        "uuid": "00000000-0000-4000-8000-000000000001",
        "village": world.own.villages[1].pk,
        "head": person.pk,
        "leaves": "0",
    }
    before = list(Household.unscoped.order_by("pk").values())
    page = text(officer.post(f"/ho/{household.uuid}/{what}/", data))
    assert "Chưa ghi gì." in page
    assert list(Household.unscoped.order_by("pk").values()) == before


def test_the_page_goes_back_to_the_form_with_what_was_typed(officer, household):
    day = f"{timezone.localdate():%d/%m/%Y}"
    page = text(officer.post(f"/ho/{household.uuid}/chuyen-di/", {"on": day, "edit": "1"}))
    assert "Xem trước" in page
    assert f'value="{day}"' in page


@pytest.mark.parametrize(("days", "words"), [(1, "Ngày này chưa đến"), (-1, "Hộ vào sổ ngày")])
def test_a_day_that_cannot_be_is_said(officer, household, days, words):
    day = timezone.localdate() + timedelta(days)
    response = officer.post(f"/ho/{household.uuid}/chuyen-di/", {"on": f"{day:%d/%m/%Y}"})
    assert (response.status_code, words in text(response)) == (422, True)
    assert again(household).status == "resident"


def test_a_day_that_is_none_is_refused_at_its_field(officer, household):
    response = officer.post(f"/ho/{household.uuid}/chuyen-di/", {"on": "hôm qua", "do": "1"})
    assert list(response.context["form"].errors) == ["on"]
    assert again(household).status == "resident"


def test_what_changed_meanwhile_is_shown_again(world, officer, household):
    old = household.version
    register_actions.change_household(
        by=world.root, household=household, version=old, hamlet="Xóm Mới"
    )
    day = f"{timezone.localdate():%d/%m/%Y}"
    data = {"on": day, "version": old, "do": "1"}
    response = officer.post(f"/ho/{household.uuid}/chuyen-di/", data)
    assert "vừa được người khác sửa" in text(response)
    data["version"] = hidden(text(response))["version"]
    assert officer.post(f"/ho/{household.uuid}/chuyen-di/", data).status_code == 302
    assert again(household).status == "moved_away"


def test_a_household_moves_to_another_village_of_ours_only(world, officer, household):
    there = world.own.villages[1]
    page, _ = play(officer, household, "chuyen-thon", village=there.pk)
    assert there.full_name in page
    assert again(household).village == there
    for foreign in (world.sibling.village, world.foreign.village):
        response = officer.post(
            f"/ho/{household.uuid}/chuyen-thon/",
            {"on": f"{timezone.localdate():%d/%m/%Y}", "village": foreign.pk, "do": "1"},
        )
        assert (response.status_code, again(household).village) == (422, there)


def test_a_household_comes_back(world, officer, household):
    lifecycle_actions.move_out(by=world.own.officer, household=household)
    play(officer, again(household), "tro-lai")
    assert again(household).closed_on is None


def test_the_head_leaves_and_the_form_asks_who_follows(officer, household):
    page = text(officer.get(f"/ho/{household.uuid}/doi-chu/"))
    follows = household.residents.get(is_head=False)
    assert re.search(rf'value="{follows.pk}"[^>]*checked', page)
    page, _ = play(officer, household, "doi-chu", head=follows.pk, leaves="1")
    assert f"Hộ {follows.full_name}" in page
    assert again(household).head_name == follows.full_name
    assert household.residents.get(full_name="Chủ Hộ 01").left_on == timezone.localdate()


def test_a_split_shows_who_lives_where(officer, household):
    person = household.residents.get(is_head=False)
    key = "00000000-0000-4000-8000-000000000007"
    page, done = play(officer, household, "tach", going=person.pk, uuid=key)
    assert f"Hộ {person.full_name}" in page
    assert "3 → <b>4</b>" in page
    assert done.status_code == 302
    assert Household.unscoped.get(uuid=key).origin == household


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"head": "new"}, "head_name"),
        ({"head": "new", "head_name": "123"}, "head_name"),
        ({"going": "77777"}, "going"),
        ({"head": "77777"}, "head"),
    ],
)
def test_a_split_that_makes_no_sense_is_said_at_the_field(officer, household, data, field):
    base = {"on": f"{timezone.localdate():%d/%m/%Y}", "uuid": "0" * 32}
    response = officer.post(f"/ho/{household.uuid}/tach/", base | data)
    assert field in response.context["form"].errors
    assert not Regrouping.unscoped.exists()


# --- Merging, and what looks alike ---


def test_a_merger_finds_the_other_one_shows_both_and_does_it(officer, household, twin):
    address = f"/ho/{household.uuid}/gop/"
    assert str(twin.uuid) in text(officer.get(address))
    assert str(twin.uuid) in text(officer.post(address, {"q": "chu ho 01"}))
    chosen = text(officer.post(address, {"other": twin.uuid}))
    assert "Giữ lại hộ nào" in chosen
    data = hidden(chosen) | {"on": f"{timezone.localdate():%d/%m/%Y}", "keep": str(twin.uuid)}
    page = text(officer.post(address, data))
    assert "4 → <b>3</b>" in page
    assert again(household).status == "resident"
    done = officer.post(address, data | {"do": "1"})
    assert done.headers["Location"] == f"/ho/{twin.uuid}/"
    assert again(household).merged_into == twin


def test_a_foreign_household_is_no_duplicate_of_ours(world, officer, household):
    for foreign in (world.sibling.household, world.foreign.household):
        address = f"/ho/{household.uuid}/gop/"
        assert officer.post(address, {"other": foreign.uuid}).status_code == 404
        assert (
            officer.post(
                f"/thon/{world.own.village.pk}/trung/khong-phai/",
                {"one": household.uuid, "other": foreign.uuid},
            ).status_code
            == 404
        )
    assert officer.post(address, {"other": "x"}).status_code == 404
    assert not Regrouping.unscoped.exists()


def test_a_merged_household_says_where_it_is_and_takes_nothing(world, officer, household, twin):
    duplicates_actions.merge(by=world.own.officer, keep=household, duplicate=twin)
    page = text(officer.get(f"/ho/{twin.uuid}/"))
    assert f'href="/ho/{household.uuid}/">Mở hộ kia' in page
    response = officer.post(f"/ho/{twin.uuid}/nguoi/", {"full_name": "X", "relation": "child"})
    assert response.status_code == 409
    assert "Hộ này đã gộp vào hộ khác" in text(response)


def test_the_pairs_of_a_village_are_listed_and_said_to_be_two(world, officer, household, twin):
    address = f"/thon/{world.own.village.pk}/trung/"
    page = text(officer.get(address))
    assert "Cùng tên" in page
    assert household.code in page
    data = {"one": household.uuid, "other": twin.uuid}
    officer.post(f"{address}khong-phai/", data)
    page = text(officer.get(address))
    assert "Đã xác nhận không trùng: 1 cặp" in page
    assert NotDuplicate.unscoped.get().withdrawn_at is None
    officer.post(f"{address}khong-phai/", data | {"apart": "0"})
    assert NotDuplicate.unscoped.get().withdrawn_at


def test_a_new_household_that_repeats_one_is_told_and_saved_on_the_second_press(world, officer):
    address = f"/thon/{world.own.village.pk}/ho/moi/"
    data = {"uuid": "00000000-0000-4000-8000-000000000009", "head_name": "chủ hộ 01"}
    page = text(officer.post(address, data))
    assert "Có thể đã có hộ này:" in page
    assert str(world.own.household.uuid) in page
    assert not Household.unscoped.filter(uuid=data["uuid"]).exists()
    again_ = {**data, "anyway": hidden(page)["anyway"]}
    assert officer.post(address, again_).status_code == 302
    # The same press once more finds what the first made, and warns of nothing.
    assert officer.post(address, data).status_code == 302
    assert Household.unscoped.filter(uuid=data["uuid"]).count() == 1


def test_while_one_types_what_is_alike_is_told(world, officer, only_reads):
    address = f"/thon/{world.own.village.pk}/ho/trung/"
    with only_reads():
        told = text(officer.post(address, {"head_name": "chu ho 01", "birth_year": "1980"}))
        nothing = text(officer.post(address, {"head_name": "Ai Khác", "birth_year": "x\x00"}))
    assert "Chủ Hộ 01, sinh 1980" in told
    assert nothing == ""


# --- The history ---


def history(client, household):
    return text(client.get(f"/ho/{household.uuid}/lich-su/"))


def test_the_history_tells_all_that_happened(world, officer, household, twin):
    by, there = world.own.officer, world.own.villages[1]
    head = household.residents.get(is_head=True)
    register_actions.change_household(
        by=by, household=household, was={"hamlet": household.hamlet}, hamlet="Xóm Đông"
    )
    survey_actions.set_aside(by=by, resident=head, results=[1, 1, 1, 1, 1])
    withdrawn = survey_actions.assess(by=by, resident=head, results=[0, 2, 2, 2, 2])
    survey_actions.withdraw(by=by, assessment=withdrawn)
    lifecycle_actions.move_within(by=by, household=household, village=there)
    duplicates_actions.merge(by=by, keep=household, duplicate=twin)
    page = history(officer, household)
    for words in (
        "Xóm, số nhà: Xóm → Xóm Đông",
        "không chọn",
        "đã hoàn tác",
        "Chuyển sang thôn khác",
        f"Thôn: {world.own.village.full_name} → {there.full_name}",
        "Gộp hộ trùng",
        twin.code,
        by.full_name,
    ):
        assert words in page, words
    other = history(officer, twin)
    assert "Xóm Đông" in other, "both histories are read from either"


def test_findings_of_one_day_and_person_stand_together(world, officer, household):
    head = household.residents.get(is_head=True)
    for results in ([0, 0, 0, 0, 0], [2, 0, 0, 0, 0], [2, 2, 0, 0, 0]):
        survey_actions.assess(by=world.own.officer, resident=head, results=results)
    assert "3 lần ghi trước trong ngày" in history(officer, household)


def test_a_finding_is_taken_back_and_brought_back_from_the_history(officer, household):
    row = Assessment.unscoped.get(resident__household=household)
    officer.post(f"/ho/{household.uuid}/lich-su/{row.pk}/rut/")
    assert again(household).is_surveyed is False
    assert f"/lich-su/{row.pk}/lay-lai/" in history(officer, household)
    officer.post(f"/ho/{household.uuid}/lich-su/{row.pk}/lay-lai/")
    assert again(household).covered is True


def test_what_was_set_aside_is_not_brought_back(world, officer, household):
    head = household.residents.get(is_head=True)
    row = survey_actions.set_aside(by=world.own.officer, resident=head, results=[1, 1, 1, 1, 1])
    assert f"/lich-su/{row.pk}/" not in history(officer, household)
    officer.post(f"/ho/{household.uuid}/lich-su/{row.pk}/lay-lai/")
    assert again(row).withdrawn_at


def test_a_confirmation_is_taken_back_from_the_history(world, officer, household):
    Assessment.unscoped.update(assessed_on=timezone.localdate() - timedelta(3))
    Resident.unscoped.filter(assessed_on__isnull=False).update(
        assessed_on=timezone.localdate() - timedelta(3)
    )
    Household.unscoped.filter(surveyed_on__isnull=False).update(
        surveyed_on=timezone.localdate() - timedelta(3),
        reviewed_on=timezone.localdate() - timedelta(3),
    )
    (row,) = survey_actions.confirm(by=world.own.officer, households=[household])
    assert "Xác nhận không đổi" in history(officer, household)
    officer.post(f"/ho/{household.uuid}/lich-su/xac-nhan/{row.pk}/rut/")
    assert again(row).withdrawn_at


@pytest.mark.parametrize("late", [False, True])
def test_a_merger_is_taken_back_from_the_history_as_long_as_nothing_came_after(
    world, officer, household, twin, late
):
    done = duplicates_actions.merge(by=world.own.officer, keep=household, duplicate=twin)
    address = f"/ho/{household.uuid}/lich-su/gop-tach/{done.pk}/hoan-tac/"
    assert address in history(officer, household)
    if late:
        register_actions.add_resident(
            by=world.own.officer, household=household, full_name="Đến Sau"
        )
        assert address not in history(officer, household)
    answer = officer.post(address, follow=True)
    assert ("ghi chép mới" if late else "Đã hoàn tác.") in text(answer)
    assert (again(twin).status == "merged") is late


def test_the_history_is_a_part_for_another_page_too(officer, household):
    address = f"/ho/{household.uuid}/lich-su/"
    part = text(officer.get(address, headers={"HX-Request": "true"}))
    assert part.startswith("<section")
    assert "<html" not in part


def test_names_stay_in_the_commune(world, household):
    for reader in (world.reviewer, world.committee, world.administrator, world.sibling.officer):
        address = f"/ho/{household.uuid}/lich-su/"
        assert signed_in(reader).get(address).status_code == 404
