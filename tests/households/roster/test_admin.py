"""Django admin of households: by codes, with names for the commune only."""

from datetime import timedelta

import pytest

from audit.models import AuditEntry
from households.models import Assessment, Household, Resident
from households.register.actions import change_household, set_status
from households.roster.admin import result_column
from rollup.models import VillageCount
from skills.actions import end_platform
from tests.admin_world import (
    DAY,
    World,
    errors_of,
    filled,
    offered,
    page_of,
    signed_in,
    url,
)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def last() -> AuditEntry:
    return AuditEntry.unscoped.first()


PERSONAL = ("Nguyễn Thị", "Xóm", "0905123456", "1980")


def pages(world: World) -> list[str]:
    things = (world.own.household, world.own.resident, world.own.assessment)
    found = [url(thing, page) for thing in things for page in ("changelist", "change", "history")]
    entries = AuditEntry.unscoped.filter(subject="households.household")
    return found + [url(entry, page) for entry in entries for page in ("change", "history")]


@pytest.mark.parametrize("who", ["national", "provincial"])
def test_names_stay_in_the_commune(world: World, who: str) -> None:
    client = signed_in(getattr(world, who))
    code = world.own.household.code
    for address in pages(world):
        text = page_of(client, address)
        assert not any(word in text for word in PERSONAL), address
    assert code in page_of(client, url(Household, "changelist"))
    assert code in page_of(client, url(world.own.household, "change"))
    for model, field in ((Resident, "household"), (Assessment, "resident")):
        assert all(text[1:].isdigit() for text in offered(client, model, field))
    for model in (Household, Resident, Assessment):
        assert client.get(url(model, "add")).status_code == 403
        assert client.post(url(model, "add"), {}).status_code == 403


def test_names_are_not_searched_by_those_who_may_not_read_them(world: World) -> None:
    client = signed_in(world.national)
    for model in (Household, Resident, Assessment):
        address = url(model, "changelist")
        for term in ("nguyen", "sen", "0905123456", "xom"):
            assert not client.post(address, {"q": term}).context["cl"].result_list
    for term in (world.own.household.code, str(world.own.household.pk)):
        rows = client.post(url(Household, "changelist"), {"q": term}).context["cl"].result_list
        assert list(rows) == [world.own.household]
    assert offered(client, Resident, "household", "nguyen thi sen") == []
    rows = client.post(url(Resident, "changelist"), {"q": world.own.resident.code})
    assert list(rows.context["cl"].result_list) == [world.own.resident]


def test_names_are_read_and_found_in_the_commune(world: World) -> None:
    client = signed_in(world.local)
    for model in (Household, Resident):
        address = url(model, "changelist")
        found = client.post(address, {"q": "nguyen thi sen"})
        assert "Nguyễn Thị Sen" in found.content.decode()
        assert client.post(address, {"q": "la"}).context["cl"].result_count == 0
    household = world.own.household
    assert offered(client, Resident, "household", "sen") == [f"{household.code} Nguyễn Thị Sen"]
    assert offered(client, Assessment, "resident", "la") == []
    rows = client.post(url(Household, "changelist"), {"q": household.code.lower()})
    assert list(rows.context["cl"].result_list) == [household]
    assert "Nguyễn Thị Sen" in page_of(client, f"{url(Resident, 'add')}?household={household.pk}")


def test_codes_are_what_is_printed(world: World) -> None:
    assert str(world.own.household) == world.own.household.code
    assert str(world.own.resident) == world.own.resident.code
    assert str(world.own.assessment).startswith(world.own.resident.code)


def test_the_history_is_read_in_words(world: World) -> None:
    text = page_of(signed_in(world.local), url(world.own.household, "history"))
    assert "Dịch vụ công: – → biết, tự làm" in text
    assert "họ tên chủ hộ: – → Nguyễn Thị Sen" in text
    set_status(by=world.local, household=world.own.household, status="refused")
    page = url(AuditEntry.unscoped.first(), "change")
    text = page_of(signed_in(world.national), page)
    assert "tình trạng: Đang cư trú → Chưa đồng ý khảo sát" in text


def test_a_household_is_added_once(world: World) -> None:
    client = signed_in(world.local)
    address = url(Household, "add")
    data = filled(client, address, village=world.village.pk, head_name="Lê Văn Bông")
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    household = Household.unscoped.get(head_name="Lê Văn Bông")
    assert household.created_by == world.local
    assert VillageCount.unscoped.get(pk=world.village.pk).households == 2
    assert last().verb == "Thêm hộ"
    again = filled(client, address, village=world.foreign.pk, head_name="X")
    assert "village" in errors_of(client.post(address, again))
    closed = filled(client, address, village=world.village.pk, head_name="X", status="ended")
    assert "status" in errors_of(client.post(address, closed))


def test_a_household_is_changed_at_its_version(world: World) -> None:
    client = signed_in(world.local)
    page = url(world.own.household, "change")
    mine = filled(client, page, head_name="Nguyễn Thị Sen Hồng", status="moved_away")
    assert client.post(page, mine).status_code == 302
    household = Household.unscoped.get(pk=world.own.household.pk)
    assert (household.head_name, household.status) == ("Nguyễn Thị Sen Hồng", "moved_away")
    assert household.closed_on
    verbs = AuditEntry.unscoped.values_list("verb", flat=True)[:2]
    assert list(verbs) == ["Sửa hộ", "Đổi tình trạng hộ"]
    old = mine | {"head_name": "Tên khác", "status": "resident"}
    assert "Có người khác vừa sửa" in errors_of(client.post(page, old))


def test_a_change_between_the_check_and_the_lock_is_seen(world: World, monkeypatch) -> None:
    client = signed_in(world.local)
    page = url(world.own.household, "change")

    def later(**fields: object) -> Household:
        theirs = Household.unscoped.get(pk=world.own.household.pk)
        change_household(
            by=world.national, household=theirs, version=theirs.version, hamlet="Xóm khác"
        )
        return change_household(**fields)

    monkeypatch.setattr("households.roster.admin.change_household", later)
    text = errors_of(client.post(page, filled(client, page, head_name="Tên khác")))
    assert "Có người khác vừa sửa" in text
    assert Household.unscoped.get(pk=world.own.household.pk).hamlet == "Xóm Sen"


def test_the_province_changes_the_status_and_no_name(world: World) -> None:
    client = signed_in(world.provincial)
    page = url(world.own.household, "change")
    data = filled(client, page, status="refused", head_name="Đổi trộm", phone="1")
    response = client.post(page, data, follow=True)
    assert "Nguyễn Thị" not in response.content.decode()
    household = Household.unscoped.get(pk=world.own.household.pk)
    assert (household.status, household.head_name) == ("refused", "Nguyễn Thị Sen")
    assert client.post(url(world.own.resident, "change"), {"full_name": "X"}).status_code == 403


def test_a_person_is_added_and_changed(world: World) -> None:
    client = signed_in(world.local)
    address = url(Resident, "add")
    data = filled(
        client, address, household=world.own.household.pk, full_name="Bé Sen", relation="child"
    )
    assert client.post(address, data).status_code == 302
    child = Resident.unscoped.get(full_name="Bé Sen")
    assert last().verb == "Thêm người trong hộ"
    head = filled(client, address, household=world.own.household.pk, full_name="X", relation="head")
    assert "relation" in errors_of(client.post(address, head))
    head["household"] = world.theirs.household.pk
    assert "household" in errors_of(client.post(address, head))
    page = url(child, "change")
    late = filled(client, page, left_on="2999-01-01")
    assert "Ngày này chưa đến" in errors_of(client.post(page, late))
    stale = filled(client, page, full_name="Của tôi")
    assert client.post(page, filled(client, page, full_name="Sen Nhỏ")).status_code == 302
    assert last().told == {"full_name": ["Bé Sen", "Sen Nhỏ"]}
    assert "Có người khác vừa sửa" in errors_of(client.post(page, stale))
    page = url(world.own.resident, "change")
    assert client.post(page, filled(client, page, full_name="Tên Mới")).status_code == 302
    assert Household.unscoped.get(pk=world.own.household.pk).head_name == "Tên Mới"


def test_a_person_is_assessed_once(world: World) -> None:
    client = signed_in(world.local)
    address = url(Assessment, "add")
    known = dict.fromkeys(("public_services", "shopping", "payment", "safety"), 2)
    data = filled(client, address, resident=world.own.resident.pk, local_platform=2, **known)
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    assert Assessment.unscoped.filter(resident=world.own.resident).count() == 2
    assert Household.unscoped.get(pk=world.own.household.pk).covered
    assert (last().verb, last().actor) == ("Khảo sát", "xa")
    late = filled(client, address, resident=world.own.resident.pk, **known)
    late["assessed_on"] = "2999-01-01"
    assert "Ngày này chưa đến" in errors_of(client.post(address, late))
    assert client.post(url(world.own.assessment, "change"), data).status_code == 403


def test_a_skill_nobody_asked_about_is_said_in_the_same_words_as_elsewhere() -> None:
    assert result_column("payment", "")(Resident(payment=None)) == "chưa hỏi"


def test_skill_5_needs_a_platform(world: World) -> None:
    end_platform(by=world.local, platform=world.own.platform, on=DAY)
    client = signed_in(world.local)
    address = url(Assessment, "add")
    known = dict.fromkeys(("public_services", "shopping", "payment", "safety"), 2)
    data = filled(client, address, resident=world.own.resident.pk, local_platform=2, **known)
    assert "Chưa nền tảng số nào" in errors_of(client.post(address, data))
    assert client.post(address, data | {"local_platform": ""}).status_code == 302


def test_skill_5_is_taken_of_a_day_before_the_platform_was_named(world: World) -> None:
    client = signed_in(world.local)
    address = url(Assessment, "add")
    day = world.own.platform.valid_from - timedelta(days=8)
    data = filled(client, address, resident=world.own.resident.pk, local_platform=2)
    assert client.post(address, data | {"assessed_on": day.isoformat()}).status_code == 302
